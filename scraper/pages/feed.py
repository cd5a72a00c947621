"""The feed: RSS as EXT:news makes it (whole releases, without author, kicker or credit), RSS 1.0 (RDF), and Atom."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import lxml.html
from lxml import etree

from scraper.items import Block, PageReading, ReleaseItem
from scraper.pages.addresses import absolute
from scraper.pages.characters import uid_of
from scraper.pages.element_text import fold
from scraper.pages.flow import flow
from scraper.pages.page_text import BLOCK_KINDS, as_block
from scraper.sites import Site

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
UID = re.compile(r"news-(\d+)")
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
TAG = re.compile(
    r"</?(?:p|br|b|strong|i|em|u|a|span|div|ul|ol|li|h[1-6]|img|table|tr|td|th|blockquote|small|sub|sup|font|hr|pre|dl|dt"
    r"|dd|tbody|thead|center|figure|figcaption|section|article|picture|source|video|audio|embed|iframe|object|svg|noscript"
    r"|script|style)\b[^<>]*>",
    re.I,
)
# What nobody reads: code, and what stands for a browser that cannot show a map or film.
UNREAD = ("script", "style", "iframe", "object", "svg", "noscript", "video", "audio")
CODE = re.compile(rf"<({'|'.join(UNREAD)})\b[^<>]*>", re.I)
CODE_END = {name: re.compile(rf"</{name}\s*>", re.I) for name in UNREAD}
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
BREAKS = re.compile(
    r"</?(?:p|br|div|ul|ol|li|h[1-6]|table|tr|td|th|blockquote|hr|pre|dl|dt|dd|center|figure|figcaption|section|article)\b",
    re.I,
)
PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
TWICE = 2  # some feeds escape twice; three times has never been seen


def read_feed(root: Any, url: str, site: Site) -> PageReading:
    """Read a feed whose root is `rss`, `RDF` or Atom's `feed`; entries whose link is no release are left out.

    Names in capitals, as old templates write them, mean the same.
    """
    for element in root.iter(etree.Element):
        space, brace, name = element.tag.rpartition("}")
        if PLAIN_NAME.fullmatch(name):  # what a broken feed makes of its text is no name that can be set
            element.tag = space + brace + name.lower()
    entries = [*root.iter("{*}item", "item"), *root.iter(f"{ATOM}entry")]
    read = [_atom(e, url) if e.tag == f"{ATOM}entry" else _rss(e, url) for e in entries]
    named = [item for item in read if site.key(item.url)]
    items = tuple(dict.fromkeys(item for item in named if item.title))
    return PageReading("feed", items, tuple(dict.fromkeys(item.url for item in named)))


def _rss(entry: Any, url: str) -> ReleaseItem:
    space = "".join(entry.tag.rpartition("}")[:2])  # RSS 1.0 has a namespace, RSS 2.0 usually none
    guid = (entry.findtext(f"{space}guid") or "").strip()
    uid = UID.fullmatch(guid)
    named = (entry.findtext(f"{space}link") or "", guid if guid.startswith(("http://", "https://")) else "")
    link = next((address.strip() for address in (*named, entry.get(ABOUT) or "") if address.strip()), "")
    days = (entry.findtext(f"{space}pubdate") or "", entry.findtext(f"{DUBLIN_CORE}date") or "")
    return _item(
        url=absolute(url, link),
        title=_inner(entry.find(f"{space}title")),
        uid=uid_of(uid[1]) if uid else None,
        published=next((day.strip() for day in days if day.strip()), None),
        teaser=_inner(entry.find(f"{space}description")),
        html=_inner(entry.find(CONTENT)),
        author=fold(entry.findtext(f"{DUBLIN_CORE}creator") or "") or None,
        categories=[e.text for e in (*entry.iter(f"{space}category"), *entry.iter(f"{DUBLIN_CORE}subject"))],
    )


def _atom(entry: Any, url: str) -> ReleaseItem:
    links = {link.get("rel", "alternate"): link.get("href", "") for link in entry.iter(f"{ATOM}link")}
    uid = UID.search(entry.findtext(f"{ATOM}id") or "")
    return _item(
        url=absolute(absolute(url, entry.base or ""), links.get("alternate", "").strip()),
        title=_inner(entry.find(f"{ATOM}title")),
        uid=uid_of(uid[1]) if uid else None,
        published=(entry.findtext(f"{ATOM}published") or "").strip() or None,
        teaser=_inner(entry.find(f"{ATOM}summary")),
        html=_inner(entry.find(f"{ATOM}content")),
        author=fold(entry.findtext(f"{ATOM}author/{ATOM}name") or "") or None,
        categories=[e.get("label") or e.get("term") for e in entry.iter(f"{ATOM}category")],
    )


def _inner(element: Any) -> str:
    """What stands in an element: its text, or the markup that should have been escaped (Atom's `xhtml` need not be)."""
    if element is None:
        return ""
    inner = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return (element.text or "") + "".join(inner)


def _item(
    *,
    url: str,
    title: str,
    uid: int | None,
    published: str | None,
    teaser: str,
    html: str,
    author: str | None,
    categories: list[str | None],
) -> ReleaseItem:
    body = _blocks(html)
    return ReleaseItem(
        url=url,
        layout="feed",
        title=plain(title),
        uid=uid,
        author_text=author,
        published_text=published,
        published_from="feed" if published else None,
        teaser=plain(teaser) or None,
        body=body,
        categories=tuple(c for c in (plain(c or "") for c in categories) if c),
        partial=not body,
        found_in=(("title", "feed"), ("published_text", "feed")) if published else (("title", "feed"),),
    )


def plain(text: str) -> str:
    """The text that a title or teaser is meant to be: HTML in it, escaped once or twice, becomes what it shows.

    What names no element of HTML („Werte < 5“, `<Zeichen>`) stays as it is.
    """
    text = CDATA.sub("", text)
    for _ in range(TWICE):
        if TAG.search(text):
            shown = TAG.sub(lambda tag: " " if BREAKS.match(tag[0]) else "", _without_code(text))
            return fold(CDATA.sub("", unescape(shown)))
        if REFERENCE.search(text):
            text = CDATA.sub("", unescape(text))
    return fold(text)


def _without_code(text: str) -> str:
    """The text without scripts and styles, which nobody reads; an open one is left as it is."""
    kept, at = "", 0
    while (start := CODE.search(text, at)) and (end := CODE_END[start[1].lower()].search(text, start.end())):
        kept, at = f"{kept}{text[at : start.start()]} ", end.end()
    return kept + text[at:]


def _blocks(html: str) -> tuple[Block, ...]:
    html = CDATA.sub("", html)
    if not TAG.search(html) and TAG.search(unescaped := unescape(html)):
        html = unescaped
    if not html.strip():
        return ()
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return tuple(as_block(part) for part in flow(root) if part.kind in BLOCK_KINDS)
