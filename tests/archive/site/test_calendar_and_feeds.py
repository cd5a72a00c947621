"""What releases announce, and everything that machines subscribe to or ask for first."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import quote

import feedparser
import pytest
from icalendar import Calendar
from parsel import Selector

from tests.archive.site.asking import LOCAL
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]


def test_a_day_shows_every_release_that_announces_something_for_it(get: Get, rows: Rows) -> None:
    for (day,) in rows("SELECT DISTINCT day FROM calendar ORDER BY day LIMIT 20"):
        text = get(f"/kalender/{day}").text
        for slug, title in rows("SELECT DISTINCT release, title FROM calendar WHERE day = ?", day):
            assert f'href="/sample/releases/{slug}">' in text, (day, title)


def test_an_hour_with_its_end_is_shown_once_on_the_citys_clocks(get: Get) -> None:
    text = get("/kalender/2013-03-03").text
    assert text.count("11.00–20.00 Uhr") == 1
    assert "11.00 Uhr" not in text


def test_a_month_counts_the_entries_of_its_days_and_leads_to_its_neighbours(get: Get, rows: Rows) -> None:
    (month,) = rows("SELECT substr(day, 1, 7) m FROM calendar GROUP BY m ORDER BY count(*) DESC LIMIT 1")[0]
    text = get(f"/kalender/{month}").text
    for (day,) in rows("SELECT DISTINCT day FROM calendar WHERE day LIKE ?", f"{month}-%"):
        assert f'href="/kalender/{day}"' in text
    assert get("/kalender/2021-01").text.count('href="/kalender/2020-12"') == 1


def test_what_goes_on_day_after_day_is_listed_once_with_its_end(get: Get, rows: Rows) -> None:
    span = "SELECT release, sentence, begin_day, end_day FROM dates WHERE begin_day = ? AND end_day > begin_day"
    ((slug, sentence, begin, end),) = rows(span, "2021-09-06")
    month = Selector(get("/kalender/2021-09").text)
    (said,) = [p for p in month.css(".agenda p") if sentence in "".join(p.css("::text").getall())]
    assert said.css(".when time::attr(datetime)").get() == end
    assert said.xpath("ancestor::section//h2/time/@datetime").get() == begin
    middle = Selector(get("/kalender/2021-09-15").text)
    assert middle.css(f'.agenda a[href="/sample/releases/{slug}"]')


def test_a_week_is_reached_from_its_month_and_its_days(get: Get) -> None:
    assert Selector(get("/kalender/2020-12").text).css(".week a::attr(href)").getall() == [
        f"/kalender/{week}" for week in ("2020-W49", "2020-W50", "2020-W51", "2020-W52", "2020-W53")
    ]
    assert 'href="/kalender/2020-W53"' in get("/kalender/2021-01-01").text
    crumbs = Selector(get("/kalender/2020-W53").text).css(".crumbs a::attr(href)").getall()
    assert crumbs == ["/", "/kalender", "/kalender/2020-12", "/kalender/2021-01"]


def test_a_month_leads_to_the_same_month_of_every_year(get: Get, rows: Rows) -> None:
    links = Selector(get("/kalender/2021-09").text).css("nav[aria-label^=Derselbe] a::attr(href)").getall()
    first, last = rows("SELECT min(year), max(year) FROM releases")[0]
    assert links == [f"/kalender/{year}-09" for year in range(first, last + 2)]


@pytest.mark.parametrize("span", ["2021-13", "2021-02-30", "2021-W60", "0000-01-01", "2021", "morgen"])
def test_a_day_that_never_was_is_not_found(get: Get, span: str) -> None:
    assert get(f"/kalender/{span}").status_code == 404


def test_icalendar_has_days_hours_and_spans_with_stable_ids(get: Get, rows: Rows) -> None:
    first, again = get("/kalender.ics"), get("/kalender.ics")
    assert first.headers["content-type"].startswith("text/calendar")
    assert first.content == again.content
    events = list(Calendar.from_ical(first.text).walk("VEVENT"))
    assert events
    assert len({str(event["uid"]) for event in events}) == len(events)
    newest = rows("SELECT max(published) FROM releases")[0][0]
    for event in events:
        start = event.decoded("dtstart")
        day = start.date() if isinstance(start, datetime) else start
        assert (date.fromisoformat(newest) - day).days <= 30
        assert "/sample/releases/" in str(event["url"])


def test_feeds_are_those_of_their_page_and_carry_the_whole_text(get: Get, rows: Rows) -> None:
    name = rows("SELECT name FROM speakers ORDER BY releases DESC, name LIMIT 1")[0][0]
    wanted = {
        "/feed.atom": rows("SELECT count(*) FROM releases")[0][0],
        f"/personen/{quote(name)}.atom": rows("SELECT releases FROM speakers WHERE name = ?", name)[0][0],
        "/kuerzel/lea.atom": rows("SELECT releases FROM authors WHERE code = 'lea'")[0][0],
        "/themen/Bauen.atom": rows("SELECT count(*) FROM release_categories WHERE category = 'Bauen'")[0][0],
    }
    ids: dict[str, str] = {}
    for path, count in wanted.items():
        feed = feedparser.parse(get(path).text)
        assert not feed.bozo, path
        assert len(feed.entries) == min(count, 40), path
        for entry in feed.entries:
            assert ids.setdefault(entry.link, entry.id) == entry.id, "a release has one id in every feed"
    slug, body = rows("SELECT slug, body FROM releases ORDER BY published DESC LIMIT 1")[0]
    entry = feedparser.parse(get("/feed.atom").text).entries[0]
    assert entry.link.endswith(slug)
    assert body.split("\n\n")[-1][:40] in entry.content[0].value
    assert get("/personen/Niemand.atom").status_code == 404


def test_machines_find_the_rules_the_pages_and_an_explanation(get: Get, rows: Rows) -> None:
    robots = get("/robots.txt").text
    assert f"Sitemap: {LOCAL}/sitemap.xml" in robots
    places = re.findall("<loc>(.*?)</loc>", get("/sitemap.xml").text)
    slugs = {slug for (slug,) in rows("SELECT slug FROM releases")}
    assert {place.rpartition("/")[2] for place in places} >= slugs
    assert get("/sitemap-2.xml").status_code == 404
    assert "/daten" in get("/llms.txt").text


def test_feeds_can_be_kept_by_a_proxy_and_asked_for_conditionally(get: Get) -> None:
    for path in ("/feed.atom", "/kalender.ics", "/sitemap.xml", "/robots.txt"):
        first = get(path)
        assert "max-age" in first.headers["cache-control"]
        assert get(path, **{"If-None-Match": first.headers["etag"]}).status_code == 304
