"""Feed, CSV, XLSX and JSON hold exactly what the search page counts, and real programs can read them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import urlencode

import feedparser
import openpyxl
import pytest
from parsel import Selector

from archive.settings import Settings
from scraper.sites import load_site
from tests.archive.search.small import small_database
from tests.archive.site.asking import Get, site_over
from tests.archive.site.test_search_page import slugs, total
from tests.conftest import Crawled

SEARCHES: tuple[dict[str, str], ...] = (
    {"q": "Haus"}, {"q": "Stadt", "jahr": "2020"}, {"q": "Hafen", "sortierung": "alt", "genau": "1"}, {"q": "Xyzzy"},
    {},    {"q": "Haus", "von": "2015-01-01", "bis": "2020-12-31", "sortierung": "neu"},
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")')


def pages(get: Get, arguments: dict[str, str]) -> list[str]:
    """The slugs of every page of a search, in order."""
    found: list[str] = []
    link: str | None = "/suche?" + urlencode(arguments)
    while link:
        page = Selector(get(link).text)
        found += slugs(page)
        link = page.css(".pager a[rel=next]::attr(href)").get()
    assert len(found) == total(page)
    return found


@pytest.mark.parametrize("arguments", SEARCHES)
def test_csv_xlsx_and_json_hold_the_same_releases_in_the_order_of_the_page(get: Get, arguments: dict[str, str]) -> None:
    expected = pages(get, arguments)
    asked = urlencode(arguments)
    rows = list(csv.DictReader(io.StringIO(get(f"/suche.csv?{asked}").text)))
    assert [row["slug"] for row in rows] == expected
    answer = get(f"/suche.json?{asked}").json()
    assert [release["slug"] for release in answer["releases"]] == expected
    assert answer["total"] == len(expected)
    sheet = openpyxl.load_workbook(io.BytesIO(get(f"/suche.xlsx?{asked}").content)).active
    assert sheet is not None
    lines = list(sheet.iter_rows(values_only=True))
    assert [line[7] for line in lines[1:]] == expected
    assert lines[0][:3] == ("Tag", "Überschrift", "Vorspann")


@pytest.mark.parametrize("arguments", SEARCHES)
def test_the_feed_holds_the_newest_of_the_search(get: Get, arguments: dict[str, str]) -> None:
    answer = get("/suche.atom?" + urlencode(arguments))
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    expected = pages(get, arguments | {"sortierung": "neu"})[:50]
    assert [entry.link.rpartition("/")[2] for entry in feed.entries] == expected
    assert feed.feed.id.startswith("urn:uuid:")
    assert feed.feed.updated_parsed
    for entry in feed.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.updated_parsed
        assert len(entry.content[0].value) > 100
        assert entry.author


def test_ids_of_the_feed_do_not_depend_on_the_address_or_the_search(get: Get, later: Crawled) -> None:
    one = {e.link.rpartition("/")[2]: e.id for e in feedparser.parse(get("/suche.atom?q=Haus").content).entries}
    with site_over(later.database, later.site, Settings(public_address="https://archiv.example/")) as published:
        feed = published("/suche.atom?q=Hause&sortierung=alt").content
    other = {e.link.rpartition("/")[2]: e.id for e in feedparser.parse(feed).entries}
    shared = one.keys() & other.keys()
    assert shared
    assert all(one[slug] == other[slug] for slug in shared)
    assert b"https://archiv.example/suche?q=Hause" in feed


def test_the_same_search_gives_the_same_bytes(get: Get) -> None:
    for kind in ("atom", "csv", "xlsx", "json"):
        assert get(f"/suche.{kind}?q=Hafen").headers["etag"] == get(f"/suche.{kind}?q=Hafen&").headers["etag"]


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    small_database(({"title": text, "teaser": text, "body": "x"} for text in FORMULAS), path).close()
    with site_over(path, load_site("sample")) as get:
        for row in csv.DictReader(io.StringIO(get("/suche.csv").text, newline="")):
            assert row["title"].startswith("'")
            assert row["title"][1:] in FORMULAS
        sheet = openpyxl.load_workbook(io.BytesIO(get("/suche.xlsx").content)).active
        assert sheet is not None
        cells = [row[1] for row in sheet.iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        assert {cell.value for cell in cells} == set(FORMULAS)
