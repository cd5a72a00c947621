"""A page that comes back after another stood at its address is the release's wording again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from archive.build import build
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sites import load_site
from tests.archive.test_odd_pages import BODY, NEWS, news

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def page(at: str, body: str) -> Capture:
    text = news(body=body).encode()
    return Capture(NEWS + "baenke", at, "response", 200, (("Content-Type", "text/html; charset=utf-8"),), text)


def test_a_revisit_of_an_older_wording_is_a_revision(tmp_path: Path) -> None:
    site = load_site("darmstadt")
    first, second = page("2023-05-10T08:00:00Z", BODY), page("2023-06-10T08:00:00Z", BODY + "<p>Zwei folgen.</p>")
    found = []
    with CaptureStore(tmp_path / "captures") as store:
        store.start_run("import", "1", NOW)
        store.add(first)
        store.add(second)
        for at in ("2023-07-10T08:00:00Z", "2023-08-10T08:00:00Z"):
            store.add(replace(first, kind="revisit", captured_at=at, body=b""), repeats=first)
            build(store, site, tmp_path / "darmstadt.db")
            with closing(sqlite3.connect(tmp_path / "darmstadt.db")) as database:
                found += database.execute("SELECT revisions, body LIKE '%folgen%', last_seen FROM releases").fetchall()
        store.end_run("finished", NOW)
    assert found == [(3, 0, "2023-07-10T08:00:00Z"), (3, 0, "2023-08-10T08:00:00Z")]
