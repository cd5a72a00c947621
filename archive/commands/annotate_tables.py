"""Annotates tables: CSV and Parquet keep every column and get `timexes` and `quotes` beside them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from archive.commands.annotate_texts import Asked, Skipped, Text, in_order
from scraper.errors import WrongInput

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = ",;\t"
READ_AT_ONCE = 1_000  # rows of a Parquet file
Items = Iterator[tuple[Any, Text] | WrongInput]


def annotate_csv(
    lines: Iterable[bytes], out: TextIO, asked: Asked, columns: tuple[str, str], jobs: int, skipped: Skipped | None
) -> None:
    """Write rows of CSV with what was found in one of their columns, as JSON, in columns of their own.

    columns: the names of the text and of the ISO day on which it was issued. Commas, semicolons or tabs stand between
    values: those with which the heading has these names; UTF-8.
    Raises: WrongInput, naming the column or line that is missing or wrong.
    """
    csv.field_size_limit(sys.maxsize)  # of the whole process, which does nothing else
    decoded = _decoded(lines)
    heading = next(decoded, "")
    wanted = columns if asked.dates else columns[:1]
    read = {mark: next(csv.reader([heading], delimiter=mark), []) for mark in DELIMITERS}
    delimiter = next((mark for mark, names in read.items() if set(wanted) <= set(names)), ",")
    rows = csv.reader(chain([heading], decoded), delimiter=delimiter, strict=True)
    names = next(rows, [])
    places = _places(names, wanted)
    new = _new_columns(names, asked)
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*names, *new])
    for row, found in in_order(_rows(rows, len(names), places, skipped), asked, jobs):
        writer.writerow([*row, *(json.dumps(getattr(found, name), ensure_ascii=False) for name in new)])


def annotate_parquet(
    path: Path, to: Path, asked: Asked, columns: tuple[str, str], jobs: int, skipped: Skipped | None
) -> None:
    """Write a Parquet file with what was found in one of its columns, as lists of structs in columns of their own.

    columns: as of `annotate_csv`; the day may be a date, a timestamp without a zone, or an ISO text. A row without a
    text gets no lists.
    Raises: WrongInput, naming the column or row that is missing or wrong, or the file if it is no Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from archive.commands.annotate_types import types
    from archive.exports.files import whole
    from archive.exports.parquet import COMPRESSION

    try:
        file = pq.ParquetFile(path)
    except pa.ArrowException as error:
        raise WrongInput(f"{path} is no Parquet file: {error}") from error
    with file:
        schema = file.schema_arrow
        wanted = columns if asked.dates else columns[:1]
        places = _places(schema.names, wanted)
        new = [pa.field(name, types(asked.explain)[name]) for name in _new_columns(schema.names, asked)]
        for field in new:
            schema = schema.append(field)
        with whole(to) as part, pq.ParquetWriter(part, schema, compression=COMPRESSION) as writer:
            batches = file.iter_batches(READ_AT_ONCE, use_threads=False)
            read = in_order(_cells(batches, places, skipped), asked, jobs)
            for _, group in groupby(read, key=lambda one: one[0][0]):
                kept = list(group)
                (_, batch, _), _ = kept[0]
                chosen = batch.take(pa.array([row for (_, _, row), _ in kept]))
                added = [pa.array([getattr(found, f.name) for _, found in kept], f.type) for f in new]
                writer.write_batch(pa.record_batch([*chosen.columns, *added], schema=schema))


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise WrongInput(
                f"line {number} is not in UTF-8: convert it first, e.g. with iconv -f latin1 -t utf-8"
            ) from error


def _places(names: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where the columns of text and day are. Raises: WrongInput, if there is none of that name."""
    for name, option in zip(wanted, ("--text", "--date"), strict=False):
        if name not in names:
            raise WrongInput(f"there is no column {name!r} among {', '.join(names)}: name it with {option}")
    return [list(names).index(name) for name in wanted]


def _new_columns(names: Sequence[str], asked: Asked) -> list[str]:
    """The names of the columns that are added. Raises: WrongInput, if one is there already."""
    new = [name for name, wanted in (("timexes", asked.dates), ("quotes", asked.quoted)) if wanted]
    for name in new:
        if name in names:
            raise WrongInput(f"there is a column {name!r} already: rename it first")
    return new


def _rows(rows: Any, width: int, places: list[int], skipped: Skipped | None) -> Items:
    try:
        for row in rows:
            if not row:
                continue
            wrong = "" if len(row) == width else f"line {rows.line_num} has {len(row)} values, the heading {width}"
            text = None
            if not wrong:
                text = _text(row[places[0]], *(row[place] for place in places[1:]))
                wrong = f"line {rows.line_num}: {text}" if isinstance(text, str) else ""
            if isinstance(text, Text):
                yield row, text
            elif skipped is None:
                yield WrongInput(wrong)
                return
            else:
                skipped.add(wrong)
    except csv.Error as error:
        yield WrongInput(f"line {rows.line_num} is no CSV: {error}")
    except WrongInput as error:
        yield error


def _cells(batches: Iterable[pa.RecordBatch], places: list[int], skipped: Skipped | None) -> Items:
    before = 0
    for number, batch in enumerate(batches):
        columns = [batch.column(place).to_pylist() for place in places]
        for row, cells in enumerate(zip(*columns, strict=True)):
            text = _text(*cells)
            if isinstance(text, Text):
                yield (number, batch, row), text
                continue
            wrong = f"row {before + row + 1}: {text}"
            if skipped is None:
                yield WrongInput(wrong)
                return
            skipped.add(wrong)
        before += batch.num_rows


def _text(text: object, *day: object) -> Text | str:
    """A text with its day, or what is wrong with them."""
    if text is None:
        return Text(None, None)
    if not isinstance(text, str):
        return f"the text is a {type(text).__name__}"
    if not day:
        return Text(text, None)
    issued = _day(day[0])
    return Text(text, issued) if issued else f"the date is no day: {day[0]!r}"


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date() if value.tzinfo is None else None  # whose day depends on the place
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
