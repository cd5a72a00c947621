"""Which releases a page names, by the addresses that stand anywhere on it, whatever kind of page it is."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from scraper.items import Capture
from scraper.pages.addresses import absolute, base_address
from scraper.pages.decoding import GZIP, MAX_BYTES, text_of
from scraper.pages.errors import PageError
from scraper.sites import Site

TOKEN = re.compile(r"""[^\s"'<>()\\]+""")  # what may be an address; between quotes or brackets, in whatever language
STEP = 256  # bytes that are inflated at a time; damage costs those behind it
BEHIND = ".,;:!?"
INNER = re.compile(r"(?<=.)(?=https?://)")
RELATIVE = re.compile(r"""\bhref\s*=\s*["']?([^\s"'<>]+)""", re.I)


def addresses(text: str, base: str) -> Iterator[str]:
    """Everything in a text that may be an address, absolute; base: what relative ones are relative to."""
    plain = html.unescape(text.replace("\\/", "/")) if "&" in text or "\\" in text else text
    tokens = (token for token in TOKEN.findall(plain) if "/" in token or "?" in token)
    for found in dict.fromkeys((*tokens, *RELATIVE.findall(plain))):
        for one in _within(found):
            if address := one if one.startswith(("https://", "http://")) else absolute(base, one):
                yield address


def _within(token: str) -> Iterator[str]:
    """A token as an address, and those that stand in it: with a full stop behind them, in a query, as `0;url=/…`."""
    yield token
    if token[-1] in BEHIND:
        yield token.rstrip(BEHIND)
    if "=" in token:
        plain = unquote(token)
        yield from INNER.split(plain)[1:]
        yield from (part for part in plain.split("=")[1:] if part.startswith("/"))


def releases_in(text: str, url: str, site: Site) -> set[str]:
    """The releases (keys of their addresses) that a page's source names; url: the page's own address."""
    return releases_at(text, base_address(text, url), site)


def releases_at(text: str, base: str, site: Site) -> set[str]:
    """The releases that a part of a page names; base: that of the page."""
    return {key for address in addresses(text, base) if (key := site.key(address))}


def as_far_as_readable(capture: Capture) -> str:
    """A page's text; of compressed bytes that end too early or are damaged, what stands before that."""
    try:
        return text_of(capture)
    except PageError:
        body = capture.body
        if body.startswith(GZIP):
            inflater, parts = zlib.decompressobj(zlib.MAX_WBITS + 16), []
            with suppress(zlib.error):
                for start in range(0, len(body), STEP):
                    parts.append(inflater.decompress(body[start : start + STEP], MAX_BYTES))
            body = b"".join(parts)
        return body.decode("utf-8", "replace")


def releases_named(capture: Capture, site: Site) -> set[str]:
    """The releases that a capture is of or names, in its headers or bytes."""
    text = as_far_as_readable(capture)
    own = {
        key
        for address in (capture.url, absolute(capture.url, capture.header("Location") or ""))
        if (key := site.key(address))
    }
    return own | releases_in(text, capture.url, site)
