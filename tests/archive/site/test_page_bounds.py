"""How much a page, a feed and a list of suggestions hold: a case on each side of each number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from archive.site.pages.charts import Count, bars
from scraper.sites import load_site
from tests.archive.search.small import insert, small_database
from tests.archive.site.asking import Get, site_over

SEEN = "2021-04-01T00:00:00Z"
MANY, GONE = 61, 41


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """61 releases of one day with a quote each, 41 of them gone; what they announce, and captures of two of them."""
    path = tmp_path_factory.mktemp("bounds") / "sample.db"
    slugs = [f"haus-{number:02}" for number in range(MANY)]
    connection = small_database(
        ({"slug": slug, "title": f"Haus {slug}", "body": "Es steht.", "published": "2021-04-01", "year": 2021,
          "url": f"http://127.0.0.1/{slug}", "first_seen": SEEN, "last_seen": SEEN, "capture": "c0",
          "gone_at": SEEN if number < GONE else None}
         for number, slug in enumerate(slugs)),
        path,
    )  # fmt: skip
    for number, slug in enumerate(slugs):
        insert(
            connection, "quotes", release=slug, speaker=f"Eva {slug}", where_="body", text="Das Haus steht.", counted=1
        )
        insert(connection, "speakers", name=f"Eva {slug}", kind="person", quotes=1, releases=1)
        insert(connection, "captures", id=f"c{number}", captured_at=SEEN, digest="sha256:0", url=f"http://x/{number}")
    days = [("2021-05-01", 401), ("2021-05-02", 400), ("2021-03-02", 1), ("2021-03-01", 1)]
    days += [(f"{date(2022, 1, 1) + timedelta(days=number)}", 1) for number in range(999)]
    for position, (day, number) in enumerate((day, number) for day, sentences in days for number in range(sentences)):
        at = {"release": slugs[0], "position": position}
        insert(connection, "dates", **at, sentence=f"{day} {number}", begin_day=day, end_day=day, certainty="exact")
        insert(connection, "date_days", **at, day=day)
    for slug, captures in ((slugs[0], 40), (slugs[1], 41)):
        for number in range(captures):
            insert(connection, "release_captures", release=slug, capture=f"c{number}")
    connection.execute("UPDATE releases SET published = NULL WHERE slug = ?", (slugs[0],))
    connection.execute("INSERT INTO quotes_fts(quotes_fts) VALUES ('rebuild')")
    connection.close()
    with site_over(path, load_site("sample")) as ask:
        yield ask


@pytest.mark.parametrize(
    ("path", "what", "count"),
    [
        ("/mitteilungen", r'<h3[^>]*><a href="/sample/releases/', 30),
        ("/mitteilungen?seite=3", r'<h3[^>]*><a href="/sample/releases/', 1),
        ("/feed.atom", "<entry>", 40),
        ("/suche.atom?q=Haus", "<entry>", 50),
        ("/zitate", "<blockquote", 30),
        ("/zitate?seite=3", "<blockquote", 1),
        ("/zitate.atom", "<entry>", 50),
        ("/aenderungen", "#fassungen", 20),
        ("/aenderungen?seite=3", "#fassungen", 1),
        ("/aenderungen.atom", "<entry>", 40),
    ],
)
def test_a_page_or_feed_holds_so_many(get: Get, path: str, what: str, count: int) -> None:
    assert len(re.findall(what, get(path).text)) == count


@pytest.mark.parametrize(("day", "shown", "more"), [("2021-05-01", 400, True), ("2021-05-02", 400, False)])
def test_the_calendar_shows_400_sentences_and_says_where_there_are_more(
    get: Get, day: str, shown: int, more: bool
) -> None:
    page = get(f"/kalender/{day}").text
    assert len(re.findall(rf"{day} \d+", page)) == shown
    assert ("ersten 400 Angaben" in page) is more


def test_the_calendar_feed_holds_1000_entries(get: Get) -> None:
    assert len(Calendar.from_ical(get("/kalender.ics").content).walk("VEVENT")) == 1000


def test_the_calendar_feed_begins_30_days_before_the_newest_release(get: Get) -> None:
    events = Calendar.from_ical(get("/kalender.ics").content).walk("VEVENT")
    assert min(str(event.decoded("dtstart")) for event in events) == "2021-03-02"


@pytest.mark.parametrize(("slug", "more"), [("haus-00", False), ("haus-01", True)])
def test_a_release_shows_40_captures_and_leads_to_more(get: Get, slug: str, more: bool) -> None:
    page = get(f"/sample/releases/{slug}").text
    assert (f"release_captures?release={slug}" in page) is more


def test_ten_suggestions_are_made_half_of_them_people(get: Get) -> None:
    offered = get("/vorschlaege.json?q=Haus").json()[1]
    assert len(offered) == 10
    assert sum(one.startswith("Eva ") for one in offered) == 5
    assert get("/vorschlaege.json?q=H").json()[1] == []
    assert get("/vorschlaege.json?q=Ha").json()[1] != []


@pytest.mark.parametrize(("number", "step"), [(0, 0), (1, 1), (2, 1), (3, 2), (98, 49), (99, 50), (100, 50)])
def test_a_bar_has_one_of_50_steps_and_is_seen_where_there_is_anything(number: int, step: int) -> None:
    assert bars([Count("", "", "", "", number), Count("", "", "", "", 100)])[0].step == step
