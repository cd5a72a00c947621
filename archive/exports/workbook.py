"""All tables in one Excel workbook, a sheet for each; more rows than a sheet holds go on in the next one.

Days are dates, flags TRUE and FALSE; instants stay texts with their Z, because Excel's times have no zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

import xlsxwriter

from archive.database.columns import Column
from archive.exports.cells import for_excel
from archive.exports.rows import Row

ROWS = 1_048_576  # of a sheet, the heading among them (Excel specifications and limits)
LONGEST_NAME = 31  # characters of a sheet's name (the same)
FIRST_DAY = date(1900, 3, 1)  # before it Excel's days are off by one: it has a 29th of February 1900
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


@dataclass
class Workbook:
    """A workbook that is being written; `cut` counts the cells whose text did not fit into one."""

    path: Path
    rows_in_sheet: int = ROWS
    cut: int = 0

    def __enter__(self) -> Self:
        self._book = xlsxwriter.Workbook(self.path, OPTIONS)
        self._book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # the same rows, the same file
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def add(self, name: str, columns: Sequence[Column], batches: Iterable[Sequence[Row]]) -> int:
        """Write a table; returns how many rows."""
        count = 0
        rows = (row for batch in batches for row in batch)
        for sheet in self._sheets(name):
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.name, self._bold)
            sheet.freeze_panes(1, 0)
            line = 0
            for line, row in enumerate(_some(rows, self.rows_in_sheet - 1), 1):
                for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                    self._cell(sheet, line, place, column, value)
            count += line
            if line < self.rows_in_sheet - 1:
                break
        return count

    def _sheets(self, name: str) -> Iterator[Any]:
        number = 1
        while True:
            ending = "" if number == 1 else f" ({number})"
            yield self._book.add_worksheet(name[: LONGEST_NAME - len(ending)] + ending)
            number += 1

    def _cell(self, sheet: Any, line: int, place: int, column: Column, value: Any) -> None:
        cell, was_cut = for_excel(value)
        self.cut += was_cut
        if cell is None:
            return
        if column.holds == "flag":
            sheet.write_boolean(line, place, bool(cell))
        elif isinstance(cell, str):
            if column.holds == "day":
                with suppress(ValueError):
                    if (found := date.fromisoformat(cell)) >= FIRST_DAY:
                        sheet.write_datetime(line, place, found, self._day)
                        return
            sheet.write_string(line, place, cell)
        else:
            sheet.write_number(line, place, cell)


def _some(rows: Iterator[Row], most: int) -> Iterator[Row]:
    """At most so many of the rows that are left."""
    for _ in range(most):
        try:
            yield next(rows)
        except StopIteration:
            return
