"""Every table of the database, declared once: types, keys and the sentence that the site shows as help.

A table stands below those that it refers to. `create.py` makes them with sqlite-utils.
"""

from __future__ import annotations

from dataclasses import dataclass

# `PRAGMA user_version`: raise it with every change of a table, key, index, view or search column. A database with a
# lower version is rebuilt by `build`; one with a higher version is refused.
SCHEMA_VERSION = 8


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
    """A table with its primary key and the columns that questions go by (`indexes`).

    rowids: whether rows are kept by number; without, they are kept by their key, which then needs no index beside it.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    rowids: bool = True

    @property
    def foreign_keys(self) -> list[tuple[str, str, str]]:
        """(column, table, column there) of each key to another table."""
        split = ((c.name, c.refers.partition(".")) for c in self.columns if c.refers)
        return [(column, table, there) for column, (table, _, there) in split]


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
        text("mode", "new (Neues und Jüngstes) oder all (alles); nur bei geholten"),
        text("version", "Fassung des Programms", required=True),
        text("started_at", "Beginn, UTC", required=True),
        text("ended_at", "Ende, UTC"),
        text("ended_why", "Grund des Endes: finished, stopped, killed, recovered (unbekannt), budget …"),
        integer("requests", "Anfragen", required=True),
        integer("bytes", "empfangene Bytes", required=True),
        integer("new", "Pressemitteilungen (beim Einlesen: Abzüge), die neu waren", required=True),
        integer("changed", "Pressemitteilungen, deren Seite anders war als zuvor", required=True),
        integer("unchanged", "Pressemitteilungen (beim Einlesen: Abzüge), die waren wie zuvor", required=True),
        integer("gone", "Pressemitteilungen, die verschwunden sind", required=True),
        integer("errors", "Anfragen ohne brauchbare Antwort", required=True),
        integer("number", "der wievielte Lauf es war, was auch immer die Uhr sagte", required=True),
        text("clock", "warum den Zeiten des Laufs nicht zu trauen ist; leer, wenn nichts dagegen spricht"),
        integer("unverified", "1, wenn die TLS-Zertifikate der Stadt nicht geprüft wurden", required=True),
    )),
    Table("crawl_routes", "Auf welchen Wegen ein Lauf suchte und was jeder fand.", ("run", "route", "url"), (
        text("run", "Lauf", "crawl_runs.id"),
        text("route", "feed, list (Listenseiten), sitemap, link (Verweise zwischen Pressemitteilungen)"),
        text("url", "Startadresse des Wegs"),
        integer("pages", "gelesene Seiten", required=True),
        integer("releases", "verschiedene Pressemitteilungen, die der Weg nannte", required=True),
        integer("new", "davon noch nicht bekannt", required=True),
        text("problem", "was fehlte, zum Beispiel HTTP 404; leer, wenn der Weg offen war"),
        integer("late", "davon neu auf Seiten hinter einer ohne Neues: nachgetragen oder verschoben", required=True),
    )),
    Table("alarms", "Alarme: woran ein Lauf erkennen lässt, dass etwas nicht stimmt.", ("run", "name"), (
        text("run", "Lauf, der beurteilt wurde", "crawl_runs.id"),
        text("name", "nothing_found, route_lost, mostly_errors, most_gone, too_few, silence, bounded, clock,"
                     " quarantined oder layout_changed_ mit dem Feld"),
        text("reason", "Begründung in Worten (englisch)", required=True),
        text("since", "seit wann er offen ist, UTC"),
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
        text("repeats", "bei revisit: der Abzug, der die Bytes enthält"),
        text("cut", "warum die Bytes nicht vollständig sind; leer, wenn sie es sind"),
        integer("unverified", "1, wenn das TLS-Zertifikat nicht geprüft wurde", required=True),
    ), (("url", "captured_at"), ("digest",))),
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
        text("modified", "Tag der letzten Bearbeitung, wenn die Seite einen nennt (ISO)"),
        text("modified_at", "Zeitpunkt der letzten Bearbeitung, wenn die Seite ihn nennt, UTC"),
        integer("weekday_fits", "1, wenn der gedruckte Wochentag zum Tag passt, 0, wenn nicht; leer ohne Wochentag"),
        text("url", "Adresse, von der der Text stammt", required=True),
        integer("uid", "Nummer der Nachricht im Redaktionssystem"),
        text("layout", "Vorlage der Seite, von der der Text stammt", required=True),
        text("capture", "Abzug, aus dem der Text stammt", "captures.id", required=True),
        integer("revisions", "Zahl der Fassungen", required=True),
        text("first_seen", "erster Abzug, UTC", required=True),
        text("last_seen", "wann sie zuletzt so gezeigt wurde, auch in unveränderten Antworten, UTC", required=True),
        text("gone_at", "seit wann die Stadt sie nicht mehr zeigt (erster Abzug, der es sagt), UTC; leer: ist da"),
        text("gone_capture", "Abzug, der es sagt", "captures.id"),
        text("body_html", "Text als sicheres HTML: Absätze, Zwischenüberschriften, Listen, Tabellen, Zitatblöcke"),
        text("search_forms", "Formen für die Suche: zu Bürger*innen „Bürgerinnen und Bürger“,"
             " zu „Nah- und Fernverkehr“ Nahverkehr, zu 30 € „30 euro“"),
    ), (("published", "published_at", "slug"), ("year",), ("revisions",), ("gone_at",))),
    Table("release_captures", "Welche Abzüge eine Pressemitteilung zeigen.", ("release", "capture"), (
        RELEASE, text("capture", "Abzug", "captures.id"),
    ), (("capture",),)),
    Table("blocks", "Bausteine des Textes in ihrer Reihenfolge.", ("release", "position"), (
        RELEASE, POSITION,
        text("kind", "paragraph (Absatz), heading (Zwischenüberschrift), list, table oder quotation", required=True),
        integer("level", "Ebene der Zwischenüberschrift"),
        text("text", "Text; ein Listeneintrag oder eine Tabellenzeile je Zeile, Zellen mit Tabulator", required=True),
        text("anchor", "Sprungmarke, die bleibt, wenn davor etwas eingefügt wird", required=True),
    )),
    Table("release_sources", "Aus welchem Abzug jedes Feld einer Pressemitteilung stammt.", ("release", "field"), (
        RELEASE, text("field", "Feld"), text("capture", "Abzug", "captures.id", required=True),
    )),
    Table("conflicts", "Wo Abzüge einer Pressemitteilung Verschiedenes sagen.", ("release", "position"), (
        RELEASE, POSITION,
        text("field", "Feld", required=True),
        text("kept", "was gilt"),
        text("other", "was der andere Abzug sagt, wie gedruckt", required=True),
        text("source", "wo es steht: meta line, time, json-ld, meta tag, feed oder list", required=True),
        text("capture", "der andere Abzug", "captures.id", required=True),
        text("reason", "was daran anders ist", required=True),
    )),
    Table("revisions", "Fassungen: jeder Wortlaut, in dem eine Pressemitteilung zu sehen war.", ("release", "number"), (
        RELEASE, integer("number", "Nummer der Fassung, ab 1"),
        text("first_seen", "erster Abzug mit diesem Wortlaut, UTC", required=True),
        text("last_seen", "letzter Abzug mit diesem Wortlaut, UTC", required=True),
        text("capture", "Abzug, der sie zuerst zeigt", "captures.id", required=True),
        text("digest", "SHA-256 des Wortlauts, Leerraum und weiche Trennstriche ausgenommen", required=True),
        text("title", "Überschrift", required=True),
        text("teaser", "Vorspann"),
        text("body", "Text", required=True),
    )),
    Table("changes", "Was sich von einer Fassung zur nächsten geändert hat.", ("release", "number", "field"), (
        RELEASE, integer("number", "Nummer der späteren Fassung"),
        text("field", "title, teaser oder body"),
        integer("removed", "entfallene Wörter", required=True),
        integer("added", "neue Wörter", required=True),
        text("diff", "JSON-Liste aus Paaren: =, - oder + und der Text, in Lesereihenfolge", required=True),
    )),
    Table("authors", "Kürzel der Verfasser.", ("code",), (
        text("code", "Kürzel, klein geschrieben"),
        text("office", "Dienststelle, für die das Kürzel steht, wenn belegt"),
        text("person", "Person, für die das Kürzel steht, wenn belegt"),
        text("source", "Beleg; leer bei Kürzeln, die nicht im Verzeichnis stehen"),
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
        text("mark", "Zeichen vor dem Bildnachweis, wie gedruckt: ©, Quelle: oder Foto:"),
        text("credit", "Bildnachweis, wie gedruckt, ohne dieses Zeichen"),
        text("photographer", "wer das Bild gemacht hat, wenn der Nachweis es sagt"),
        text("agency", "Bildagentur oder Bilderdienst, wenn der Nachweis sie nennt"),
        text("alt", "Ersatztext"),
    )),
    Table("files", "Angehängte Dateien.", ("release", "position"), (
        RELEASE, POSITION,
        text("url", "Adresse der Datei", required=True),
        text("title", "Name, wie gedruckt"),
        text("size", "Größe, wie gedruckt"),
        text("type", "Dateityp nach der Endung der Adresse, klein geschrieben"),
    )),
    Table("links", "Verweise aus dem Text und unter ihm.", ("release", "position"), (
        RELEASE, POSITION,
        text("url", "Ziel", required=True),
        text("text", "Text des Verweises"),
        text("kind", "body (im Text) oder related (darunter)", required=True),
    )),
    Table("speakers", "Sprecher, einer je vollem Namen; gleiche Nachnamen bleiben getrennt.", ("name",), (
        text("name", "Name, wie gedruckt, so voll wie in der Pressemitteilung"),
        text("kind", "person (Mensch), body (Stelle, Verein, Firma) oder group (Gruppe von Leuten)", required=True),
        integer("quotes", "Zahl der Zitate", required=True),
        integer("releases", "Zahl der Pressemitteilungen", required=True),
        text("first_published", "Tag der ersten datierten"),
        text("last_published", "Tag der letzten datierten"),
    )),
    Table("speaker_roles", "Unter welchen Ämtern ein Sprecher zitiert wird.", ("speaker", "role"), (
        text("speaker", "Sprecher", "speakers.name"),
        text("role", "Amt, wie gedruckt"),
        text("normal_role", "Amt in Grundform, ohne Geschlecht und Beugung, mit dem, wovon es das Amt ist"),
        integer("quotes", "Zahl der Zitate", required=True),
        text("first_published", "erster Tag"),
        text("last_published", "letzter Tag"),
    )),
    Table("quotes", "Zitate mit Sprecher, Regel und Sicherheit.", ("release", "position"), (
        RELEASE, integer("position", "Reihenfolge in Überschrift, Vorspann und Text, ab 0"),
        text("text", "Wortlaut, bei wörtlichen Zitaten mit ihren Anführungszeichen", required=True),
        text("speaker", "Sprecher: der vollste gedruckte Name; leer, wenn unklar", "speakers.name"),
        text("speaker_kind", "person (Mensch), body (Stelle, Verein, Firma) oder group (Gruppe von Leuten)"),
        text("role", "Amt, wie in der Pressemitteilung gedruckt"),
        text("kind", "direct (wörtlich), indirect (sinngemäß) oder fragment (weniger sicher, meist ein Wort)",
             required=True),
        text("cue", "Redeverb oder Wendung, die das Zitat einführt"),
        text("speaker_mention", "Nennung des Sprechers, wie gedruckt"),
        text("candidates", "mögliche Sprecher, wenn unklar (JSON-Liste)"),
        text("also", "wer mit dem Sprecher zusammen spricht (JSON-Liste)"),
        text("where_", "title (Überschrift), teaser (Vorspann) oder body (Text)", required=True),
        integer("start", "erstes Zeichen in diesem Feld, ab 0", required=True),
        integer("end", "Zeichen hinter dem letzten", required=True),
        Column("confidence", "REAL", "Sicherheit von 0 bis 1", required=True),
        text("rule", "Regel, die gegriffen hat", required=True),
        integer("corrected", "1, wenn der Sprecher von Hand berichtigt ist", required=True),
        integer("repeats", "Position des Zitats derselben Pressemitteilung, dessen Wortlaut es wiederholt"),
        text("anchor", "Sprungmarke, die bleibt, wenn davor etwas eingefügt wird", required=True),
    ), (("speaker",),)),
    Table("refused_quotes", "Stellen in Anführungszeichen, die keine Rede sind.", ("release", "position"), (
        RELEASE, POSITION,
        text("text", "Wortlaut", required=True),
        text("where_", "title (Überschrift), teaser (Vorspann) oder body (Text)", required=True),
        integer("start", "erstes Zeichen in diesem Feld, ab 0", required=True),
        integer("end", "Zeichen hinter dem letzten", required=True),
        text("reason", "warum sie nicht als Zitat gilt", required=True),
    )),
    Table("dates", "Datums- und Zeitangaben in Überschrift, Vorspann und Text.", ("release", "position"), (
        RELEASE, integer("position", "Reihenfolge in Überschrift, Vorspann und Text, ab 0"),
        text("text", "Angabe, wie gedruckt", required=True),
        text("value", "Wert nach TIMEX3; bei Spannen Beginn/Ende; leer bei Tagen, die es nie gab"),
        text("type", "DATE, TIME, DURATION oder SET (TIMEX3)", required=True),
        text("mod", "Teil oder Ungefähres nach TIMEX3: START, MID, END, APPROX, LESS_THAN, MORE_THAN …"),
        text("begin_day", "erster Tag"),
        text("end_day", "letzter Tag, eingeschlossen"),
        text("weekdays", "bei SET: die Wochentage als Ziffern, 1 für Montag bis 7 für Sonntag („12345“)"),
        text("anchor", "Sprungmarke, die bleibt, wenn davor etwas eingefügt wird", required=True),
        text("utc", "Zeitpunkt in UTC, bei Uhrzeiten"),
        text("utc_end", "Ende in UTC, bei Zeitspannen"),
        integer("span", "1, wenn die Zeile Teile zusammenfasst, die eigene Zeilen haben", required=True),
        text("flags", "Vorbehalte (JSON-Liste): weekday_mismatch, year_inferred, ambiguous, end (bis dahin) …"),
        text("certainty", "printed (steht ganz da), inferred (erschlossen) oder open (offen)", required=True),
        text("status", "cancelled (entfällt) oder moved (verschoben), sonst leer"),
        text("direction", "forward oder back, wo das zu entscheiden war"),
        text("reason", "was darüber entschied"),
        text("rule", "Regel, die gegriffen hat", required=True),
        text("where_", "title (Überschrift), teaser (Vorspann) oder body (Text)", required=True),
        integer("start", "erstes Zeichen in diesem Feld, ab 0", required=True),
        integer("end", "Zeichen hinter dem letzten", required=True),
        text("sentence", "Satz, in dem die Angabe steht; ist er länger als 2.000 Zeichen, ein Stück davon",
             required=True),
    ), (("begin_day",),)),
    Table("date_days", "Jeder einzelne Tag, den eine Angabe nennt oder umfasst.", ("release", "position", "day"), (
        RELEASE, integer("position", "Angabe, wie in dates"), text("day", "Tag (ISO)"),
        text("utc", "Zeitpunkt an diesem Tag in UTC, bei Uhrzeiten"),
        text("utc_end", "Ende an diesem Tag in UTC, bei Zeitspannen"),
        integer("ends", "1, wenn etwas bis dahin dauert und dann nicht beginnt", required=True),
    ), (("day",),)),
    Table("unreadable", "Abzüge, die eine Pressemitteilung sein sollten und nicht lesbar sind.", ("capture",), (
        text("capture", "Abzug", "captures.id"),
        text("reason", "Grund", required=True),
    )),
    Table("named", "Nur genannt: Abzüge von Listen mit Einträgen, zu denen noch keine Pressemitteilung gelesen wurde.",
          ("release", "capture"), (
        text("release", "Slug, den der Eintrag nennt"), text("capture", "Abzug", "captures.id"),
    )),
    Table("quarantine", "In Prüfung: Seiten an der Adresse einer Pressemitteilung, die diese vielleicht nicht sind.",
          ("capture",), (
        text("capture", "Abzug", "captures.id"),
        text("release", "Slug der Pressemitteilung, an deren Adresse die Seite stand", required=True),
        text("title", "Überschrift der Seite", required=True),
        text("reason", "Warum die Seite nicht sicher die Pressemitteilung ist", required=True),
        text("digest", "SHA-256 des Wortlauts, wie revisions.digest: Entscheidungen gelten für jeden gleichen",
             required=True),
        text("state", "waiting (wartet), healed (danach war die Pressemitteilung wieder da), accepted (von Hand"
             " angenommen) oder rejected (von Hand verworfen)", required=True),
    ), (("release",), ("digest",))),
    Table("words", "Wortliste: jedes Wort, das Überschriften, Vorspann und Texte benutzen; für die Suche.", ("id",), (
        integer("id", "Reihenfolge nach dem Alphabet, ab 1"),
        text("word", "Wort, wie es der Suchindex hält: klein, ohne Umlautpunkte und Akzente", required=True),
        integer("releases", "Zahl der Pressemitteilungen", required=True),
        text("folded", "ß als ss, ae, oe und ue als a, o und u: alle Schreibweisen eines Worts", required=True),
    ), (("folded",),)),
    Table("word_keys", "Grundformen: Wörter mit derselben sind Formen eines Worts; für die Suche.", ("key", "word"), (
        text("key", "Grundform, klein, in einer Rechtschreibung; bei Hauptwörtern und Namen mit großem Anfang"),
        integer("word", "Wort: words.id"),
    ), (("word",),), rowids=False),
    Table("word_parts", "Woraus zusammengesetzte Wörter der Wortliste bestehen; für die Suche.", ("part", "word"), (
        text("part", "Hauptwort, das darin steckt, wie word_keys.key"),
        integer("word", "Wort, das ihn enthält: words.id"),
    ), rowids=False),
    Table("builds", "Womit diese Datenbank gebaut wurde.", ("id",), (
        integer("id", "immer 1"),
        text("version", "Fassung des Programms", required=True),
        text("readers", "Prüfsumme der Programmteile, die lesen und normalisieren", required=True),
    )),
)  # fmt: skip

SEARCH_MEANINGS = (
    ("releases_search", "view", "Überschrift, Vorspann und Text ohne weiche Trennstriche: was der Suchindex liest"),
    ("releases_fts", "FTS5 table", "Suchindex; seine rowid ist die von releases"),
    ("releases_vocab", "FTS5 vocabulary", "jedes Wort des Suchindexes mit jeder Stelle, an der es steht (fts5vocab)"),
    ("quotes_fts", "FTS5 table", "Suchindex der Zitate; seine rowid ist die von quotes"),
    ("words_fts", "FTS5 table", "je drei Buchstaben der Spalte folded: findet Wörter, in denen ein Wort steckt"),
)
