"""German words for the short English names in the tables; unknown names are shown unchanged."""

from __future__ import annotations

from archive.german.dates.reasons import reason_label
from archive.german.explained import CERTAINTIES
from archive.german.grammars import labels as labels_of_rules
from archive.german.quotes.confidence import HIGH, MIDDLE
from archive.german.rules import RuleError

LABELS = labels_of_rules() | {
    # fields
    "title": "Überschrift", "teaser": "Vorspann", "body": "Text", "kicker": "Dachzeile", "meta_line": "Kopfzeile",
    "modified": "Bearbeitet",
    "published": "Veröffentlichung", "authors": "Kürzel", "images": "Bilder", "files": "Dateien", "links": "Links",
    "page": "ganze Seite", "categories": "Rubriken", "uid": "Nummer",
    # where a day comes from
    "meta line": "Kopfzeile", "time": "Zeitangabe der Seite", "json-ld": "strukturierte Daten der Seite",
    "meta tag": "Kopfdaten der Seite", "printed line": "gedruckte Zeile", "feed": "RSS-Feed", "list": "Listenseite",
    # kinds of captures and quotes
    "response": "Antwort", "conversion": "nur Text", "revisit": "unverändert",
    "direct": "wörtlich", "indirect": "sinngemäß", "fragment": "einzelne Wörter",
}  # fmt: skip

ALARMS = {
    "route_lost": "Eine Quelle nennt keine Mitteilungen mehr",
    "most_gone": "Die meisten Mitteilungen scheinen verschwunden",
    "bounded": "Eine Quelle nimmt kein Ende",
    "clock": "Die Uhr geht falsch",
    "quarantined": "Viele Seiten in Prüfung",
    "nothing_found": "Nichts gefunden", "mostly_errors": "Fast nur Fehler", "too_few": "Weniger als sonst",
    "silence": "Länger als sonst nichts Neues",
}  # fmt: skip

LOOKUPS = {
    "exact": "gleich", "not": "nicht gleich", "contains": "enthält", "endswith": "endet mit",
    "startswith": "beginnt mit", "gt": "größer als", "gte": "mindestens", "lt": "kleiner als", "lte": "höchstens",
    "like": "wie (LIKE)", "notlike": "nicht wie (LIKE)", "glob": "wie (GLOB)", "in": "eins von", "notin": "keins von",
    "arraycontains": "Liste enthält", "arraynotcontains": "Liste enthält nicht", "date": "am Tag", "isnull": "ist leer",
    "notnull": "ist nicht leer", "isblank": "ist leer oder \"\"", "notblank": "hat einen Wert",
}  # fmt: skip


FILE_TYPES = {"application/pdf": "PDF", "application/zip": "Office oder ZIP", "application/octet-stream": "Datei"}


# of archive.exports.downloads
FORMS = {
    "datapackage": "CSV mit Beschreibung jeder Spalte (Frictionless-Datenpaket)", "parquet": "Parquet",
    "jsonl": "JSON Lines, eine Mitteilung je Zeile", "xlsx": "Excel", "tei": "TEI (XML)",
}  # fmt: skip


def form_name(form: str) -> str:
    """What a format of the whole archive is called."""
    return FORMS[form]


def file_type(media_type: str | None) -> str:
    """A media type as people say it: `PDF`, `JPEG`."""
    return FILE_TYPES.get(media_type or "", (media_type or "Datei").rpartition("/")[2].upper())


def label(name: str | None) -> str:
    """The German words for a name; for a rule (`after_verb+name`) those of its parts."""
    return ", ".join(LABELS.get(part, part) for part in (name or "").split("+"))


def certainty(name: str) -> str:
    """How sure a date is, in German words."""
    return next((words for one, words in CERTAINTIES.items() if one == name), name)


def reason(name: str) -> str:
    """What decided a date, in German words; as it is stored where an older program wrote it."""
    try:
        return reason_label(name)
    except RuleError:
        return name


def sureness(confidence: float) -> str:
    """How sure a quote is, in a word; docs/quotes.md says how often quotes of each are right."""
    return "hoch" if confidence >= HIGH else "mittel" if confidence >= MIDDLE else "niedrig"


def alarm_name(name: str) -> str:
    """What an alarm means, in a few words; its reason gives the details."""
    field = name.removeprefix("layout_changed_")
    return f"Vorlage geändert? ({label(field)})" if field != name else ALARMS.get(name, name)


def lookup_name(key: str, english: str) -> str:
    """The German name of one of Datasette's comparisons; its own name if there is none."""
    return LOOKUPS.get(key, english)
