"""Every table of the database, declared once: types, keys and the sentence that the site shows as column help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: SQLite type (strict), its meaning, `table.column` that it refers to, and whether it may be NULL."""

    name: str
    type: str
    meaning: str
    refers: str | None = None
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its primary key and the columns that questions go by (`indexes`)."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    indexes: tuple[tuple[str, ...], ...] = ()

    def sql(self) -> str:
        """The CREATE TABLE statement."""
        lines = [f'"{c.name}" {c.type}{" NOT NULL" if c.required or c.name in self.key else ""}' for c in self.columns]
        lines.append(f"PRIMARY KEY ({', '.join(self.key)})")
        for column in self.columns:
            if column.refers:
                table, name = column.refers.split(".")
                lines.append(
                    f'FOREIGN KEY ("{column.name}") REFERENCES "{table}"("{name}") DEFERRABLE INITIALLY DEFERRED'
                )
        return f'CREATE TABLE "{self.name}" (\n  ' + ",\n  ".join(lines) + "\n) STRICT"


def text(name: str, meaning: str, refers: str | None = None, *, required: bool = False) -> Column:
    """A TEXT column."""
    return Column(name, "TEXT", meaning, refers, required)


def integer(name: str, meaning: str, *, required: bool = False) -> Column:
    """An INTEGER column."""
    return Column(name, "INTEGER", meaning, None, required)


RELEASE = text("release", "Slug der Pressemitteilung", "releases.slug")
POSITION = integer("position", "Reihenfolge auf der Seite, ab 0")

