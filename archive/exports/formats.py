"""Which format is written by what: a database → files in a folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from archive.database.columns import Table
from archive.database.schema import TABLES
from archive.exports.about import About
from archive.exports.citation import write_citations
from archive.exports.files import Written, whole, written
from archive.exports.nested import write_nested
from archive.exports.package import write_descriptor
from archive.exports.rows import batches
from archive.exports.tables import write_csv, write_jsonl

Format = Literal["parquet", "jsonl", "csv", "xlsx", "tei", "datapackage"]
FORMATS: tuple[Format, ...] = get_args(Format)
DATA = "data"  # the folder of the tables in a data package


def export(connection: sqlite3.Connection, form: Format, folder: Path, about: About) -> Iterator[Written]:
    """Write all tables in a format into a folder, which is made; gives each file as it is done.

    Raises: ExportError, if a value cannot be written.
    """
    writers: dict[Format, Callable[[sqlite3.Connection, Path, About], Iterator[Written]]] = {
        "parquet": _parquet, "jsonl": _jsonl, "csv": _csv, "xlsx": _xlsx, "tei": _tei, "datapackage": _package,
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    yield from writers[form](connection, folder, about)


def _csv(connection: sqlite3.Connection, folder: Path, _: About | None = None) -> Iterator[Written]:
    for table in TABLES:
        yield _table(connection, table, folder / f"{table.name}.csv", write_csv)


def _parquet(connection: sqlite3.Connection, folder: Path, _: About) -> Iterator[Written]:
    from archive.exports.parquet import write_parquet  # pyarrow takes half a second to load

    for table in TABLES:
        yield _table(connection, table, folder / f"{table.name}.parquet", write_parquet)


def _tei(connection: sqlite3.Connection, folder: Path, about: About) -> Iterator[Written]:
    from archive.exports.tei.corpus import write_tei  # it loads the grammar of quotes

    yield from write_tei(connection, folder, about)


def _jsonl(connection: sqlite3.Connection, folder: Path, _: About) -> Iterator[Written]:
    """The releases with all that belongs to them, and every other table as it is."""
    yield written(folder / "releases.jsonl", partial(write_nested, connection=connection))
    for table in TABLES:
        if table.name != "releases":
            yield _table(connection, table, folder / f"{table.name}.jsonl", write_jsonl)


def _table(connection: sqlite3.Connection, table: Table, path: Path, write: Callable[..., int]) -> Written:
    return written(path, partial(write, columns=table.columns, batches=batches(connection, table)))


def _xlsx(connection: sqlite3.Connection, folder: Path, about: About) -> Iterator[Written]:
    from archive.exports.workbook import Workbook

    path = folder / f"{about.site.name}.xlsx"
    with whole(path) as part, Workbook(part) as book:
        rows = sum(book.add(table.name, table.columns, batches(connection, table)) for table in TABLES)
    yield Written(path, rows, book.cut)


def _package(connection: sqlite3.Connection, folder: Path, about: About) -> Iterator[Written]:
    files: list[Written] = []
    for one in _csv(connection, folder / DATA):
        files.append(one)
        yield one
    yield Written(write_descriptor(folder, files, about), len(files))
    for path in write_citations(folder, files, about):
        yield Written(path, 1)
