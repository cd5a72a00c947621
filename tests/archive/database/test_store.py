"""What is written can be found again, and stands there as printed."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.database.store import Database
from archive.releases.merge import Witness, merge
from archive.search.additions import added_forms
from scraper.capture_index import CaptureRow
from scraper.items import Block, Capture, ReleaseItem
from scraper.runs import CrawlRun

URL = "https://stadt.example/news/a"
NOW = "2026-01-01T00:00:00Z"


def row(number: int) -> CaptureRow:
    """A capture as the index of the store lists it."""
    capture = Capture(f"{URL}{number}", NOW, "response", 200, (), b"")
    return CaptureRow(number, capture.id, "r", capture.url, NOW, "response", 200, None, "", None, None, "f", 0, 0)


def put(database: Database, number: int) -> None:
    """Write a release that was read from the capture of the same number."""
    capture = Capture(f"{URL}{number}", NOW, "response", 200, (), b"")
    item = ReleaseItem(capture.url, "ext_news", "Fest", body=(Block("paragraph", "Alle kommen."),))
    release = merge(f"a{number}", [Witness(capture, item)], ZoneInfo("Europe/Berlin"))
    assert release
    database.put_release(release, forms=added_forms("Alle kommen."))


def test_rows_in_any_order_cost_steps_by_their_number_only(tmp_path: Path) -> None:
    steps = []
    for count in (200, 800):
        ticks = 0

        def tick() -> int:
            nonlocal ticks
            ticks += 1
            return 0

        with Database(tmp_path / f"{count}.db", {}) as database:
            database.db.conn.set_progress_handler(tick, 100)
            for number in range(count):
                put(database, number)
            list(database.with_files())  # the releases are written before the captures that they name
            for number in range(count):
                database.put_capture(row(number), f"{URL}{number}")
            database.put_run(CrawlRun("r", "import", None, "1", NOW))
            database.index({})
            database.commit()
        steps.append(ticks)
    assert steps[1] < 6 * steps[0]


@pytest.mark.parametrize(
    "printed", ["Bürger*innen", "Bürger:innen", "BürgerInnen", "Bürger_innen", "Bür\u00adger*innen"]
)
def test_a_gendered_word_is_found_in_every_form_and_stays_as_printed(tmp_path: Path, printed: str) -> None:
    capture = Capture(URL, NOW, "response", 200, (), b"")
    body = (Block("paragraph", f"Alle {printed} sind eingeladen."),)
    release = merge("a", [Witness(capture, ReleaseItem(URL, "ext_news", "Fest", body=body))], ZoneInfo("Europe/Berlin"))
    assert release
    with Database(tmp_path / "x.db", {}) as database:
        database.put_run(CrawlRun("r", "import", None, "1", NOW))
        database.put_capture(
            CaptureRow(1, capture.id, "r", URL, NOW, "response", 200, None, "", None, None, "f", 0, 0), URL
        )
        database.put_release(release, forms=added_forms("\n".join(release.texts)))
        database.index({})
        database.commit()
        found = "SELECT body FROM releases WHERE rowid IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH ?)"
        for word in ("Bürgerinnen", "Bürger", '"Bürgerinnen und Bürger"'):
            assert database.db.execute(found, (word,)).fetchall() == [(body[0].text,)], word
        assert database.db.execute(found, ("Bürgermeister",)).fetchall() == []
