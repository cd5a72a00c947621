"""What is in doubt ends when its cause ends, and not before: restored files, and pages that wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.build import build
from archive.commands.spider import judged
from archive.commands.status import open_alarms
from archive.paths import database_path
from archive.state import decide, state_path
from scraper.captures import CaptureStore
from scraper.sites import Site, load_site
from scraper.verify import verify_store
from tests.crawl.night_site import Answer, NightSite, night_site, no_fault
from tests.processes import Processes

NOW = datetime(2026, 3, 14, 6, tzinfo=UTC)
DAY = timedelta(days=1)
ODD = b"<html><body><main><h1>Hoppla!</h1><p>Da ging etwas schief. Wir sind schon dran.</p></main></body></html>"


@pytest.fixture
def served() -> Iterator[NightSite]:
    with night_site() as site:
        yield site


EMPTY = Answer(200, b"")


def folder(data: Path, site: Site) -> Path:
    return data / "captures" / site.name


def forget(store: Path) -> None:
    for path in store.glob("index.db*"):
        path.unlink()


@pytest.mark.parametrize("indexed", [True, False], ids=["index kept", "index lost"])
@pytest.mark.parametrize("harm", ["flipped", "cut", "removed"])
def test_a_file_that_is_restored_is_whole_again_with_the_next_build(
    processes: Processes, served: NightSite, tmp_path: Path, indexed: bool, harm: str
) -> None:
    path = served.site_file(tmp_path)
    site, database = load_site(path), tmp_path / "x.db"
    processes.crawl(path, tmp_path, now=NOW, LOG_LEVEL="WARNING")
    processes.crawl(path, tmp_path, now=NOW + DAY, LOG_LEVEL="WARNING")
    file = min(folder(tmp_path, site).glob("*.warc.gz"))
    whole = file.read_bytes()
    with CaptureStore(folder(tmp_path, site)) as store:
        row = next(row for row in store.rows() if row.url.endswith("meldung-05"))
    at = row.offset + row.length // 2
    if harm == "removed":
        file.unlink()
    else:
        file.write_bytes(whole[:at] if harm == "cut" else whole[:at] + bytes((whole[at] ^ 0xFF,)) + whole[at + 1 :])
    if not indexed:
        forget(file.parent)
    for step in ("harmed", "restored"):
        if step == "restored":
            file.write_bytes(whole)
        with CaptureStore(file.parent) as store:
            store.mend()
            if indexed or harm != "removed" or step == "restored":  # else nothing is left that could be built
                result = build(store, site, database)
            if step == "harmed" and (indexed or harm != "removed"):
                assert result.releases < 12
                assert not verify_store(store).whole
                assert store.damage()
        if step == "harmed" and indexed:
            with closing(sqlite3.connect(database)) as db:
                assert db.execute("SELECT count(*) FROM unreadable").fetchone() != (0,)
    with CaptureStore(file.parent) as store:
        assert store.damage() == []
        assert verify_store(store).whole
        build(store, site, tmp_path / "whole.db", whole=True)
    with closing(sqlite3.connect(database)) as one, closing(sqlite3.connect(tmp_path / "whole.db")) as other:
        for table in ("releases", "revisions", "unreadable", "quarantine", "captures"):
            rows = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - our own names
            assert one.execute(rows).fetchall() == other.execute(rows).fetchall(), table
        assert one.execute("SELECT count(*) FROM releases").fetchone() == (12,)


def test_a_list_that_could_not_be_read_is_of_no_matter_once_it_could(
    processes: Processes, served: NightSite, tmp_path: Path
) -> None:
    path = served.site_file(tmp_path)
    site = load_site(path)
    processes.crawl(path, tmp_path, now=NOW, LOG_LEVEL="WARNING")
    for night, listed in ((1, 3), (2, 3), (3, 0)):  # the same bytes on two nights, then as before
        served.fault = no_fault if night == 3 else lambda _, asked, usual: usual if "news" in asked else EMPTY
        processes.crawl(path, tmp_path, now=NOW + night * DAY, LOG_LEVEL="WARNING")
        with CaptureStore(folder(tmp_path, site)) as store:
            build(store, site, tmp_path / "x.db")
            build(store, site, tmp_path / "whole.db", whole=True)
        for database in ("x.db", "whole.db"):
            with closing(sqlite3.connect(tmp_path / database)) as db:
                assert db.execute("SELECT count(*) FROM unreadable").fetchone() == (listed,), (night, database)


def odd(_: NightSite, path: str, usual: Answer) -> Answer:
    return replace(usual, body=ODD) if path.startswith("/news/") else usual


def test_the_alarm_of_pages_that_wait_stays_until_a_build_sees_the_releases_again(
    processes: Processes, served: NightSite, tmp_path: Path
) -> None:
    path = served.site_file(tmp_path)
    site = load_site(path)
    database = database_path(tmp_path, site)

    def night(number: int, *, built: bool = True) -> tuple[set[str], set[str]]:
        """The alarms that are open by the store, and by the database."""
        processes.crawl(path, tmp_path, now=NOW + number * DAY, LOG_LEVEL="WARNING")
        with CaptureStore(folder(tmp_path, site)) as store:
            judged(site, store, tmp_path / "log")
            if built:
                build(store, site, database)
            alarms, run = open_alarms(store.runs(), store.alarms()), store.runs()[-1].id
        with closing(sqlite3.connect(database)) as db:
            shown = {name for (name,) in db.execute("SELECT name FROM alarms WHERE run = ?", (run,))}
        return {alarm.name for alarm in alarms}, shown

    assert night(0) == (set(), set())
    served.fault = odd
    for number in (1, 2):  # on the second night the same bytes come again
        found, shown = night(number)
        assert "quarantined" in found
        assert found == shown
    served.fault = no_fault
    assert "quarantined" in night(3, built=False)[0], "a crawl alone has not read the pages"
    assert night(4) == (set(), set())


def test_whoever_decides_about_pages_closes_their_alarm(
    processes: Processes, served: NightSite, tmp_path: Path
) -> None:
    path = served.site_file(tmp_path)
    site = load_site(path)
    processes.crawl(path, tmp_path, now=NOW, LOG_LEVEL="WARNING")
    served.fault = odd
    processes.crawl(path, tmp_path, now=NOW + DAY, LOG_LEVEL="WARNING")
    with CaptureStore(folder(tmp_path, site)) as store:
        build(store, site, database_path(tmp_path, site))
        assert [alarm.name for alarm in store.alarms()] == ["quarantined"]
        with closing(sqlite3.connect(database_path(tmp_path, site))) as db:
            for release, digest, capture in db.execute("SELECT release, digest, capture FROM quarantine"):
                decide(state_path(tmp_path, site), release, digest, "rejected", capture, "2026-03-15T08:00:00Z")
        build(store, site, database_path(tmp_path, site))
        assert store.alarms() == []


def test_pages_that_wait_are_asked_again_by_the_next_run(
    processes: Processes, served: NightSite, tmp_path: Path
) -> None:
    words = ("--data", tmp_path, "--site", served.site_file(tmp_path), "update")
    assert processes.command(*words).returncode == 0
    served.fault = odd  # a few old releases are looked at in each run, and others in the next one
    said = processes.command(*words)
    assert said.returncode == 1
    assert "may not be the release" in said.stderr
    served.wakes_up()
    assert processes.command(*words).returncode == 0
    with closing(sqlite3.connect(tmp_path / "faulty.db")) as db:
        assert db.execute("SELECT DISTINCT state FROM quarantine").fetchall() == [("healed",)]
