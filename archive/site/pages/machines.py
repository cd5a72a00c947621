"""What machines ask for first: robots.txt, sitemap.xml (sitemaps.org 0.9), llms.txt."""

from __future__ import annotations

import sqlite3

from datasette.utils import tilde_encode
from lxml import etree

from archive.site.page import Asked, Document

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PER_FILE = 50_000  # addresses in one sitemap file, as the protocol has it
PAGES = ("/", "/mitteilungen", "/personen", "/kalender", "/aenderungen", "/ueber", "/daten")
RELEASES = """SELECT slug, (SELECT max(first_seen) FROM revisions v WHERE v.release = slug) FROM releases
  ORDER BY slug LIMIT :many OFFSET :after"""


def robots(_: sqlite3.Connection, asked: Asked) -> Document:
    """Pages may be read; tables and free SQL are for people and for downloads, not for crawlers."""
    database = asked.site.database
    lines = ["User-agent: *", f"Allow: /{database}/releases/", f"Disallow: /{database}", "Disallow: /suche"]
    lines += ["", f"Sitemap: {asked.address}/sitemap.xml", ""]
    return Document("text/plain; charset=utf-8", "\n".join(lines))


def sitemap(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """Every page of the archive; an index of files where one file cannot hold them all."""
    (count,) = connection.execute("SELECT count(*) FROM releases").fetchone()
    files = -(-(count + len(PAGES)) // PER_FILE)
    part = asked.names.get("part")
    if part is None and files > 1:
        root = etree.Element(f"{SITEMAP}sitemapindex", nsmap={None: SITEMAP[1:-1]})  # type: ignore[dict-item] # the stubs know no default namespace
        for number in range(1, files + 1):
            entry = etree.SubElement(root, f"{SITEMAP}sitemap")
            etree.SubElement(entry, f"{SITEMAP}loc").text = f"{asked.address}/sitemap-{number}.xml"
        return _xml(root)
    number = int(part or 1)
    if not 1 <= number <= files:
        return None
    root = etree.Element(f"{SITEMAP}urlset", nsmap={None: SITEMAP[1:-1]})  # type: ignore[dict-item] # as above
    first = (number - 1) * PER_FILE - len(PAGES)
    if number == 1:
        for path in PAGES:
            _address(root, asked.address + path, None)
    span = {"after": max(0, first), "many": PER_FILE - (len(PAGES) if number == 1 else 0)}
    for slug, changed in connection.execute(RELEASES, span):
        _address(root, f"{asked.address}/{asked.site.database}/releases/{tilde_encode(slug)}", changed)
    return _xml(root)


def llms(connection: sqlite3.Connection, asked: Asked) -> Document:
    """What this is and how to read it, for programs that read text (llmstxt.org)."""
    count, first, last = connection.execute("SELECT count(*), min(published), max(published) FROM releases").fetchone()
    site, at = asked.site, asked.address
    text = f"""# Archiv {site.title}

> {count} Pressemitteilungen, die die {site.publisher} von {first} bis {last} veröffentlicht hat, mit allen Fassungen,
> Zitaten und Terminen. Jeder Wert führt zu dem Abzug, aus dem er stammt. Zitate und Termine hat ein Programm gelesen;
> jeder Eintrag sagt, nach welcher Regel. Verbindlich ist der Text der Stadt.

- [Eine Mitteilung]({at}/{site.database}/releases/SLUG): Seite; `.json` dahinter gibt die Zeile der Tabelle
- [Suche]({at}/suche?q=WORT): auch als `/suche.json`, `.csv`, `.xlsx`, `.atom`
- [Daten, Tabellen und Beispielabfragen]({at}/daten)
- [SQL als JSON]({at}/{site.database}.json?sql=SELECT+title+FROM+releases+LIMIT+5&_shape=array): lesend, begrenzt
- [Neues als Atom]({at}/feed.atom), [Änderungen]({at}/aenderungen.atom), [Termine als iCalendar]({at}/kalender.ics)
- [Woher, wie, wie sicher]({at}/ueber)
"""
    return Document("text/plain; charset=utf-8", text)


def _address(root: etree._Element, address: str, changed: str | None) -> None:
    entry = etree.SubElement(root, f"{SITEMAP}url")
    etree.SubElement(entry, f"{SITEMAP}loc").text = address
    if changed:
        etree.SubElement(entry, f"{SITEMAP}lastmod").text = changed


def _xml(root: etree._Element) -> Document:
    return Document("application/xml; charset=utf-8", etree.tostring(root, xml_declaration=True, encoding="utf-8"))
