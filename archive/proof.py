"""Looks for withdrawn words in every file of a data folder: inside gzip members, WARC payloads, SQLite files, archives.

A word counts as found wherever `scraper.passages` would blacken it; a slug wherever it stands as a whole.
"""

from __future__ import annotations

import bz2
import io
import lzma
import os
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from scraper.members import read_members
from scraper.naming import as_far_as_readable
from scraper.passages import Passages, views
from scraper.warc import BrokenRecord, read_record

SQLITE, GZIP, ZIP, PARQUET, PDF = b"SQLite format 3\0", b"\x1f\x8b\x08", b"PK\x03\x04", b"PAR1", b"%PDF"
PACKED: dict[bytes, Callable[[bytes], bytes]] = {
    GZIP: partial(zlib.decompress, wbits=zlib.MAX_WBITS + 16), b"BZh": bz2.decompress, b"\xfd7zXZ\0": lzma.decompress,
}  # fmt: skip
CLOSED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd")  # 7-Zip, RAR and Zstandard
SAMPLE = 4 << 10  # bytes by which UTF-16 is told
CHUNK, OVERLAP = 8 << 20, 64 << 10  # bytes of a file that are looked at together
WITHDRAWALS = ".withdrawals.toml"
DEEPEST = 4  # archives within archives


@dataclass(frozen=True, order=True)
class Place:
    """Where a word stands: file, what of it (a table, a record, a member), and the word."""

    path: str
    where: str
    word: str


@dataclass(frozen=True)
class Looked:
    """The outcome of a search: places; files: how many were read; closed: files that nobody here can look into."""

    places: tuple[Place, ...]
    files: int
    closed: tuple[str, ...]


