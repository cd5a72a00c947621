"""A capture's bytes → text: content encoding, size limit, charset."""

from __future__ import annotations

import importlib
import importlib.util
import re
import zlib

from scraper.items import Capture
from scraper.pages.errors import Unreadable

MAX_BYTES = 32 * 1024 * 1024  # after decompression; the largest release page seen has some 100 kB
CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.I)
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def payload(capture: Capture) -> bytes:
    """The body with its Content-Encoding undone.

    Raises: Unreadable, if it is damaged, larger than MAX_BYTES, or in an encoding that we do not ask for.
    """
    body = capture.body
    encodings = [e.strip().lower() for e in (capture.header("Content-Encoding") or "").split(",") if e.strip()]
    for encoding in reversed(encodings):
        if encoding in {"gzip", "x-gzip"}:
            body = _inflate(body, zlib.MAX_WBITS + 16)
        elif encoding == "deflate":
            body = _inflate(body, zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS)
        elif encoding == "br" and importlib.util.find_spec("brotli"):
            body = _unbrotli(body)
        elif encoding != "identity":
            raise Unreadable(f"its bytes are encoded as {encoding!r}, which was not asked for")
    return body


def text_of(capture: Capture) -> str:
    """The page as text: charset from a byte order mark, the header, the page itself, else UTF-8, else Windows-1252."""
    body = payload(capture)
    for mark, charset in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, errors="replace")
    declared = CHARSET.search((capture.header("Content-Type") or "").encode("latin-1", "replace")) or CHARSET.search(
        body[:2048]
    )
    for charset in (declared[1].decode("ascii") if declared else "utf-8", "utf-8"):
        try:
            return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("cp1252", errors="replace")


def _inflate(body: bytes, wbits: int) -> bytes:
    inflater = zlib.decompressobj(wbits)
    try:
        plain = inflater.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise Unreadable(f"its compressed bytes are damaged: {error}") from error
    if inflater.unconsumed_tail:
        raise Unreadable(f"it is larger than {MAX_BYTES} bytes when decompressed")
    if not inflater.eof:
        raise Unreadable("its compressed bytes end too early")
    return plain


def _unbrotli(body: bytes) -> bytes:
    brotli = importlib.import_module("brotli")  # optional: only where it is installed is `br` asked for
    try:
        plain = brotli.Decompressor().process(body, output_buffer_limit=MAX_BYTES)
    except brotli.error as error:
        raise Unreadable(f"its compressed bytes are damaged: {error}") from error
    if len(plain) >= MAX_BYTES:
        raise Unreadable(f"it is larger than {MAX_BYTES} bytes when decompressed")
    return bytes(plain)
