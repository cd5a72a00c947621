"""The feed: RSS as EXT:news makes it (whole releases, without author, kicker or credit), and Atom."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

import lxml.html
from lxml import etree

from scraper.items import Block, PageReading, ReleaseItem
from scraper.pages.addresses import absolute
from scraper.pages.characters import uid_of
from scraper.pages.flow import flow, fold
from scraper.pages.page_text import BLOCK_KINDS, as_block
from scraper.sites import Site

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
UID = re.compile(r"news-(\d+)")
# EXT:news' manual names `&nbsp;` in feeds as a known fault; a bare & is as common.
ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(?:(\w{2,32});)?")


def xml_root(data: bytes) -> Any:
    """The root element of an XML document, broken entities mended; None if nothing can be recovered."""
    mended = ENTITY.sub(_mended, data.strip())
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(mended, parser) if mended else None


def read_feed(root: Any, url: str, site: Site) -> PageReading:
    """Read a feed whose root is `rss` or Atom's `feed`; entries whose link is no release of the site are left out."""
    entries = [_rss(e, url) for e in root.iter("item")] + [_atom(e, url) for e in root.iter(f"{ATOM}entry")]
    items = tuple(item for item in entries if item.title and site.key(item.url))
    return PageReading("feed", items, tuple(dict.fromkeys(item.url for item in items)))


def _rss(entry: Any, url: str) -> ReleaseItem:
    uid = UID.fullmatch((entry.findtext("guid") or "").strip())
    published = (entry.findtext("pubDate") or "").strip() or None
    return _item(
        url=absolute(url, (entry.findtext("link") or "").strip()),
        title=entry.findtext("title"),
        uid=uid_of(uid[1]) if uid else None,
        published=published,
        teaser=entry.findtext("description"),
        html=entry.findtext(CONTENT) or "",
        author=None,
        categories=[e.text for e in entry.iter("category")],
    )


def _atom(entry: Any, url: str) -> ReleaseItem:
    links = {link.get("rel", "alternate"): link.get("href", "") for link in entry.iter(f"{ATOM}link")}
    uid = UID.search(entry.findtext(f"{ATOM}id") or "")
    return _item(
        url=absolute(url, links.get("alternate", "").strip()),
        title=entry.findtext(f"{ATOM}title"),
        uid=uid_of(uid[1]) if uid else None,
        published=(entry.findtext(f"{ATOM}published") or "").strip() or None,
        teaser=entry.findtext(f"{ATOM}summary"),
        html=entry.findtext(f"{ATOM}content") or "",
        author=fold(entry.findtext(f"{ATOM}author/{ATOM}name") or "") or None,
        categories=[e.get("label") or e.get("term") for e in entry.iter(f"{ATOM}category")],
    )


def _item(
    *,
    url: str,
    title: str | None,
    uid: int | None,
    published: str | None,
    teaser: str | None,
    html: str,
    author: str | None,
    categories: list[str | None],
) -> ReleaseItem:
    body = _blocks(html)
    return ReleaseItem(
        url=url,
        layout="feed",
        title=fold(title or ""),
        uid=uid,
        author_text=author,
        published_text=published,
        published_from="feed" if published else None,
        teaser=fold(teaser or "") or None,
        body=body,
        categories=tuple(c for c in (fold(c or "") for c in categories) if c),
        partial=not body,
        found_in=(("title", "feed"), ("published_text", "feed")) if published else (("title", "feed"),),
    )


def _blocks(html: str) -> tuple[Block, ...]:
    if not html.strip():
        return ()
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return tuple(as_block(part) for part in flow(root) if part.kind in BLOCK_KINDS)


def _mended(match: re.Match[bytes]) -> bytes:
    name = (match[1] or b"").decode("ascii", "replace") + ";"
    return html5[name].encode() if name in html5 else b"&amp;" + match[0][1:]
