"""Addresses as a page writes them → absolute ones."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin


def absolute(page: str, address: str) -> str:
    """The absolute form of an address that stands on a page (RFC 3986 5.2)."""
    address = address.strip()
    if address.startswith("/"):  # the same on every page of a host: menus are joined once
        page = page[: page.find("/", page.find("//") + 2) + 1] or page
    return _joined(page, address)


@lru_cache(maxsize=20_000)
def _joined(page: str, address: str) -> str:
    return urljoin(page, address)
