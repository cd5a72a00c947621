"""A table as Parquet: days are dates, instants timestamps in UTC, flags booleans, JSON lists lists."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from archive.database.columns import Column
from archive.exports.rows import Row
from scraper.errors import ExportError

# Memory is given back when it is free, and one thread writes: so a file of a visitor fits into what its process gets.
pa.set_memory_pool(pa.system_memory_pool())
pa.set_cpu_count(1)

INSTANT = pa.timestamp("ms", tz="UTC")
TYPES = {"day": pa.date32(), "instant": INSTANT, "flag": pa.bool_(), "list": pa.list_(pa.string())}
OF_SQLITE = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
PAIRS = pa.list_(pa.list_(pa.string()))  # of a word diff: sign and text
COMPRESSION = "zstd"


def arrow_schema(columns: Sequence[Column]) -> pa.Schema:
    """The schema of a table; each field carries the meaning of its column."""
    return pa.schema(
        pa.field(
            column.name,
            PAIRS if column.name == "diff" else TYPES.get(column.holds, OF_SQLITE[column.type]),
            nullable=not column.required,
            metadata={"description": column.meaning},
        )
        for column in columns
    )


class ParquetFile:
    """A Parquet file that is written batch by batch; each becomes a row group.

    columns: what it holds, under the names given beside them. target: a path or a binary file.
    """

    def __init__(self, target: Path | IO[bytes], columns: Sequence[Column]) -> None:
        self._columns, self._schema = columns, arrow_schema(columns)
        self._writer = pq.ParquetWriter(target, self._schema, compression=COMPRESSION)

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write a batch. Raises: ExportError, if a value is not what its column holds."""
        if not rows:
            return
        values = list(zip(*rows, strict=True))
        arrays = [_array(c, f.type, v) for c, f, v in zip(self._columns, self._schema, values, strict=True)]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))

    def close(self) -> None:
        """Write the end of the file."""
        self._writer.close()


def write_parquet(path: Path, columns: Sequence[Column], batches: Iterable[Sequence[Row]]) -> int:
    """Write rows as Parquet; returns how many."""
    count = 0
    file = ParquetFile(path, columns)
    for batch in batches:
        file.write(batch)
        count += len(batch)
    file.close()
    return count


def _array(column: Column, kind: pa.DataType, values: Sequence[Any]) -> pa.Array:
    try:
        if column.holds in ("day", "instant"):
            return pa.array(values, pa.string()).cast(kind)
        if column.holds == "flag":
            return pa.array(values, pa.int64()).cast(kind)
        if column.holds == "list":
            return pa.array([None if value is None else json.loads(value) for value in values], kind)
        return pa.array(values, kind)
    except (pa.ArrowException, ValueError) as error:
        raise ExportError(f"column {column.name} holds what is no {column.holds}: {error}; build again") from error
