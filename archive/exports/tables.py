"""A table as CSV (RFC 4180) or JSON Lines: UTF-8, one file per table, written as its rows come."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.database.columns import Column
from archive.exports.rows import Row, typed


def write_csv(path: Path, columns: Sequence[Column], batches: Iterable[Sequence[Row]]) -> int:
    """Write rows as CSV, values as the database has them; returns how many rows.

    Texts stay as printed, also where a spreadsheet would take one for a formula: CSV is for programs here.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        for batch in batches:
            writer.writerows(batch)
            count += len(batch)
    return count


def write_jsonl(path: Path, columns: Sequence[Column], batches: Iterable[Sequence[Row]]) -> int:
    """Write rows as objects, one a line, flags and lists as what they are; returns how many rows."""
    count = 0
    names = [column.name for column in columns]
    special = [(place, column) for place, column in enumerate(columns) if column.holds in ("flag", "list")]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for batch in batches:
            for row in batch:
                values = list(row)
                for place, column in special:
                    values[place] = typed(column, values[place])
                file.write(f"{json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False)}\n")
            count += len(batch)
    return count
