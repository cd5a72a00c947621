"""Speed of use: keys, a low header on a phone, targets that a finger hits."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.archive.site.addresses import PAGES
from tests.archive.site.browsing import needs_chromium, visit

pytestmark = needs_chromium
# Links within a sentence may be as low as its line (WCAG 2.2, 2.5.8); everything else is a target of its own.
SMALL = """() => [...document.querySelectorAll('button, input, select, summary, nav a,'
  + ' .choices a, .machine a, .legal a, .headline a, .pager a, .facet a, .site-name a')]
  .filter(one => one.checkVisibility())  .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => box.height > 1 && (box.height < 23.9 || box.width < 23.9)).map(([html]) => html)"""


def test_a_slash_leads_to_the_search_and_n_and_p_to_the_neighbours(browser: Browser, home: str) -> None:
    with visit(browser, home, 1280) as visited:
        page = visited.page
        visited.go("/suche?q=Haus&sortierung=neu")
        visited.follow(".headline a")
        first = page.url
        page.keyboard.press("n")
        page.wait_for_function("url => location.href !== url", arg=first)
        page.keyboard.press("p")
        page.wait_for_url(first)
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") == "q"
        page.keyboard.type("n/p")
        assert page.input_value("input[name=q]") == "n/p"
        assert page.url == first
        assert visited.complaints == []


def test_keys_can_be_switched_off_and_on(browser: Browser, home: str) -> None:
    with visit(browser, home, 1280) as visited:
        page = visited.page
        visited.go("/hilfe")
        page.get_by_role("button", name="Tasten ausschalten").click()
        visited.go("/ueber")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.tagName") == "BODY"
        visited.go("/hilfe")
        page.get_by_role("button", name="Tasten einschalten").click()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.type") == "search"


@pytest.mark.parametrize("kind", ["start", "release", "search", "speaker", "calendar", "table", "not found"])
def test_on_a_phone_the_header_is_low_and_every_target_large_enough(browser: Browser, home: str, kind: str) -> None:
    with visit(browser, home, 390) as visited:
        visited.go(PAGES[kind])
        assert visited.page.evaluate("document.querySelector('.site-header').getBoundingClientRect().height") <= 120
        assert visited.page.evaluate(SMALL) == []


def test_the_menu_of_a_phone_shows_where_one_is(browser: Browser, home: str) -> None:
    with visit(browser, home, 390) as visited:
        visited.go("/ueber")
        box = visited.page.locator("header nav [aria-current]").bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= 390 - box["width"]
