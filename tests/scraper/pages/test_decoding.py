"""Bytes become text: content encodings undone within a limit, the charset found wherever it is declared."""

from __future__ import annotations

import gzip
import zlib

import pytest

from scraper.items import Capture
from scraper.pages import Unreadable
from scraper.pages.decoding import MAX_BYTES, text_of

TEXT = "Grüße aus Darmstadt"


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
        (gzip.compress(TEXT.encode()), "text/html", "gzip"),
        (zlib.compress(TEXT.encode()), "text/html", "deflate"),
        (zlib.compress(TEXT.encode())[2:-4], "text/html", "deflate"),
        (TEXT.encode(), "text/html; charset=unknown-8", "identity"),
    ],
)
def test_a_page_is_decoded_as_it_says_or_as_it_is(body: bytes, kind: str, encoding: str) -> None:
    assert text_of(capture(body, kind, encoding)) == TEXT


def test_the_charset_of_a_meta_element_counts_where_the_header_names_none() -> None:
    page = f'<meta charset="iso-8859-1">{TEXT}'
    assert text_of(capture(page.encode("latin-1"))) == page


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(bytes(MAX_BYTES + 1)), "gzip", "larger than"),
        (gzip.compress(TEXT.encode())[:-9], "gzip", "end too early"),
        (b"no gzip", "gzip", "damaged"),
        (b"x", "compress", "not asked for"),
    ],
)
def test_what_cannot_be_undone_is_refused(body: bytes, encoding: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        text_of(capture(body, encoding=encoding))