TABLES = (
    Table("crawl_runs", "Läufe: wann Abzüge geholt oder eingelesen wurden.", ("id",), (
        text("id", "UTC-Zeit des Beginns und Art des Laufs"),
        text("kind", "crawl (geholt), import (eingelesen) oder recovered (nach Abbruch gerettet)", required=True),
        text("version", "Fassung des Programms", required=True),
        text("started_at", "Beginn, UTC", required=True),
        text("ended_at", "Ende, UTC"),
        text("ended_why", "Grund des Endes: finished, shutdown, killed …"),
        integer("requests", "Anfragen", required=True),
        integer("bytes", "empfangene Bytes", required=True),
        integer("new", "Abzüge von Adressen, die neu waren", required=True),
        integer("changed", "Abzüge mit anderem Inhalt als zuvor", required=True),
        integer("unchanged", "Antworten mit demselben Inhalt wie zuvor", required=True),
        integer("gone", "verschwundene Seiten", required=True),
        integer("errors", "Anfragen ohne brauchbare Antwort", required=True),
    )),
    Table("captures", "Abzüge: die Bytes, die die Stadt zu einem Zeitpunkt gesendet hat, und wo sie liegen.", ("id",), (
        text("id", "16 Hexziffern aus Adresse, Zeit und Prüfsumme"),
        text("run", "Lauf, der den Abzug geholt hat", "crawl_runs.id", required=True),
        text("url", "Adresse, wie angefragt", required=True),
        text("captured_at", "Zeitpunkt, UTC", required=True),
        text("kind", "response (Antwort), conversion (nur ihr Text) oder revisit (unverändert)", required=True),
        integer("status", "HTTP-Status"),
        text("content_type", "Inhaltstyp, wie gesendet"),
        text("digest", "SHA-256 der Bytes, wie gesendet", required=True),
        text("etag", "ETag, wie gesendet"),
        text("last_modified", "Last-Modified, wie gesendet"),
        text("file", "WARC-Datei", required=True),
        integer("offset", "Byte, an dem der Eintrag in der Datei beginnt", required=True),
        integer("length", "Länge des Eintrags in Bytes", required=True),
    ), (("url", "captured_at"),)),
    Table("releases", "Pressemitteilungen in ihrer jüngsten Fassung.", ("slug",), (
        text("slug", "Kennung aus der Adresse, bleibt über alle Adressen gleich"),
        text("published", "Tag der Veröffentlichung (ISO)"),
        text("title", "Überschrift, wie gedruckt", required=True),
        text("teaser", "Vorspann, wie gedruckt"),
        text("body", "Text ohne Vorspann; Absätze durch Leerzeilen getrennt", required=True),
        text("author_codes", "Kürzel der Verfasser, klein geschrieben, durch Komma getrennt"),
        text("kicker", "Dachzeile, wie gedruckt"),
        text("meta_line", "Kopfzeile mit Kürzel, Wochentag und Datum, wie gedruckt"),
        integer("year", "Jahr der Veröffentlichung"),
        text("published_at", "Zeitpunkt der Veröffentlichung, UTC; leer, wenn nur der Tag bekannt ist"),
        text("published_local", "derselbe Zeitpunkt als Ortszeit mit Abstand zu UTC"),
        text("published_source", "woher der Tag stammt: meta line, time, json-ld, meta tag, feed oder list"),
        text("published_capture", "Abzug, aus dem der Tag stammt", "captures.id"),
        integer("weekday_fits", "1, wenn der gedruckte Wochentag zum Tag passt, 0, wenn nicht; leer ohne Wochentag"),
        text("url", "Adresse, von der der Text stammt", required=True),
        integer("uid", "Nummer der Nachricht im Redaktionssystem"),
        text("layout", "Vorlage der Seite, von der der Text stammt", required=True),
        text("capture", "Abzug, aus dem der Text stammt", "captures.id", required=True),
        text("first_seen", "erster Abzug, UTC", required=True),
        text("last_seen", "jüngster Abzug, UTC", required=True),
    ), (("published",), ("year",))),
    Table("release_captures", "Welche Abzüge eine Pressemitteilung zeigen.", ("release", "capture"), (
        RELEASE, text("capture", "Abzug", "captures.id"),
    ), (("capture",),)),
    Table("blocks", "Bausteine des Textes in ihrer Reihenfolge.", ("release", "position"), (
        RELEASE, POSITION,
        text("kind", "paragraph (Absatz), heading (Zwischenüberschrift), list, table oder quotation", required=True),
        integer("level", "Ebene der Zwischenüberschrift"),
        text("text", "Text; ein Listeneintrag oder eine Tabellenzeile je Zeile, Zellen mit Tabulator", required=True),
    )),
    Table("authors", "Kürzel der Verfasser.", ("code",), (
        text("code", "Kürzel, klein geschrieben"),
        integer("releases", "Zahl der Pressemitteilungen", required=True),
        text("first_published", "Tag der ersten datierten"),
        text("last_published", "Tag der letzten datierten"),
    )),
    Table("release_authors", "Wer welche Pressemitteilung geschrieben hat.", ("release", "position"), (
        RELEASE, POSITION,
        text("code", "Kürzel, klein geschrieben", "authors.code", required=True),
        text("printed", "Kürzel, wie gedruckt", required=True),
    ), (("code",),)),
    Table("release_categories", "Rubriken.", ("release", "position"), (
        RELEASE, POSITION, text("category", "Rubrik, wie gedruckt", required=True),
    ), (("category",),)),
    Table("images", "Bilder mit Unterschrift und Nachweis.", ("release", "position"), (
        RELEASE, POSITION,
        text("url", "Adresse des Bildes"),
        text("caption", "Bildunterschrift, wie gedruckt"),
        text("credit", "Bildnachweis ohne ©, Quelle: oder Foto:"),
        text("alt", "Ersatztext"),
    )),
    Table("files", "Angehängte Dateien.", ("release", "position"), (
        RELEASE, POSITION,
        text("url", "Adresse der Datei", required=True),
        text("title", "Name, wie gedruckt"),
        text("size", "Größe, wie gedruckt"),
    )),
    Table("links", "Verweise aus dem Text und unter ihm.", ("release", "position"), (
        RELEASE, POSITION,
        text("url", "Ziel", required=True),
        text("text", "Text des Verweises"),
        text("kind", "body (im Text) oder related (darunter)", required=True),
    )),
    Table("unreadable", "Abzüge, die eine Pressemitteilung sein sollten und nicht lesbar sind.", ("capture",), (
        text("capture", "Abzug", "captures.id"),
        text("reason", "Grund", required=True),
    )),
    Table("builds", "Womit diese Datenbank gebaut wurde.", ("id",), (
        integer("id", "immer 1"),
        text("version", "Fassung des Programms", required=True),
        text("readers", "Prüfsumme der Programmteile, die lesen und normalisieren", required=True),
    )),
)  # fmt: skip

# A view, because the index wants text without soft hyphens while the tables keep what is printed.
SEARCH = (
    """CREATE VIEW releases_search AS SELECT rowid AS rowid, replace(title, char(173), '') AS title,
  replace(teaser, char(173), '') AS teaser, replace(body, char(173), '') AS body FROM releases""",
    """CREATE VIRTUAL TABLE releases_fts USING fts5(title, teaser, body, content='releases_search',
  content_rowid='rowid',  tokenize='unicode61 remove_diacritics 2')""",
)


def create_statements() -> list[str]:
    """Every statement that makes an empty database."""
    statements = []
    for table in TABLES:
        statements.append(table.sql())
        statements += [
            f'CREATE INDEX "{table.name}_{"_".join(columns)}" ON "{table.name}"({", ".join(columns)})'
            for columns in table.indexes
        ]
    return [*statements, *SEARCH]
