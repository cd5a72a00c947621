"""A watched page finds exactly what the page of the site shows, and shows where it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from parsel import Selector

from archive.alerts.finds import Entry, Find, Watch
from archive.alerts.watched.addresses import watch_of
from archive.site.page import SiteInfo
from tests.archive.alerts.test_stock import POOL, QUAY
from tests.archive.alerts.town import Town, release
from tests.archive.site.asking import Get, site_over
from tests.conftest import Crawled

SITE = SiteInfo("sample", "Morlingen", "Hafenstadt", "http://x/", "Europe/Berlin")
TODAY = date(2021, 5, 3)


def watch(address: str) -> Watch:
    return watch_of(address, SITE, Path(), TODAY)


@pytest.fixture(scope="module")
def archive(sample: Crawled) -> Iterator[sqlite3.Connection]:
    """The database of the sample."""
    with closing(sqlite3.connect(sample.database)) as connection:
        yield connection


@pytest.fixture(scope="module")
def get(sample: Crawled) -> Iterator[Get]:
    """The site over it."""
    with site_over(sample.database, sample.site) as ask:
        yield ask


# watched → the same as JSON of the site
FILES = {
    "/suche?q=Haus": "/suche.json?q=Haus",
    "/suche?q=Haus&genau=1&zitate=1": "/suche.json?q=Haus&genau=1&zitate=1",
    "/suche?person=Hedwig+Amrath&von=2015": "/suche.json?person=Hedwig+Amrath&von=2015",
    "/suche?kuerzel=lea&undatiert=1": "/suche.json?kuerzel=lea&undatiert=1",
    "/mitteilungen": "/suche.json",
    "/jahr/2021": "/suche.json?jahr=2021",
    "/jahr/2021/09": "/suche.json?von=9.2021&bis=9.2021",
    "/themen/Bauen": "/suche.json?rubrik=Bauen",
    "/kuerzel/lea": "/suche.json?kuerzel=lea",
    "/zitate?q=Haus&von=2021": "/zitate.json?q=Haus&von=2021",
    "/zitate?amt=Stadtrat&art=direct": "/zitate.json?amt=Stadtrat&art=direct",
    "/personen/Hedwig%20Amrath": "/zitate.json?person=Hedwig+Amrath",
    "/personen/Hedwig%20Amrath?jahr=2022&q=Haus": "/zitate.json?person=Hedwig+Amrath&von=2022&bis=2022&q=Haus",
}


@pytest.mark.parametrize("address", FILES)
def test_a_watch_finds_what_its_page_finds(archive: sqlite3.Connection, get: Get, address: str) -> None:
    watched, told = watch(address), get(FILES[address]).json()
    assert watched.refused(archive) is None
    entries = watched.entries(archive)
    if "quotes" in told:
        assert [(e.release, e.what) for e in entries] == [
            (q["release"], f"quote {q['anchor']}") for q in told["quotes"]
        ]  # fmt: skip
    else:
        assert sorted(entries) == sorted(Entry(one["slug"]) for one in told["releases"])
    assert len(entries) == told["total"]
    assert address == "/suche?kuerzel=lea&undatiert=1" or entries
    assert get(watched.page).status_code == 200
    finds = watched.finds(archive, entries)
    assert [find.entry for find in finds] == entries
    assert all(get(find.path.partition("#")[0]).status_code == 200 for find in finds[:2])
    if "q=Haus" in address:
        assert all("haus" in word.casefold() or "häus" in word.casefold() for find in finds for word in find.words)
        assert all(find.words for find in finds if "zitate" in address or "personen" in address)
        assert any(find.words for find in finds)


def test_an_office_is_watched_with_all_that_its_page_counts(archive: sqlite3.Connection, get: Get) -> None:
    watched = watch("/aemter/Stadtrat")
    entries = watched.entries(archive)
    shown = Selector(get("/aemter/Stadtrat").text).css("blockquote.said a::attr(href)").re(r"releases/([^#]+)#(.*)")
    assert [part for e in entries for part in (e.release, e.what.removeprefix("quote "))] == shown != []
    lead = watched.finds(archive, entries[:1])[0].passages[0].lead
    assert "adtr" in lead


@pytest.mark.parametrize("span", ["/2021-04", "/2021-W16", "/2021-04-24"])
def test_the_calendar_is_watched_as_its_page_shows_it(archive: sqlite3.Connection, get: Get, span: str) -> None:
    watched = watch(f"/kalender{span}")
    entries = watched.entries(archive)
    shown = Selector(get(f"/kalender{span}").text).css(".agenda .headline a::attr(href)").re(r"releases/(.*)")
    assert {entry.release for entry in entries} == set(shown) != set()
    assert len(entries) == len(set(entries))


def test_the_calendar_without_a_span_has_no_end(archive: sqlite3.Connection) -> None:
    """What is announced for a day far ahead is news when it is announced, not when that day comes near."""
    ((last,),) = archive.execute("SELECT max(day) FROM calendar")
    days = {entry.what.split()[1] for entry in watch("/kalender").entries(archive)}
    assert min(days) >= TODAY.isoformat()
    assert last in days


@pytest.mark.parametrize(
    "address",
    ["/personen/Niemand", "/aemter/Papst", "/themen/Nichts", "/kuerzel/none", "/jahr/1971", "/kalender/2021-13",
     "/personen/Hedwig%20Amrath?jahr=1971", "/personen/Hedwig%20Amrath?art=laut", "/aemter/Stadtrat?jahr=x"],
)  # fmt: skip
def test_what_the_site_answers_with_404_is_refused_and_finds_nothing(
    archive: sqlite3.Connection, get: Get, address: str
) -> None:
    watched = watch(address)
    assert get(address).status_code == 404
    assert (watched.refused(archive) or "").endswith("gibt es im Archiv nicht.") or "/kalender" in address
    assert watched.refused(archive)
    assert watched.entries(archive) == []


def finds_of(town: Town, address: str) -> list[Find]:
    with closing(sqlite3.connect(town.database)) as connection:
        watched = watch(address)
        return watched.finds(connection, watched.entries(connection))


def test_a_change_shows_the_words_that_went_and_came(town: Town) -> None:
    town.publish(POOL)
    town.now += timedelta(days=1)
    town.publish(replace(POOL, body=POOL.body.replace("wieder", "nicht mehr")))
    (find,) = finds_of(town, "/aenderungen")
    (passage,) = find.passages
    assert passage.lead == "Text"
    assert [(p.sign, p.text.strip()) for p in passage.parts if p.sign in "+-"] == [("-", "wieder"), ("+", "nicht mehr")]
    assert find.path.endswith("/schwimmbad#fassungen")


def test_an_event_says_when_it_is_and_a_cancelled_one_that_it_is_off(town: Town) -> None:
    town.publish(
        release("fest", "Hafenfest", "Das Hafenfest ist am Samstag, 8. Juni 2024, von 14 bis 22 Uhr."),
        release("lesung", "Lesung", "Die Lesung am 9. Juni 2024 entfällt."),
        QUAY,
    )
    leads = {find.entry.release: find.passages[0].lead for find in finds_of(town, "/kalender/2024-06")}
    assert leads == {
        "fest": "Samstag, 8. Juni 2024, 14.00 bis 22.00 Uhr", "lesung": "entfällt: Sonntag, 9. Juni 2024",
    }  # fmt: skip
