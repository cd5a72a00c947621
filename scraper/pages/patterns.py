"""Text patterns of releases: meta line, image line, boilerplate. They hold in HTML and in plain text alike."""

from __future__ import annotations

import re

from scraper.boilerplate import Boilerplate

CODE = r"[^\W\d_]{1,6}"
CODES = rf"\(\s*{CODE}(?:\s*[,/;]\s*{CODE})*\s*\)"
WEEKDAY = (
    r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)
LONG_DAY = r"\d{1,2}\.?\s*[^\W\d_]{3,9}\.?\s+\d{3,5}"
DAY = rf"(?:\d{{1,2}}\.\s*\d{{1,2}}\.\s*\d{{2,5}}|{LONG_DAY})"  # a year of three or five digits is a slip that is told
META_LINE = re.compile(rf"(?:{CODES}\s*[–—-]\s*(?:{WEEKDAY}\s*,\s*)?{DAY}|{WEEKDAY}\s*,\s*{DAY})")
META_BEGINS = frozenset("(MDFSTW")  # a parenthesis, or what weekdays begin with
CODE_LINE = re.compile(CODES)
LONG_META_LINE = re.compile(rf"(?:{CODES}\s*[–—-]\s*)?(?:{WEEKDAY}\s*,\s*)?{LONG_DAY}")
# A day alone in its line, as in an element of generation C that is missing in its plain text.
DATE_LINE = re.compile(
    rf"(?:(?:Veröffentlicht|Erschienen|Erstellt|Stand|Datum|Pressemitteilung)(?: am| vom)?:?\s+)?"
    rf"(?:{WEEKDAY}\s*,\s*)?(?P<day>{DAY})(?:\s*[,|–-]?\s*\d{{1,2}}[:.]\d{{2}}(?:\s*Uhr)?)?"
)

CREDIT_WORD = r"(?:Quelle|Fotos?|Bild(?:er|nachweis|quelle)?|Grafik|Visualisierung|Fotografie|Copyright)"
CREDIT = re.compile(rf"(?:©|\(c\)|(?<!\w){CREDIT_WORD}\s*(?:\([^()]{{1,60}}\)\s*)?:)\s*", re.I)
CREDIT_LINE = re.compile(rf"\s*\(?{CREDIT.pattern}", re.I)
CREDIT_AT_END = re.compile(
    rf"©\s*(?:[^.!?]|\.(?=\S)|(?<=Dr)\.|(?<=Prof)\.){{1,120}}\s*$|\bQuelle:\s|[\s(]{CREDIT_WORD}:\s[^.]{{2,80}}$"
)
CAPTION_WORDS = re.compile(
    r"(?<!\w)(?:v\.\s?l\.\s?n\.\s?r\.|\d\.\s?v\.\s?[lr]\.|\((?:von links|links|Mitte|[lr]\.|v\.\s?(?:li?|re?)\.)\))"
)
IMAGE_SIGNS = ("©", "(", ":", "v.")  # a line without any of them is none of the three
LONGEST_IMAGE_LINE = 400  # characters; a longer line that holds © is running text

REPORT = r"(?:Nachricht|Pressemitteilung|Pressemeldung|Meldung|Beitrag|Beiträge|Artikel|Eintrag|Einträge|News)(?:en)?"
FOOTER_START = re.compile(
    r"×|[«‹<←]?\s*Zurück(?: (?:zur|zu den|zum) .{3,40})?|Nach oben|Zum Seitenanfang"
    rf"|Zur (?:Liste|Übersicht)|Alle {REPORT}(?: anzeigen)?"
    rf"|(?:Nächste|Vorherige|Vorige)[rsn]? {REPORT}\b[^.!?]{{0,200}}"
    r"|(?:Diese )?(?:Seite|Artikel|Beitrag) (?:drucken|teilen|(?:weiter)?empfehlen|per E-Mail (?:ver)?senden)"
    r"|Impressum(?:\W*Datenschutz.{0,40})?",
    re.I,
)
TOOL = re.compile(
    r"(?:Klick,? (?:um|zum) )?(?:(?:die|den|diese[nr]?|dieses) )?(?:(?:Seite|Artikel|Beitrag|Meldung|Text|PDF)\s)?"
    r"(?:(?:auf|bei|mit|über|per|via|als) [\w-]+(?: \([^)]*\))? )?(?:zu )?"
    r"(?:drucken|ausdrucken|druckversion|druckansicht|teilen|mitteilen|tweeten|(?:weiter)?empfehlen|vorlesen"
    r"|(?:ver)?senden|merken|speichern|herunterladen)",
    re.I,
)
RELATED_HEADING = re.compile(
    rf"(?:(?:Verwandte|Weitere|Ähnliche|Aktuelle|Neueste|Andere|Mehr|Passende) (?:{REPORT}|Links|Themen|Inhalte|Seiten"
    r"|Informationen|Neuigkeiten)"
    r"|(?:Mehr z|Z)um Thema|(?:Das|Dies) könnte (?:Sie|dich|euch) auch (?:noch )?interessieren"
    r"|Auch interessant|Lesen Sie (?:auch|mehr)|Links|Related (?:posts|articles|content|news))\s*:?",
    re.I,
)
FILES_HEADING = re.compile(r"(?:Zugehörige Dateien|Dateien|Downloads?|Anhänge?|Dokumente)\s*:?", re.I)
GONE = re.compile(
    r"Dieser (?:Artikel|Beitrag) ist nicht mehr verfügbar\.?|No news available\.?"
    r"|Diese (?:Seite|Meldung|Pressemitteilung) (?:ist nicht mehr verfügbar|existiert nicht(?: mehr)?)\.?",
    re.I,
)
ERROR_TITLE = re.compile(
    r"(?:Fehler\W*)?40[34]\b.{0,60}|Page not found.{0,20}|Wartungsarbeiten.{0,20}|(?:Zugriff|Zugang) verweigert.{0,20}"
    r"|(?:Die(?:se)? |Der |Das )?(?:angeforderte[rs]? |gewünschte[rs]? )?(?:Seite|Inhalt|Dienst|Webseite|Website"
    r"|Server)(?: \w+){0,3} nicht (?:gefunden|verfügbar|erreichbar|vorhanden|(?:an)?gezeigt).{0,20}"
    r"|(?:Ein )?(?:(?:interner|technischer) )?Fehler(?: \d{3})?\W*"
    r"|(?:Es|Ein) .{0,30}Fehler (?:ist )?aufgetreten.{0,20}|(?:HTTP )?(?:Error|Status) [45]\d\d\b.{0,40}"
    r"|(?:HTTP )?(?:(?:Status|Error) )?(?:5\d\d\W+)?(?:Internal Server Error|Service (?:Temporarily )?Unavailable"
    r"|Bad Gateway|Gateway Time-?out|Access Denied|Forbidden|Too Many Requests|Bad Request).{0,20}"
    r"|Server Error\b.{0,30}",
    re.I,
)
KICKERS = re.compile(r"[\w.\- ]{2,40}\bAktuell|(?:Archiv )?Einzelansicht|Artikel|Pressemitteilung(?:en)?", re.I)
NOT_A_TITLE = re.compile(r".*Datenschutzerklärung.*|Telefon:.*|E-Mail:.*|Impressum.*", re.S)

