"""What a watched page finds: entries to tell new ones by, and finds to show them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from archive.search.hits import Piece


class Entry(NamedTuple):
    """One thing that a watched page shows.

    release:  its slug; "" for what belongs to no release.
    what:     which part of the release it is (a quote, an event, a change); "" for the whole.
    captures: ids of the captures that make it news; none for the captures of its release.
    """

    release: str
    what: str = ""
    captures: tuple[str, ...] = ()


class Part(NamedTuple):
    """A stretch of a passage. sign: `=` as it stands, `!` matched, `-` taken out, `+` put in, `…` left out here."""

    sign: str
    text: str


@dataclass(frozen=True)
class Passage:
    """Where it says so. lead: who said it, when it is, what field changed; or ""."""

    lead: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Find:
    """An entry as a message shows it; all texts in German.

    day: ISO, of the release. path: of its place on the site, or "". source: the city's address, or "".
    notes: what is to be known of it („geändert“). words: those that matched.
    """

    entry: Entry
    title: str
    day: str | None
    path: str
    source: str
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that matched, each once, in the order in which they stand."""
        found = [part.text for passage in self.passages for part in passage.parts if part.sign == "!"]
        return tuple({word.casefold(): word for word in reversed(found)}.values())[::-1]


class Watch(Protocol):
    """What is watched: a page of the site, or a topic without one."""

    @property
    def address(self) -> str:
        """The same for every way to write it; what an alert is known by."""

    @property
    def page(self) -> str:
        """The path of the page on the site; "" if there is none."""

    def refused(self, connection: sqlite3.Connection) -> str | None:
        """Why the archive as it is has no such page, in German; None if it has."""

    def entries(self, connection: sqlite3.Connection) -> list[Entry]:
        """All that it shows now, in the order in which it is shown."""

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Some of its entries, to be shown; those that are no more are left out."""


def mark(*parts: str) -> int:
    """A number of 64 bits that stands for some texts in the ledger, which keeps no word of a release."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def parts_of(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """The pieces of the search as parts of a passage."""
    return tuple(Part("!" if piece.marked else "=", piece.text) for piece in pieces)


def plain(text: str) -> tuple[Part, ...]:
    """A text without marks, without soft hyphens."""
    return (Part("=", text.replace("\u00ad", "")),) if text else ()
