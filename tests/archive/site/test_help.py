"""The help page's examples do what it says; suggestions, offers of filters and states of releases."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from lxml import etree
from parsel import Selector

from archive.site.pages.help import EXAMPLES, SIGNS, Example
from tests.archive.site.asking import Get


def found(get: Get, **arguments: str) -> dict[str, object]:
    return dict(get(f"/suche.json?{urlencode(arguments)}").json())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.query)
def test_an_example_of_the_help_page_finds_something(get: Get, example: Example) -> None:
    answer = found(get, q=example.query)
    assert answer["total"] or answer["nearly"], example
    assert get(f"/suche?{urlencode({'q': example.query})}").status_code == 200


def test_the_help_page_shows_every_example_and_the_limits(get: Get) -> None:
    page = Selector(get("/hilfe").text)
    shown = page.css("dt a kbd::text").getall()
    assert shown == [one.query for one in EXAMPLES] + [query for query, _ in SIGNS]
    assert "höchstens 500 Zusammensetzungen" in " ".join(page.css("main *::text").getall())


def test_a_browser_finds_the_search_and_asks_it_for_suggestions(get: Get) -> None:
    (link,) = Selector(get("/").text).css("link[rel=search]::attr(href)").getall()
    addresses = [
        element.get("template") for element in etree.fromstring(get(link).text.encode()) if element.tag.endswith("Url")
    ]
    assert any("/suche?q={searchTerms}" in (address or "") for address in addresses)
    query, offered = get("/vorschlaege.json?q=Br%C3%BC").json()
    assert query == "Brü"
    assert any(text.startswith("Brück") for text in offered)
    assert get("/vorschlaege.json?q=").json() == ["", []]


@pytest.mark.parametrize("typed", ["BRÜCK", "brueck", "bruck"])
def test_suggestions_ignore_case_and_missing_dots(get: Get, typed: str) -> None:
    _, offered = get(f"/vorschlaege.json?{urlencode({'q': typed})}").json()
    assert any(text.startswith("Brück") for text in offered)


def test_suggestions_name_people_and_titles_however_they_are_typed(get: Get) -> None:
    page = Selector(get("/personen").text)
    name = next(name for name in page.css("a[href*='/person']::text").getall() if any(c in name for c in "äöü"))
    bare = name.upper().translate(str.maketrans("ÄÖÜ", "AOU"))
    assert name in get(f"/vorschlaege.json?{urlencode({'q': bare})}").json()[1]
    title = next(hit for hit in Selector(get("/suche?q=").text).css("h3 a::text, h2 a::text").getall() if " " in hit)
    assert title in get(f"/vorschlaege.json?{urlencode({'q': title.lower()[:12]})}").json()[1]


def test_the_field_offers_people_and_words_without_a_script(get: Get) -> None:
    page = Selector(get("/suche").text)
    assert page.css("#q::attr(list)").get() == "vorschlaege"
    assert len(page.css("#vorschlaege option").getall()) > 20


def test_a_year_and_a_month_are_offered_as_filters(get: Get) -> None:
    offered = Selector(get("/suche?q=Stadt+2021").text).css("a[href*='jahr=2021']::text").getall()
    assert "nur aus dem Jahr 2021" in offered
    labels = [one["label"] for one in found(get, q="Stadt Juni 2021")["filters"]]  # type: ignore[attr-defined]
    assert "nur aus dem Juni 2021" in labels


def test_states_are_filters_that_count_right(get: Get) -> None:
    page = Selector(get("/suche?q=Stadt").text)
    for argument in ("zitate", "geaendert", "entfernt", "undatiert"):
        for link in page.css(f"#eingrenzen a[href*='{argument}=1']"):
            announced = int("".join(c for c in link.css(".count::text").get() or "" if c.isdigit()))
            assert found(get, q="Stadt", **{argument: "1"})["total"] == announced
    assert page.css("#eingrenzen a[href*='zitate=1']")


def test_people_stand_before_author_codes(get: Get) -> None:
    headings = Selector(get("/suche?q=Stadt").text).css("#eingrenzen h2::text").getall()
    assert headings.index("Zitiert") < headings.index("Kürzel")
