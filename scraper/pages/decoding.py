"""A capture's bytes → text: content encoding, size limit, charset."""

from __future__ import annotations

import importlib
import importlib.util
import zlib
from collections.abc import Iterator

from w3lib.encoding import html_body_declared_encoding, html_to_unicode, http_content_type_encoding, read_bom

from scraper.items import Capture
from scraper.pages.errors import Unreadable

MAX_BYTES = 32 * 1024 * 1024  # after decompression; the largest release page seen has some 100 kB
# The encodings of the web (https://encoding.spec.whatwg.org/#names-and-labels) by Python's names. w3lib knows every
# codec of Python, `punycode` and `rot13` among them, which no browser decodes and which take minutes on a large page.
MULTIBYTE = frozenset(
    [
        "utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "euc_kr",
        "cp949",
    ]
)  # fmt: skip
WEB = MULTIBYTE | frozenset(
    [
        "cp866", "cp874", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
        "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10",
        "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic",
    ]
)  # fmt: skip


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
    """The page as text, decoded as browsers do: byte order mark, then header, then what the page declares.

    A charset that does not fit the bytes counts as absent; bytes that fit none are Windows-1252. A single bad byte
    costs one character.
    """
    body = payload(capture)
    if read_bom(body)[0] is not None:
        return html_to_unicode(None, body)[1]
    for charset in (*_declared(capture.header("Content-Type"), body), "utf-8"):
        text = html_to_unicode(f"text/html; charset={charset}", body)[1]
        if charset not in MULTIBYTE or _fits(text, body):
            return text
    return html_to_unicode("text/html; charset=windows-1252", body)[1]


def _declared(content_type: str | None, body: bytes) -> Iterator[str]:
    header = http_content_type_encoding(content_type)
    if header in WEB and (not header.startswith("utf-16") or b"\0" in body[:1024]):
        yield "utf-16-le" if header == "utf-16" else header
    page = html_body_declared_encoding(body)
    if page in WEB:  # where the declaration could be read as ASCII, the page cannot be UTF-16
        yield "utf-8" if page.startswith("utf-16") else page


def _fits(text: str, body: bytes) -> bool:
    """Whether a text has more characters beyond ASCII than bytes that could not be decoded."""
    bad = text.count("\ufffd") - body.count("\ufffd".encode())
    return bad <= 0 or bad < sum(c > "\x7f" for c in text) - text.count("\ufffd")


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
