"""What tables and their columns are called on the German pages; the names of the database stay beside them."""

from __future__ import annotations

TABLES = {
    "crawl_runs": "Abrufe", "crawl_routes": "Quellen der Abrufe", "alarms": "Alarme", "captures": "Archivkopien",
    "releases": "Mitteilungen", "release_captures": "Archivkopien der Mitteilungen", "blocks": "Absätze",
    "release_sources": "Herkunft der Felder", "conflicts": "Widersprüche", "revisions": "Fassungen",
    "changes": "Änderungen", "authors": "Kürzel", "release_authors": "Kürzel der Mitteilungen",
    "release_categories": "Rubriken der Mitteilungen", "images": "Bilder", "files": "Dateien",
    "former_files": "Frühere Dateien", "links": "Links",
    "persons": "Menschen", "speakers": "Zitierte", "speaker_roles": "Ämter der Zitierten", "quotes": "Zitate",
    "revision_quotes": "Zitate der Fassungen", "refused_quotes": "Keine Zitate", "dates": "Datumsangaben",
    "date_days": "Tage der Datumsangaben", "unreadable": "Nicht lesbare Archivkopien", "named": "Nur genannte",
    "quarantine": "In Prüfung", "words": "Wörter", "word_keys": "Grundformen", "word_parts": "Wortteile",
    "attachments": "Anlagen", "attachment_versions": "Fassungen der Anlagen",
    "builds": "Programm und Stand", "withdrawals": "Sperrungen",
    "calendar": "Kalender", "quotes_by_speaker": "Zitate nach Namen",
    "speakers_by_year": "Zitierte nach Jahren", "person_offices": "Menschen und Ämter",
    "requoted": "Zitate mit neuem Sprecher", "layouts": "Vorlagen",
}  # fmt: skip

