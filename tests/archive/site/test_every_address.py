"""One table for every address that shows rows: its page, CSV, JSON, JSON Lines, Excel and feed hold the same ones.

At the sample's 73 releases every page is read to its end; at 5,000 the first two and the last one.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from datasette.plugins import pm
from lxml import etree
from parsel import Selector

from archive.site.app import site_app, site_options
from tests.archive.site.asking import Get, site_over
from tests.archive.site.walk import ADDRESSES, WITHOUT_ROWS, Address, Key, digest, events, feed_keys, multiplied
from tests.conftest import Crawled

FORMS = ("csv", "json", "jsonl", "xlsx")
WITH_FILES = (
    "/suche",
    "/zitate",
    "/sample",
    "/sample/releases",
    "/sample/authors/lea",
)  # of addresses that are compared
COPIES = 69  # times 73 releases are 5,037
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def many(later: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """The site over 5,037 releases with all that belongs to them; 69 of them share each day, time and title."""
    path = tmp_path_factory.mktemp("many") / "sample.db"
    multiplied(later.database, path, COPIES)
    with site_over(path, later.site) as ask:
        yield ask


@pytest.mark.parametrize("one", ADDRESSES, ids=lambda one: one.path)
def test_page_files_and_feed_hold_the_same_rows(get: Get, one: Address) -> None:
    compare(get, one, pages=1000)


@pytest.mark.parametrize("one", ADDRESSES, ids=lambda one: one.path)
def test_page_files_and_feed_hold_the_same_rows_of_5000_releases(many: Get, one: Address) -> None:
    compare(many, one, pages=2)


def compare(get: Get, one: Address, pages: int) -> None:
    page = Selector(get(one.path).text)
    files = linked_files(page)
    assert set(FORMS) <= {form for form, _ in files}
    keys: list[Key] = []
    columns: list[str] = []
    for form, link in sorted(files):  # CSV comes first, Excel, which may have German headings, last
        head, rows = read(get(link), form)
        columns = columns if form == "xlsx" else head
        places = [columns.index(name) for name in one.columns]
        found = [tuple(str(row[place]) for place in places) for row in rows]
        keys = keys or found
        assert found == keys, link
    assert keys
    if one.merged:
        assert set(one.page(page)) == set(keys)
    else:
        assert one.repeated or len(set(keys)) == len(keys)
        same_as_pages(get, one, page, keys, pages)
    if one.feed:
        entries = feed_keys(get(one.feed).content)
        width = len(entries[0])
        of_feed = [key[:width] for key in keys_of_feed(get, one, keys)]
        assert entries == (of_feed if one.repeated else list(dict.fromkeys(of_feed)))[: one.newest]


def keys_of_feed(get: Get, one: Address, keys: list[Key]) -> list[Key]:
    """The start page shows the newest ten; its feed is that of all releases."""
    if one.path != "/":
        return keys
    _, rows = read(get("/suche.csv?sortierung=neu"), "csv")
    return [(row[7],) for row in rows]


def same_as_pages(get: Get, one: Address, page: Selector, keys: list[Key], most: int) -> None:
    """The pages of an address have the keys in their order: as many pages as are to be read, and the last one."""
    size = len(one.page(page))
    number = 1
    while True:
        shown = one.page(page)
        assert shown == keys[(number - 1) * size : number * size], f"page {number}"
        after = page.css(".pager a[rel=next][href*='seite='], .pager a[rel=next][href*='_next=']").xpath("@href").get()
        if after is None:
            assert number * size >= len(keys), "the page says that this is all"
            return
        number += 1
        if number > most:
            number = -(-len(keys) // size)
            if "seite=" not in after:
                return  # Datasette's own pages lead on only
            after = re.sub(r"seite=\d+", f"seite={number}", after)
        page = Selector(get(after).text)


def linked_files(page: Selector) -> set[tuple[str, str]]:
    """(form, link) of the files that a page offers."""
    links = page.css("footer .machine a::attr(href), .choices a::attr(href)").getall()
    return {(form, link) for form in FORMS for link in links if link.partition("?")[0].endswith(f".{form}")}


def read(answer: Any, form: str) -> tuple[list[str], Rows]:
    """The names of a file's columns and its rows."""
    assert answer.status_code == 200, answer.text[:300]
    if form == "csv":
        head, *rows = csv.reader(io.StringIO(answer.text, newline=""))
        return head, [tuple(row) for row in rows]
    if form == "xlsx":
        head, *lines = workbook(answer.content)
        filled = [row + [""] * (len(head) - len(row)) for row in lines if not row[0].startswith("Gekürzt: ")]
        return head, [tuple(row) for row in filled]
    if form == "jsonl":
        found = [json.loads(line) for line in answer.text.split("\n") if line]
    else:
        found = answer.json()
        if isinstance(found, dict):
            found = found.get("releases") or found.get("quotes") or [
                dict(zip(found["columns"], row, strict=True)) for row in found["rows"]
            ]  # fmt: skip
    return list(found[0]), [tuple(row.values()) for row in found]


