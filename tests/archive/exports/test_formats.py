"""Every format holds every row of the database, typed; the same captures give the same bytes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import get_args

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner

from archive.build import build
from archive.cli import main
from archive.database.columns import Table, instant, text
from archive.database.schema import TABLES
from archive.exports import rows as rows_module
from archive.exports.formats import Format
from archive.exports.nested import INSIDE, PARTS
from archive.exports.parquet import write_parquet
from archive.exports.rows import typed
from archive.exports.tables import write_jsonl
from archive.exports.workbook import Workbook
from scraper.captures import CaptureStore
from scraper.errors import ExportError
from tests.archive.exports.reading import BY_NAME, exported, read, stored
from tests.conftest import Crawled
from tests.sample_file import sample_file

OF_TABLES: tuple[Format, ...] = ("parquet", "jsonl", "csv", "xlsx")


@pytest.fixture(scope="module")
def folders(later: Crawled, tmp_path_factory: pytest.TempPathFactory) -> dict[Format, Path]:
    """The sample in every format that has tables."""
    top = tmp_path_factory.mktemp("exports")
    for form in OF_TABLES:
        exported(later, form, top / form)
    return {form: top / form for form in OF_TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("form", OF_TABLES)
def test_a_format_has_every_row_with_its_types(
    later: Crawled, folders: dict[Format, Path], form: Format, table: Table
) -> None:
    expected = stored(later.database, table)
    assert read(folders[form], form, table) == expected
    if table.name in {"releases", "quotes", "dates", "captures", "changes"}:
        assert expected


def test_the_sample_has_something_in_most_tables(later: Crawled) -> None:
    empty = [table.name for table in TABLES if not stored(later.database, table)]
    assert set(empty) <= {"alarms", "conflicts", "unreadable", "quarantine", "withdrawals"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_reads_every_file(later: Crawled, folders: dict[Format, Path], table: Table) -> None:
    path = folders["parquet"] / f"{table.name}.parquet"
    with duckdb.connect() as connection:
        (count,) = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()[0]
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    assert count == len(stored(later.database, table))
    kinds = {"day": "DATE", "instant": "TIMESTAMP WITH TIME ZONE", "flag": "BOOLEAN", "list": "VARCHAR[]"}
    plain = {"TEXT": "VARCHAR", "INTEGER": "BIGINT", "REAL": "DOUBLE"}
    assert [(name, kind) for name, kind, *_ in described] == [
        (c.name, "VARCHAR[][]" if c.name == "diff" else kinds.get(c.holds, plain[c.type])) for c in table.columns
    ]


def test_a_nested_release_has_every_row_that_belongs_to_it(later: Crawled, folders: dict[Format, Path]) -> None:
    text = (folders["jsonl"] / "releases.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.split("\n")[:-1]]
    for name, table in PARTS.items():
        found = sum(len(record[name]) for record in records)
        assert found == len(stored(later.database, BY_NAME[table])), name
    for table, (part, name, _) in INSIDE.items():
        found = sum(len(one[name]) for record in records for one in record[part])
        assert found == len(stored(later.database, BY_NAME[table])) > 0, table
    one = next(record for record in records if len(record["revisions"]) > 1)
    assert one["revisions"][1]["changes"][0]["diff"][0][0] in "=-+"
    assert one["captures"][0]["digest"].startswith("sha256:")


@pytest.mark.parametrize("form", get_args(Format))
def test_the_same_captures_give_the_same_bytes(later: Crawled, tmp_path: Path, form: Format) -> None:
    """A database that was built run by run, and one that was built at once from captures read in."""
    with CaptureStore(later.folder) as store:
        again = tmp_path / "again" / "sample.db"
        build(store, later.site, again, whole=True)
    first = exported(later, form, tmp_path / "first")
    shutil.copyfile(again, tmp_path / "sample.db")
    second = exported(replace(later, data=tmp_path), form, tmp_path / "second")
    assert [one.path.name for one in first] == [one.path.name for one in second]
    for one, other in zip(first, second, strict=True):
        if form == "xlsx":
            books = [openpyxl.load_workbook(path) for path in (one.path, other.path)]
            cells = [[list(sheet.iter_rows(values_only=True)) for sheet in book] for book in books]
            assert cells[0] == cells[1]
        else:
            assert one.path.read_bytes() == other.path.read_bytes(), one.path.name


def test_nothing_half_written_stays_under_a_files_name(later: Crawled, tmp_path: Path) -> None:
    shutil.copyfile(later.database, tmp_path / "sample.db")
    with closing(sqlite3.connect(tmp_path / "sample.db")) as connection, connection:
        connection.execute("UPDATE releases SET published = '2021-13-45' WHERE slug = (SELECT max(slug) FROM releases)")
    with pytest.raises(ExportError, match=r"column published holds what is no day.*build again"):
        exported(replace(later, data=tmp_path), "parquet", tmp_path / "out")
    assert "releases.parquet" not in {path.name for path in (tmp_path / "out").iterdir()}
    assert [path for path in (tmp_path / "out").iterdir() if path.name.endswith(".part")] == []


def test_a_batch_is_bounded_by_its_weight_and_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MOST_ROWS", 3)
    monkeypatch.setattr(rows_module, "HEAVIEST", 10)
    light = [("a",)] * 7
    assert [len(batch) for batch in rows_module.weighed(light)] == [3, 3, 1]
    heavy = [("x" * 6,)] * 5
    assert [len(batch) for batch in rows_module.weighed(heavy)] == [2, 2, 1]


@pytest.mark.parametrize("value", ["no list", 7])
def test_a_value_that_is_not_what_its_column_holds_is_an_error(value: object) -> None:
    flags = next(c for c in BY_NAME["dates"].columns if c.name == ("flags" if isinstance(value, str) else "span"))
    with pytest.raises(ExportError, match=flags.name):
        typed(flags, value)


def test_odd_instants_and_texts_come_through(tmp_path: Path) -> None:
    columns = [instant("at", "x"), text("said", "x")]
    values = [("0001-01-01T00:00:00Z", 'a"b\n\u2028c\x00'), ("9998-12-31T23:59:59Z", ""), (None, None)]
    assert write_parquet(tmp_path / "a.parquet", columns, [values[:1], values[1:]]) == 3
    with duckdb.connect() as connection:
        said = connection.execute("SELECT said FROM read_parquet(?)", [str(tmp_path / "a.parquet")]).fetchall()
    assert [one for (one,) in said] == [value for _, value in values]
    assert write_jsonl(tmp_path / "a.jsonl", columns, [values]) == 3
    lines = (tmp_path / "a.jsonl").read_bytes().split(b"\n")[:-1]
    assert [tuple(json.loads(line).values()) for line in lines] == values


def test_rows_beyond_a_sheet_go_on_in_the_next_and_a_cut_text_is_counted(tmp_path: Path) -> None:
    columns = [text("said", "x")]
    with Workbook(tmp_path / "a.xlsx", rows_in_sheet=3) as book:
        assert book.add("many", columns, [[(f"{n}",) for n in range(4)]]) == 4
        assert book.add("full", columns, [[("a",), ("b",)]]) == 2
        assert book.add("long", columns, [[("x" * 40_000,)]]) == 1
    assert book.cut == 1
    read_back = openpyxl.load_workbook(tmp_path / "a.xlsx")
    found = {sheet.title: [row[0] for row in sheet.iter_rows(values_only=True)] for sheet in read_back}
    assert found["many"] == ["said", "0", "1"]
    assert found["many (2)"] == ["said", "2", "3"]
    assert found["full"] == ["said", "a", "b"]
    assert str(found["long"][1]).endswith("[gekürzt: 40.000 Zeichen]")


@pytest.fixture
def command(later: Crawled, tmp_path: Path) -> list[str]:
    """The beginning of a command line on the sample, in a data folder of its own."""
    shutil.copyfile(later.database, tmp_path / "sample.db")
    return ["--data", str(tmp_path), "--site", str(sample_file(tmp_path, later.site.hosts[0], "s.toml"))]


def test_the_command_says_what_it_wrote(command: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, [*command, "export", "--format", "csv", "--to", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) == len(TABLES)
    assert f"{tmp_path / 'out' / 'releases.csv'}  73 rows" in done.output


def test_a_query_limits_what_is_about_releases_and_leaves_what_they_refer_to(
    later: Crawled, command: list[str], tmp_path: Path
) -> None:
    done = CliRunner().invoke(
        main, [*command, "export", "--format", "csv", "--to", str(tmp_path / "out"), "--query", "Stadt jahr:2024"]
    )
    assert done.exit_code == 0, done.output
    found = {row[0] for row in read(tmp_path / "out", "csv", BY_NAME["releases"])}
    every = {row[0]: row for row in stored(later.database, BY_NAME["releases"])}
    assert 0 < len(found) < len(every)
    assert {every[slug][8] for slug in found} == {2024}
    for table in TABLES:
        rows = read(tmp_path / "out", "csv", table)
        names = [column.name for column in table.columns]
        for column, other, there in table.foreign_keys:
            at = [c.name for c in BY_NAME[other].columns].index(there)
            known = {row[at] for row in read(tmp_path / "out", "csv", BY_NAME[other])}
            assert {row[names.index(column)] for row in rows} - {None} <= known, (table.name, column)
        if "release" in names:
            assert {row[names.index("release")] for row in rows} <= found, table.name


def test_a_query_that_finds_nothing_writes_nothing(command: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, [*command, "export", "--format", "csv", "--to", str(tmp_path / "out"), "--query", "Xyzzyqwert"]
    )
    assert done.exit_code == 2
    assert "finds no release" in done.output
    assert not (tmp_path / "out").exists()