ROLE_AND_QUOTE = re.compile(r"[^„“\".]{3,120}:\s*[„\"‚»].+[“\"‘”«]", re.S)


def is_meta_line(text: str) -> bool:
    """Whether the whole line is codes and day, codes alone, or weekday and day."""
    if text[:1] not in META_BEGINS:
        return False
    return META_LINE.fullmatch(text) is not None or CODE_LINE.fullmatch(text) is not None


def is_credit(text: str) -> bool:
    """Whether a line begins with the mark of a credit: `© …`, `Quelle: …`, `Foto: …`."""
    return len(text) <= LONGEST_IMAGE_LINE and CREDIT_LINE.match(text) is not None


def is_image_line(text: str) -> bool:
    """Whether a line belongs to an image: a credit alone, a caption with a credit, or „v.l.n.r.“ in a short line."""
    if len(text) > LONGEST_IMAGE_LINE:
        return False
    if not any(sign in text for sign in IMAGE_SIGNS):
        return False
    return bool(CREDIT_LINE.match(text) or CREDIT_AT_END.search(text) or CAPTION_WORDS.search(text))


def split_credit(line: str) -> tuple[str | None, str | None, str | None]:
    """(caption, mark, credit) of an image line: the caption as printed, None if the line is a credit alone.

    `© lichtkunst73 / pixelio.de` → (None, `©`, `lichtkunst73 / pixelio.de`);
    `Rathaus. (Foto: privat)` → (`Rathaus. (Foto: privat)`, `Foto:`, `privat`).
    """
    first = CREDIT.search(line)
    if first is None:
        return line, None, None
    credit = CREDIT.sub("", line[first.end() :]).strip()
    if line[: first.start()].rstrip().endswith("("):
        credit = credit.removesuffix(")").strip()
    alone = not line[: first.start()].strip(" (\u00a0")
    return (None if alone else line), first[0].strip(), (credit or None)


def reads_as_teaser(text: str) -> bool:
    """Whether a line reads as a teaser: no final full stop (nor one inside a closing mark), or `Rolle Name: „…“`."""
    if re.search(r"[.!?…:]\s*[“”\"»«‘’)]*\s*$", text) is None:
        return True
    return len(text) <= 500 and ROLE_AND_QUOTE.fullmatch(text) is not None


def is_footer(line: str, boilerplate: Boilerplate) -> bool:
    """Whether a release ends above this line: on any site, or on this one."""
    return FOOTER_START.fullmatch(line) is not None or boilerplate.is_footer(line) or is_tools(line)


def is_tools(text: str) -> bool:
    """Whether every line of a list is a tool of the page: „Seite drucken“, „Auf Facebook teilen“."""
    return "\n" in text and all(TOOL.fullmatch(entry) or FOOTER_START.fullmatch(entry) for entry in text.split("\n"))


def cut_lines(lines: list[str], boilerplate: Boilerplate) -> list[str]:
    """Lines that `<br>` parts → blocks: a meta line and image lines stand alone, an empty line parts, others join."""
    blocks: list[list[str]] = []
    alone = True
    for line in lines:
        special = bool(line) and bool(is_meta_line(line) or is_credit(line) or is_footer(line, boilerplate))
        if line and (alone or special or not blocks):
            blocks.append([line])
        elif line:
            blocks[-1].append(line)
        alone = special or not line
    return [" ".join(block) for block in blocks]
