"""Every table, page and search as a file: the rows that the database has, each once, whatever the form and the size."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pyarrow.parquet as pq
import pytest
from parsel import Selector

from archive.database.schema import TABLES
from archive.database.views import VIEWS, View, shown_columns
from archive.exports.cells import LONGEST_IN_EXCEL, for_excel, no_formula, unique
from scraper.sites import load_site
from tests.archive.search.small import small_database
from tests.archive.site.addresses import PAGES
from tests.archive.site.asking import Get, site_over
from tests.conftest import Crawled

Rows = Callable[..., list[sqlite3.Row]]
FORMS = ("csv", "json", "jsonl", "xlsx")
MANY = 5000
Table = list[dict[str, Any]]


def read(answer: Any, form: str) -> Table:
    """The rows of a file, values as text, "" for none."""
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    if form == "csv":
        found: Table = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    elif form == "json":
        found = answer.json()
    elif form == "jsonl":
        found = [json.loads(line) for line in answer.text.split("\n") if line]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        head, *rows = sheet.iter_rows(values_only=True)
        found = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return [{name: "" if value is None else plain(value) for name, value in row.items()} for row in found]


def plain(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """The site over 5,000 releases, of which up to fifty share a day and some have none."""
    path = tmp_path_factory.mktemp("many") / "sample.db"
    rows = (
        {"slug": f"m-{number * 7919 % 100_003:06}", "title": f"Meldung {number % 40}", "body": "Text", "year": 2020,
         "published": None if number % 97 == 0 else f"2020-{number % 12 + 1:02}-{number % 9 + 1:02}"}
        for number in range(MANY)
    )  # fmt: skip
    small_database(rows, path).close()
    with site_over(path, load_site("sample")) as get:
        yield get


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [one.name for one in (*TABLES, *VIEWS)])
def test_a_table_as_a_file_has_its_rows(get: Get, later: Crawled, name: str, form: str) -> None:
    with closing(sqlite3.connect(later.database)) as connection:
        connection.row_factory = sqlite3.Row
        wanted = [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - ours
    found = read(get(f"/sample/{name}.{form}?_shape=array"), form)
    cut = LONGEST_IN_EXCEL if form == "xlsx" else None
    if cut and any(len(str(value)) > cut for row in wanted for value in row.values()):
        found = found[: len(wanted)]

    def rows(table: Table) -> list[str]:
        return sorted(repr({n: "" if v is None else plain(v)[:100] for n, v in row.items()}) for row in table)

    assert rows(found) == rows(wanted)


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind not in ("not found", "database")])
def test_the_files_of_a_page_hold_the_same_rows(get: Get, kind: str) -> None:
    links = Selector(get(PAGES[kind]).text).css(".machine a::attr(href)").getall()
    files = {form: link for form in FORMS for link in links if link.partition("?")[0].endswith(f".{form}")}
    assert set(FORMS) <= set(files)
    tables: dict[str, Table] = {}
    for form, link in files.items():
        if kind == "row" and form == "json":
            continue  # Datasette's, with what refers to the row
        if "/suche." in link and form == "json":
            found = get(link).json()["releases"]
            names = list(tables["csv"][0]) if found else []  # JSON says more: with which words it was found
            tables[form] = [{n: "" if row[n] is None else plain(row[n]) for n in names} for row in found]
        elif "/suche." in link and form == "xlsx":
            assert len(read(get(link), form)) == len(tables["csv"])  # with German headings
        else:
            tables[form] = read(get(link), form)
    first, *others = tables.values()
    assert all(other == first for other in others)


def test_the_files_of_a_speaker_are_those_of_the_page(get: Get, rows: Rows) -> None:
    name, quotes = rows("SELECT name, quotes FROM speakers ORDER BY quotes DESC, name LIMIT 1")[0]
    (year, in_year) = rows(
        "SELECT year, count(*) FROM quotes JOIN releases ON slug = release WHERE speaker = ? AND year IS NOT NULL"
        " GROUP BY year ORDER BY 2 DESC LIMIT 1", name,
    )[0]  # fmt: skip
    for query, count in (("", quotes), (f"?jahr={year}", in_year)):
        links = Selector(get(f"/personen/{quote(name)}{query}").text).css(".machine a::attr(href)").getall()
        link = next(one for one in links if ".csv?" in one)
        assert len(read(get(link), "csv")) == count


def test_what_chooses_a_page_cuts_no_file(many: Get) -> None:
    found = read(many("/sample/releases.csv?_size=100&_stream=on&_nl=&_shape=array"), "csv")
    assert len(found) == len({row["slug"] for row in found}) == MANY


@pytest.mark.parametrize("query", ["_size=700", "_size=700&_sort=title", "_size=700&_sort_desc=published",
                                   "_size=700&_sort=published&_shape=objects"])  # fmt: skip
def test_the_pages_of_a_sorted_table_meet_without_a_gap(many: Get, query: str) -> None:
    address, seen = f"/sample/releases.json?{query}", []
    while address:
        found = many(address).json()
        rows = found["rows"]
        seen += [row["slug"] if isinstance(row, dict) else row[0] for row in rows]
        address = (found["next_url"] or "").removeprefix("http://127.0.0.1:8001")
    assert len(seen) == len(set(seen)) == MANY


def test_the_pages_of_a_sorted_view_meet_without_a_gap(get: Get, rows: Rows) -> None:
    address, seen = "/sample/quotes_by_speaker.json?_size=50&_sort=kind&_shape=objects", []
    while address:
        found = get(address).json()
        seen += [(row["release"], row["position"]) for row in found["rows"]]
        address = (found["next_url"] or "").removeprefix("http://127.0.0.1:8001")
    assert len(seen) == len(set(seen)) == rows("SELECT count(*) FROM quotes_by_speaker")[0][0]


def test_a_query_is_executed_as_it_was_written(get: Get) -> None:
    sql = "select distinct year from releases where year is not null order by year limit 3"
    assert len(get(f"/sample.json?sql={quote(sql)}").json()["rows"]) == 3


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1+1", True), ("+49 6151", True), ("-5", True), ("@stadt", True), ("\t=1", True), ("\r=1", True),
        ("\n=1", True), (" =1", True), ("＝1", True), ("﹦1", True),
        ("\x00=1", True), ("\ufeff=1", True), ("\u200b\u202e@x", True), ("\u00ad+1", True),
        ("a=1", False), ("5 - 3", False), ("'=1", False), ("", False),
    ],
)  # fmt: skip
def test_no_text_runs_as_a_formula(text: str, guarded: bool) -> None:
    assert no_formula(text) == (f"'{text}" if guarded else text)


def test_numbers_and_nothing_stay_as_they_are_in_csv() -> None:
    assert [no_formula(value) for value in (-5, 0.5, None)] == [-5, 0.5, None]


def test_a_column_whose_name_is_a_formula_is_guarded_too(get: Get) -> None:
    assert get("/sample.csv?sql=select+1+as+%22%3Dcmd%22").text.splitlines()[0] == "'=cmd"


def test_a_cell_that_excel_cannot_hold_is_cut_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    small_database([{"title": "Lang", "body": "Wort " * 9000}], path).close()
    with site_over(path, load_site("sample")) as get:
        found = read(get("/sample/releases.xlsx?_col=title&_col=body"), "xlsx")
        assert read(get("/sample/releases.csv"), "csv")[0]["body"] == "Wort " * 9000
    assert found[0]["body"].endswith("… [gekürzt: 45.000 Zeichen]")
    assert len(found[0]["body"]) == LONGEST_IN_EXCEL
    assert found[1]["slug"].startswith("Gekürzt: 1 Zellen.")


@pytest.mark.parametrize(("text", "cut"), [("x" * 32_767, False), ("x" * 32_768, True), ("😀" * 16_384, True)])
def test_excel_counts_utf_16(text: str, cut: bool) -> None:
    cell, was_cut = for_excel(text)
    assert was_cut is cut
    assert len(cell.encode("utf-16-le")) <= LONGEST_IN_EXCEL * 2


@pytest.mark.parametrize("value", [2**53, -(2**53), 0.25, None])
def test_numbers_that_excel_holds_exactly_are_numbers(value: Any) -> None:
    assert for_excel(value) == (value, False)


@pytest.mark.parametrize("value", [2**53 + 1, float("inf"), float("nan")])
def test_other_numbers_are_text_in_excel(value: Any) -> None:
    assert for_excel(value) == (str(value), False)


def test_two_columns_of_one_name_are_both_there(get: Get) -> None:
    assert unique(["a", "b", "a", "a_2"]) == ["a", "b", "a_2", "a_2_2"]
    assert get("/sample.json?sql=select+1+as+a,+2+as+a&_shape=array").json() == [{"a": 1, "a_2": 2}]


def test_an_empty_result_is_an_empty_file(get: Get) -> None:
    sql = quote("select slug from releases where 0")
    assert get(f"/sample.csv?sql={sql}").text == "slug\r\n"
    assert get(f"/sample.json?sql={sql}&_shape=array").json() == []
    assert get(f"/sample.jsonl?sql={sql}").text == ""


@pytest.mark.parametrize("path", ["/sample/nix.csv", "/sample/authors/nix.csv", "/sample.xlsx", "/nix.csv?sql=select+1",
                                  "/~73ample/releases.csv", "/sample/releases.tsv"])  # fmt: skip
def test_a_file_of_what_is_not_there_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize("path", ["/sample/releases.csv?_where=)", "/sample.csv?sql=drop+table+releases",
                                  "/sample.xlsx?sql=select+nix", "/sample/releases.jsonl?_sort=nix"])  # fmt: skip
def test_a_file_of_what_cannot_be_asked_is_refused(get: Get, path: str) -> None:
    assert get(path).status_code == 400


def test_a_query_whose_rows_weigh_too_much_gives_no_half_file(get: Get) -> None:
    sql = quote("select printf('%.*c', 1000000, 'a') from releases limit 30")
    assert get(f"/sample.csv?sql={sql}").status_code == 400


@pytest.mark.parametrize("name", [one.name for one in (*TABLES, *VIEWS)])
def test_a_table_as_parquet_has_every_row_typed_as_the_schema_says(get: Get, rows: Rows, name: str) -> None:
    answer = get(f"/sample/{name}.parquet")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.parquet"'
    table = pq.read_table(io.BytesIO(answer.content))
    assert table.num_rows == rows(f'SELECT count(*) FROM "{name}"')[0][0]  # noqa: S608 - own names
    kinds = {"day": "date32[day]", "instant": "timestamp[ms, tz=UTC]", "flag": "bool", "list": "list<element: string>"}
    plain = {"TEXT": "string", "INTEGER": "int64", "REAL": "double"}
    declared = shown_columns(name)
    assert [(one.name, str(one.type)) for one in table.schema if one.name != "diff"] == [
        (c.name, kinds.get(c.holds, plain[c.type])) for c in declared.values() if c.name != "diff"
    ]


def test_what_the_schema_does_not_know_is_text_in_parquet(get: Get) -> None:
    table = pq.read_table(io.BytesIO(get("/sample/words.parquet?term=stadt").content))
    assert [str(one.type) for one in table.schema] == ["string"] * 4
    assert table.column("term").to_pylist() == ["stadt"]


def test_a_parquet_file_has_the_filters_and_columns_of_its_page(get: Get, rows: Rows) -> None:
    found = pq.read_table(io.BytesIO(get("/sample/releases.parquet?year=2021&_col=published&_sort=published").content))
    expected = rows("SELECT slug, published FROM releases WHERE year = 2021 ORDER BY published, slug")
    assert found.column_names == ["slug", "published"]
    assert [(row["slug"], row["published"].isoformat()) for row in found.to_pylist()] == [
        tuple(row) for row in expected
    ]


def test_all_of_many_rows_are_in_a_parquet_file_once(many: Get) -> None:
    found = (
        pq.read_table(io.BytesIO(many("/sample/releases.parquet?_col=published").content)).column("slug").to_pylist()
    )
    assert len(found) == len(set(found)) == MANY


@pytest.mark.parametrize(
    "path", ["/sample.parquet?sql=select+1", "/sample/releases/x.parquet", "/suche.parquet?q=Haus"]
)
def test_parquet_is_offered_of_tables_alone(get: Get, path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_what_a_view_computes_is_what_it_says(view: View, rows: Rows) -> None:
    declared = shown_columns(view.name)
    assert list(declared) == [name for name, _ in view.columns]
    for name, column in declared.items():
        kinds = {row[0] for row in rows(f'SELECT DISTINCT typeof("{name}") FROM "{view.name}"')}  # noqa: S608 - own names
        assert kinds <= {column.type.lower(), "null"}, name


def test_a_page_of_a_view_begins_in_the_order_of_its_first_column(get: Get) -> None:
    days = [row["day"] for row in get("/sample/calendar.json?_shape=objects&_size=200").json()["rows"]]
    assert days == sorted(days)
    assert len(days) == 200
