"""One table for every address that shows rows: its page, CSV, JSON, JSON Lines, Excel and feed hold the same ones.

At the sample's 73 releases every page is read to its end; at 5,000 the first two and the last one.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from datasette.plugins import pm
from parsel import Selector

from archive.site.app import site_app, site_options
from tests.archive.site.asking import Get, site_over
from tests.archive.site.walk import ADDRESSES, WITHOUT_ROWS, Address, Key, events, feed_keys, multiplied
from tests.conftest import Crawled

FORMS = ("csv", "json", "jsonl", "xlsx")
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
        assert len(set(keys)) == len(keys)
        same_as_pages(get, one, page, keys, pages)
    if one.feed:
        entries = feed_keys(get(one.feed).content)
        width = len(entries[0])
        assert entries == list(dict.fromkeys(key[:width] for key in keys_of_feed(get, one, keys)))[: one.newest]


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
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True).worksheets[0]
        lines = [tuple(row) for row in sheet.iter_rows(values_only=True)]
        return [str(name) for name in lines[0]], [row for row in lines[1:] if not str(row[0]).startswith("Gekürzt: ")]
    if form == "jsonl":
        found = [json.loads(line) for line in answer.text.split("\n") if line]
    else:
        found = answer.json()
        if isinstance(found, dict):
            found = found.get("releases") or found.get("quotes") or [
                dict(zip(found["columns"], row, strict=True)) for row in found["rows"]
            ]  # fmt: skip
    return list(found[0]), [tuple(row.values()) for row in found]


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


def test_no_address_of_the_site_is_left_out(later: Crawled) -> None:
    options = site_options(later.site)
    datasette, _ = site_app(str(later.database), options)
    walked = [re.sub(r"[?#].*", "", one.path) for one in ADDRESSES]
    walked += [re.sub(r"[?#].*", "", one.feed) for one in ADDRESSES if one.feed]
    walked += [re.sub(r"[?#].*", "", path) for path in WITHOUT_ROWS]
    left = []
    for routes in pm.hook.register_routes(datasette=datasette):
        for pattern, _view in routes:
            if not any(re.match(pattern, path) for path in walked):
                left.append(pattern)
    assert left == []
