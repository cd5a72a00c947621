"""`/-/health` is 200 while the last good run is recent, and 503 when it is not."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.settings import Settings
from archive.site.pages.health import load
from tests.archive.site.asking import site_over
from tests.archive.site.conftest import Get
from tests.conftest import Crawled

NOW = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)


def test_a_fresh_archive_is_200_and_nobody_keeps_the_answer(get: Get) -> None:
    answer = get("/-/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "fresh")
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert get("/-/health", "HEAD").status_code == 200


def test_a_stale_archive_is_503_by_the_operators_setting(later: Crawled, tmp_path: Path) -> None:
    database = tmp_path / "sample.db"
    shutil.copyfile(later.database, database)
    ended = f"{datetime.now(UTC) - timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE crawl_runs SET ended_at = ?", (ended,))
    for hours, status in ((2, 503), (4, 200)):
        with site_over(database, later.site, Settings(expect_every=timedelta(hours=hours))) as get:
            answer = get("/-/health")
            assert answer.status_code == status
            assert answer.json() == {
                "status": "fresh" if status == 200 else "stale", "last_good": ended, "expect_every_hours": hours,
            }  # fmt: skip
            assert answer.headers["cache-control"] == "no-store"


RUNS = {
    "one that finished": ([("finished", 1)], True),
    "one that ended at its budget": ([("budget: 240 minutes", 1)], True),
    "none": ([], False),
    "one that was killed": ([("killed", 1)], False),
    "an old one, and a young one that failed": ([("finished", 60), ("shutdown", 1)], False),
    "a young one, and then one that failed": ([("finished", 3), ("shutdown", 1)], True),
    "one of tomorrow": ([("finished", -24)], False),
    "one of 36 hours ago": ([("finished", 36)], True),
    "one of 37 hours ago": ([("finished", 37)], False),
}


@pytest.mark.parametrize("name", RUNS)
def test_only_a_good_run_counts(name: str) -> None:
    runs, fresh = RUNS[name]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE crawl_runs (id, kind, mode, ended_at, ended_why, number)")
        for number, (why, hours) in enumerate(runs):
            at = f"{NOW - timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"
            connection.execute("INSERT INTO crawl_runs VALUES (?, 'crawl', 'new', ?, ?, ?)", (at, at, why, number))
        assert load(connection, NOW, timedelta(hours=36)).fresh is fresh
