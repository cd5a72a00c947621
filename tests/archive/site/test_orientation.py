"""Every page says where it lies and what it is; Datasette's own tables have German names and a way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from parsel import Selector

from archive.database.dictionary import SEARCH_MEANINGS
from archive.database.schema import TABLES
from archive.database.views import VIEWS
from archive.site import columns
from archive.site.menu import menu_item
from tests.archive.site.addresses import PAGES
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]
MORE = {
    "quotes": "/zitate?q=Haus", "help": "/hilfe", "subscribing": "/abonnieren/kuerzel/lea", "today": "/kalender",
    "comparing": "/pruefen",
}  # fmt: skip
OWN_TABLES = ("releases", "captures", "quotes", "crawl_runs", "calendar", "quotes_by_speaker")


@pytest.mark.parametrize("path", [*PAGES.values(), *MORE.values()])
def test_a_page_has_its_path_and_its_entry_of_the_menu(get: Get, path: str) -> None:
    page = Selector(get(path).text)
    steps = page.css("nav.crumbs li")
    if path == "/":
        assert not steps
        return
    links = [step.css("a::attr(href)").get() for step in steps]
    assert links[0] == "/"
    assert links[-1] is None
    assert steps[-1].attrib["aria-current"] == "page"
    assert steps[-1].xpath("string()").get("").strip()
    assert len(page.css("header nav [aria-current]")) == (path != "/nowhere")
    for link in links[1:-1]:
        assert get(link or "").status_code == 200, link


@pytest.mark.parametrize(("path", "item"), [
    ("/jahr/2021/09", "/mitteilungen"), ("/sample/releases/eins", "/mitteilungen"), ("/sample/releases", "/daten"),
    ("/sample/releases/eins/warum/zitat-1", "/mitteilungen"), ("/sample", "/daten"),
    ("/sample/quotes/eins,0", "/daten"), ("/aemter/Stadtrat", "/personen"),
    ("/abonnieren/personen/Eva", "/personen"), ("/abonnieren", "/daten"),
    ("/abonnieren/feed", "/mitteilungen"), ("/hilfe", "/suche"), ("/kuerzel", "/mitteilungen"),
    ("/samples", "/samples"),
])  # fmt: skip
def test_an_address_belongs_to_an_entry_of_the_menu(path: str, item: str) -> None:
    assert menu_item(path, "sample") == item


@pytest.mark.parametrize(("path", "title"), [
    ("/", "Pressemitteilungen"), ("/mitteilungen", "Alle Mitteilungen"), ("/jahr/2021", "Mitteilungen 2021"),
    ("/jahr/2021/09", "Mitteilungen September 2021"), ("/kuerzel/lea", "Kürzel lea: Mitteilungen"),
    ("/themen/Bauen", "Rubrik Bauen: Mitteilungen"), ("/suche?q=Haus", "Suche: Haus"),
    ("/zitate?q=Haus", "Zitate: Haus"),
    ("/sample/releases", "Tabelle Mitteilungen"), ("/mitteilungen?seite=2", "Alle Mitteilungen, Seite 2"),
])  # fmt: skip
def test_a_title_says_what_the_page_is(get: Get, path: str, title: str) -> None:
    assert Selector(get(path).text).css("title::text").get() == f"{title} – Archiv Morlingen Aktuell"


def test_every_table_and_column_has_a_german_name() -> None:
    of_words = {name for name, *_ in SEARCH_MEANINGS if name.startswith("word")}
    assert set(columns.TABLES) == {one.name for one in (*TABLES, *VIEWS)} | of_words
    named = {column.name for table in TABLES for column in table.columns} | {
        c for view in VIEWS for c, _ in view.columns
    }
    assert set(columns.COLUMNS) == named
    assert set(columns.PAGES) <= set(columns.TABLES)


@pytest.mark.parametrize("table", OWN_TABLES)
def test_a_table_speaks_german_and_leads_back(get: Get, table: str) -> None:
    page = Selector(get(f"/sample/{table}").text)
    heads = [
        head.xpath("normalize-space(.)").get("").rstrip(" ▲▼\xa0") for head in page.css("table.rows-and-columns th")
    ]
    names = [head.css("[title]::attr(title)").get("") for head in page.css("table.rows-and-columns th")]
    assert heads == [columns.column_name(name) for name in names] != []
    assert page.css("h1::text").get("").strip() == columns.TABLES[table]
    back = page.css("a[rel=up]::attr(href)").get()
    assert back == columns.page_of(table)[0]
    assert get(back).status_code == 200
    filtering = page.css("select[name=_filter_column] option")
    assert {one.attrib["value"] for one in filtering[1:]} >= set(names) - {"Link", "rowid"}


def test_a_row_leads_to_the_release_that_it_is_about(get: Get, rows: Rows) -> None:
    slug, position = rows("SELECT release, position FROM quotes LIMIT 1")[0]
    page = Selector(get(f"/sample/quotes/{slug},{position}").text)
    assert page.css("a[rel=up]::attr(href)").get() == f"/sample/releases/{slug}"


@pytest.mark.parametrize("path", [path for kind, path in PAGES.items() if kind not in (
    "data", "table", "filtered table", "row", "database", "sql")])  # fmt: skip
def test_no_link_leads_to_a_table_by_surprise(get: Get, path: str) -> None:
    for link in Selector(get(path).text).css("main a[href^='/sample/']"):
        table = link.attrib["href"].split("/")[2].partition("?")[0]
        if link.attrib["href"].count("/") == 2 or table != "releases":
            assert "als tabelle" in link.xpath("string()").get("").casefold(), link.get()


@pytest.mark.parametrize(("path", "oldest"), [
    ("/suche?q=Haus", "/suche?q=Haus&sortierung=alt"),
    ("/zitate?art=direct", "/zitate?art=direct&sortierung=alt"),
])  # fmt: skip
def test_the_order_is_a_link_that_acts_at_once_and_the_form_keeps_it(get: Get, path: str, oldest: str) -> None:
    page = Selector(get(path).text)
    assert not page.css("select[name=sortierung]")
    assert oldest in page.css(".sorting a::attr(href)").getall()
    after = Selector(get(oldest).text)
    days = after.css(".results time::attr(datetime)").getall()
    assert days == sorted(days)
    assert after.css(".sorting [aria-current]::text").get() == "Älteste zuerst"
    assert after.css("form input[name=sortierung]::attr(value)").get() == "alt"
