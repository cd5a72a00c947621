"""The search in quotes: words, who speaks, office, kind, years; feed and files hold what the page counts."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

import feedparser
import pytest
from parsel import Selector

from tests.archive.site.asking import Get


def asked(get: Get, kind: str = "", **arguments: str) -> str:
    return str(get(f"/zitate{kind}?{urlencode(arguments)}").text)


def quotes(get: Get, **arguments: str) -> list[dict[str, str]]:
    return list(get(f"/zitate.json?{urlencode(arguments)}").json()["quotes"])


def total(get: Get, **arguments: str) -> int:
    heading = Selector(asked(get, **arguments)).css("#treffer::text").get() or "0"
    return 0 if heading.startswith("Kein") else int(heading.split()[0].replace(".", ""))


def test_without_words_all_quotes_are_shown_the_newest_first(get: Get) -> None:
    found = quotes(get)
    assert len(found) == total(get) > 30
    days = [quote["published"] for quote in found if quote["published"]]
    assert days == sorted(days, reverse=True)
    assert [q["published"] for q in quotes(get, sortierung="alt") if q["published"]] == sorted(days)


def test_a_word_is_found_in_its_forms_and_only_in_quotes(get: Get) -> None:
    found = quotes(get, q="Brücken")
    assert found
    assert all("brück" in quote["text"].casefold() for quote in found)
    assert quotes(get, q="Brücken -Brücke") == []
    assert len(quotes(get, q="titel:Brücke")) == len(quotes(get, q="Brücke"))


@pytest.mark.parametrize("name", ["speaker", "kind", "role"])
def test_filters_keep_what_they_name(get: Get, name: str) -> None:
    argument = {"speaker": "person", "kind": "art", "role": "amt"}[name]
    value = next(quote[name] for quote in quotes(get) if quote[name])
    found = quotes(get, **{argument: value})
    assert 0 < len(found) == total(get, **{argument: value})
    assert all(value.casefold() in quote[name].casefold() for quote in found)


@pytest.mark.parametrize("argument", ["amt", "person"])
def test_what_a_filter_names_may_be_typed_in_capitals(get: Get, argument: str) -> None:
    name = {"amt": "role", "person": "speaker"}[argument]
    umlauts = (quote[name] for quote in quotes(get) if set("äöü") & set(quote[name] or ""))
    value = max(set(umlauts), key=len)
    assert quotes(get, **{argument: value.upper()}) == quotes(get, **{argument: value}) != []


def test_years_are_filters_and_a_span_that_ends_before_it_begins_is_said(get: Get) -> None:
    found = quotes(get, von="2021", bis="2021")
    assert found
    assert {quote["published"][:4] for quote in found} == {"2021"}
    assert "liegt nach" in asked(get, von="2021", bis="2020")


def test_every_quote_leads_to_its_passage(get: Get) -> None:
    page = Selector(asked(get, art="direct"))
    link = page.css("blockquote a[href*='#z']::attr(href)").get() or ""
    path, _, anchor = link.partition("#")
    assert Selector(get(path).text).css(f"#{anchor}")


def test_feed_and_files_hold_what_the_page_counts(get: Get) -> None:
    page = total(get, art="direct")
    rows = list(csv.reader(io.StringIO(asked(get, ".csv", art="direct"))))
    assert len(rows) - 1 == page
    entries = feedparser.parse(asked(get, ".atom", art="direct")).entries
    assert len(entries) == min(page, 50)
    assert len({entry.id for entry in entries}) == len(entries)


def test_a_persons_page_leads_to_their_quotes(get: Get) -> None:
    name = next(quote["speaker"] for quote in quotes(get) if quote["speaker"])
    links = Selector(get(f"/personen/{name.replace(' ', '%20')}").text).css(".choices a::attr(href)").getall()
    (link,) = [one for one in links if one.startswith("/zitate?")]
    assert f'value="{name}"' in get(link).text


def test_where_few_quotes_hold_the_words_those_of_releases_about_them_follow_uncounted(get: Get) -> None:
    page = Selector(asked(get, q="Klimaschutzkonzept", amt="Oberbürgermeister", von="2019", bis="2019"))
    assert page.css("#treffer::text").get("").startswith("0 Zitate")
    follow = page.xpath("//section[@aria-labelledby='thema']")
    assert "„Ob wir es schaffen, weiß ich nicht." in " ".join(follow.css("blockquote ::text").getall())
    assert total(get, q="Klimaschutzkonzept", amt="Oberbürgermeister", von="2019", bis="2019") == 0
    assert not Selector(asked(get, q="Xyzzy")).css("#thema")
    assert not Selector(asked(get)).css("#thema")
