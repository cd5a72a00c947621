"""Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "{http://www.w3.org/2005/Atom}"
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True)
class Entry:
    """An entry of a feed.

    key:     what it is about, e.g. `darmstadt/releases/<slug>`; its id is made of this alone and never changes.
    link:    absolute address. published, updated: RFC 3339; published None for an undated release.
    text:    plain text, paragraphs parted by empty lines; authors: at least one.
    """

    key: str
    link: str
    title: str
    updated: str
    text: str
    authors: tuple[str, ...]
    published: str | None = None
    categories: tuple[str, ...] = ()


def atom_feed(key: str, title: str, page: str, address: str, updated: str, entries: Iterable[Entry]) -> str:
    """A feed as XML.

    key: as of an entry. page, address: absolute addresses of the page that shows the same, and of the feed itself.
    updated: RFC 3339, for a feed without entries.
    """
    made = list(entries)
    feed = etree.Element(f"{_ATOM}feed", nsmap={None: _ATOM[1:-1]})  # type: ignore[dict-item] # the stubs know no default namespace
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "de")
    _add(feed, "title", title)
    _add(feed, "id", stable_id(key))
    _add(feed, "updated", max((entry.updated for entry in made), default=updated))
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    for entry in made:
        _add_entry(feed, entry)
    return etree.tostring(feed, encoding="unicode", pretty_print=True)


def stable_id(key: str) -> str:
    """An id (`urn:uuid:…`) that depends on the key alone, not on the host that serves the archive."""
    return uuid5(NAMESPACE_URL, f"darmstadt-aktuell:{key}").urn


def _add_entry(feed: etree._Element, entry: Entry) -> None:
    made = _add(feed, "entry")
    _add(made, "title", entry.title)
    _add(made, "id", stable_id(entry.key))
    _add(made, "link", rel="alternate", type="text/html", href=entry.link)
    if entry.published:
        _add(made, "published", entry.published)
    _add(made, "updated", entry.updated)
    for name in entry.authors:
        _add(_add(made, "author"), "name", name)
    for category in entry.categories:
        _add(made, "category", term=_text(category))
    paragraphs = (part for part in entry.text.split("\n\n") if part.strip())
    _add(made, "content", "".join(f"<p>{escape(part)}</p>" for part in paragraphs), type="html")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, _ATOM + name, attributes)
    made.text = text and _text(text)
    return made


def _text(text: str) -> str:
    """Text without the characters that XML forbids."""
    return text.translate(_NO_XML)
