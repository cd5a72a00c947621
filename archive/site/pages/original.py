"""A capture as the city sent it: in a sandbox, as text where it is no HTML, or as raw bytes.

The bytes lie in the WARC files beside the database (`captures/<site>/`), and are checked against their digest.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from archive.site.page import Asked, Document, Query
from archive.site.reported import told
from scraper.captures import read_capture
from scraper.errors import StoreError
from scraper.items import Capture
from scraper.pages import PageError
from scraper.pages.decoding import text_of

CAPTURE = """SELECT id, url, captured_at, kind, status, content_type, digest, run, file, offset, length
  FROM captures WHERE id = :id"""
REPEATED = "SELECT id FROM captures WHERE url = ? AND digest = ? AND kind != 'revisit' ORDER BY captured_at LIMIT 1"
SHOWN_IN = """SELECT slug, title FROM release_captures JOIN releases ON slug = release
  WHERE release_captures.capture = ?
  ORDER BY slug LIMIT 50"""
LONGEST_SHOWN = 4_000_000  # characters; nobody reads longer pages
TOO_LONG = "Diese Seite ist zu lang, um sie hier zu zeigen. Ihre Bytes lassen sich herunterladen."
# Elements that open connections which no policy forbids (preconnect, dns-prefetch), lead away (refresh) or turn links
# round (base): under a name that HTML does not know they do nothing, however they are written.
CONNECTS = re.compile(r"<(link|meta|base)(?=[\s/>])", re.IGNORECASE)
# Nothing runs, nothing is fetched, nothing is sent: what remains is the page's text and its own inline styles.
SANDBOX = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


@dataclass(frozen=True)
class Original:
    """A capture's facts; `missing`: why its bytes cannot be shown. repeats: the capture whose bytes it repeats."""

    query: Query
    id: str
    url: str
    captured_at: str
    kind: str
    status: int | None
    content_type: str | None
    digest: str
    run: str
    repeats: str | None
    missing: str | None
    releases: list[tuple[str, str]]


def load(connection: sqlite3.Connection, asked: Asked) -> Original | None:
    """The frame around the original: when, from where, its digest, which releases it shows."""
    row = connection.execute(CAPTURE, {"id": asked.names["id"]}).fetchone()
    if not row:
        return None
    repeated = connection.execute(REPEATED, (row[1], row[6])).fetchone() if row[3] == "revisit" else None
    missing = None
    try:
        bytes_of(connection, asked)
    except StoreError:
        missing = "Die Archivkopien liegen nicht bei dieser Ausgabe des Archivs; wer es betreibt, hat sie."
    number, url, captured_at, kind, status, content_type, digest, run = row[:8]
    return Original(
        Query(CAPTURE, {"id": number}), number, url, captured_at, kind, status, content_type, digest, run,
        repeated[0] if repeated else None, missing, connection.execute(SHOWN_IN, (number,)).fetchall(),
    )  # fmt: skip


def content(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The original for the sandboxed frame: HTML as HTML, everything else as plain text."""
    capture = _found(connection, asked)
    if capture is None:
        return None
    try:
        text = text_of(capture)
    except PageError as error:
        return Document("text/plain; charset=utf-8", f"Nicht lesbar: {told(str(error)).words}", policy=SANDBOX)
    if len(text) > LONGEST_SHOWN:
        return Document("text/plain; charset=utf-8", TOO_LONG, policy=SANDBOX)
    kind = (capture.header("Content-Type") or "").partition(";")[0].strip().lower()
    if "html" not in kind:
        return Document("text/plain; charset=utf-8", text, policy=SANDBOX)
    return Document("text/html; charset=utf-8", CONNECTS.sub(r"<x-\1", text), policy=SANDBOX)


def raw(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The bytes as sent, to download: never shown by a browser."""
    capture = _found(connection, asked)
    if capture is None:
        return None
    return Document("application/octet-stream", capture.body, (f"archivkopie-{asked.names['id']}", "bin"))


def _found(connection: sqlite3.Connection, asked: Asked) -> Capture | None:
    try:
        return bytes_of(connection, asked)
    except StoreError:
        return None


def bytes_of(connection: sqlite3.Connection, asked: Asked) -> Capture | None:
    """The capture that an address names, with its bytes; None, if there is none. Raises: StoreError."""
    row = connection.execute(CAPTURE, {"id": asked.names["id"]}).fetchone()
    if row and row[3] == "revisit":
        repeated = connection.execute(REPEATED, (row[1], row[6])).fetchone()
        row = repeated and connection.execute(CAPTURE, {"id": repeated[0]}).fetchone()
    if not row:
        return None
    folder = asked.folder / "captures" / asked.site.database
    return read_capture(folder, row[8], row[9], row[10], row[6])
