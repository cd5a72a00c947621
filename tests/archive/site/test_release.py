"""The page of a release: an article with its evidence."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote

import feedparser
import pytest
from icalendar import Calendar
from parsel import Selector

from archive.site.pages.revised import shortened
from archive.site.safe import data_block, text_fragment, web_address
from tests.archive.site.asking import site_over
from tests.archive.site.conftest import Get
from tests.archive.site.hostile import PAYLOAD, SPEAKER, hostile_database
from tests.conftest import Crawled

Rows = Callable[..., list[sqlite3.Row]]


def shown(get: Get, slug: str) -> Selector:
    page = get(f"/sample/releases/{slug}")
    assert page.status_code == 200
    return Selector(page.text)


def words(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def test_the_whole_text_is_there_whatever_is_marked_in_it(get: Get, rows: Rows) -> None:
    for slug, title in rows("SELECT slug, title FROM releases"):
        page = shown(get, slug)
        for ref in page.css("a.ref"):
            ref.root.text = None
        assert words("".join(page.css("h1 ::text").getall())) == words(title)
        text = words(" ".join("".join(part.css("::text").getall()) for part in page.css(".row > :first-child")))
        for (block,) in rows("SELECT text FROM blocks WHERE release = ? AND kind <> 'table'", slug):
            assert words(block) in text, slug


def test_each_quote_is_marked_and_leads_to_its_speaker(get: Get, rows: Rows) -> None:
    for slug, count in rows("SELECT release, count(*) FROM quotes GROUP BY release"):
        page = shown(get, slug)
        assert len(page.css(".quotes > li")) == count
        for (speaker,) in rows("SELECT DISTINCT speaker FROM quotes WHERE release = ? AND speaker IS NOT NULL", slug):
            assert speaker in [words(a) for a in page.css('.notes a[href^="/personen/"]::text').getall()]
        marked = "".join(page.css(".quote ::text").getall())
        for (text,) in rows("SELECT text FROM quotes WHERE release = ? AND kind = 'direct' LIMIT 1", slug):
            assert words(text[:20]) in words(marked)


def test_a_quote_of_the_list_leads_back_to_its_place_in_the_text(get: Get, rows: Rows) -> None:
    for (slug,) in rows("SELECT DISTINCT release FROM quotes"):
        page = shown(get, slug)
        back = page.css('.quotes a[href^="#z"]:not([href^="#zitat-"])::attr(href)').getall()
        assert {link.lstrip("#") for link in back} == set(page.css("article .point[id^=z]::attr(id)").getall())
        assert back


def test_days_in_the_text_lead_to_the_calendar(get: Get, rows: Rows) -> None:
    day = "SELECT release, begin_day FROM dates WHERE type = 'DATE' AND span = 0 AND begin_day = end_day"
    for slug, begin in rows(day):
        assert shown(get, slug).css(f'a.date[href="/kalender/{begin}"]'), (slug, begin)


def test_a_table_keeps_its_cells(get: Get, rows: Rows) -> None:
    slug, text = rows("SELECT release, text FROM blocks WHERE kind = 'table'")[0]
    table = shown(get, slug).css(".row table")
    cells = [[words("".join(cell.css("::text").getall())) for cell in row.css("td")] for row in table.css("tr")]
    assert cells == [[words(cell) for cell in line.split("\t")] for line in text.split("\n")]


def test_a_changed_release_shows_the_words_that_came_and_went(get: Get, rows: Rows) -> None:
    for slug, diff in rows("SELECT release, diff FROM changes"):
        page = shown(get, slug)
        assert page.css("#fassungen")
        for sign, tag in (("+", "ins"), ("-", "del")):
            assert [t for s, t in json.loads(diff) if s == sign] == page.css(f".diff {tag}::text").getall()


def test_a_release_that_was_taken_down_says_since_when(get: Get, rows: Rows) -> None:
    (slug,) = rows("SELECT slug FROM releases WHERE gone_at IS NOT NULL")[0]
    assert "Von der Stadt entfernt" in shown(get, slug).css(".banner").get("")
    (there,) = rows("SELECT slug FROM releases WHERE gone_at IS NULL LIMIT 1")[0]
    assert not shown(get, there).css(".banner")


def test_every_capture_is_led_back_to_what_the_city_sent(get: Get, rows: Rows) -> None:
    (slug,) = rows("SELECT slug FROM releases ORDER BY published DESC LIMIT 1")[0]
    links = shown(get, slug).css("#herkunft ~ details a::attr(href), section a::attr(href)").getall()
    for (capture,) in rows("SELECT capture FROM release_captures WHERE release = ?", slug):
        assert f"/abzug/{capture}" in links


def test_neighbours_lead_through_the_whole_archive(get: Get, rows: Rows) -> None:
    (slug,) = rows("SELECT slug FROM releases WHERE published IS NOT NULL ORDER BY published, slug LIMIT 1")[0]
    seen = [slug]
    while link := shown(get, seen[-1]).css('a[rel="next"]::attr(href)').get():
        seen.append(link.rsplit("/", 1)[1])
    assert len(seen) == len(set(seen)) == rows("SELECT count(*) FROM releases WHERE published IS NOT NULL")[0][0]


def test_citations_name_day_address_and_capture(get: Get, rows: Rows) -> None:
    slug, url, digest = rows("SELECT slug, r.url, digest FROM releases r JOIN captures c ON c.id = r.capture LIMIT 1")[
        0
    ]
    digest = digest.removeprefix("sha256:")
    plain = words(shown(get, slug).css(".cite.full").xpath("string()").get(""))
    bibtex = get(f"/sample/releases/{slug}.bib")
    csl = get(f"/sample/releases/{slug}.csl.json")
    assert digest[:12] in plain
    for text in (plain, bibtex.text, csl.text):
        assert url in text
        assert text is plain or digest in text
    assert "attachment" in bibtex.headers["content-disposition"]
    assert bibtex.text.count("{") == bibtex.text.count("}")
    (item,) = json.loads(csl.text)
    assert item["issued"]["date-parts"][0][0] > 2000
    assert item["archive_location"].endswith(f"/sample/releases/{slug}")


@pytest.mark.parametrize("path", ["/sample/releases/no-such", "/sample/releases/no-such.bib", "/other/releases/x"])
def test_a_release_that_is_not_there_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_json_and_csv_stay_datasettes(get: Get, rows: Rows) -> None:
    (slug,) = rows("SELECT slug FROM releases LIMIT 1")[0]
    assert get(f"/sample/releases/{slug}.json?_shape=objects").json()["rows"][0]["slug"] == slug
    assert get("/sample/releases.csv?_size=1").text.startswith("slug,")


def test_the_data_for_search_engines_is_json_and_of_this_release(get: Get, rows: Rows) -> None:
    slug, title, published = rows("SELECT slug, title, published FROM releases LIMIT 1")[0]
    data = json.loads(shown(get, slug).css('script[type="application/ld+json"]::text').get("null"))
    assert (data["@type"], data["headline"], data["datePublished"][:10]) == ("NewsArticle", title, published)


@pytest.mark.parametrize(("url", "link"), [
    ("https://www.example.org/a", True), ("HTTP://example.org", True), ("javascript:alert(1)", False),
    (" javascript:alert(1)", False), ("data:text/html,x", False), ("//host/x", False), ("/relative", False),
    ("https:// x", False), (None, False),
])  # fmt: skip
def test_only_web_addresses_become_links(url: str | None, link: bool) -> None:
    assert bool(web_address(url)) is link


def test_no_json_ends_its_script_block() -> None:
    text = data_block({"a": "</script><!--&"})
    assert not re.search("[<>&]", text)
    assert json.loads(text) == {"a": "</script><!--&"}


def test_a_diff_keeps_every_change_and_leaves_out_only_what_stayed() -> None:
    same = "Wort " * 200
    assert shortened([["=", same], ["-", "alt"], ["+", "neu"], ["=", same]])[1:-1][1:3] == [("-", "alt"), ("+", "neu")]
    assert shortened([["=", "kurz "], ["+", "neu"]]) == [("=", "kurz "), ("+", "neu")]


def test_html_in_any_field_is_text(later: Crawled, rows: Rows, tmp_path: Path) -> None:
    slug = rows("SELECT release FROM changes")[0][0]
    path = tmp_path / "sample.db"
    hostile_database(later.database, path, slug)
    with site_over(path, later.site) as ask:
        answer = ask(f"/sample/releases/{slug}")
    assert answer.status_code == 200
    page = Selector(answer.text)
    assert PAYLOAD in page.css("h1").xpath("string()").get("")
    assert not page.css("script:not([type='application/ld+json']):not([src^='/assets/site.js?']), svg, iframe")
    assert not page.css("img:not([src^='/anlage/'])")  # thumbnails that the site draws itself
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert not page.xpath("//@href[starts-with(normalize-space(), 'javascript')]")
    assert "49" not in page.css("h1").get("")


def test_feeds_and_files_with_html_in_any_field_are_well_formed(later: Crawled, rows: Rows, tmp_path: Path) -> None:
    slug = rows("SELECT release FROM changes")[0][0]
    path = tmp_path / "sample.db"
    hostile_database(later.database, path, slug)
    with closing(sqlite3.connect(path)) as connection, connection:  # near enough for the calendar's feed
        newest = "(SELECT max(published) FROM releases)"
        connection.execute(f"UPDATE dates SET begin_day = {newest}, end_day = {newest} WHERE release = ?", (slug,))  # noqa: S608
        connection.execute("DELETE FROM date_days WHERE release = ?", (slug,))
        connection.execute(
            "INSERT INTO date_days(release, position, day, ends)"  # noqa: S608
            f" SELECT release, position, {newest}, 0 FROM dates WHERE release = ?",
            (slug,),
        )
    with site_over(path, later.site) as get:

        def ask(address: str) -> str:
            answer = get(address)
            assert answer.status_code == 200, address
            return str(answer.text)

        for address in (
            "/feed.atom",
            "/aenderungen.atom",
            "/suche.atom?q=script",
            f"/personen/{quote(SPEAKER, safe='')}.atom",
        ):
            feed = feedparser.parse(ask(address))
            assert not feed.bozo, address
            assert PAYLOAD in " ".join(entry.title for entry in feed.entries), address
        events = Calendar.from_ical(ask("/kalender.ics")).walk("VEVENT")
        assert any(PAYLOAD in str(event["summary"]) for event in events)
        assert json.loads(ask(f"/sample/releases/{slug}.csl.json"))[0]["title"] == PAYLOAD
        bibtex = ask(f"/sample/releases/{slug}.bib")
        assert bibtex.count("{") == bibtex.count("}")
        assert PAYLOAD in {release["title"] for release in json.loads(ask("/suche.json?q=script"))["releases"]}


def test_every_paragraph_quote_and_date_can_be_linked_to_where_it_begins(get: Get, rows: Rows) -> None:
    for (slug,) in rows("SELECT slug FROM releases"):
        page = shown(get, slug)
        ids = page.css("[id]::attr(id)").getall()
        assert len(ids) == len(set(ids)), slug
        for table in ("blocks", "quotes", "dates"):
            for anchor, text in rows(f"SELECT anchor, text FROM {table} WHERE release = ?", slug):  # noqa: S608 - own names
                assert anchor in ids
                link = page.css(f'a.sign[href*="#{anchor}:"]::attr(href)').get("")
                words = unquote(link.partition(":~:text=")[2]).partition(",")[0]
                assert words, (slug, anchor)
                assert " ".join(text.replace("\u00ad", "").split()).startswith(words), (slug, anchor)


def test_numbers_in_the_text_and_in_the_margin_agree(get: Get, rows: Rows) -> None:
    for (slug,) in rows("SELECT DISTINCT release FROM quotes"):
        page = shown(get, slug)
        margin = page.css("article .notes a.ref::text").getall()
        assert sorted(page.css("article a.ref::text").getall()) == sorted(margin * 2), slug


@pytest.mark.parametrize(("words", "fragment"), [
    ("Kurz und gut", ":~:text=Kurz%20und%20gut"),
    ("eins zwei drei vier fünf sechs sieben acht neun zehn elf",
     ":~:text=eins%20zwei%20drei%20vier%20f%C3%BCnf,sieben%20acht%20neun%20zehn%20elf"),
    ("Nord-, Süd & Ost", ":~:text=Nord%2D%2C%20S%C3%BCd%20%26%20Ost"),
    ("Auf\u00adlage\terste\nZelle", ":~:text=Auflage"), ("", ""), (" \n ", ""),
])  # fmt: skip
def test_a_link_carries_the_words_of_its_passage(words: str, fragment: str) -> None:
    assert text_fragment(words) == fragment


def test_a_time_a_duration_and_what_recurs_are_told_in_german(get: Get, rows: Rows) -> None:
    kinds = {"DURATION": "eine Dauer", "SET": "wiederkehrend"}
    mentions = rows("SELECT release, position + 1, type, value FROM dates WHERE begin_day IS NULL AND end_day IS NULL")
    said = dict.fromkeys([*kinds.values(), "eine Uhrzeit ohne Tag"], 0)
    pages = {slug: shown(get, slug) for slug in {release for release, *_ in mentions}}
    for slug, number, kind, value in mentions:
        if value is None or kind not in (*kinds, "TIME"):
            continue
        line = words(pages[slug].css(f"#angabe-{number}").xpath("string()").get(""))
        meant = "eine Uhrzeit ohne Tag" if value.startswith("T") else kinds[kind]
        assert f": {meant} ·" in line
        said[meant] += 1
    assert all(said.values()), said
