"""One wording at three addresses: a release told again is kept, a page that comes for whatever is asked is not."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from archive.build import build
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sites import load_site
from tests.archive.test_odd_pages import NEWS, news

HOURS = "<p>Die Oberbürgermeisterin lädt am Dienstag wieder zur Sprechstunde in das Rathaus ein.</p>"
BUSY = "<p>Der Dienst ist gerade stark gefragt, bitte versuchen Sie es später noch einmal.</p>"
FIRST, SECOND = "2023-05-10T08:00:00Z", "2023-05-11T08:00:00Z"
TODAY, TOMORROW = "(web) – Mittwoch, 10.05.2023", "(web) – Donnerstag, 11.05.2023"

Page = tuple[str, str, str]


def looks(folder: Path, pages: list[Page], *, own: bool, whole: bool = True) -> tuple[list[str], int]:
    """The releases, and how many pages wait, of (slug, moment, page); own captures come with one run a day."""
    site, path = load_site("darmstadt"), folder / "site.db"
    html = (("Content-Type", "text/html; charset=utf-8"),)
    for day in sorted({at for _, at, _ in pages}):
        with CaptureStore(folder / "captures") as store:
            now = datetime.fromisoformat(day)
            store.start_run("crawl" if own else "import", "test", now)
            for slug, at, page in pages:
                if at == day:
                    store.add(Capture(NEWS + slug, at, "response", 200, html, page.encode()))
            store.end_run("finished", now)
            if not whole:
                build(store, site, path)
    if whole:
        with CaptureStore(folder / "captures") as store:
            build(store, site, path)
    with sqlite3.connect(path) as db:
        releases = [slug for (slug,) in db.execute("SELECT slug FROM releases ORDER BY slug")]
        (waiting,) = db.execute("SELECT count(*) FROM quarantine WHERE state = 'waiting'").fetchone()
    return releases, waiting


MONTHLY = [
    (slug, f"{day}T08:00:00Z", news("Sprechstunde im Rathaus", f"(ak) – {meta}", HOURS))
    for slug, day, meta in (
        ("mai", "2023-05-12", "Mittwoch, 10.05.2023"),
        ("juni", "2023-06-15", "Mittwoch, 14.06.2023"),
        ("juli", "2023-07-13", "Mittwoch, 12.07.2023"),
    )
]
NAMES = ("eins", "zwei", "drei")
BUSY_TODAY = [(slug, FIRST, news("Einen Augenblick", TODAY, BUSY)) for slug in NAMES]
BUSY_TOMORROW = [(slug, SECOND, news("Einen Augenblick", TOMORROW, BUSY)) for slug in NAMES]
STAYS = [(slug, SECOND, page) for slug, _, page in BUSY_TODAY]
TEXT = ("eins", SECOND, news("Bänke am Weiher", "(ak) – Dienstag, 09.05.2023"))
UNSIGNED = [(slug, FIRST, news("Einen Augenblick", "09.05.2023", BUSY)) for slug in NAMES]

# pages, whether our own runs met them, releases, pages that wait
CASES: dict[str, tuple[list[Page], bool, list[str], int]] = {
    "a monthly notice, imported": (MONTHLY, False, ["juli", "juni", "mai"], 0),
    "a monthly notice, met a day later": (MONTHLY, True, ["juli", "juni", "mai"], 0),
    "three archives with one release": (BUSY_TODAY, False, ["drei", "eins", "zwei"], 0),
    "told three times today": (BUSY_TODAY, True, [], 3),
    "told three times, and the same tomorrow": (BUSY_TODAY + STAYS, True, ["drei", "eins", "zwei"], 0),
    "a template that prints today": (BUSY_TODAY + BUSY_TOMORROW, True, [], 6),
    "in place of a release that comes later": ([*BUSY_TODAY, TEXT], False, ["eins"], 2),
    "in place of a release that was there": ([(*TEXT[:1], "2023-05-09T08:00:00Z", TEXT[2]), *STAYS], True, ["eins"], 3),
    "without codes": (UNSIGNED, False, [], 3),
}


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "updates"])
@pytest.mark.parametrize(("pages", "own", "releases", "waiting"), CASES.values(), ids=CASES)
def test_a_wording_at_three_addresses(
    tmp_path: Path, pages: list[Page], own: bool, releases: list[str], waiting: int, whole: bool
) -> None:
    assert looks(tmp_path, pages, own=own, whole=whole) == (releases, waiting)
