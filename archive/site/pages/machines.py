"""What machines ask for first: robots.txt, sitemap.xml (sitemaps.org 0.9), llms.txt."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from html import escape

from archive.site.page import Asked, Document
from archive.site.safe import slug_part

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PER_FILE = 50_000  # addresses in one sitemap file, as the protocol has it
PAGES = (
    "/", "/mitteilungen", "/personen", "/aemter", "/zitate", "/kalender", "/aenderungen", "/ueber", "/daten",
    "/abonnieren", "/pruefen",
)  # fmt: skip
COUNT = """SELECT count(*) FROM releases
  WHERE slug NOT IN (SELECT release FROM withdrawals WHERE scope = 'noindex' AND release IS NOT NULL)"""
RELEASES = """SELECT slug, CASE WHEN revisions = 1 THEN first_seen
    ELSE (SELECT max(first_seen) FROM revisions v WHERE v.release = slug) END FROM releases
  WHERE slug NOT IN (SELECT release FROM withdrawals WHERE scope = 'noindex' AND release IS NOT NULL)
  ORDER BY slug LIMIT :many OFFSET :after"""


def robots(_: sqlite3.Connection, asked: Asked) -> Document:
    """Pages may be read; tables and free SQL are for people and for downloads, not for crawlers."""
    database = asked.site.database
    lines = [
        "User-agent: *",
        f"Allow: /{database}/releases/",
        f"Disallow: /{database}",
        f"Disallow: /{database}/releases/*/warum/",
        f"Disallow: /{database}/releases/*/karte",
        f"Disallow: /{database}/releases/*/einbetten",
        "Disallow: /suche",
        "Disallow: /zitate?",
        "Disallow: /abonnieren/",
    ]
    lines += ["", f"Sitemap: {asked.absolute}/sitemap.xml", ""]
    return Document("text/plain; charset=utf-8", "\n".join(lines))


def sitemap(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """Every page of the archive that search engines may show; an index of files where one file cannot hold them all."""
    (count,) = connection.execute(COUNT).fetchone()
    files = -(-(count + len(PAGES)) // PER_FILE)
    part = asked.names.get("part")
    at = escape(asked.absolute)
    if part is None and files > 1:
        parts = (f"<sitemap><loc>{at}/sitemap-{number}.xml</loc></sitemap>" for number in range(1, files + 1))
        return _xml("sitemapindex", parts)
    number = int(part or 1)
    if not 1 <= number <= files:
        return None
    first = (number - 1) * PER_FILE - len(PAGES)
    span = {"after": max(0, first), "many": PER_FILE - (len(PAGES) if number == 1 else 0)}
    pages = [f"<url><loc>{at}{path}</loc></url>" for path in PAGES if number == 1]
    start = f"<url><loc>{at}/{asked.site.database}/releases/"  # as text: 50,000 nodes would take a second
    pages += [
        f"{start}{slug_part(slug)}</loc><lastmod>{changed}</lastmod></url>"
        for slug, changed in connection.execute(RELEASES, span)
    ]
    return _xml("urlset", pages)


def llms(connection: sqlite3.Connection, asked: Asked) -> Document:
    """What this is and how to read it, for programs that read text (llmstxt.org)."""
    count, first, last = connection.execute("SELECT count(*), min(published), max(published) FROM releases").fetchone()
    site, at = asked.site, asked.absolute
    text = f"""# Archiv {site.title}

> {count} Pressemitteilungen, die die {site.publisher} von {first} bis {last} veröffentlicht hat, mit allen Fassungen,
> Zitaten und Terminen. Jede Angabe führt zu der Archivkopie, aus der sie stammt. Zitate und Termine hat ein
> Programm gelesen; jeder Eintrag sagt, nach welcher Regel. Verbindlich ist der Text der Stadt.

- [Eine Mitteilung]({at}/{site.database}/releases/SLUG): Seite; `.json` dahinter gibt die Zeile der Tabelle
- [Suche]({at}/suche?q=WORT): auch als `/suche.json`, `.csv`, `.xlsx`, `.atom`
- [Personen]({at}/personen) und [Ämter]({at}/aemter), mit allem, was sie gesagt haben
- [Suche in Zitaten]({at}/zitate?q=WORT): auch als `/zitate.json`, `.csv`, `.atom`
- [Wortlaut prüfen]({at}/pruefen): was von einem Artikel in Mitteilungen steht; JSON gibt POST von `text/plain` an
  `/pruefen.json`
- [Daten, Tabellen und Beispielabfragen]({at}/daten)
- [SQL als JSON]({at}/{site.database}.json?sql=SELECT+title+FROM+releases+LIMIT+5&_shape=array): lesend, begrenzt
- [Neues als Atom]({at}/feed.atom), [Änderungen]({at}/aenderungen.atom), [Termine als iCalendar]({at}/kalender.ics)
- [Woher, wie, wie sicher]({at}/ueber)
"""
    return Document("text/plain; charset=utf-8", text)


def _xml(root: str, parts: Iterable[str]) -> Document:
    lines = "\n".join(parts)
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{SITEMAP}">\n{lines}\n</{root}>\n'
    return Document("application/xml; charset=utf-8", text)