class Search:
    """Looks for words, and for slugs in addresses, in files of any kind."""

    def __init__(self, words: Iterable[str], slugs: Iterable[str] = ()) -> None:
        self._words = Passages(words)
        self._slugs = {slug: re.compile(_slug_pattern(slug), re.I) for slug in slugs}
        self.closed: list[str] = []

    def folder(self, data: Path, chosen: Callable[[Path], bool] = lambda _: True) -> Looked:
        """Look at every chosen file below a folder; files of withdrawals are not looked at."""
        places: set[Place] = set()
        files = 0
        for path in _below(data):
            if path.name.endswith(WITHDRAWALS) or not chosen(path):
                continue
            name = path.relative_to(data).as_posix()
            places |= {Place(name, "its name", word) for word in self._in(path.name)}
            if path.is_dir():
                continue
            files += 1
            try:
                places |= {Place(name, where, word) for where, word in self.file(path, name)}
            except OSError:
                self.closed.append(name)
        return Looked(tuple(sorted(places)), files, tuple(sorted(set(self.closed))))

    def file(self, path: Path, name: str) -> Iterator[tuple[str, str]]:
        """(where, word) of every find in a file; name: what it is called where it cannot be looked into."""
        with path.open("rb") as opened:
            head = opened.read(16)
        if head == SQLITE:
            yield from self._database(path)
            yield from self._chunks(path, "its bytes")
        elif head.startswith(GZIP):
            yield from self._members(path, name)
        elif head.startswith((ZIP, PARQUET, PDF, *PACKED, *CLOSED)):
            yield from self._packed(path.read_bytes(), name, "", 0)
        else:
            yield from self._chunks(path, "its text")

    def _in(self, text: str) -> set[str]:
        found: set[str] = set()
        for view in views(text):
            found |= self._words.found(view)
            low = view.lower()  # looked through ten times as fast as by a pattern that minds no case
            found |= {slug for slug, pattern in self._slugs.items() if slug.lower() in low and pattern.search(view)}
        return found

    def _chunks(self, path: Path, where: str) -> Iterator[tuple[str, str]]:
        found: set[str] = set()
        with path.open("rb") as opened:
            kept = b""
            while data := opened.read(CHUNK):
                found |= self._in_bytes(kept + data)
                kept = data[-OVERLAP:]
        yield from ((where, word) for word in sorted(found))

    def _in_bytes(self, data: bytes) -> set[str]:
        if data.count(0, 0, SAMPLE) > min(len(data), SAMPLE) // 4:  # as UTF-16 has them, also in mere tables
            found = self._in(data.decode("utf-16-le", "replace")) | self._in(data.decode("utf-16-be", "replace"))
            return found | self._in_narrow(data)
        return self._in_narrow(data)

    def _in_narrow(self, data: bytes) -> set[str]:
        try:
            return self._in(data.decode())
        except UnicodeDecodeError:
            return self._in(data.decode("utf-8", "replace")) | self._in(data.decode("cp1252", "replace"))

    def _members(self, path: Path, name: str) -> Iterator[tuple[str, str]]:
        """Each gzip member of a file, as it is and, of a WARC record, with its payload decoded."""
        for member, data in read_members(path):
            where = f"member at byte {member.offset}"
            inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
            try:
                plain = inflater.decompress(data)
            except zlib.error:
                plain = data
            found = self._in_bytes(plain)
            with suppress(BrokenRecord):  # its bytes were looked at
                capture = read_record(data)
                found |= self._in(as_far_as_readable(capture))
                if capture.body.startswith((ZIP, PDF)):
                    found |= {word for _, word in self._packed(capture.body, f"{name} {where}", "", 0)}
            yield from ((where, word) for word in sorted(found))

    def _database(self, path: Path) -> Iterator[tuple[str, str]]:
        """Every text of every table; and of its word lists, which a search index keeps shortened, every word."""
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
            for name, sql in tables:
                found: set[str] = set()
                if "fts5vocab" in (sql or ""):
                    terms = {term for (term,) in connection.execute(f'SELECT DISTINCT term FROM "{name}"')}  # noqa: S608 - a name of the file's own
                    found = self._words.found("\0".join(terms))
                elif not (sql or "").upper().startswith("CREATE VIRTUAL"):
                    for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - the same
                        found |= self._in("\n".join(value for value in row if isinstance(value, str)))
                yield from ((f"table {name}", word) for word in sorted(found))

    def _packed(self, data: bytes, name: str, where: str, depth: int) -> Iterator[tuple[str, str]]:
        if data.startswith(ZIP) and depth < DEEPEST:
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    for inner in archive.namelist():
                        yield from self._packed(archive.read(inner), name, f"{where}{inner}", depth + 1)
                return
            except (zipfile.BadZipFile, RuntimeError, zlib.error):
                self.closed.append(name)
        for sign, unpack in PACKED.items():
            if data.startswith(sign) and depth < DEEPEST:
                try:
                    yield from self._packed(unpack(data), name, where, depth + 1)
                except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError):
                    self.closed.append(name)
        if data.startswith(CLOSED):
            self.closed.append(name)
        if data.startswith(PDF):
            yield from self._pdf(data, name)
        if data.startswith(PARQUET):
            yield from self._parquet(data, name)
        yield from ((where or "its bytes", word) for word in sorted(self._in_bytes(data)))

    def _pdf(self, data: bytes, name: str) -> Iterator[tuple[str, str]]:
        """The text of a PDF, whose bytes are compressed within."""
        if not find_spec("pypdf"):
            self.closed.append(name)
            return
        try:
            pages = import_module("pypdf").PdfReader(io.BytesIO(data)).pages
            text = "\n".join(page.extract_text() for page in pages)
        except Exception:  # noqa: BLE001 - whatever a PDF holds, the search goes on, and says what it could not read
            self.closed.append(name)
            return
        yield from (("the text of a PDF", word) for word in sorted(self._in(text)))

    def _parquet(self, data: bytes, name: str) -> Iterator[tuple[str, str]]:
        if not find_spec("pyarrow"):
            self.closed.append(name)
            return
        table = import_module("pyarrow.parquet").read_table(io.BytesIO(data))
        for column in table.column_names:
            text = "\n".join(str(value) for value in table[column].to_pylist() if value is not None)
            yield from ((f"column {column}", word) for word in sorted(self._in(text)))


def _below(folder: Path) -> Iterator[Path]:
    """Everything below a folder in a fixed order, where links lead to as well; each folder once."""
    seen: set[Path] = set()
    for at, folders, names in os.walk(folder, followlinks=True):
        real = Path(at).resolve()
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        yield from (Path(at, name) for name in sorted((*folders, *names)))


def _slug_pattern(slug: str) -> str:
    """A slug as a whole; one that is a single word is looked for in addresses alone.

    `-1` belongs to an address like `…/slug-1/index.htm`, and elsewhere makes the slug of another release.
    """
    before = r"(?<![\w-])" if "-" in slug.strip("-") else r"(?<=/)"
    return rf"{before}{re.escape(slug)}(?:(?![\w-])|(?=-\d+/\w))"
