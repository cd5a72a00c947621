"""A capture's bytes → text: content encoding, size limit, charset."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterator

import brotli
from w3lib.encoding import html_body_declared_encoding, html_to_unicode, http_content_type_encoding, read_bom

from scraper.items import Capture
from scraper.pages.errors import Unreadable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_BYTES = 32 * 1024 * 1024  # after decompression; the largest release page seen has some 100 kB
TOO_LARGE = f"it is larger than {MAX_BYTES} bytes when decompressed"
CUT = "its compressed bytes end too early"
GZIP, ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"  # RFC 1952 2.3.1, RFC 8878 3.1.1
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # bytes that occur in no text on the web
# The encodings of the web (https://encoding.spec.whatwg.org/#names-and-labels) by Python's names. w3lib knows every
# codec of Python, `punycode` and `rot13` among them, which no browser decodes and which take minutes on a large page.
SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # half of a pair as UTF-8 may not have it: three bad bytes
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
    """The body with its Content-Encoding undone; an encoding that contradicts the bytes is ignored.

    Raises: Unreadable, if it is damaged, cut, larger than MAX_BYTES, or in an encoding that nobody here can undo.
    """
    body = capture.body
    encodings = [e.strip().lower() for e in (capture.header("Content-Encoding") or "").split(",") if e.strip()]
    for encoding in reversed(encodings):
        if encoding in {"gzip", "x-gzip"}:
            body = gunzip(body) if body.startswith(GZIP) else body
        elif encoding == "deflate":
            body = _undo(_inflate, body)
        elif encoding == "br":
            body = _undo(_unbrotli, body)
        elif encoding == "zstd":
            body = _unzstd(body) if body.startswith(ZSTD) else body
        elif encoding not in {"identity", "none"} and not _is_text(body):
            raise Unreadable(f"its bytes are encoded as {encoding!r}, which was not asked for")
    return body


def gunzip(body: bytes) -> bytes:
    """The bytes of a gzip stream with all its members (RFC 1952 2.2); what follows the last one is no part of it.

    Raises: Unreadable, if it is damaged, cut, or larger than MAX_BYTES.
    """
    first, rest = _inflate_member(body)
    plain = [first]
    while rest.startswith(GZIP):
        part, rest = _inflate_member(rest)
        plain.append(part)
        if sum(map(len, plain)) > MAX_BYTES:
            raise Unreadable(TOO_LARGE)
    return b"".join(plain)


def text_of(capture: Capture) -> str:
    """The page as text, decoded as browsers do: byte order mark, then header, then what the page declares.

    A charset that does not fit the bytes is ignored; bytes that fit none are Windows-1252. A single bad byte
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
    if "\ufffd" not in text:
        return True
    bad = text.count("\ufffd") - body.count("\ufffd".encode()) - 3 * len(SURROGATE.findall(body))
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return bad <= 0 or bad < beyond_ascii - text.count("\ufffd")


def _undo(decoder: Callable[[bytes], bytes], body: bytes) -> bytes:
    """What a decoder makes of bytes whose encoding has no mark of its own; text is plain when it is no such stream."""
    try:
        return decoder(body)
    except Unreadable:
        if _is_text(body):
            return body
        raise


def _is_text(body: bytes) -> bool:
    return not CONTROL.search(body[:1024])


def _inflate_member(body: bytes, wbits: int = zlib.MAX_WBITS + 16) -> tuple[bytes, bytes]:
    """The first member, and the bytes behind it."""
    inflater = zlib.decompressobj(wbits)
    try:
        plain = inflater.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise Unreadable(f"its compressed bytes are damaged: {error}") from error
    if inflater.unconsumed_tail:
        raise Unreadable(TOO_LARGE)
    if not inflater.eof:
        raise Unreadable(CUT)
    return plain, inflater.unused_data


def _inflate(body: bytes) -> bytes:
    return _inflate_member(body, zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS)[0]


def _unbrotli(body: bytes) -> bytes:
    decoder = brotli.Decompressor()
    try:
        plain = bytes(decoder.process(body, output_buffer_limit=MAX_BYTES))
    except brotli.error as error:
        raise Unreadable(f"its compressed bytes are damaged: {error}") from error
    if len(plain) >= MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    if not decoder.is_finished():
        raise Unreadable(CUT)
    return plain


def _unzstd(body: bytes) -> bytes:
    plain = b""
    while body.startswith(ZSTD):
        decoder = zstd.ZstdDecompressor()
        try:
            plain += decoder.decompress(body, MAX_BYTES)
        except zstd.ZstdError as error:
            raise Unreadable(f"its compressed bytes are damaged: {error}") from error
        if not decoder.eof:
            raise Unreadable(CUT if decoder.needs_input else TOO_LARGE)
        body = decoder.unused_data
    return plain
