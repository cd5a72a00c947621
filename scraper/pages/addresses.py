"""Addresses as printed on a page → absolute addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from w3lib.html import get_base_url

HIDDEN_MAIL = re.compile(r"\s*javascript:\s*linkTo_UnCryptMailto\(\s*['\"](.{1,500}?)['\"]\s*[,)]", re.I | re.S)
# The ranges of ASCII within which TYPO3 rotates characters, both ends included.
TURNED = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))
OFFSETS = range(-10, 11)  # what TYPO3's `spamProtectEmailAddresses` allows
TABLES = [
    {
        code: first + (code - first + offset) % (last - first + 1)
        for first, last in TURNED
        for code in range(first, last + 1)
    }
    for offset in OFFSETS
]


HEAD = 64 * 1024  # characters at the start of a page in which <base> is sought


def base_address(text: str, url: str) -> str:
    """The base of a page's relative addresses: its `<base href>`, else its own address.

    A base that is no web address counts as none (HTML, 4.2.3).
    """
    try:
        base = get_base_url(text, url, max_scan=HEAD)
    except ValueError:  # `http://[x`
        return url
    return base if base.startswith(("http://", "https://")) else url


def absolute(page: str, address: str) -> str:
    """The absolute form of an address on a page (RFC 3986 5.2); empty if it is not an address."""
    address = address.strip()
    if address.startswith("/"):  # menus repeat on every page of a host and are resolved once
        page = page[: page.find("/", page.find("//") + 2) + 1] or page
    return _joined(page, address)


@lru_cache(maxsize=4_096)
def _joined(page: str, address: str) -> str:
    try:
        joined = urljoin(page, address)
        urlsplit(joined).port  # noqa: B018 - a port beyond 65535 is found when it is asked for
    except ValueError:  # `http://[x`
        return ""
    return joined


def hidden_mail(href: str | None, token: str | None = None) -> str | None:
    """The `mailto:` address that TYPO3 hides in a link (`config.spamProtectEmailAddresses`); None if there is none.

    href:  `javascript:linkTo_UnCryptMailto('…')`, up to TYPO3 10.
    token: the attribute `data-mailto-token`, from TYPO3 11 on.
    Every character is moved by the same offset within its stretch; the right offset is the one that gives `mailto:`.
    """
    match = HIDDEN_MAIL.match(unquote(href or ""))
    secret = match[1] if match else token
    if not secret:
        return None
    for table in TABLES:
        if secret[: len("mailto:")].translate(table) == "mailto:":
            return secret.translate(table)
    return None
