"""Reads WARC files that other tools wrote, skipping damage up to the next record.

Of every version and line end, each in a gzip member of its own, all in one, or uncompressed.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scraper.members import MAGIC, read_members
from scraper.warc import BrokenRecord, copied_bytes, in_short

HEAD = b"\nWARC/"  # how a record begins behind another one in an uncompressed file
STEP = 1 << 20  # bytes


@dataclass(frozen=True)
class Found:
    """A record: its type, address, and bytes as one gzip member of ours; or a stretch that is none, and why."""

    kind: str
    url: str | None
    member: bytes
    problem: str | None = None


def foreign_records(path: Path) -> Iterator[Found]:
    """Every record of a file, in order. Raises: OSError."""
    with path.open("rb") as file:
        compressed = file.read(len(MAGIC)) == MAGIC
        file.seek(0)
        if not compressed:
            yield from _plain(file)
            return
    first = True
    for member, data in read_members(path):
        if member.damage:
            yield Found("", None, b"", f"at byte {member.offset}: {member.damage}")
        elif first and member.length == path.stat().st_size:  # compressed as a whole
            with gzip.open(path) as whole:
                yield from _plain(whole)
        else:
            yield from _plain(io.BytesIO(zlib.decompress(data, zlib.MAX_WBITS + 16)))
        first = False


def _plain(file: IO[bytes] | gzip.GzipFile) -> Iterator[Found]:
    start: int | None = 0
    while start is not None:
        file.seek(start)
        iterator, at = ArchiveIterator(file, no_record_parse=True), start
        try:
            for record in iterator:
                yield _found(record)
                at = iterator.get_record_offset()  # only now: it reads to the record's end
            return
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
            start = _next(file, at + 1)
            yield Found("", None, b"", f"behind byte {at}: {in_short(error)}")


def _found(record: object) -> Found:
    headers = record.rec_headers  # type: ignore[attr-defined]  # warcio ships no types
    kind, url = record.rec_type, headers.get_header("WARC-Target-URI")  # type: ignore[attr-defined]  # the same
    try:
        return Found(kind, url, copied_bytes(record))
    except BrokenRecord as error:
        return Found(kind, url, b"", f"{url}: {error}")


def _next(file: IO[bytes] | gzip.GzipFile, start: int) -> int | None:
    """Where the next record of an uncompressed file begins."""
    file.seek(start)
    kept = b""
    while data := file.read(STEP):
        if (at := (kept + data).find(HEAD)) >= 0:
            return start - len(kept) + at + 1
        start += len(data)
        kept = (kept + data)[-len(HEAD) :]
    return None
