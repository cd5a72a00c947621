"""A revision as an article, and any two of them beside each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from parsel import Selector

from archive.site.pages.revised import shortened
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]
CALM = "Das Bad bleibt im Sommer wie immer offen. " * 12


def plain(text: str) -> str:
    return " ".join(text.split())


def test_every_revision_is_an_article_and_an_old_one_says_so(get: Get, rows: Rows) -> None:
    for slug, number, title, body in rows("SELECT release, number, title, body FROM revisions"):
        answer = get(f"/sample/releases/{slug}/fassung/{number}")
        assert answer.status_code == 200
        page = Selector(answer.text)
        for ref in page.css(".ref"):
            ref.root.text = None
        shown = plain(" ".join("".join(p.css("::text").getall()) for p in page.css(".row > p")))
        assert shown == plain(body), slug
        assert plain(page.css("h1").xpath("string()").get("")) == plain(title)
        latest = rows("SELECT max(number) FROM revisions WHERE release = ?", slug)[0][0]
        assert ("Überholt" in page.css(".banner").get("")) == (number < latest)
        assert page.css(f'.banner a[href="/sample/releases/{slug}"]')


def test_the_release_leads_to_each_of_its_revisions(get: Get, rows: Rows) -> None:
    for (slug,) in rows("SELECT DISTINCT release FROM changes"):
        links = Selector(get(f"/sample/releases/{slug}").text).css(".revision a::attr(href)").getall()
        numbers = rows("SELECT number FROM revisions WHERE release = ?", slug)
        assert {f"/sample/releases/{slug}/fassung/{n}" for (n,) in numbers} <= set(links)


def test_two_revisions_are_compared_from_the_older_to_the_newer(get: Get, rows: Rows) -> None:
    ((slug, old, new),) = rows("SELECT release, number - 1, number FROM changes WHERE field = 'body' LIMIT 1")
    one, other = (
        Selector(get(f"/sample/releases/{slug}/fassung/{here}?mit={there}").text)
        for here, there in ((old, new), (new, old))
    )
    assert one.css("ins::text").getall() == other.css("ins::text").getall() != []
    assert one.css("del::text").getall() == other.css("del::text").getall()
    assert one.css("#vergleich::text").get() == f"Von Fassung {old} zu Fassung {new}"


@pytest.mark.parametrize("address", ["fassung/99", "fassung/0", "fassung/1?mit=99", "fassung/1?mit=x", "fassung/x"])
def test_a_revision_that_never_was_is_not_found(get: Get, rows: Rows, address: str) -> None:
    slug = rows("SELECT release FROM changes")[0][0]
    assert get(f"/sample/releases/{slug}/{address}").status_code == 404


def test_what_stays_is_kept_to_the_end_of_its_sentence() -> None:
    diff = [["=", f"{CALM}Es beginnt um "], ["-", "14"], ["+", "41"], ["=", f" Uhr am Hafen. {CALM}"]]
    assert shortened(diff) == [
        ("…", ""), ("=", "Es beginnt um "), ("-", "14"), ("+", "41"), ("=", " Uhr am Hafen."), ("…", ""),
    ]  # fmt: skip


def test_a_sentence_without_end_is_kept_to_a_word() -> None:
    pieces = shortened([["=", "und so weiter " * 90], ["+", "neu"], ["=", " und so fort" * 90]])
    kept = [text for sign, text in pieces if sign == "="]
    assert [len(text) <= 120 for text in kept] == [True, True]
    assert kept[0].startswith(("und", "so", "weiter"))
    assert kept[1].endswith(("und", "so", "fort"))


def test_old_and_new_words_stand_apart(get: Get, rows: Rows) -> None:
    replaced = 0
    for (slug,) in rows("SELECT DISTINCT release FROM changes"):
        page = Selector(get(f"/sample/releases/{slug}").text)
        replaced += len(page.css("del + .becomes + ins"))
        assert not page.css("del + ins")
    assert replaced
