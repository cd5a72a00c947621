"""A file is replaced at once, and the index follows: now, or when the next run mends the store."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.captures import CaptureStore
from scraper.erasing import Eraser
from scraper.items import Capture
from scraper.sites import load_site
from scraper.verify import verify_store
from scraper.warc import record_bytes
from scraper.withdrawals import Withdrawal, Withdrawals

SITE = load_site("darmstadt")
NEWS = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/"
NOW = datetime(2026, 11, 28, tzinfo=UTC)
ERASE = Withdrawals((Withdrawal("weg", "erase", "2026-11-28", "Auf Antrag"),))


class Killed(BaseException):
    """The process ends here."""


def filled(folder: Path) -> None:
    with CaptureStore(folder) as store:
        store.start_run("import", "test", NOW)
        for n, slug in enumerate(("da", "weg", "dort")):
            at = f"2026-11-28T08:00:0{n}Z"
            store.add(
                Capture(NEWS + slug, at, "response", 200, (("Content-Type", "text/html"),), f"<p>{slug}".encode())
            )
        twice = Capture(NEWS + "dort", "2026-11-28T08:00:02Z", "response", 503, (), b"besetzt")
        store.add(twice)
        store.end_run("finished", NOW)


@pytest.mark.parametrize("instant", ["noted", "replaced", "never"])
def test_the_index_fits_the_file_at_whatever_instant_a_run_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instant: str
) -> None:
    filled(tmp_path)
    with CaptureStore(tmp_path) as store:
        before = {row.url: (row.number, row.id) for row in store.rows() if row.status == 200}
        with monkeypatch.context() as patched:
            if instant == "noted":
                patched.setattr("scraper.rewriting.shutil.copymode", _killed)
            if instant == "replaced":
                patched.setattr("scraper.rewriting._sync", _killed)
            try:
                Eraser(store, SITE, ERASE).run()
            except Killed:
                assert store.erasure_unfinished
    with CaptureStore(tmp_path) as store:
        store.mend()
        assert verify_store(store).whole
        assert [row.url for row in store.rows() if row.status == 503] == [NEWS + "dort"]
        Eraser(store, SITE, ERASE).run()
        after = {row.url: (row.number, row.id) for row in store.rows() if row.status == 200}
        found = verify_store(store)
    assert (found.whole, found.erased) == (True, 1)
    assert after == {url: row for url, row in before.items() if not url.endswith("weg")}
    assert list(tmp_path.glob("*.erasing")) == []


def test_revisits_follow_lists_that_lie_in_files_with_revisits_themselves(tmp_path: Path) -> None:
    html, last = (("Content-Type", "text/html"),), dict[str, Capture]()
    with CaptureStore(tmp_path) as store:
        for night in (1, 2, 3):
            store.start_run("crawl", "test", NOW + timedelta(days=night))
            for n in (1, 2, 3):  # list n changes on the first n nights
                links = "".join(f'<li><a href="{NEWS}{slug}">{slug} am Fluss</a></li>' for slug in ("da", "weg"))
                body = f"<ul>{links}</ul><p>Liste {n} der Nacht {min(night, n)}</p>".encode()
                url, at = f"https://www.darmstadt.de/liste-{n}", f"2026-11-28T08:0{night}:0{n}Z"
                capture = Capture(url, at, "response", 200, html, body)
                if night > n:
                    revisit = replace(capture, kind="revisit", body=b"", digest=last[url].digest)
                    store.add_record(revisit, _longer(record_bytes(revisit, repeats=last[url])), last[url])
                else:
                    store.add(capture)
                    last[url] = capture
            store.end_run("finished", NOW)
        done = Eraser(store, SITE, ERASE).run()
        assert (done.blackened, verify_store(store).whole) == (6, True)
        for row in store.rows():
            if row.kind == "revisit":
                shown = store.shown(row)
                assert (row.digest, b"weg" in shown.body, b"da am Fluss" in shown.body) == (shown.digest, False, True)


def _longer(member: bytes) -> bytes:
    """The same record in more bytes than it is written in, so that what follows it will move."""
    return gzip.compress(gzip.decompress(member), compresslevel=0)


def _killed(*_: object) -> None:
    raise Killed
