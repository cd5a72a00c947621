"""In a real browser, charts stand in one row, whatever the number of years and the width."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from scraper.sites import load_site
from tests.archive.site.browsing import needs_chromium, served, visit
from tests.archive.site.years import SPANS, sixty_years


@needs_chromium
def test_charts_stand_in_one_row_at_every_width(browser: Browser, tmp_path: Path) -> None:
    sixty_years(tmp_path / "sample.db")
    with served(tmp_path / "sample.db", load_site("sample")) as home, visit(browser, home, 1280) as visited:
        for path, span in [*((f"/themen/{span}", span) for span in SPANS), ("/suche?q=Fest", 60)]:
            visited.go(path)
            for width in (1280, 390):
                visited.look(width, "light")
                tops = visited.page.eval_on_selector_all(
                    ".chart .bars > *", "all => all.filter(o => o.offsetParent).map(o => o.getBoundingClientRect().top)"
                )
                assert (path, width, len(tops), len(set(tops))) == (path, width, span, 1)
                assert visited.overflow() <= 0
                assert visited.violations() == []
        assert visited.complaints == []
