"""The search page: what a journalist sees and clicks, without JavaScript."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from parsel import Selector

from archive.site.pages.search_request import unreadable
from scraper.sites import load_site
from tests.archive.search.small import small_database
from tests.archive.search.test_queries import HOSTILE
from tests.archive.site.asking import site_over
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]


def search(get: Get, **arguments: str) -> Selector:
    answer = get("/suche?" + urlencode(arguments))
    assert answer.status_code == 200
    return Selector(answer.text)


def total(page: Selector) -> int:
    found = re.match(r"\s*([\d.]+) (?:Treffer|Mitteilung)", "".join(page.css("#treffer ::text").getall()))
    assert found
    return int(found[1].replace(".", ""))


def slugs(page: Selector) -> list[str]:
    return [link.rpartition("/")[2] for link in page.css(".hits h3 a::attr(href)").getall()]


def text(page: Selector, css: str) -> str:
    return " ".join(" ".join(page.css(f"{css} ::text").getall()).split())


def test_what_was_found_is_marked(get: Get) -> None:
    page = search(get, q="Haus")
    assert total(page) > 5
    words = {word.casefold() for word in page.css(".hits mark::text").getall()}
    assert "haus" in words
    assert any(word.startswith("häuser") or word.endswith("haus") for word in words - {"haus"})
    assert page.css("#q::attr(value)").get() == "Haus"


def test_a_filter_finds_as_many_as_it_counts_and_can_be_taken_off(get: Get) -> None:
    page = search(get, q="Stadt")
    links = page.css(".facet a")
    assert len(links) >= 10
    for link in links[:25]:
        narrowed = Selector(get(link.attrib["href"]).text)
        count = "".join(link.css(".count::text").getall()).replace(".", "")
        assert total(narrowed) == int(count)
        off = narrowed.css(".chosen a::attr(href)").get()
        assert off is not None
        assert total(Selector(get(off).text)) == total(page)


def test_a_year_of_the_chart_narrows_to_that_year(get: Get, rows: Rows) -> None:
    page = search(get, q="")
    link = page.css(".bars a::attr(href)").getall()[-1]
    year = link.partition("jahr=")[2]
    assert total(Selector(get(link).text)) == rows("SELECT count(*) FROM releases WHERE year = ?", year)[0][0]


def test_years_without_a_hit_keep_their_place_in_the_chart(get: Get) -> None:
    bars = search(get, q="Haus").css(".bars li")
    years = [int(bar.css(".unseen::text").get("").partition(":")[0]) for bar in bars]
    assert years == list(range(years[0], years[-1] + 1))
    assert len(bars.css("a")) < len(years)


def test_days_can_be_typed_in_german_and_a_day_that_never_was_is_said(get: Get, rows: Rows) -> None:
    wanted = rows("SELECT count(*) FROM releases WHERE published BETWEEN '2020-01-01' AND '2020-12-31'")[0][0]
    assert total(search(get, von="1.1.2020", bis="2020-12-31")) == wanted
    page = search(get, von="31.2.2020")
    assert "Den Tag „31.2.2020“ gibt es nicht" in text(page, ".message-error")
    assert total(page) == total(search(get))


@pytest.mark.parametrize(("begin", "end", "shown"), [
    ("2020", "2020", ["1.1.2020", "31.12.2020"]), ("2.2020", "2.2020", ["1.2.2020", "29.2.2020"]),
    ("2020-02", "2020-02-29", ["1.2.2020", "29.2.2020"]), ("", "", ["", ""]), ("13.2020", "29.2.2021", ["", ""]),
])  # fmt: skip
def test_a_year_or_month_stands_for_its_first_or_last_day(get: Get, begin: str, end: str, shown: list[str]) -> None:
    page = search(get, von=begin, bis=end)
    assert page.css("input.day::attr(value)").getall() == shown
    assert len(page.css(".message-error")) == (2 if begin.startswith("13") else 0)


def test_changed_releases_can_be_asked_for(get: Get, rows: Rows) -> None:
    changed = rows("SELECT slug FROM releases WHERE revisions > 1")
    assert changed
    assert set(slugs(search(get, geaendert="1"))) == {row["slug"] for row in changed}


def test_pages_are_stable_and_hold_each_release_once(get: Get, rows: Rows) -> None:
    seen: list[str] = []
    link: str | None = "/suche?sortierung=alt"
    while link:
        page = Selector(get(link).text)
        seen += slugs(page)
        link = page.css(".pager a[rel=next]::attr(href)").get()
    assert len(seen) == len(set(seen)) == rows("SELECT count(*) FROM releases")[0][0]


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "²"])
def test_a_page_that_is_no_number_is_not_found(get: Get, number: str) -> None:
    assert get(f"/suche?seite={quote(number)}").status_code == 404


def test_a_page_behind_the_last_one_leads_back(get: Get) -> None:
    page = search(get, q="Haus", seite="99")
    assert "So viele Seiten hat dieses Ergebnis nicht" in text(page, ".results")


def test_exact_says_what_it_does_and_finds_less(get: Get) -> None:
    loose, exact = search(get, q="Haus"), search(get, q="Haus", genau="1")
    assert 0 < total(exact) < total(loose)
    assert "Groß- und Kleinschreibung machen dabei keinen Unterschied" in text(exact, ".results")
    assert exact.css("input[name=genau][checked]")
    assert "Häuser" in text(loose, ".understood")


def test_nothing_found_offers_near_words_single_words_and_the_search_without_filters(get: Get) -> None:
    misspelt = search(get, q="Oberbürgermeisterinn Hafn")
    assert total(misspelt) == 0
    assert "„Hafn“ gibt es in keiner Mitteilung" in text(misspelt, ".nothing")
    assert "Hafen" in misspelt.css(".nothing a::text").getall()
    mended = search(get, q="Stadt Hafn").css(".nothing a::attr(href)").get()
    assert mended == "/suche?q=Stadt+Hafen"
    filtered = search(get, q="Hafen", jahr="1999")
    assert total(filtered) == 0
    link = filtered.css(".nothing a::attr(href)").get()
    assert link == "/suche?q=Hafen"


@pytest.mark.parametrize("query", ["* -", "-Hafen", "titel:", "?"])
def test_a_query_in_which_nothing_is_wanted_is_said_once_on_the_page_and_in_json(get: Get, query: str) -> None:
    said = "In der Anfrage steht kein Wort, das vorkommen soll."
    for path in ("/suche", "/zitate"):
        address = f"?q={quote(query)}"
        assert get(path + address).text.count(said) == 1
        assert get(f"{path}.json{address}").json()["problems"] == [said]


def test_that_long_queries_are_sought_without_compounds_is_said(get: Get) -> None:
    words = ["Hafen", "Stadt", "Brücke", "Fluss", "Wasser", "Schule", "Tag"]
    assert "Bei mehr als 6 Wörtern" in get(f"/suche?q={quote(' '.join(words))}").text
    assert "Bei mehr als 6 Wörtern" not in get(f"/suche?q={quote(' '.join(words[1:]))}").text


def test_the_search_can_be_opened_as_sql(get: Get) -> None:
    page = search(get, q="Haus", jahr="2020", kuerzel="kb", von="2020-02-01", bis="2020-12-31", sortierung="neu")
    (link,) = [a.attrib["href"] for a in page.css(".machine a") if a.css("::text").get() == "SQL"]
    found = get(link.replace("/sample?", "/sample.json?") + "&_shape=array").json()
    assert {row["slug"] for row in found} == set(slugs(page))
    assert slugs(page)
    for other in (
        {},
        {"q": "Haus", "genau": "1"},
        {"person": "Miriam Oelschläger"},
        {"rubrik": "Kultur"},
        {"geaendert": "1"},
    ):
        page = search(get, **other)
        (link,) = [a.attrib["href"] for a in page.css(".machine a") if a.css("::text").get() == "SQL"]
        assert len(get(link.replace("/sample?", "/sample.json?") + "&_shape=array").json()) == total(page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("autor:Beck", "„autor:“"), ("(wort:Haus)", "„wort:“"), ("Haus~2", "„~“"), ("Haus^3", "„^“"),
        ("a NEAR b", "„NEAR“"), ("Bürger:innen", ""), ("titel:Haus", ""), ("Kürzel:kb", ""), ('"wort:Haus"', ""),
        ("18:30 Uhr", ""), ("A ~ B", ""), ("jahr:abcd", "„jahr:abcd“"), ("Haus -jahr:21", "„jahr:21“"),
        ("jahr:2020-2021-2022", "jahr:2020-2022"), ("jahr:2020-2022 jahr:2021", ""),
    ],
)  # fmt: skip
def test_what_other_searches_read_in_a_query_is_said_not_to_count(query: str, said: str) -> None:
    (line,) = unreadable(query) or [""]
    assert said in line
    assert bool(said) == bool(line)


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_answered_in_german(get: Get, query: str) -> None:
    asked = query.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    for kind in ("", ".atom", ".csv", ".json", ".xlsx"):
        assert get(f"/suche{kind}?q={quote(asked[:5000])}").status_code == 200


def test_markup_in_a_release_or_a_query_shows_as_text(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)>" onfocus=alert(1) <svg/onload=alert(1)> Haus'
    connection = small_database(
        [{"title": evil, "teaser": evil, "body": evil, "author_codes": evil, "published": "2021-01-01", "year": 2021}],
        tmp_path / "sample.db",
    )
    connection.execute("INSERT INTO authors(code, releases) VALUES (?, 1)", (evil,))
    connection.execute("INSERT INTO release_authors VALUES ('r-1', 0, ?, ?)", (evil, evil))
    connection.execute("INSERT INTO release_categories VALUES ('r-1', 0, ?)", (evil,))
    connection.close()
    with site_over(tmp_path / "sample.db", load_site("sample")) as ask:
        hostile = ({"q": evil}, {"q": "x" + evil}, {"rubrik": evil}, {"person": evil}, {"von": evil})
        for arguments in ({"q": "Haus"}, *hostile):
            answer: Any = ask("/suche?" + urlencode(arguments))
            page = Selector(answer.text)
            assert answer.status_code == 200
            assert not page.css("body script, main img, svg, [onfocus], [onerror], [onload]")
        assert page.css(".hits mark, .hits h3").get() is not None


def test_without_words_there_are_no_best_hits_to_sort_by(get: Get) -> None:
    page = Selector(get("/suche").text)
    assert page.css(".sorting a::text").getall() == ["Neueste zuerst", "Älteste zuerst"]
    assert page.css(".sorting [aria-current]::text").getall() == ["Neueste zuerst"]
