"""Ten tasks of a newsroom, walked in a real browser on a desk and on a phone, each within so many clicks."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from tests.archive.site.browsing import Visit, needs_chromium, visit

pytestmark = [needs_chromium, pytest.mark.parametrize("width", [1280, 390])]
RELEASE = "/sample/releases/brueckenpruefung-suedbruecke"


@dataclass
class Walk:
    """A visitor who clicks; typing and reading cost nothing."""

    visited: Visit
    clicks: int = field(default=0)

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.visited.page

    def click(self, selector: str) -> None:
        """Click what is seen and wait for what it leads to."""
        self.clicks += 1
        self.visited.follow(f"{selector} >> visible=true")

    def fields(self, **values: str) -> None:
        """Fill fields of the form on the page, by their names."""
        for name, value in values.items():
            self.page.fill(f"main [name={name}]", value)


def test_what_the_mayor_said_on_climate_in_2019(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go("/")
        walk.click('nav a[href="/zitate"]')
        walk.fields(q="Klima", amt="Oberbürgermeister", von="2019", bis="2019")
        walk.click("main form button")
        assert "„Ob wir es schaffen, weiß ich nicht." in walk.page.inner_text("main")
        assert "12. September 2019" in walk.page.inner_text("main")
        assert walk.clicks <= 2


def test_a_quote_by_words_and_speaker(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go("/")
        walk.click('nav a[href="/zitate"]')
        walk.fields(q="Brücke müde", person="Hedwig Amrath")
        walk.click("main form button")
        assert "„Die Brücke ist sicher, aber sie ist müde“" in walk.page.inner_text("main blockquote >> nth=0")
        assert walk.clicks <= 2


def test_who_held_an_office_in_2018(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go("/")
        walk.click('nav a[href="/personen"]')
        walk.fields(name="Oberbürgermeister")
        walk.click("main form button")
        line = walk.page.locator(".register tr", has_text="Henrik Lattermann")
        assert line.locator("time, td").count() > 0
        assert walk.clicks <= 2
        walk.click('a[href="/personen/Henrik%20Lattermann"]')
        assert "2013" in walk.page.inner_text(".timeline")


def test_what_happens_next_week(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go("/")
        walk.click('main a:has-text("Nächste Woche")')
        assert walk.page.inner_text("h1").startswith("KW ")
        assert walk.clicks <= 1


def test_all_quotes_of_a_person_as_excel(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go("/")
        walk.click('main a[href^="/personen/"]')
        counted = int(walk.page.inner_text(".lead").split()[0])
        walk.clicks += 1
        with walk.page.expect_download() as downloaded:
            walk.page.click('a:has-text("Excel") >> nth=0')
        sheet = openpyxl.load_workbook(io.BytesIO(downloaded.value.path().read_bytes())).active
        assert sheet is not None
        assert sheet.max_row == counted + 1
        assert walk.clicks <= 2


def test_a_link_to_a_passage(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go(RELEASE)
        quote = walk.page.locator("article .row .quote").first
        sign = quote.locator(".ref + .sign").first
        quote.hover(position={"x": 30, "y": 8})
        box = sign.bounding_box()
        assert box is not None
        walk.page.mouse.click(box["x"] + 12, box["y"] + box["height"] / 2)  # it shows behind the words
        walk.clicks += 1
        walk.page.wait_for_url("**#z*")
        words = str(sign.get_attribute("href"))
        assert ":~:text=" in words
        # of a link with words a browser marks what holds them, of one without the anchor
        assert quote.evaluate("q => [q, q.parentElement].includes(document.querySelector(':target'))")
        assert walk.clicks <= 1


def test_to_subscribe(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go("/personen/Hedwig%20Amrath")
        walk.click('main a:has-text("bonnieren")')
        assert "Hedwig Amrath" in walk.page.inner_text("h1")
        assert walk.page.locator('main a[href$=".atom"]').count() > 0
        assert walk.clicks <= 1


def test_to_cite(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go(RELEASE)
        walk.click('a[href="#zitieren"]')
        assert walk.page.locator(".cite").first.is_visible()
        assert walk.page.inner_text(".cite >> nth=0").startswith("Stadt Morlingen, Pressemitteilung vom 5. Mai 2026")
        assert walk.clicks <= 1


@pytest.mark.parametrize("what", ["geändert", "von der Stadt entfernt"])
def test_what_was_changed_and_what_was_withdrawn(browser: Browser, home: str, width: int, what: str) -> None:
    with visit(browser, home, width) as visited:
        walk = Walk(visited)
        visited.go("/")
        walk.click('nav a[href="/aenderungen"]')
        assert walk.page.locator(".flag", has_text=what).count() > 0
        assert walk.clicks <= 1