def workbook(content: bytes) -> list[list[str]]:
    """The cells of a workbook's sheet as text: a fast reader, since 5,000 rows take openpyxl seconds."""
    rows = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for row in etree.fromstring(parts.read("xl/worksheets/sheet1.xml")).iter("{*}row"):
            cells = {column(cell.get("r", "")): "".join(map(str, cell.itertext())) for cell in row}
            rows.append([cells.get(number, "") for number in range(1, max(cells) + 1)])
    return rows


def column(place: str) -> int:
    """The number of the column of a cell: 1 for `A7`, 27 for `AA7`."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@pytest.mark.parametrize("path", ["/sample/quotes.csv", "/sample/calendar.jsonl", "/sample/quotes_by_speaker.csv"])
def test_a_long_table_comes_whole(many: Get, path: str) -> None:
    name, form = path.rpartition("/")[2].split(".")
    (count,) = many(f"/sample.json?sql=select+count(*)+from+{name}&_shape=arrayfirst").json()
    head, rows = read(many(path), form)
    number = head.index("position")
    assert len(rows) == count == len({(row[head.index("release")], row[number], *row) for row in rows})


def test_the_calendar_to_subscribe_to_names_releases_of_the_calendar(many: Get) -> None:
    _, rows = read(many("/sample.csv?sql=select+distinct+release+from+calendar"), "csv")
    found = events(many("/kalender.ics").content)
    assert found <= set(rows)
    assert found


@pytest.mark.parametrize("number", [1, 3])
def test_a_release_leads_to_its_neighbours_in_the_list(many: Get, number: int) -> None:
    links = Selector(many(f"/mitteilungen?seite={number}").text).css(".releases .headline a::attr(href)").getall()
    for newer, one, older in zip(links, links[1:], links[2:], strict=False):
        page = Selector(many(one).text).css("nav.neighbours")
        assert page.css("[rel=prev]::attr(href)").get() == older
        assert page.css("[rel=next]::attr(href)").get() == newer


def test_a_capture_and_its_files_name_the_same_bytes(get: Get) -> None:
    (capture,) = get("/sample/captures.json?_shape=array&_size=1").json()
    compare(get, Address(f"/abzug/{capture['id']}", ("digest",), digest), pages=1)


def test_no_address_of_the_site_is_left_out(later: Crawled) -> None:
    options = site_options(later.site)
    datasette, _ = site_app(str(later.database), options)
    walked = [re.sub(r"[?#].*", "", one.path) for one in ADDRESSES]
    walked += [re.sub(r"[?#].*", "", one.feed) for one in ADDRESSES if one.feed]
    walked += [re.sub(r"[?#].*", "", path) for path in WITHOUT_ROWS]
    walked += ["/abzug/0000000000000000", "/daten/sample-parquet.zip"]  # the files: in test_downloads.py
    walked += [f"{path}.{form}" for path in WITH_FILES for form in FORMS]
    left = []
    for routes in pm.hook.register_routes(datasette=datasette):
        for pattern, _view in routes:
            if not any(re.match(pattern, path) for path in walked):
                left.append(pattern)
    assert left == []
