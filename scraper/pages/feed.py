"""The RSS feed of EXT:news: whole releases, without author, kicker or credit."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from scraper.items import Block, PageReading, ReleaseItem
from scraper.pages.base import BLOCK_KINDS, as_block
from scraper.pages.errors import Unreadable
from scraper.pages.flow import flow, fold
from scraper.sites import Site

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
UID = re.compile(r"news-(\d+)")


def read_feed(data: bytes, url: str, site: Site) -> PageReading:
    """Read an RSS feed; entries whose link is no release of the site are left out.

    Raises: Unreadable, if nothing can be recovered from it.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None or root.tag != "rss":
        raise Unreadable("the feed is no readable RSS")
    items, urls = [], []
    for entry in root.iter("item"):
        link = urljoin(url, (entry.findtext("link") or "").strip())
        title = fold(entry.findtext("title") or "")
        if not title or not site.key(link):
            continue
        uid = UID.fullmatch((entry.findtext("guid") or "").strip())
        published = (entry.findtext("pubDate") or "").strip() or None
        urls.append(link)
        body = _blocks(entry.findtext(CONTENT) or "")
        items.append(
            ReleaseItem(
                url=link,
                layout="feed",
                title=title,
                uid=int(uid[1]) if uid else None,
                published_text=published,
                published_from="feed" if published else None,
                teaser=fold(entry.findtext("description") or "") or None,
                body=body,
                categories=tuple(c for e in entry.iter("category") if (c := fold(e.text or ""))),
                partial=not body,
            )
        )
    return PageReading("feed", tuple(items), tuple(dict.fromkeys(urls)))


def _blocks(html: str) -> tuple[Block, ...]:
    if not html.strip():
        return ()
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return tuple(as_block(part) for part in flow(root) if part.kind in BLOCK_KINDS)
