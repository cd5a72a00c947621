"""What is coming: the calendar opens at today, and the start page shows the next seven days."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from parsel import Selector

from archive.site.german import span_of_days
from tests.archive.site.asking import LOCAL
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]
Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock of the site to a moment in UTC."""
    return lambda utc: monkeypatch.setattr("archive.site.page.now", lambda: datetime.fromisoformat(utc))


def busy_day(rows: Rows) -> str:
    """The day for which most releases announce something."""
    return str(rows("SELECT day FROM calendar GROUP BY day ORDER BY count(DISTINCT release) DESC, day LIMIT 1")[0][0])


def test_the_calendar_opens_at_today_and_marks_it(get: Get, rows: Rows, clock: Clock) -> None:
    day = busy_day(rows)
    clock(f"{day}T10:00:00+00:00")
    page = Selector(get("/kalender").text)
    assert page.css("h2.section-head time::attr(datetime)").get() == day
    assert page.css("h2.section-head .now::text").get() == "heute"
    (cell,) = page.css("td.today[aria-current=date]")
    assert cell.css("a::attr(href)").get() == f"/kalender/{day}"
    slugs = {f"/sample/releases/{one[0]}" for one in rows("SELECT release FROM calendar WHERE day = ?", day)}
    assert slugs <= set(page.css(".day")[0].css(".headline a::attr(href)").getall())
    assert Selector(get(f"/kalender/{day[:7]}").text).css("td.today")


def test_where_nothing_is_to_come_the_last_day_of_an_announcement_follows(get: Get, rows: Rows, clock: Clock) -> None:
    last = rows("SELECT max(day) FROM calendar")[0][0]
    clock(f"{date.fromisoformat(last) + timedelta(days=90)}T10:00:00+00:00")
    page = Selector(get("/kalender").text)
    shown = page.xpath(f"//section[@aria-labelledby='t{last}']")
    slugs = {f"/sample/releases/{one[0]}" for one in rows("SELECT release FROM calendar WHERE day = ?", last)}
    assert slugs == set(shown.css(".headline a::attr(href)").getall()) != set()
    clock(f"{last}T10:00:00+00:00")
    assert not Selector(get("/kalender").text).xpath("//h2[contains(., 'Zuletzt')]")


def test_what_was_today_is_not_shown_as_today_on_the_next_day(get: Get, clock: Clock) -> None:
    heads = []
    for utc in ("2021-09-06T21:59:00+00:00", "2021-09-06T22:01:00+00:00"):  # the city's midnight is between them
        clock(utc)
        heads.append(Selector(get("/kalender").text).css("h2 time::attr(datetime)").get())
    assert heads == ["2021-09-06", "2021-09-07"]


def test_today_this_week_and_the_next_are_one_click_from_everywhere_in_the_calendar(get: Get, clock: Clock) -> None:
    clock("2026-11-28T12:00:00+00:00")
    wanted = {
        "Heute": "/kalender/2026-11-28",
        "Diese Woche": "/kalender/2026-W48",
        "Nächste Woche": "/kalender/2026-W49",
    }
    for path in ("/", "/kalender", "/kalender/2021-09", "/kalender/2013-03-03"):
        links = Selector(get(path).text).css(".choices a")
        found = {link.css("::text").get(""): link.attrib["href"] for link in links}
        assert found.items() >= wanted.items()
        assert found["Termine abonnieren"] == LOCAL.replace("http:", "webcal:") + "/kalender.ics"
    assert Selector(get("/kalender/2026-W49").text).css("h1::text").get() == "KW 49: 30. November bis 6. Dezember 2026"


@pytest.mark.parametrize(("first", "days", "said"), [
    ("2021-05-03", 6, "3. bis 9. Mai 2021"), ("2020-12-28", 6, "28. Dezember 2020 bis 3. Januar 2021"),
    ("2026-11-30", 6, "30. November bis 6. Dezember 2026"),
])  # fmt: skip
def test_a_span_of_days_says_month_and_year_once(first: str, days: int, said: str) -> None:
    begin = date.fromisoformat(first)
    assert span_of_days(begin, begin + timedelta(days=days)) == said


def test_a_day_for_which_nothing_is_announced_leads_to_the_nearest(get: Get, rows: Rows, clock: Clock) -> None:
    clock("2024-08-15T12:00:00+00:00")
    before = rows("SELECT max(day) FROM calendar WHERE day < '2024-08-15'")[0][0]
    page = Selector(get("/kalender").text)
    assert "Für heute kündigt keine Mitteilung etwas an." in page.css("main").get("")
    assert f"/kalender/{before}" in page.css(".day li a::attr(href)").getall()


def test_a_deadline_is_until_its_day_and_an_inferred_day_leads_to_its_reason(get: Get, rows: Rows) -> None:
    ends = rows("SELECT day, sentence FROM calendar WHERE ends = 1 AND utc_end IS NULL ORDER BY day LIMIT 3")
    assert ends
    for day, sentence in ends:
        said = [
            p
            for p in Selector(get(f"/kalender/{day}").text).css(".agenda p")
            if sentence in p.xpath("string()").get("")
        ]
        assert said[0].css(".when").xpath("string()").get("").strip().startswith("bis ")
        assert said[0].css(".when time::attr(datetime)").get() == day
    day, slug = rows("SELECT day, release FROM calendar WHERE certainty = 'inferred' ORDER BY day LIMIT 1")[0]
    reason = Selector(get(f"/kalender/{day}").text).css(f'a.inferred[href*="{slug}/warum/angabe-"]')
    assert reason.css("::text").get() == "Tag erschlossen"
    assert get(reason.attrib["href"]).status_code == 200


def test_the_start_page_shows_the_next_seven_days_and_no_other(get: Get, rows: Rows, clock: Clock) -> None:
    day = busy_day(rows)
    clock(f"{day}T10:00:00+00:00")
    last = (date.fromisoformat(day) + timedelta(days=6)).isoformat()
    expected = {one[0] for one in rows("SELECT release FROM calendar WHERE day BETWEEN ? AND ?", day, last)}
    section = Selector(get("/").text).css("section[aria-labelledby=kommt]")
    shown = {link.rpartition("/")[2] for link in section.css(".agenda .headline a::attr(href)").getall()}
    assert shown == expected or (shown < expected and "Alles im Kalender" in section.get(""))
    assert section.css(".day-head time::attr(datetime)").get() == day
    clock(datetime(2031, 1, 1, tzinfo=UTC).isoformat())
    assert "kündigt keine Mitteilung etwas an" in Selector(get("/").text).css("section[aria-labelledby=kommt]").get("")


def test_what_only_ends_is_announced_as_an_end(get: Get, rows: Rows, clock: Clock) -> None:
    ((release, day),) = rows("SELECT release, day FROM calendar WHERE ends AND utc IS NULL ORDER BY day DESC LIMIT 1")
    clock(f"{day}T10:00:00+00:00")
    lines = Selector(get("/abonnieren/kalender").text).css("ul.facts.stacked li")
    (line,) = [one for one in lines if one.css("a::attr(href)").get("").endswith(f"/{release}")]
    assert line.css("time::attr(datetime)").get() == day
    assert line.css(".quiet").xpath("string()").get("").startswith("bis ")
