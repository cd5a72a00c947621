"""In a real browser: every kind of page is accessible, fits a phone, is quiet, and asks nobody else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.archive.search.small import small_database
from tests.archive.site.addresses import PAGES
from tests.archive.site.browsing import needs_chromium, served, visit
from tests.archive.site.hostile import PAYLOAD, SPEAKER, hostile_database
from tests.conftest import Crawled

pytestmark = needs_chromium
Rows = Callable[..., list[sqlite3.Row]]
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (390, "dark"))
KINDS = PAGES | {
    "table": "/sample/releases?_size=20",
    "quotes": "/zitate?q=Haus", "no quotes": "/zitate?q=Xyzzy&art=direct", "help": "/hilfe", "comparing": "/pruefen",
    "imprint": "/impressum", "privacy": "/datenschutz",
    "embedding": "/sample/releases/brueckenpruefung-suedbruecke/einbetten",
    "calendar now": "/kalender", "subscribing": "/abonnieren", "subscribing to a feed": "/abonnieren/kuerzel/lea",
    "subscribing to the calendar": "/abonnieren/kalender", "SQL that is none": "/sample?sql=nonsense",
    "too long an address": "/suche?q=" + "a" * 20_000,
}  # fmt: skip
REFUSED = ("not found", "SQL that is none", "too long an address")
OF_NOTHING = (
    "/", "/mitteilungen", "/suche", "/suche?q=Haus", "/zitate", "/personen", "/themen", "/kuerzel", "/kalender",
    "/aenderungen", "/status", "/daten", "/ueber", "/sample/releases",
)  # fmt: skip

# What only the crawled texts could have brought: thumbnails of attachments are drawn by the site itself.
FOREIGN = "iframe, main svg, main img:not([src^='/anlage/']), main script"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_fits_and_asks_nobody_else(browser: Browser, home: str, kind: str) -> None:
    with visit(browser, home, 1280) as visited:
        visited.go(KINDS[kind])
        for details in visited.page.query_selector_all("details:not([open]) > summary"):
            details.evaluate("summary => { summary.parentElement.open = true }")
        for width, scheme in LOOKS:
            visited.look(width, scheme)
            assert visited.violations() == [], scheme
            assert visited.overflow() <= 0, width
        assert visited.page.locator("h1").count() == 1
        assert visited.page.get_attribute("html", "lang") == "de"
        own_status = "server responded with a status of 4"  # the browser writes that of the page itself to its console
        assert [c for c in visited.complaints if not (kind in REFUSED and own_status in c)] == []


def test_a_sign_behind_the_last_word_of_a_line_widens_no_page(browser: Browser, home: str) -> None:
    with visit(browser, home, 390) as visited:
        visited.go("/sample/releases/hafenfest-2026-rueckblick")
        width = visited.page.evaluate(
            "Math.max(...[...document.querySelectorAll('.sign')].map(one => one.getBoundingClientRect().right))"
        )
        assert width > 350, "there is one near the edge"
        assert visited.overflow() <= 0


def test_the_pages_of_an_empty_archive_are_accessible_and_fit(browser: Browser, later: Crawled, tmp_path: Path) -> None:
    small_database([], tmp_path / "sample.db").close()
    with served(tmp_path / "sample.db", later.site) as home, visit(browser, home, 1280) as visited:
        for path in OF_NOTHING:
            visited.go(path)
            for width, scheme in LOOKS:
                visited.look(width, scheme)
                assert (path, visited.violations(), max(0, visited.overflow())) == (path, [], 0)
        assert visited.complaints == []


def test_every_kind_of_page_has_a_title_of_its_own(browser: Browser, home: str) -> None:
    titles = []
    with visit(browser, home, 1280) as visited:
        for path in PAGES.values():
            visited.go(path)
            titles.append(visited.page.title())
    assert len(titles) == len(set(titles))


def test_with_the_keyboard_the_first_stop_skips_to_the_content(browser: Browser, home: str) -> None:
    with visit(browser, home, 1280) as visited:
        visited.go("/sample/releases/brueckenpruefung-suedbruecke")
        visited.page.keyboard.press("Tab")
        skip = visited.page.locator(".skip")
        assert skip.evaluate("link => link === document.activeElement")
        box = skip.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        visited.page.keyboard.press("Enter")
        assert visited.page.url.endswith("#inhalt")


def test_html_in_any_field_does_nothing(browser: Browser, later: Crawled, rows: Rows, tmp_path: Path) -> None:
    slug = rows("SELECT release FROM changes")[0][0]
    hostile_database(later.database, tmp_path / "sample.db", slug)
    day = rows("SELECT day FROM calendar WHERE release = ?", slug)[0][0]
    code = rows("SELECT code FROM release_authors WHERE release = ?", slug)[0][0]
    query = quote("select * from quotes")
    with served(tmp_path / "sample.db", later.site) as home, visit(browser, home, 1280) as visited:
        for path in (
            "/", "/mitteilungen", f"/sample/releases/{slug}", "/personen", "/kuerzel", "/themen", "/suche?q=script",
            f"/sample/releases?slug={slug}", "/sample/captures", "/sample/quotes", "/aenderungen", "/status", "/daten",
            f"/kalender/{day}", f"/kalender/{day[:7]}", f"/kuerzel/{code}", f"/themen/{quote(PAYLOAD, safe='')}",
            f"/suche?person={quote(SPEAKER)}&rubrik={quote(PAYLOAD)}", f"/sample?sql={query}",
            f"/suche?q={quote(PAYLOAD)}", f"/sample/dates?release={slug}",
        ):  # fmt: skip
            visited.go(path)
            assert visited.page.evaluate("window.hit") is None, path
            assert visited.page.locator(FOREIGN).count() == 0, path
        visited.go("/personen?name=window.hit")
        visited.follow(".register a")
        assert visited.page.locator("h1").inner_text() == SPEAKER.replace("  ", " ")
        assert visited.complaints == []
