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
