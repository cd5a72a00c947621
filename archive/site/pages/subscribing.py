"""The pages for people beside the feeds: what a feed is, how to use it, and what stands in it now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from archive.site.page import Asked, Document, Load
from archive.site.pages.calendar_feed import announced_events, coming
from archive.site.safe import unbroken

ROOT = "/abonnieren"
SHOWN = 10  # of a feed's entries
LONGEST_NAME = 100  # letters, of an alert
_ATOM = {"a": "http://www.w3.org/2005/Atom"}


@dataclass(frozen=True)
class Line:
    """An entry of a feed: its title, the path of its page, its ISO day if it has one; until: it only ends then."""

    title: str
    link: str
    day: str | None
    until: bool = False


@dataclass(frozen=True)
class FeedPage:
    """A feed as people read of it. address: absolute, of the feed. page: the path of the page that shows the same."""

    title: str
    address: str
    page: str
    entries: list[Line]


@dataclass(frozen=True)
class Overview:
    """The page that leads to every feed."""


def twin_path(feed: str) -> str:
    """The path of the page beside a feed: `/abonnieren/suche?q=Haus` for `/suche.atom?q=Haus`."""
    path, mark, query = feed.partition("?")
    return ROOT + path.removesuffix(".atom").removesuffix(".ics") + mark + query


def alert_lines(watch: str, name: str) -> str:
    """The lines by which an operator has a page watched (`DIR/<site>.alerts.toml`).

    watch: path of the page, with its arguments. name: of the alert, shortened to what one may have.
    """
    said = unbroken("".join(letter for letter in name if letter.isprintable()))[:LONGEST_NAME].strip() or "Alarm"
    named, watched = (json.dumps(text, ensure_ascii=False) for text in (said, watch))
    return f'[[alerts]]\nname = {named}\nwatch = {watched}\nto = ["redaktion"]'


def twin(feed: Callable[[sqlite3.Connection, Asked], Document | None]) -> Load:
    """What loads the page beside a feed. It is read from the feed itself, so that both hold the same."""

    def load(connection: sqlite3.Connection, asked: Asked) -> FeedPage | None:
        made = feed(connection, replace(asked, path=asked.path.removeprefix(ROOT) + ".atom"))
        if made is None:
            return None
        read = etree.fromstring(made.body if isinstance(made.body, bytes) else made.body.encode())
        entries = [
            Line(
                entry.findtext("a:title", "", _ATOM),
                _path(asked, _link(entry, "alternate")),
                (entry.findtext("a:published", "", _ATOM) or entry.findtext("a:updated", "", _ATOM))[:10],
            )
            for entry in read.findall("a:entry", _ATOM)[:SHOWN]
        ]
        title = read.findtext("a:title", "", _ATOM)
        return FeedPage(title, _link(read, "self"), _path(asked, _link(read, "alternate")), entries)

    return load


def calendar(connection: sqlite3.Connection, asked: Asked) -> FeedPage:
    """The page beside the iCalendar of what is announced, with what is next."""
    today = asked.today.isoformat()
    events = [event for event in announced_events(coming(connection)) if event.end >= today]
    entries = [
        Line(
            event.title.replace("\u00ad", ""),
            asked.release(event.slug),
            event.begin,
            until=bool(event.ends and not event.utc and not event.utc_end),
        )
        for event in events[:SHOWN]
    ]
    return FeedPage(f"{asked.site.title}: Termine", f"{asked.absolute}/kalender.ics", "/kalender", entries)


def overview(_: sqlite3.Connection, __: Asked) -> Overview:
    """The page that leads to every feed."""
    return Overview()


def _link(element: etree._Element, rel: str) -> str:
    return next(one.get("href", "") for one in element.findall("a:link", _ATOM) if one.get("rel") == rel)


def _path(asked: Asked, address: str) -> str:
    return address.removeprefix(asked.absolute) or "/"
