"""The gzip members of a WARC file: where each begins and ends, and what lies between them that is none.

A reader that stops at the first damaged byte loses everything behind it. Here a damaged stretch ends where the next
member begins, so that it costs itself only (as Heritrix and pywb skip to the next record).
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

MAGIC = b"\x1f\x8b\x08"  # RFC 1952 2.3.1
STEP = 65536  # bytes handed to zlib at a time
RECORD = b"WARC/"  # how every record begins


@dataclass(frozen=True)
class Member:
    """A stretch of a file, in bytes: a whole gzip member, or what is none (`damage` says why).

    torn: the file ends in the middle of it, and what there is of it is sound: the trace of a killed writer.
    """

    offset: int
    length: int
    damage: str | None = None
    torn: bool = False


def read_members(path: Path, start: int = 0) -> Iterator[tuple[Member, bytes]]:
    """The members of a file from a byte on, each with its bytes as stored. Raises: OSError."""
    if path.stat().st_size <= start:
        return
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        for member in members(data, start):
            yield member, data[member.offset : member.offset + member.length]


def members(data: bytes | mmap, start: int = 0) -> Iterator[Member]:
    """The members of a WARC file's bytes, in order and without a gap."""
    offset = start
    while offset < len(data):
        length, damage, torn = _measure(data, offset)
        if damage:
            following = _next(data, offset + 1)
            torn = torn and following is None
            length = (len(data) if following is None else following) - offset
        yield Member(offset, length, damage, torn)
        offset += length


def _measure(data: bytes | mmap, offset: int) -> tuple[int, str | None, bool]:
    """Length of the member at an offset, or 0, what is wrong with it, and whether it only ends too early."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        for start in range(offset, len(data), STEP):
            inflater.decompress(data[start : start + STEP])
            if inflater.eof:
                return min(start + STEP, len(data)) - len(inflater.unused_data) - offset, None, False
    except zlib.error as error:
        return 0, f"no readable gzip: {error}", False
    return 0, "the file ends in the middle of a record", True


def _next(data: bytes | mmap, start: int) -> int | None:
    """Where the next member that holds a record begins."""
    while (at := data.find(MAGIC, start)) >= 0:
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(data[at : at + STEP], len(RECORD))
        except zlib.error:
            head = b""
        if head.startswith(RECORD):
            return at
        start = at + 1
    return None


def close_torn(path: Path, offset: int, torn: bytes) -> None:
    """Take a torn record off the end of a file once its bytes are safe beside it."""
    beside = path.with_name(f"{path.name}.torn-{offset}")
    with beside.open("wb") as file:
        file.write(torn)
        file.flush()
        os.fsync(file.fileno())
    with path.open("r+b") as file:
        file.truncate(offset)
