"""Sitemaps (sitemaps.org protocol 0.9): the index and its parts."""

from __future__ import annotations

import re

from lxml import etree

from scraper.items import PageReading
from scraper.pages.addresses import absolute
from scraper.sites import Site

ADDRESS = re.compile(r"https?://\S+")


def read_sitemap(root: etree._Element, url: str, site: Site) -> PageReading:
    """Read a sitemap or sitemap index; of addresses, only those of releases and of further sitemaps are kept."""
    releases: list[str] = []
    parts: list[str] = []
    lastmod: list[tuple[str, str]] = []
    for entry in root:
        if not isinstance(entry.tag, str):
            continue
        address = absolute(url, (entry.findtext("{*}loc") or "").strip())
        if entry.tag.endswith("}sitemap") and site.owns(address):
            parts.append(address)
        elif site.key(address):
            releases.append(address)
            if changed := (entry.findtext("{*}lastmod") or "").strip():
                lastmod.append((address, changed))
    return PageReading("sitemap", (), tuple(dict.fromkeys(releases)), tuple(dict.fromkeys(parts)), tuple(lastmod))


def read_text_sitemap(text: str, url: str, site: Site) -> PageReading | None:
    """Read a sitemap as a text file: one address a line and nothing else (sitemaps.org); None if it is none."""
    lines = [line for raw in text.removeprefix("\ufeff").splitlines() if (line := raw.strip())]
    if not lines or not all(ADDRESS.fullmatch(line) for line in lines):
        return None
    found = (absolute(url, line) for line in lines)
    return PageReading("sitemap", (), tuple(dict.fromkeys(address for address in found if site.key(address))))
