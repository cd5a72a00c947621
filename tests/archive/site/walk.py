"""Every address of the site that shows rows: where they stand on its page, in its files and in its feed, by their keys.

A key is what tells rows apart: a slug, a slug and a number, a name.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import feedparser
from datasette.utils import tilde_decode
from icalendar import Calendar
from parsel import Selector

from archive.database.schema import TABLES

Key = tuple[str, ...]
Read = Callable[[Selector], list[Key]]
COPIED = ("slug", "release")  # columns that name a release


def linked(css: str, mark: str = "") -> Read:
    """Keys in the links that a selector finds: the slug, and the number behind a mark like `#zitat-`."""

    def read(page: Selector) -> list[Key]:
        links = [link for link in page.css(css).xpath("@href").getall() if mark in link]
        return [(slug_of(link), link.rpartition(mark)[2]) if mark else (slug_of(link),) for link in links]

    return read


def text(css: str) -> Read:
    """Keys that stand on the page as the text of what a selector finds."""
    return lambda page: [(" ".join(one.xpath("string()").get("").split()),) for one in page.css(css)]


def digest(page: Selector) -> list[Key]:
    """The digest of the capture that a page shows."""
    found = re.search("sha256:[0-9a-f]{64}", str(page.get()))
    return [(found[0],)] if found else []


def slug_of(link: str) -> str:
    return str(tilde_decode(link.partition("#")[0].partition("?")[0].rpartition("/")[2]))


@dataclass(frozen=True)
class Address:
    """An address. columns: of its files that are the key; page: how to read the keys from it.

    feed: its address; of_feed: the columns by which its entries are told apart, where that is not the slug; newest: how
    many of them it holds. merged: rows of one key stand together on the page, in any order of theirs. repeated: a key
    may stand in several rows, each of which the page and the feed show.
    """

    path: str
    columns: tuple[str, ...]
    page: Read
    feed: str = ""
    newest: int = 40
    merged: bool = False
    repeated: bool = False


RELEASES = linked(".releases .headline a")
QUOTES = linked(":not([aria-labelledby=thema]) > .said .note a[href*='#z']", "#")
NAMES = text(".register th[scope=row] a")
AGENDA = linked(".agenda .headline a")
RUNS: Read = lambda page: [(time,) for time in page.css("#laeufe ~ * time::attr(datetime)").getall()]  # noqa: E731
ROWS = linked("table.rows-and-columns tbody td:first-child a")
SPEAKER = "/personen/Hedwig%20Amrath"
ADDRESSES = (
    Address("/", ("slug",), RELEASES, "/feed.atom"),
    Address("/mitteilungen", ("slug",), RELEASES, "/feed.atom"),
    Address("/jahr/2021", ("slug",), RELEASES),
    Address("/jahr/2021/09", ("slug",), RELEASES),
    Address("/kuerzel", ("code",), NAMES),
    Address("/kuerzel/lea", ("slug",), RELEASES, "/kuerzel/lea.atom"),
    Address("/themen", ("category",), NAMES),
    Address("/themen/Bauen", ("slug",), RELEASES, "/themen/Bauen.atom"),
    Address("/personen", ("name",), NAMES),
    Address("/personen?nach=name&name=er", ("name",), NAMES),
    Address(SPEAKER, ("release", "anchor"), QUOTES, f"{SPEAKER}.atom"),
    Address(f"{SPEAKER}?jahr=2022", ("release", "anchor"), QUOTES),
    Address("/aemter", ("name",), NAMES),
    Address("/aemter/Stadtrat", ("release", "anchor"), QUOTES, "/aemter/Stadtrat.atom", newest=50),
    Address("/zitate", ("release", "anchor"), QUOTES, "/zitate.atom", newest=50),
    Address("/zitate?q=Haus&sortierung=alt", ("release", "anchor"), QUOTES),
    Address("/suche", ("slug",), RELEASES, "/suche.atom", newest=50),
    Address("/suche?q=Haus&sortierung=neu", ("slug",), RELEASES, "/suche.atom?q=Haus", newest=50),
    Address("/suche?q=Stadt&jahr=2020", ("slug",), RELEASES),
    Address("/aenderungen", ("release",), RELEASES, "/aenderungen.atom", repeated=True),
    Address("/kalender/2013-03-03", ("release",), AGENDA, merged=True),
    Address("/kalender/2021-09", ("release",), AGENDA, merged=True),
    Address("/kalender/2013-W09", ("release",), AGENDA, merged=True),
    Address("/status", ("started_at",), RUNS),
    Address("/daten", ("table_name",), text(".table-line summary code"), merged=True),
    Address("/sample/releases", ("slug",), ROWS),
    Address("/sample/releases?_sort=title&_col=title", ("slug",), ROWS),
    Address("/sample/releases?year=2021", ("slug",), ROWS),
    Address("/sample/releases/brueckenpruefung-suedbruecke", ("slug",), linked("link[rel=canonical]")),
    Address("/sample/authors/lea", ("code",), lambda page: [(page.css("h1::text").get("").rpartition(" ")[2],)]),
)  # fmt: skip
# Addresses without rows of their own: texts, files, what is asked for as one types, one capture.
WITHOUT_ROWS = (
    "/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/llms.txt", "/opensearch.xml", "/vorschlaege.json?q=Ha", "/hilfe",
    "/pruefen", "/pruefen.json",
    "/ueber", "/-/health", "/-/status.json", "/kalender.ics", "/abonnieren", "/abonnieren/feed", "/abonnieren/kalender",
    "/abonnieren/aemter/Stadtrat", "/abonnieren/aenderungen", "/abonnieren/suche", "/abonnieren/zitate",
    "/abonnieren/kuerzel/lea", "/abonnieren/themen/Bauen", f"/abonnieren{SPEAKER}",
    "/sample/releases/brueckenpruefung-suedbruecke.bib",
    "/sample/releases/brueckenpruefung-suedbruecke.csl.json", "/sample/releases/brueckenpruefung-suedbruecke.png",
    "/sample/releases/brueckenpruefung-suedbruecke/karte", "/sample/releases/brueckenpruefung-suedbruecke/einbetten",
    "/bild.png", "/oembed.json?url=http%3A%2F%2F127.0.0.1%3A8001%2Fsample%2Freleases%2Fbrueckenpruefung-suedbruecke",
    "/impressum", "/datenschutz", "/anlage/0000000000000000", "/anlage/0000000000000000/klein.jpg",
    "/sample/releases/brueckenpruefung-suedbruecke/fassung/1",
    "/sample/releases/brueckenpruefung-suedbruecke/warum/zitat-1", "/abzug/0000000000000000/inhalt",
    "/abzug/0000000000000000/roh",
)  # fmt: skip


def feed_keys(content: bytes) -> list[Key]:
    """The keys of a feed's entries, in order."""
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    links = [str(entry.link) for entry in feed.entries]
    return [(slug_of(link), link.rpartition("#")[2]) if "#z" in link else (slug_of(link),) for link in links]


