"""Text patterns of releases: meta line, image line, boilerplate. They hold in HTML and in plain text alike."""

from __future__ import annotations

import re

CODE = r"[^\W\d_]{1,6}"
CODES = rf"\(\s*{CODE}(?:\s*[,/;]\s*{CODE})*\s*\)"
WEEKDAY = (
    r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)
DAY = r"\d{1,2}\.\s*(?:\d{1,2}\.\s*(?:\d{4}|\d{2})|[^\W\d_]{3,9}\s+\d{4})"
META_LINE = re.compile(rf"(?:{CODES}\s*[–—-]\s*(?:{WEEKDAY}\s*,\s*)?{DAY}|{WEEKDAY}\s*,\s*{DAY})")
CODE_LINE = re.compile(CODES)

CREDIT = re.compile(
    r"(?:©|\(c\)|(?<!\w)(?:Quelle|Foto|Fotos|Bild|Bilder|Grafik|Visualisierung|Fotografie)\s*:)\s*", re.I
)
CREDIT_LINE = re.compile(r"\s*\(?" + CREDIT.pattern, re.I)
CAPTION_WORDS = re.compile(r"\b(?:v\.\s?l\.\s?n\.\s?r|\d\.\s?v\.\s?[lr]|von links|im Bild)\b\.?", re.I)

FOOTER_START = re.compile(r"Wichtige Mitteilung(?:en)?|×|Zurück|Zurück zur (?:Übersicht|Liste)|Nach oben|Seite drucken")
RELATED_HEADING = re.compile(
    r"(?:Verwandte|Weitere|Ähnliche) (?:Nachrichten|Pressemitteilungen|Meldungen|Links|Themen)|(?:Mehr z|Z)um Thema",
    re.I,
)
FILES_HEADING = re.compile(r"Zugehörige Dateien|Dateien|Downloads?|Anhänge|Dokumente", re.I)
GONE = re.compile(r"Dieser Artikel ist nicht mehr verfügbar|nicht mehr verfügbar|No news available", re.I)
KICKERS = re.compile(r"[\w.\- ]{2,40}\bAktuell|(?:Archiv )?Einzelansicht|Artikel|Pressemitteilung(?:en)?", re.I)


def is_meta_line(text: str) -> bool:
    """Whether the whole line is codes and day, codes alone, or weekday and day."""
    return META_LINE.fullmatch(text) is not None or CODE_LINE.fullmatch(text) is not None


def is_image_line(text: str) -> bool:
    """Whether a line belongs to an image: a credit alone, a caption with a credit, or „v.l.n.r.“ in a short line."""
    if len(text) > 400:
        return False
    return bool(CREDIT_LINE.match(text) or re.search(r"©|\bQuelle:\s", text) or CAPTION_WORDS.search(text))


def split_credit(line: str) -> tuple[str | None, str | None]:
    """(caption, credit) of an image line: the caption as printed, None if the line is a credit alone.

    `© lichtkunst73 / pixelio.de` → (None, `lichtkunst73 / pixelio.de`);
    `Rathaus. (Foto: privat)` → (`Rathaus. (Foto: privat)`, `privat`).
    """
    found = list(CREDIT.finditer(line))
    if not found:
        return line, None
    first = found[0]
    credit = CREDIT.sub("", line[first.end() :]).strip()
    if line[: first.start()].rstrip().endswith("("):
        credit = credit.removesuffix(")").strip()
    alone = not line[: first.start()].strip(" (")
    return (None if alone else line), (credit or None)


def ends_open(text: str) -> bool:
    """Whether a line ends as a teaser does: without a final full stop (also none inside a closing mark)."""
    return re.search(r"[.!?…:]\s*[“”\"»«‘’)]*\s*$", text) is None
