"""What is attached to a release: its line on the page, its bytes to download, and a small picture of a picture.

The bytes lie in the WARC files beside the database, as those of every capture. A browser may show nothing of them but
the small picture, which is drawn anew here: whoever opens a file does so with a program of their own.
"""

from __future__ import annotations

import sqlite3
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from PIL import Image

from archive.site.page import Asked, Document
from archive.site.pages.original import bytes_of
from scraper.errors import StoreError
from scraper.pages import PageError
from scraper.pages.decoding import payload

OF_RELEASE = """SELECT url, position, kind, capture, media_type, size, digest, pages, problem
  FROM attachments WHERE release = :slug AND capture IS NOT NULL ORDER BY position"""
VERSIONS = """SELECT v.position, v.number, v.capture, v.first_seen, v.last_seen, v.size, v.digest
  FROM attachment_versions v WHERE v.release = :slug ORDER BY v.position, v.number"""
ONE = """SELECT a.url, v.media_type FROM attachment_versions v
  JOIN attachments a ON a.release = v.release AND a.position = v.position WHERE v.capture = :id LIMIT 1"""
SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SMALL = (480, 480)  # pixels at most
MOST_PIXELS = 40_000_000  # of a picture that is drawn small; a larger one is only there to download
QUALITY = 78  # of the JPEG
Image.MAX_IMAGE_PIXELS = None  # Pillow's own bound lies above this one, and warns in the log of what this one refuses
ENDINGS = {
    "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp",
}  # fmt: skip


class Version(NamedTuple):
    """Bytes that an attachment had; times in UTC, size in bytes."""

    position: int
    number: int
    capture: str
    first_seen: str
    last_seen: str
    size: int
    digest: str


class Attached(NamedTuple):
    """An attachment of a release with all bytes that it had, the newest last; `size` in bytes."""

    url: str
    position: int
    kind: str
    capture: str
    media_type: str
    size: int
    digest: str
    pages: int | None
    problem: str | None
    versions: tuple[Version, ...]


def load_attached(connection: sqlite3.Connection, slug: str) -> dict[str, Attached]:
    """The attachments of a release that the archive has bytes of, by address."""
    versions: dict[int, list[Version]] = {}
    for row in connection.execute(VERSIONS, {"slug": slug}):
        versions.setdefault(row[0], []).append(Version(*row))
    rows = connection.execute(OF_RELEASE, {"slug": slug}).fetchall()
    return {row[0]: Attached._make((*row, tuple(versions.get(row[1], ())))) for row in rows}


def without_fragment(url: str) -> str:
    """The address by which an attachment is known."""
    return urldefrag(url).url


def whole(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The bytes of an attachment under the name that they had, to download: no browser shows or runs them."""
    found = _found(connection, asked)
    if found is None:
        return None
    url, kind, data = found
    return Document(kind, data, _name(url, kind), policy=SANDBOX)


def small(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """A small picture of a picture; None for what is none, cannot be read, or is too large to be drawn here."""
    found = _found(connection, asked)
    if found is None or not found[1].startswith("image/"):
        return None
    drawn = drawn_small(found[2])
    return Document("image/jpeg", drawn, policy=SANDBOX) if drawn else None


def drawn_small(data: bytes) -> bytes | None:
    """A JPEG of at most SMALL pixels; None for what Pillow cannot read, or more than MOST_PIXELS."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            image.draft("RGB", SMALL)  # a JPEG is decoded at the scale that is needed
            image.thumbnail(SMALL)
            plain = Image.new("RGB", image.size, "white")
            with_alpha = image.convert("RGBA")
            plain.paste(with_alpha, mask=with_alpha.getchannel("A"))
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return None
    file = BytesIO()
    plain.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _found(connection: sqlite3.Connection, asked: Asked) -> tuple[str, str, bytes] | None:
    """Address, media type and bytes of an attachment; None, if the capture is none or is not with this database."""
    row = connection.execute(ONE, {"id": asked.names["id"]}).fetchone()
    try:
        capture = bytes_of(connection, asked) if row else None
        return (row[0], row[1], payload(capture)) if capture else None
    except (StoreError, PageError):
        return None


def _name(url: str, kind: str) -> tuple[str, str]:
    """The name of a file as its address gives it, and its ending: of what it is, where that is known."""
    name, _, ending = unquote(urlsplit(url).path).rpartition("/")[2].rpartition(".")
    plain = ending.lower() if ending.isascii() and ending.isalnum() else "bin"
    return name or "anlage", ENDINGS.get(kind, plain)