def events(content: bytes) -> set[Key]:
    """The releases of the events of a calendar, each with the day on which the event begins or is due."""
    found: set[Key] = set()
    for part in Calendar.from_ical(content.decode()).walk():
        if part.name in ("VEVENT", "VTODO"):
            found.add((slug_of(str(part["url"])),))
    return found


def multiplied(source: Path, target: Path, times: int) -> None:
    """A copy of a database with every release so many times, and with the first of each kind that belongs to it."""
    shutil.copyfile(source, target)
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("CREATE TEMP TABLE copies(n)")
        connection.executemany("INSERT INTO copies VALUES (?)", ((number,) for number in range(2, times + 1)))
        for table in TABLES:
            columns = [column.name for column in table.columns if not column.made]
            if table.name == "quarantine" or not set(COPIED) & set(columns):
                continue
            names = ", ".join(f'"{name}"' for name in columns)
            values = ", ".join(f"\"{name}\" || '-' || n" if name in COPIED else f'"{name}"' for name in columns)
            first = "WHERE position = 0" if "position" in columns else ""
            connection.execute(f"INSERT INTO {table.name}({names}) SELECT {values} FROM {table.name}, copies {first}")  # noqa: S608
        connection.execute(
            "UPDATE speakers SET quotes = (SELECT count(*) FROM quotes WHERE speaker = name AND counted)"
        )
        connection.execute(
            "UPDATE persons SET quotes = (SELECT sum(quotes) FROM speakers WHERE speakers.person = persons.name)"
        )
        for index in ("releases_fts", "quotes_fts"):
            connection.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608
        connection.execute("ANALYZE")
