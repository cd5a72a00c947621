"""Rows as CSV (RFC 4180, UTF-8), JSON, JSON Lines, Excel and Parquet, written as they come."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

import xlsxwriter

from archive.database.columns import Column, text
from archive.exports.cells import for_excel, for_json, no_formula, unique

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROWS_IN_EXCEL = 1_048_576  # of a sheet, the heading among them (Excel specifications and limits)
READ_AT_ONCE = 64 * 1024
LONGEST_NAME = 100  # characters of a file's name, which may be 255 bytes long on most disks
CUT_CELLS = "Gekürzt: {} Zellen. Excel fasst 32.767 Zeichen je Zelle; die ganzen Texte stehen in CSV und JSON."
CUT_ROWS = "Gekürzt: Excel fasst 1.048.576 Zeilen je Blatt. Alle Zeilen stehen in CSV und JSON."
Row = Sequence[Any]
Write = Callable[[bytes], Awaitable[None]]


@dataclass(frozen=True)
class Table:
    """What a file holds. name: of the file, without its ending. batches: the rows, some at a time.

    headings: what columns are called in Excel; widths: there, in characters; days: columns of ISO days.
    declared: what the schema says of its columns, for Parquet; a column that it does not know is text there.
    """

    name: str
    columns: Sequence[str]
    batches: AsyncIterator[Sequence[Row]]
    headings: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)
    days: frozenset[str] = frozenset()
    declared: Mapping[str, Column] = field(default_factory=dict)


def headers(name: str, form: str) -> dict[str, str]:
    """The headers of a file: it is downloaded under its name (RFC 6266), and scripts of other sites may read it."""
    return {
        "Content-Type": FORMS[form],
        "Content-Disposition": disposition(name, form),
        "Access-Control-Allow-Origin": "*",
    }


def disposition(name: str, ending: str) -> str:
    """The header that has a file downloaded under its name: for old programs too, which know ASCII alone."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)[:LONGEST_NAME] or "daten"
    wide = "" if plain == name else f"; filename*=UTF-8''{quote(name[:LONGEST_NAME], safe='')}.{ending}"
    return f'attachment; filename="{plain}.{ending}"{wide}'


def in_file_name(text: str) -> str:
    """A text as part of a file's name: letters and digits, and a hyphen for whatever else there was."""
    return "-".join(re.findall(r"\w+", text))[:LONGEST_NAME]


async def write(table: Table, form: str, put: Write) -> None:
    """Write a table in one of FORMS."""
    await {"csv": _csv, "json": _json, "jsonl": _jsonl, "xlsx": _xlsx, "parquet": _parquet}[form](table, put)


async def _csv(table: Table, put: Write) -> None:
    await put(_csv_lines([table.columns]))
    async for rows in table.batches:
        await put(_csv_lines(rows))


def _csv_lines(rows: Sequence[Row]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([no_formula(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8", "replace")


async def _json(table: Table, put: Write) -> None:
    between = "[\n"
    async for line in _objects(table):
        await put((between + line).encode())
        between = ",\n"
    await put(b"[]\n" if between == "[\n" else b"\n]\n")


async def _jsonl(table: Table, put: Write) -> None:
    async for line in _objects(table):
        await put(f"{line}\n".encode())


async def _objects(table: Table) -> AsyncIterator[str]:
    names = unique(table.columns)
    async for rows in table.batches:
        for row in rows:
            yield json.dumps(dict(zip(names, map(for_json, row), strict=True)), ensure_ascii=False)


async def _parquet(table: Table, put: Write) -> None:
    """Parquet, typed as `archive.exports.parquet` does it; its end says where all else is, so it is written whole."""
    from archive.exports.parquet import ParquetFile  # pyarrow is large, and no page needs it

    columns = [table.declared.get(name) or text(name, "") for name in unique(table.columns)]
    undeclared = [place for place, name in enumerate(table.columns) if name not in table.declared]
    with tempfile.TemporaryFile() as file:
        written = ParquetFile(file, columns)
        async for rows in table.batches:
            written.write([_as_text(row, undeclared) for row in rows] if undeclared else rows)
        written.close()
        file.seek(0)
        while part := file.read(READ_AT_ONCE):
            await put(part)


def _as_text(row: Row, places: Sequence[int]) -> Row:
    """A row whose values at some places are texts."""
    values = list(row)
    for place in places:
        values[place] = None if values[place] is None else str(for_json(values[place]))
    return values


async def _xlsx(table: Table, put: Write) -> None:
    """An Excel workbook: days are dates, texts are never formulas or links; a last line says what had to be cut."""
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, options) as book:
            book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # the same rows, the same bytes
            sheet = book.add_worksheet("Daten")
            bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
            for number, name in enumerate(table.columns):
                sheet.set_column(number, number, table.widths.get(name, 16))
            for number, name in enumerate(table.columns):
                sheet.write_string(0, number, for_excel(table.headings.get(name, name))[0], bold)
            sheet.freeze_panes(1, 0)
            line = cut = 0
            async for rows in table.batches:
                for row in rows:
                    line += 1
                    if line < ROWS_IN_EXCEL - 2:  # the notes need their lines
                        cut += _excel_row(sheet, line, table, row, day)
            notes = [CUT_CELLS.format(cut)] if cut else []
            notes += [CUT_ROWS] if line >= ROWS_IN_EXCEL - 2 else []
            for place, note in enumerate(notes, min(line + 1, ROWS_IN_EXCEL - 2)):
                sheet.write_string(place, 0, note, bold)
        file.seek(0)
        while part := file.read(READ_AT_ONCE):
            await put(part)


def _excel_row(sheet: Any, line: int, table: Table, row: Row, day: Any) -> int:
    """Write a row; returns how many of its cells had to be cut."""
    cut = 0
    for number, (name, value) in enumerate(zip(table.columns, row, strict=True)):
        cell, was_cut = for_excel(value)
        cut += was_cut
        if name in table.days and isinstance(cell, str):
            with suppress(ValueError):
                sheet.write_datetime(line, number, date.fromisoformat(cell), day)
                continue
        if isinstance(cell, str):
            sheet.write_string(line, number, cell)
        elif cell is not None:
            sheet.write_number(line, number, cell)
    return cut
