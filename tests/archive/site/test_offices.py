"""Offices: who held them, and what people say more than others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from urllib.parse import quote

import pytest
from parsel import Selector

from archive.site.pages.spans import Held, timeline
from archive.site.pages.topics import topics
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]


def held(first: str | None, last: str | None) -> Held:
    return Held("Amt", "/aemter/Amt", first, last, 1)


def test_who_held_an_office_is_found_by_its_name_in_any_gender(get: Get, rows: Rows) -> None:
    holders = {name for (name,) in rows("SELECT speaker FROM speaker_roles WHERE role LIKE 'Oberbürgermeister%'")}
    assert len(holders) > 1
    for asked in ("Oberbürgermeister", "oberbürgermeister"):
        found = Selector(get(f"/personen?name={quote(asked)}").text).css(".register a::text").getall()
        assert holders == set(found)
    alone = Selector(get(f"/personen?name={quote('Oberbürgermeisterinnen')}").text).css(".register a::text").getall()
    assert set(alone) in (holders, set())


@pytest.mark.parametrize("path", ["/personen", "/aemter"])
@pytest.mark.parametrize("typed", ["bürgermeister", "grünfläch", "für die"])
def test_the_lists_of_people_and_offices_are_sought_in_any_case_and_spelling(get: Get, path: str, typed: str) -> None:
    found = [
        Selector(get(f"{path}?name={quote(one)}").text).css(".register a::text").getall()
        for one in (typed, typed.upper(), typed.replace("ü", "ue"))
    ]
    assert found[0] == found[1] == found[2] != []


@pytest.mark.parametrize("form", ["Oberbürgermeister", "Oberbürgermeisterin"])
def test_an_office_has_its_holders_in_their_order_and_all_that_they_said_in_it(get: Get, rows: Rows, form: str) -> None:
    page = Selector(get(f"/aemter/{quote(form)}").text)
    (normal,) = rows("SELECT normal_role FROM speaker_roles WHERE role = ?", form)[0]
    sql = """SELECT speaker, sum(quotes), min(first_published) FROM speaker_roles WHERE normal_role = ?
      GROUP BY speaker ORDER BY 3"""
    holders = rows(sql, normal)
    assert page.css(".timeline li > a::text").getall() == [name for name, _, _ in holders]
    assert page.css("#zitate::text").get("").startswith(f"{sum(many for _, many, _ in holders)} Zitate")
    sql = """SELECT count(*) FROM quotes q JOIN releases r ON r.slug = q.release JOIN speaker_roles o
      ON o.speaker = q.speaker AND o.role = q.role WHERE o.normal_role = ? AND r.year = ? AND q.counted"""
    for link in page.css(".bars a::attr(href)").getall():
        of_year = Selector(get(link).text).css("blockquote.said")
        assert len(of_year) == rows(sql, normal, int(link[-4:]))[0][0] > 0


def test_the_list_of_offices_leads_to_each(get: Get) -> None:
    links = Selector(get("/aemter").text).css(".register a::attr(href)").getall()
    assert len(links) > 5
    for link in links[:10]:
        assert get(link).status_code == 200
    assert "Kein Amt mit „xyzzy“" in get("/aemter?name=xyzzy").text


@pytest.mark.parametrize("path", ["/aemter/xyzzy", "/aemter/Oberb%C3%BCrgermeister?jahr=1999", "/aemter?seite=99",
                                  "/aemter/xyzzy.atom"])  # fmt: skip
def test_an_office_that_nobody_holds_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize(
    "arguments", ["q=Br%C3%BCcke", "art=direct", "jahr=2022", "amt=Planungsdezernentin", "q=xyzzy"]
)
def test_a_persons_quotes_can_be_filtered(get: Get, arguments: str) -> None:
    whole = Selector(get("/personen/Hedwig%20Amrath").text)
    page = Selector(get(f"/personen/Hedwig%20Amrath?{arguments}").text)
    some = [" ".join(t.split()) for t in page.css("blockquote.said p:first-child::text").getall()]
    every = [" ".join(t.split()) for t in whole.css("blockquote.said p:first-child::text").getall()]
    assert set(some) <= set(every)
    assert (len(some) == 0) == ("xyzzy" in arguments)
    assert int(page.css("#zitate::text").get("").split()[0]) == len(some)


def test_who_is_quoted_in_the_same_releases_stands_on_the_page(get: Get, rows: Rows) -> None:
    page = Selector(get("/personen/Hedwig%20Amrath").text)
    sql = """SELECT DISTINCT b.speaker FROM quotes a JOIN quotes b ON b.release = a.release
      WHERE a.speaker = 'Hedwig Amrath' AND b.speaker <> a.speaker AND b.speaker_kind = 'person'"""
    assert set(page.css('[aria-labelledby="neben"] a::text').getall()) == {name for (name,) in rows(sql)}


def test_a_span_of_a_day_is_seen_and_none_leaves_the_drawing() -> None:
    line = timeline([held("2019-03-01", "2019-03-01"), held("2021-12-31", "2021-12-31"), held(None, None)])
    assert (line.begin, line.end) == (2019, 2021)
    assert [(span.x, span.width) for span in line.spans] == [(53, 6), (994, 6), (0, 0)]
    whole = timeline([held("2019-01-01", "2019-12-31")])
    assert [(span.x, span.width) for span in whole.spans] == [(0, 1000)]
    assert timeline([]) == timeline(())
    assert not timeline([held(None, None)]).begin


def test_topics_are_the_nouns_that_others_use_less() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE quotes(text)")
    connection.execute("CREATE VIRTUAL TABLE quotes_fts USING fts5(text, tokenize='unicode61 remove_diacritics 0')")
    own = [f"„Wir bauen die Brücke {n} neu, sagt die Stadt“" for n in range(5)] + ["„Alle Brücken und die Stadt“"]
    others = [f"„Heute feiert die Stadt zum {n}. Mal mit Frau Amrath“" for n in range(60)]
    for text in own + others:
        connection.execute("INSERT INTO quotes VALUES (?)", (text,))
        connection.execute("INSERT INTO quotes_fts VALUES (?)", (text,))
    assert [(one.word, one.quotes) for one in topics(connection, own, ["Ruth Amend"])] == [("Brücke", 6)]
    assert topics(connection, own, ["Jana Brücke"]) == []
    assert topics(connection, [], []) == []
