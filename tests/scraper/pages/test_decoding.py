"""Bytes become text: content encodings undone within a limit, the charset found wherever it is declared."""

from __future__ import annotations

import gzip
import sys
import zlib

import brotli
import pytest

from scraper.items import Capture
from scraper.pages import Unreadable
from scraper.pages.decoding import MAX_BYTES, text_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "Grüße aus Darmstadt"


def zipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)  # the same at any time: tests are named by their bytes


def capture(body: bytes, kind: str = "text/html", encoding: str = "") -> Capture:
    headers = (("content-type", kind), ("Content-Encoding", encoding))
    return Capture("https://www.darmstadt.de/", "2026-01-01T00:00:00Z", "response", 200, headers, body)


@pytest.mark.parametrize(
    ("body", "kind", "encoding"),
    [
        (TEXT.encode(), "text/html", ""),
        (TEXT.encode("latin-1"), "text/html; charset=ISO-8859-1", ""),
        (TEXT.encode("cp1252"), "text/html", ""),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=iso-8859-1", ""),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "text/html", ""),
        (zipped(TEXT.encode()), "text/html", "gzip"),
        (zlib.compress(TEXT.encode()), "text/html", "deflate"),
        (zlib.compress(TEXT.encode())[2:-4], "text/html", "deflate"),
        (TEXT.encode(), "text/html; charset=unknown-8", "identity"),
        (zipped(TEXT.encode()[:5]) + zipped(TEXT.encode()[5:]), "text/html", "gzip"),
        (zipped(TEXT.encode()) + b"\0\0\0\0", "text/html", "gzip"),
        (brotli.compress(TEXT.encode()), "text/html", "br"),
        (zstd.compress(TEXT.encode()), "text/html", "zstd"),
        (zstd.compress(TEXT.encode()[:5]) + zstd.compress(TEXT.encode()[5:]), "text/html", "zstd"),
        (zipped(brotli.compress(TEXT.encode())), "text/html", "br, gzip"),
        *((TEXT.encode(), "text/html", e) for e in ("gzip", "deflate", "br", "zstd", "none", "UTF-8", "gzip, gzip")),
    ],
)
def test_a_page_is_decoded_as_it_says_or_as_it_is(body: bytes, kind: str, encoding: str) -> None:
    assert text_of(capture(body, kind, encoding)) == TEXT


BYTES = {
    "Latin-1 is Windows-1252": (b"\x84Gr\xfc\xdfe\x93 \x80", "text/html; charset=ISO-8859-1", "„Grüße“ €"),
    "latin1 too": (b"5 \x80 \x96 gr\xfcn", "text/html; charset=latin1", "5 € – grün"),
    "a bad byte": (b"f\xc3\xbcr B\xc3\xa4nke \xe4 G\xc3\xa4ste", "text/html; charset=utf-8", "für Bänke \ufffd Gäste"),
    "one bad byte, nothing declared": ("für Bänke".encode() + b" \xe4!", "text/html", "für Bänke \ufffd!"),
    "UTF-8 said, Windows-1252 sent": (b"Gr\xfc\xdfe aus K\xf6ln", "text/html; charset=utf-8", "Grüße aus Köln"),
    "a mark before the header": (b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe", "text/html; charset=iso-8859-1", "Grüße"),
    "header before meta": (b"<meta charset=koi8-r>\xc3\xbc", "text/html; charset=utf-8", "<meta charset=koi8-r>ü"),
    "a replacement character that was sent": ("Gr\ufffd".encode(), "text/html; charset=utf-8", "Gr\ufffd"),
    "Central European": ("Škoda".encode("cp1250"), "text/html; charset=windows-1250", "Škoda"),
    "UTF-16 said, ASCII sent": (b"<p>kurz</p>", "text/html; charset=utf-16", "<p>kurz</p>"),
    "UTF-16 said and sent": ("Grüße".encode("utf-16-le"), "text/html; charset=utf-16", "Grüße"),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_bytes_are_decoded_as_browsers_do(name: str) -> None:
    body, kind, text = BYTES[name]
    assert text_of(capture(body, kind)) == text


@pytest.mark.parametrize(
    "label", ["punycode", "unicode_escape", "rot13", "idna", "utf-7", "hex", "nonsense-9", "utf-32"]
)
@pytest.mark.parametrize(
    "page", ["<meta charset={}>", "<meta http-equiv=content-type content='text/html; charset={}'>", ""]
)
def test_what_no_browser_decodes_counts_as_absent(label: str, page: str) -> None:
    text = page.format(label) + TEXT
    kind = "text/html" if page else f"text/html; charset={label}"
    assert text_of(capture(text.encode(), kind)) == text


def test_a_meta_element_that_says_utf_16_is_utf_8() -> None:
    page = f"<meta charset=utf-16le>{TEXT}"
    assert text_of(capture(page.encode())) == page


def test_the_charset_of_a_meta_element_counts_where_the_header_names_none() -> None:
    page = f'<meta charset="iso-8859-1">{TEXT}'
    assert text_of(capture(page.encode("latin-1"))) == page


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (zipped(bytes(MAX_BYTES + 1)), "gzip", "larger than"),
        (zipped(TEXT.encode())[:-9], "gzip", "end too early"),
        (zipped(TEXT.encode())[:-8] + bytes(8), "gzip", "damaged"),
        (brotli.compress(TEXT.encode() * 9)[:-9], "br", "damaged|end too early"),
        (zstd.compress(TEXT.encode() * 9)[:-9], "zstd", "end too early"),
        (b"\x1f\x9d\x90\0", "compress", "not asked for"),
    ],
)
def test_what_cannot_be_undone_is_refused(body: bytes, encoding: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        text_of(capture(body, encoding=encoding))
