"""„Wortlaut prüfen“: which passages of a pasted article stand in which release."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response

from archive.site.page import Asked
from archive.site.pages.revised import FieldChange, shortened
from archive.site.posted import JSON, Made
from archive.wording.alignment import Piece
from archive.wording.checking import LARGEST, Checked, CheckedArticle, TooLong, check_article
from archive.wording.report import LABELS, as_object, permalink_of
from archive.wording.words import forms

TOO_LONG = f"Der Text ist länger als {LARGEST // 1000} kB (etwa 7.000 Wörter). Bitte in Teilen prüfen."
EMPTY = "Es ist kein Text angekommen."
ONLY_POST = "Den Text mit POST senden: als text/plain oder als Feld „text“ eines Formulars."
SHOWN = 600  # characters of a passage without differences


@dataclass(frozen=True)
class PassageLine:
    """A passage with what is said of it. change: the word diff, where something is different. link: to the place."""

    checked: Checked
    text: str
    label: str
    link: str | None
    change: FieldChange | None


@dataclass(frozen=True)
class SourceLine:
    """A release that words of the article come from: its path, and how many percent of the article."""

    link: str
    title: str
    published: str | None
    gone_at: str | None
    words: int
    percent: int


@dataclass(frozen=True)
class ComparingPage:
    """The form, and what was found. text: what was sent, to be changed; problem: why nothing was compared."""

    text: str = ""
    problem: str = ""
    found: CheckedArticle | None = None
    lines: Sequence[PassageLine] = ()
    sources: Sequence[SourceLine] = ()
    counts: Sequence[tuple[str, int]] = ()
    largest: int = LARGEST // 1000

    @property
    def percent(self) -> int:
        """How much of the article stands in releases."""
        return _percent(self.found.shared, self.found.words) if self.found else 0


def form(_: sqlite3.Connection, __: Asked) -> ComparingPage:
    """The page before anything is sent."""
    return ComparingPage()


def compared(connection: sqlite3.Connection, asked: Asked, text: str) -> Made:
    """The page of an article that was sent."""
    if not text.strip():
        return Made(400, ComparingPage(problem=EMPTY))
    try:
        found = check_article(connection, text)
    except TooLong:
        return Made(413, ComparingPage(problem=TOO_LONG))
    names = [LABELS[one.verdict] for one in found.passages]
    lines = [_line(one, asked) for one in found.passages]
    sources = [
        SourceLine(
            asked.release(one.release.slug), one.release.title, one.release.published, one.release.gone_at,
            one.words, _percent(one.words, found.words),
        )
        for one in found.sources
    ]  # fmt: skip
    counts = [(label, names.count(label)) for label in LABELS.values() if label in names]
    return Made(200, ComparingPage(text, "", found, lines, sources, counts))


def compared_json(connection: sqlite3.Connection, asked: Asked, text: str) -> Made:
    """The same as JSON."""
    if not text.strip():
        return Made(400, {"ok": False, "status": 400, "error": EMPTY})
    try:
        found = check_article(connection, text)
    except TooLong:
        return Made(413, {"ok": False, "status": 413, "error": TOO_LONG})
    return Made(200, as_object(found, lambda *place: asked.address + _path(asked, *place)))


async def only_post(_: Any, __: Any) -> Any:
    """What GET of the JSON answers."""
    refused = {"ok": False, "status": 405, "error": ONLY_POST}
    return Response.json(refused, 405, {"Allow": "POST", "Access-Control-Allow-Origin": "*", "content-type": JSON})


def _path(asked: Asked, slug: str, revision: int | None, anchor: str | None) -> str:
    path = asked.release(slug) + (f"/fassung/{revision}" if revision else "")
    return path + (f"#{anchor}" if anchor else "")


def _line(one: Checked, asked: Asked) -> PassageLine:
    start, end = one.span
    text = one.passage.text[start - one.passage.start : end - one.passage.start]
    shown = text if len(text) <= SHOWN else text[:SHOWN].rpartition(" ")[0] + " …"
    link = permalink_of(one, lambda *place: _path(asked, *place))
    pieces = one.place.aligned.pieces if one.place and not one.place.exact else ()
    return PassageLine(one, shown, LABELS[one.verdict], link, _change(pieces))


def _change(pieces: Sequence[Piece]) -> FieldChange | None:
    if not pieces:
        return None
    counts = {sign: sum(len(forms(text)) for s, text in pieces if s == sign) for sign in "-+"}
    return FieldChange("Gegenüber der Mitteilung", counts["-"], counts["+"], shortened(pieces))


def _percent(some: int, every: int) -> int:
    return round(100 * some / every) if every else 0
