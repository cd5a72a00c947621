"""Datelines: short lines near the title with days, a byline, a category and nothing else.

`Erstellt von jwe | 28.06.2019 | Soziales` · `Veröffentlicht: 10.05.2023, 9.15 Uhr (aktualisiert: 11.05.2023)`
`(ak) Stand: 22.09.2023 – veröffentlicht am 10.05.2023` · `Autorin: Dr. Uta Kroll, 10.05.2023`

Days of change, of printing and today's date are not days of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.pages.patterns import CODES, DAY, WEEKDAY

LONGEST = 160  # characters; a longer line is text
LONGEST_FIELD = 40  # characters of a field between bars that is no day: a category, a place
CLOCK = r"(?:\s*(?:[,|–-]|um|at)?\s*\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:Uhr|h)\b)?|\s*[,|–-]?\s*\d{1,2}\s*Uhr\b)"
PRINTED = re.compile(
    rf"(?:(?:{WEEKDAY}|Mo|Di|Mi|Do|Fr|Sa|So)\b\.?\s*,?\s*(?:den\s+)?)?\b"
    rf"(?P<day>{DAY}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s[^\W\d_]{{3,9}}\s\d{{4}})\b{CLOCK}?"
)
CHANGED = re.compile(
    r"aktualisier|geändert|änderung|überarbeit|bearbeit|\bstand\b|update|modified|druckdatum|gedruckt|abgerufen|abruf"
    r"|\bheute\b|nächste|gültig|frist",
    re.I,
)
PUBLISHED = re.compile(
    r"veröffentlich|erschienen|erstellt|publi[zs]|eingestellt|online seit|\bdatum\b|\bvom\b|mitteilung|meldung"
    r"|presseinfo|\bposted\b|\bcreated\b",
    re.I,
)
# Words that may surround a day: labels, and words that connect them.
FILLER = re.compile(
    r"\b(?:zuletzt|letzte[rnms]?|diese[rs]?|seite|beitrag|artikel|text|inhalt|dokument|wurde|ist|am|den|der|die|das|um|uhr"
    r"|und|auf|on|at|last|nr|nummer|presse|presseinformation|pressestelle|information|news|nachricht|aktuelles|online|seit"
    r"|datum|vom|von|aktualisiert|aktualisierung|geändert|änderung|überarbeitet|überarbeitung|bearbeitet|bearbeitung|stand"
    r"|updated?|modified|druckdatum|gedruckt|abgerufen|abruf|veröffentlicht|veröffentlichung|veröffentlichungsdatum"
    r"|erschienen|erscheinungsdatum|erstellt|erstellung|publiziert|published|posted|created|eingestellt"
    r"|(?:presse)?(?:mitteilung|meldung)(?:en)?|date|kommentare?|zugriffe|aufrufe|lesezeit|minuten?|min|details)\b",
    re.I,
)
NUMBER = re.compile(r"\b\d{1,4}(?:\s*/\s*\d{2,4})?\b")
BARS = re.compile(r"\s+[|·•]\s+|\s*[|•]\s*|[\xa0 ]{2,}|\n")
NAME = r"(?:Dr\.\s|Prof\.\s)*[A-ZÄÖÜ][\w.’'-]+(?:\s(?:von|van|de|zu|der|den|[A-ZÄÖÜ][\w.’'-]*)){1,4}"
SIGNED = (
    rf"(?:{NAME}(?:\s*(?:,|und|&|/)\s*{NAME})*|[a-zäöü]{{2,5}}(?:/[a-zäöü]{{2,5}})*|[A-ZÄÖÜ]{{2,5}}(?:/\w{{2,5}})*)"
)
LABEL = (
    r"(?:(?:Erstellt|Geschrieben|Verfasst|Eingestellt|Veröffentlicht)\s+von:?|Created\s+by|Written\s+by|By|\b[Vv]on"
    r"|(?:Autor(?:in|en|innen)?|Redaktion|Text|Verfasser(?:in)?|Ansprechpartner(?:in)?)\s*:)"
)
LABEL_SIGN = re.compile(r":|[Vv]on\b|[Bb]y\b")  # without any of them there is no byline, and
DAY_SIGN = re.compile(r"[\d(]")  # without any of these neither a day nor codes
BYLINE = re.compile(
    rf"(?P<label>{LABEL})\s+(?P<author>{SIGNED})(?=\s*(?:[,|·•–(\n-]|$|\s{WEEKDAY}|\s+(?:am|vom)\s+\d|\s\d))"
)
NO_NAME = re.compile(
    r"(?:Anfang|Mitte|Ende|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Neue|Wer"
    rf"|{WEEKDAY}|Heute|Morgen|Seiten|Beginn|Der|Die|Das)\b"
)


@dataclass(frozen=True)
class Dateline:
    """What a dateline says, as printed; None for what it does not say.

    labelled: whether the line itself says that `published` is the day of publication.
    """

    published: str | None = None
    modified: str | None = None
    author: str | None = None
    labelled: bool = False


def read_dateline(text: str) -> Dateline | None:
    """Read a line that consists of days, a byline or codes and nothing else; None for any other line."""
    return _read(text) if text and len(text) <= LONGEST else None


@lru_cache(maxsize=1024)  # a line is asked for where it stands above, among and below other lines
def _read(text: str) -> Dateline | None:
    signed = LABEL_SIGN.search(text)
    if not signed and not DAY_SIGN.search(text):
        return None
    rest, author = text, None
    if signed and (match := BYLINE.search(text)) and not NO_NAME.match(match["author"]):
        before = text[: match.start()].strip()
        if not before or before[-1] in "|·•–,-)" or PRINTED.search(before) or BARS.search(text[: match.start()]):
            author = match["author"]
            rest = text[: match.start()] + " | " + text[match.end() :]
    if (codes := re.search(CODES, rest)) and not re.search(r"\w", rest[: codes.start()]):
        author = author or codes[0]
        rest = rest[: codes.start()] + " | " + rest[codes.end() :]
    found = list(PRINTED.finditer(rest))
    if not found and author is None:
        return None
    if not found and len(text) > LONGEST_FIELD * 2:
        return None
    if not _nothing_else(rest, fields=bool(found) and BARS.search(text) is not None):
        return None
    published = modified = None
    labelled = False
    for number, day in enumerate(found):
        before = rest[found[number - 1].end() if number else 0 : day.start()]
        after = rest[day.end() : found[number + 1].start() if number + 1 < len(found) else len(rest)]
        own = before if re.search(r"\w", before) else after if number + 1 == len(found) else ""
        tail = re.split(r"[|·•(;]", before)[-1]
        label = tail if re.search(r"\w", tail) else own
        if CHANGED.search(label) or (number + 1 == len(found) and CHANGED.search(re.split(r"[|·•(;]", after)[0])):
            modified = modified or day["day"]
        elif PUBLISHED.search(label):
            published, labelled = (published if labelled else day["day"]), True
        elif published is None:
            published = day["day"]
    return Dateline(published, modified, author, labelled)


def _nothing_else(rest: str, *, fields: bool) -> bool:
    """Whether a line without its days, byline and codes is labels and marks; with bars, short fields too."""
    bare = PRINTED.sub(" | ", rest)
    for field in BARS.split(bare):
        left = NUMBER.sub(" ", FILLER.sub(" ", field))
        category = fields and len(field.strip()) <= LONGEST_FIELD and not field.rstrip().endswith((".", "!", "?"))
        if re.search(r"\w", left) and not category:
            return False
    return True
