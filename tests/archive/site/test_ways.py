"""The ways a journalist goes, clicked through in a real browser on a desk and on a phone."""

from __future__ import annotations

import re
from urllib.parse import unquote

import feedparser
import icalendar
import pytest
from playwright.sync_api import Browser

from tests.archive.site.browsing import needs_chromium, visit

pytestmark = [needs_chromium, pytest.mark.parametrize("width", [1280, 390])]


def test_from_a_search_over_a_filter_and_a_release_to_a_speaker_and_its_feed(
    browser: Browser, home: str, width: int
) -> None:
    with visit(browser, home, width) as visited:
        page = visited.page
        visited.go("/")
        page.fill("main input[name=q]", "Brücken")
        page.press("main input[name=q]", "Enter")
        page.wait_for_url("**/suche?*")
        assert page.locator(".snippet mark").count() > 0
        all_hits = int(page.inner_text("#treffer").split()[0])
        if width == 390:
            page.click("#eingrenzen > details > summary")
        person = page.locator('#eingrenzen a[href*="person="]').first
        announced = int(re.sub(r"\D", "", person.locator(".count").inner_text()))
        name = person.locator("span").first.inner_text()
        person.click()
        page.wait_for_url("**person=*")
        assert int(page.inner_text("#treffer").split()[0]) == announced <= all_hits
        title = page.locator(".hits .headline a").first.inner_text()
        visited.follow(".hits .headline a")
        assert page.inner_text("h1") == title
        visited.follow(f'.notes a[href^="/personen/"]:has-text("{name}")')
        assert page.inner_text("h1") == name
        assert page.locator(".said-group .headline", has_text=title).count() == 1
        feed = page.get_attribute('link[type="application/atom+xml"]', "href")
        answer = page.request.get(home + str(feed))
        entries = feedparser.parse(answer.body()).entries
        assert title in [entry.title for entry in entries]
        assert visited.complaints == []


def test_from_a_search_to_its_own_feed(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        visited.go("/suche?q=Haus&jahr=2022")
        titles = visited.page.locator(".hits .headline a").all_inner_texts()
        feed = visited.page.get_attribute('link[href^="/suche.atom"]', "href")
        visited.follow("#treffer ~ .choices a:has-text('Abonnieren')")
        assert visited.page.inner_text(".cite") == home + str(feed)
        assert set(visited.page.locator("#inhalt-jetzt + ul a").all_inner_texts()) <= set(titles)
        assert visited.violations() == []
        entries = feedparser.parse(visited.page.request.get(home + str(feed)).body()).entries
        assert sorted(entry.title for entry in entries) == sorted(titles) != []


def test_from_the_calendar_over_a_day_to_the_release(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        page = visited.page
        visited.go("/kalender/2013-03")
        visited.follow('a[href="/kalender/2013-03-03"]')
        title = page.locator("main .headline a").first.inner_text()
        visited.follow("main .headline a")
        assert page.inner_text("h1") == title
        assert page.locator('main time[datetime^="2013-03-03"]').count() > 0
        visited.go("/kalender")
        events = page.get_attribute('link[type="text/calendar"]', "href")
        calendar = icalendar.Calendar.from_ical(page.request.get(home + str(events)).body())
        assert calendar.walk("VEVENT")
        assert visited.complaints == []


def test_from_a_release_to_the_page_as_the_city_sent_it(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        page = visited.page
        visited.go("/sample/releases/brueckenpruefung-suedbruecke")
        title = page.inner_text("h1")
        visited.follow('main dd a[href^="/abzug/"]')
        assert page.locator('dl a[href$="/brueckenpruefung-suedbruecke"]').count() == 1
        frame = page.frame_locator("iframe.original")
        assert frame.locator("h1").first.inner_text().strip() == title
        assert visited.violations() == []
        assert visited.overflow() <= 0
        assert [c for c in visited.complaints if not _refused_by_the_sandbox(c)] == []


def _refused_by_the_sandbox(complaint: str) -> bool:
    """The original asks for styles and scripts of its own site; that they are refused is what is wanted."""
    return "Content Security Policy" in unquote(complaint) or "sandboxed" in complaint


def test_from_a_year_to_a_release_to_its_speaker_and_back_to_the_place(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        visited.go("/")
        visited.follow('.bars a[href="/jahr/2021"]')
        visited.follow('.bars a[href="/jahr/2021/09"]')
        visited.follow(".headline a")
        visited.follow('.notes a[href^="/personen/"]')
        visited.follow(".said .note a")
        assert "#z" in visited.page.url
        assert visited.page.locator(".quote > .point:target").count() == 1
        assert visited.complaints == []


def test_from_a_change_on_the_start_page_to_its_words(browser: Browser, home: str, width: int) -> None:
    with visit(browser, home, width) as visited:
        visited.go("/")
        visited.follow('a[href$="brueckenpruefung-suedbruecke#fassungen"]')
        assert visited.page.locator(".diff ins").first.is_visible()
        assert visited.page.locator(".diff del").first.is_visible()


def test_from_the_start_page_to_what_is_coming_and_to_a_feed_in_one_click(
    browser: Browser, home: str, width: int
) -> None:
    with visit(browser, home, width) as visited:
        visited.go("/")
        visited.follow("main a:has-text('Nächste Woche')")
        assert re.fullmatch(r"KW \d+: \d.* bis \d.* \d{4}", visited.page.inner_text("h1"))
        for path in ("/", "/suche?q=Haus", "/personen/Hedwig%20Amrath", "/kuerzel/lea", "/aenderungen"):
            visited.go(path)
            visited.follow("main a:text-is('Abonnieren')")
            assert visited.page.inner_text(".cite").startswith(home)
        assert visited.complaints == []


def test_the_filters_of_a_search_stand_beside_its_results_or_folded_above_them(
    browser: Browser, home: str, width: int
) -> None:
    with visit(browser, home, width) as visited:
        visited.go("/suche?q=Haus")
        first, results = visited.page.locator(".facet a").first, visited.page.locator("#treffer")
        if width == 390:
            assert not first.is_visible()
            visited.page.click("#eingrenzen > details > summary")
            above, below = ((one.bounding_box() or {"y": -1})["y"] for one in (first, results))
            assert 0 < above < below
        else:
            assert not visited.page.locator("#eingrenzen > details > summary").is_visible()
        assert first.is_visible()
        assert visited.violations() == []
