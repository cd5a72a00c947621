"""Lists of releases, registers and speakers: nothing missing, nothing twice, everything linked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from urllib.parse import quote

import pytest
from parsel import Selector

from archive.site.pages.subscribing import twin_path
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]


def listed(get: Get, path: str) -> list[str]:
    """The slugs on all pages of a list, in their order."""
    slugs: list[str] = []
    following: str | None = path
    while following:
        answer = get(following)
        assert answer.status_code == 200, following
        page = Selector(answer.text)
        slugs += [link.rsplit("/", 1)[1] for link in page.css(".releases .headline a::attr(href)").getall()]
        following = page.css('.pager a[rel="next"][href*="seite="]::attr(href)').get()
    return slugs


def test_the_pages_of_the_whole_list_hold_every_release_once_newest_first(get: Get, rows: Rows) -> None:
    slugs = listed(get, "/mitteilungen")
    assert slugs == [r[0] for r in rows("SELECT slug FROM releases ORDER BY published DESC, published_at DESC, slug")]


@pytest.mark.parametrize(("path", "sql", "value"), [
    ("/jahr/{}", "SELECT slug FROM releases WHERE year = ?", 2021),
    ("/kuerzel/{}", "SELECT release FROM release_authors WHERE code = ?", "lea"),
])  # fmt: skip
def test_a_list_holds_what_its_address_says(get: Get, rows: Rows, path: str, sql: str, value: str | int) -> None:
    expected = {r[0] for r in rows(sql, value)}
    assert expected
    assert set(listed(get, path.format(value))) == expected


def test_every_category_and_code_has_a_page_with_its_releases(get: Get, rows: Rows) -> None:
    for path, table, column in (("themen", "release_categories", "category"), ("kuerzel", "release_authors", "code")):
        links = Selector(get(f"/{path}").text).css(".register a::attr(href)").getall()
        for (name,) in rows(f"SELECT DISTINCT {column} FROM {table}"):  # noqa: S608 - written above
            address = f"/{path}/{quote(name, safe='')}"
            assert address in links
            expected = {r[0] for r in rows(f"SELECT release FROM {table} WHERE {column} = ?", name)}  # noqa: S608
            assert set(listed(get, address)) == expected


def test_months_split_a_year_and_one_without_releases_leads_nowhere(get: Get) -> None:
    year = Selector(get("/jahr/2021").text)
    links = year.css(".bars a::attr(href)").getall()
    assert len(year.css(".bars li")) == 12 > len(links)
    assert sorted(s for link in links for s in listed(get, link)) == sorted(listed(get, "/jahr/2021"))


def test_every_bar_of_every_chart_leads_to_a_page(get: Get) -> None:
    for path in ("/", "/mitteilungen", "/kuerzel/lea", "/themen/Bauen", "/personen/Hedwig%20Amrath"):
        links = Selector(get(path).text).css(".bars a::attr(href)").getall()
        assert links, path
        for link in links:
            assert get(link).status_code == 200, link


@pytest.mark.parametrize(
    "path",
    ["/mitteilungen", "/jahr/2021", "/jahr/2021/09", "/kuerzel/lea", "/themen/Bauen", "/personen/Hedwig%20Amrath"],
)
def test_a_list_leads_to_the_search_within_it_and_to_its_feed(get: Get, path: str) -> None:
    page = Selector(get(path).text)
    search, *others = page.css("main .choices a::attr(href)").getall()
    feed = page.css("link[type='application/atom+xml']::attr(href)").get("")
    assert twin_path(feed) in others
    found = get(search.replace("/suche", "/suche.json")).json()
    if path.startswith("/personen"):
        assert f"in {found['total']} Mitteilungen" in page.css(".lead").get("")
    else:
        assert {release["slug"] for release in found["releases"]} == set(listed(get, path))
    assert get(feed).status_code == get(twin_path(feed)).status_code == 200


def test_an_author_code_in_capitals_is_the_same_code(get: Get) -> None:
    assert listed(get, "/kuerzel/LEA") == listed(get, "/kuerzel/lea")


@pytest.mark.parametrize("path", [
    "/jahr/1999", "/jahr/2021/13", "/jahr/2021/00", "/kuerzel/none", "/themen/none", "/personen/Niemand",
    "/mitteilungen?seite=0", "/mitteilungen?seite=99", "/mitteilungen?seite=x", "/mitteilungen?seite=-1",
    "/mitteilungen?seite=²", "/personen?nach=geld", "/personen/Hedwig%20Amrath?jahr=x",
])  # fmt: skip
def test_what_is_not_there_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_a_speaker_has_every_quote_with_its_place_and_every_office(get: Get, rows: Rows) -> None:
    for (name,) in rows("SELECT name FROM speakers ORDER BY quotes DESC LIMIT 10"):
        page = Selector(get(f"/personen/{quote(name, safe='')}").text)
        places = page.css(".said .note a::attr(href)").getall()
        expected = rows("SELECT release, anchor FROM quotes WHERE speaker = ? AND counted", name)
        assert sorted(places) == sorted(f"/sample/releases/{r['release']}#{r['anchor']}" for r in expected)
        roles = [re.sub(r"\s+", " ", text) for text in page.css(".timeline li > a::text").getall()]
        assert sorted(roles) == sorted(r[0] for r in rows("SELECT role FROM speaker_roles WHERE speaker = ?", name))


def test_a_year_of_a_speaker_holds_that_years_quotes(get: Get, rows: Rows) -> None:
    name, year, quotes = rows("SELECT speaker, year, quotes FROM speakers_by_year ORDER BY quotes DESC LIMIT 1")[0]
    page = Selector(get(f"/personen/{quote(name)}?jahr={year}").text)
    assert len(page.css("blockquote.said")) == quotes


def test_speakers_are_found_by_a_part_of_their_name_and_sorted_as_asked(get: Get, rows: Rows) -> None:
    found = Selector(get("/personen?name=amrath").text).css(".register a::text").getall()
    assert found == [r[0] for r in rows("SELECT name FROM speakers WHERE name LIKE '%amrath%' ORDER BY quotes DESC")]
    assert "Niemand mit „xyzzy“" in get("/personen?name=xyzzy").text
    first = Selector(get("/personen").text).css(".register td::text").get()
    assert first == str(rows("SELECT max(quotes) FROM speakers")[0][0])