COLUMNS = {
    "added": "neue Wörter", "agency": "Agentur", "also": "gemeinsam mit", "alt": "Ersatztext", "anchor": "Sprungmarke",
    "author_codes": "Kürzel", "begin_day": "erster Tag", "body": "Text", "body_html": "Text als HTML",
    "body_plain": "Text ohne weiche Trennstriche", "bytes": "Bytes",
    "candidates": "mögliche Sprecher", "caption": "Bildunterschrift", "capture": "Archivkopie",
    "captured_at": "Zeitpunkt", "captures": "Archivkopien", "category": "Rubrik", "certainty": "Gewissheit",
    "changed": "geändert",
    "clock": "Uhr", "code": "Kürzel", "confidence": "Sicherheit", "content_type": "Inhaltstyp",
    "corrected": "berichtigt", "counted": "gezählt", "credit": "Bildnachweis", "cue": "Redeverb",
    "cue_lemma": "Grundform des Redeverbs", "decided_by": "entschieden von", "scope": "Umfang der Sperrung",
    "withdrawal": "Sperrung",
    "cut": "abgeschnitten", "dated": "mit Tag", "day": "Tag", "diff": "Unterschied", "digest": "Prüfsumme",
    "direction": "Richtung", "dropped_in": "weggefallen in Archivkopie", "end": "Ende",
    "end_day": "letzter Tag", "ended_at": "Ende", "ended_why": "Grund des Endes", "ends": "endet", "errors": "Fehler",
    "etag": "ETag", "field": "Feld", "file": "Datei", "first_captured_at": "erste Archivkopie",
    "first_published": "erster Tag", "first_seen": "zuerst gesehen",
    "flags": "Vorbehalte", "gone": "entfernt", "gone_at": "entfernt seit",
    "gone_capture": "Archivkopie der Entfernung", "id": "Kennung", "kept": "gilt",
    "kicker": "Dachzeile", "kind": "Art", "last_captured_at": "letzte Archivkopie",
    "last_modified": "zuletzt geändert", "last_published": "letzter Tag",
    "last_seen": "zuletzt gesehen", "late": "nachgetragen", "layout": "Vorlage", "length": "Länge", "level": "Ebene",
    "mark": "Zeichen", "media_type": "Art der Datei", "meta_line": "Kopfzeile", "mod": "Teil oder Ungefähres",
    "mode": "Umfang",
    "modified": "bearbeitet am", "modified_at": "bearbeitet", "name": "Name", "new": "neu", "normal_role": "Amt",
    "number": "Nummer", "office": "Dienststelle", "offset": "Stelle in der Datei", "other": "sagt die andere",
    "pages": "Seiten", "person": "Mensch", "photographer": "Fotograf",
    "position": "Reihenfolge", "print_a_day": "nennen selbst den Tag", "print_author_codes": "nennen selbst Kürzel",
    "print_categories": "nennen selbst Rubriken", "printed": "wie angegeben", "problem": "Ergebnis", "published": "Tag",
    "published_at": "Zeitpunkt", "published_capture": "Archivkopie des Tags", "published_local": "Ortszeit",
    "published_source": "Tag aus", "quotes": "Zitate", "readers": "Prüfsumme des Programms", "reason": "Grund",
    "release": "Mitteilung", "releases": "Mitteilungen", "removed": "entfallene Wörter", "repeats": "wiederholt",
    "requests": "Anfragen", "revisions": "Fassungen", "role": "Amt, wie angegeben", "route": "Quelle", "rule": "Regel",
    "run": "Abruf", "search_forms": "Wortformen für die Suche", "sentence": "Satz", "since": "seit", "size": "Größe",
    "slug": "Kennung", "source": "Beleg", "span": "fasst zusammen", "speaker": "Zitiert",
    "speaker_before": "zuvor zitiert", "speaker_kind": "Mensch oder Stelle", "speaker_mention": "genannt als",
    "start": "Anfang", "started_at": "Beginn", "state": "Stand", "status": "Stand", "teaser": "Vorspann",
    "text": "Wortlaut", "title": "Überschrift", "type": "Typ", "uid": "Nummer bei der Stadt",
    "unchanged": "unverändert", "unverified": "ohne geprüftes Zertifikat", "url": "Adresse", "utc": "Beginn (UTC)",
    "utc_end": "Ende (UTC)", "value": "Wert (TIMEX3)", "versions": "Fassungen",
    "version": "Programmfassung", "weekday_fits": "Wochentag passt",
    "weekdays": "Wochentage", "where_": "steht in", "wikidata": "Wikidata", "with_categories": "mit Rubriken",
    "with_images": "mit Bildern", "with_teaser": "mit Vorspann", "within": "steht in Zitat", "year": "Jahr",
}  # fmt: skip

# table → the page of the site that shows it for people: address, name
PAGES = {
    "releases": ("/mitteilungen", "Mitteilungen"), "authors": ("/kuerzel", "Kürzel"),
    "release_authors": ("/kuerzel", "Kürzel"), "release_categories": ("/themen", "Rubriken"),
    "speakers": ("/personen", "Personen"), "persons": ("/personen", "Personen"),
    "speakers_by_year": ("/personen", "Personen"), "speaker_roles": ("/aemter", "Ämter"),
    "person_offices": ("/aemter", "Ämter"), "quotes": ("/zitate", "Zitate"), "quotes_by_speaker": ("/zitate", "Zitate"),
    "dates": ("/kalender", "Kalender"), "date_days": ("/kalender", "Kalender"), "calendar": ("/kalender", "Kalender"),
    "revisions": ("/aenderungen", "Änderungen"), "changes": ("/aenderungen", "Änderungen"),
    "requoted": ("/aenderungen", "Änderungen"), "captures": ("/status", "Status"), "crawl_runs": ("/status", "Status"),
    "crawl_routes": ("/status", "Status"), "alarms": ("/status", "Status"), "unreadable": ("/ueber", "Über das Archiv"),
}  # fmt: skip


def table_name(name: str) -> str:
    """What a table is called in German; its own name, if it has none."""
    return TABLES.get(name, name)


def column_name(name: str) -> str:
    """What a column is called in German; its own name, if it has none."""
    return COLUMNS.get(name, name)


def page_of(name: str) -> tuple[str, str]:
    """The page that shows a table for people, and its name: the way back from the table."""
    return PAGES.get(name, ("/daten", "Daten"))
