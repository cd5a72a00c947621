"""What the store does while a crawl runs: damage is healed, a full disk ends it, unchecked certificates are said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.build import build
from scraper.captures import CaptureStore
from scraper.frontier import Frontier
from scraper.sites import load_site
from scraper.verify import verify_store
from tests.crawl.night_site import Answer, NightSite, night_site, no_fault
from tests.processes import Processes

NOW = datetime(2026, 3, 14, 6, tzinfo=UTC)
QUIET: dict[str, Any] = {"RETRY_TIMES": 0, "LOG_LEVEL": "WARNING"}
ONE = "/news/meldung-03"


@pytest.fixture
def site() -> Iterator[NightSite]:
    with night_site() as served:
        yield served


def folder(data: Path) -> Path:
    return data / "captures" / "faulty"


def damage(data: Path, path: str) -> None:
    """Flip a byte in the only capture of an address."""
    with CaptureStore(folder(data)) as store:
        (row,) = [row for row in store.rows() if row.url.endswith(path)]
    file = folder(data) / row.file
    whole = bytearray(file.read_bytes())
    whole[row.offset + row.length // 2] ^= 0xFF
    file.write_bytes(whole)


@pytest.mark.parametrize("conditional", [True, False])
def test_a_damaged_capture_stops_nothing_and_is_fetched_anew(
    processes: Processes, site: NightSite, tmp_path: Path, conditional: bool
) -> None:
    """Whether the server says „not modified“ of it or sends the same bytes again."""
    path = site.site_file(tmp_path)
    processes.crawl(path, tmp_path, now=NOW, **QUIET)
    damage(tmp_path, ONE)
    with CaptureStore(folder(tmp_path)) as store:
        assert not verify_store(store).whole
        result = build(store, load_site(path), tmp_path / "x.db")
    assert (result.releases, result.unreadable) == (11, 1), "a damaged capture costs itself"
    processes.crawl(path, tmp_path, now=NOW + timedelta(days=1), mode="new" if conditional else "all", **QUIET)
    with CaptureStore(folder(tmp_path)) as store:
        again = [row for row in store.rows() if row.url.endswith(ONE)]
        assert [row.kind for row in again] == ["response", "response"]
        assert store.read(again[-1]).body
        assert build(store, load_site(path), tmp_path / "x.db").releases
        assert store.runs()[-1].ended_why == "finished"


def test_a_full_disk_ends_the_run_at_once_with_its_reason(
    processes: Processes, site: NightSite, tmp_path: Path
) -> None:
    path = site.site_file(tmp_path)

    def full(_: NightSite, asked: str, usual: Answer) -> Answer:
        if asked == "/nachrichten":  # from now on nothing can be written to the file of this run
            (file,) = folder(tmp_path).glob("*.warc.gz")
            file.rename(file.with_suffix(".whole"))
            file.symlink_to("/dev/full")
        return usual

    site.fault = full
    processes.crawl(path, tmp_path, now=NOW, **QUIET)
    with CaptureStore(folder(tmp_path)) as store:
        why = store.runs()[-1].ended_why or ""
    assert why.startswith("the store cannot be written")
    assert "No space left on device" in why
    assert site.asked.total() < 10, "nothing more is asked"
    frontier = Frontier(folder(tmp_path))
    assert frontier.known() == {}
    frontier.close()


FULL = """
CREATE TRIGGER a BEFORE INSERT ON pending BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END;
CREATE TRIGGER b BEFORE UPDATE ON crawl_runs WHEN new.ended_why LIKE '%database or disk is full'
BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END;
"""


def test_an_index_that_takes_no_more_ends_the_run_and_its_reason_is_known(
    processes: Processes, site: NightSite, tmp_path: Path
) -> None:
    """The index is full before the WARC file is, and takes not even the reason."""
    words = ("--data", tmp_path, "--site", site.site_file(tmp_path), "crawl")

    def full(_: NightSite, asked: str, usual: Answer) -> Answer:
        if asked == "/nachrichten":
            with closing(sqlite3.connect(folder(tmp_path) / "index.db", timeout=20)) as index:
                index.executescript(FULL)
        return usual

    site.fault = full
    said = processes.command(*words)
    assert said.returncode == 1
    assert "the crawl ended early: the store cannot be written: is the disk full?" in said.stderr
    assert site.asked.total() < 10, "nothing more is asked"
    with closing(sqlite3.connect(folder(tmp_path) / "index.db")) as index:
        index.executescript("DROP TRIGGER a; DROP TRIGGER b;")
    site.fault = no_fault
    assert processes.command(*words).returncode == 0


def test_each_answer_keeps_its_own_headers_and_the_newest_type_reads_the_bytes(
    processes: Processes, site: NightSite, tmp_path: Path
) -> None:
    path, text = site.site_file(tmp_path), "Die Bänke am Fluß sind für alle da, sagt die Stadt."
    kinds = iter(("text/html; charset=iso-8859-5", "text/html; charset=windows-1252"))
    kind = next(kinds)

    def latin(_: NightSite, asked: str, usual: Answer) -> Answer:
        if asked != ONE:
            return usual
        body = usual.body.decode().replace('<meta charset="utf-8">', "").replace("wieder.", f"wieder. {text}")
        return replace(usual, body=body.encode("cp1252"), kind=kind)

    site.fault = latin
    processes.crawl(path, tmp_path, now=NOW, mode="all", **QUIET)
    kind = next(kinds)
    processes.crawl(path, tmp_path, now=NOW + timedelta(days=1), mode="all", **QUIET)
    with CaptureStore(folder(tmp_path)) as store:
        rows = [row for row in store.rows() if row.url.endswith(ONE)]
        assert [(row.kind, row.content_type) for row in rows] == [
            ("response", "text/html; charset=iso-8859-5"), ("revisit", "text/html; charset=windows-1252"),
        ]  # fmt: skip
        assert store.shown(rows[-1]).header("Content-Type") == "text/html; charset=windows-1252"
        build(store, load_site(path), tmp_path / "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as db:
        ((body, revisions),) = db.execute("SELECT body, revisions FROM releases WHERE slug = 'meldung-03'")
    assert text in body
    assert revisions == 1, "what the server said wrongly is no revision"


def test_certificates_that_are_not_checked_are_said_of_every_capture(
    processes: Processes, site: NightSite, tmp_path: Path
) -> None:
    path = site.site_file(tmp_path)
    path.write_text(path.read_text().replace("public = false", "public = false\nverify_tls = false"))
    processes.crawl(path, tmp_path, now=NOW, **QUIET)
    with CaptureStore(folder(tmp_path)) as store:
        assert {row.unverified for row in store.rows()} == {1}
        assert all(store.read(row).unverified for row in store.rows())
        assert store.runs()[-1].unverified == 1


def test_everything_is_asked_without_validators_by_all_and_a_few_old_ones_by_every_run(
    processes: Processes, site: NightSite, tmp_path: Path
) -> None:
    path = site.site_file(tmp_path)

    def asked_plainly() -> set[str]:
        return {r["path"] for r in site.sent if r["path"].startswith("/news/") and "if-none-match" not in r}

    processes.crawl(path, tmp_path, now=NOW, **QUIET)
    site.sent.clear()
    processes.crawl(path, tmp_path, now=NOW + timedelta(days=1), **QUIET)
    assert asked_plainly() == set()
    site.sent.clear()
    processes.crawl(path, tmp_path, now=NOW + timedelta(days=2), mode="all", **QUIET)
    assert len(asked_plainly()) == 12
    turns = []
    for month in (4, 5, 6):
        site.sent.clear()
        processes.crawl(path, tmp_path, now=NOW + timedelta(days=30 * month), **QUIET)
        turns.append(asked_plainly())
    assert [len(turn) for turn in turns] == [4, 4, 4]
    assert len(set.union(*turns)) == 12, "each has its turn"
