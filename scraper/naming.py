"""Which releases a page names, by the addresses that stand anywhere on it, whatever kind of page it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from scraper.items import Capture
from scraper.pages.addresses import absolute, base_address
from scraper.pages.decoding import text_of
from scraper.pages.errors import PageError
from scraper.sites import Site

ADDRESS = re.compile(r"""[^\s"'<>()\\]*[/?][^\s"'<>()\\]*|(?<=href=)["']?[^\s"'<>]+""")


def addresses(text: str, url: str) -> Iterator[str]:
    """Everything in a page's source that may be an address, absolute; `url` is the page's own."""
    plain = html.unescape(text.replace("\\/", "/"))
    base = base_address(text, url)
    for found in dict.fromkeys(ADDRESS.findall(plain)):
        if address := absolute(base, found.strip("\"'")):
            yield address


def releases_in(text: str, url: str, site: Site) -> set[str]:
    """The releases (keys of their addresses) that a page's source names."""
    return {key for address in addresses(text, url) if (key := site.key(address))}


def releases_named(capture: Capture, site: Site) -> set[str]:
    """The releases that a capture is of or names, in its headers or bytes."""
    try:
        text = text_of(capture)
    except PageError:
        text = capture.body.decode("latin-1")
    own = {
        key
        for address in (capture.url, absolute(capture.url, capture.header("Location") or ""))
        if (key := site.key(address))
    }
    return own | releases_in(text, capture.url, site)
