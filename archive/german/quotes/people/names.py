"""Where office ends and name begins in a run of capitalised words: „Kulturreferentin Dr. Vorname Nachname“."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from archive.german.words.lists import word_set, words

TITLES = word_set("titles")
_JOINED_TITLE = re.compile(r"(?:Dipl|Priv|Univ|Prof|Dr)\.-")
FIRST_NAMES = word_set("female_names") | word_set("male_names") | word_set("shared_names")
# A noun that ends so is an office or a function and no surname; „-in“ and plural „-en“ are stripped before.
_OFFICE_ENDINGS = words("office_endings")
_OFFICES = word_set("offices") | word_set("persons")
_KIN = word_set("kin")
# Councils end as their members do: „der Magistrat“, „der Elternbeirat“; „Stadtrat“ is the member.
GENDER_MARK = re.compile(r"(?:[*:·_]|/-?)(in(?:nen)?)$")  # „Leiter:in“, „Leiter/-in“: somebody of whatever gender
_COUNCILS = words("councils")
# Endings of nouns for people by what they do or are. Surnames end so too: only the place in the run tells them apart.
_AGENT = re.compile(
    r"(?:er|ist|ent|ant|or|eur|loge|graf|wirt|nom|ling|mann|frau|herr|ende|ender|enden|te|ter|ten|liche|licher|ige|iger)$"
    r"|(?:er|ist|ent|ant|or|eur|log|graf|wirt|nom|herr|at|it|ling|ekt|arch|ch|and|ög|ät|iv|ol|rz)in$"
)
# Nouns of bodies that speak; „vom Tiefbauamt“ is no part of a name.
BODIES = re.compile(
    r"(?:regierung|ministerium|amt|verband|verein|behörde|polizei|gericht|anwaltschaft|partei|stadt|verwaltung|firma|konzern|"
    r"unternehmen|agentur|zeitung|magazin|sender|universität|hochschule|organisation|gesellschaft|stiftung|gewerkschaft|kirche|"
    r"fraktion|opposition|union|kommission|senat|rat|magistrat|parlament|institut|zentrum|bank|klub|club|initiative|bündnis|"
    r"kammer|bund|leitung|(?:geschäfts|unternehmens|partei|vereins|konzern|fraktions)führung|fachstelle|bericht|studie|presse|medien|bewegung|gmbh|gruppe|feuerwehr|dienst|betrieb|klinikum|"
    r"klinik|kasse|kreis|philharmonie|gemeinde|rathaus|werke|jury|team|orchester|ensemble|theater|museum|archiv|"
    r"bücherei|bibliothek|schule|kita|zentrale|caritas|diakonie|innung|(?:handwerker|ärzte|eltern|jäger|lehrer|schüler|arbeiter|bürger|bauern|studenten|studierenden|beleg|kaufmann|apotheker|eigentümer|lands?mann)schaft|dezernat|sekretariat|kuratorium|präsidium|direktorium|gremium|komitee|ausschuss|bergwacht|vertretung|fachschaft|bauaufsicht|leitstelle|kommune|konsortium|hospiz|lehrstuhl|betriebshof|fernsehen|rundfunk|"
    r"fachbereich|grünen|linke|linken|piraten|"
    r"verkehrsbetriebe|bauhof)(?:s|es|en|n|e)?$|(?:^|-)ag$",
    re.IGNORECASE,
)
# What ends like a body and is a thing or a place: „Umleitung“, „Innenstadt“, „Gottesdienst“.
_NO_BODY = re.compile(
    r"^(?:(?:um|ab|zu|ein|über|wasser|gas|strom|rohr|daten|trinkwasser|fernwärme)leitung|(?:innen|alt|neu|vor|haupt|groß)stadt|"
    r"(?:stadt|orts|einkaufs|dorf)zentrum|gottesdienst|sitzbank|datenbank|parkbank|speisekammer|fahrbetrieb|probebetrieb|"
    r"schulbetrieb|spielbetrieb|lehrbetrieb|wettbewerb)(?:s|es|en|n|e)?$",
    re.IGNORECASE,
)
# „Einschätzung von Nachname“: what somebody does or thinks is nobody's first name.
ABSTRACT = re.compile(r"(?:ung|heit|keit|schaft|ion|tät|nis|ismus|ment)(?:en|e|s)?$")
_PAPER = re.compile(rf"(?:{'|'.join(words('papers'))})(?:s|es|en|n|e)?$", re.IGNORECASE)
_DOUBLE = re.compile(r"-[A-ZÄÖÜ]")  # „Jean-Baptiste“: in two parts and no known office, it is a name
_SECOND_NAMES = frozenset(["thi", "maria", "marie", "sophie", "luise"])
_WEAK_NOUNS = ("ose", "oge", "nde", "ege", "unge", "ner", "ler", "ker", "ger", "her", "der", "mann", "frau")
_SHORTEST_AGENT = 7  # letters; shorter ones are surnames and first names too often
# An inflected adjective before a noun: „(des Vereins) Neue Mitte“, „Gestiegene Kosten“. Not all end so; names do not.
_ADJECTIVE = re.compile(
    r"(?:Alt|Neu|Groß|Klein|Grün|Rot|Blau|Gelb|Weiß|Schwarz|Bunt|Jung|Hoh|Lang|Frei|Deutsch|Evangelisch|Katholisch|Städtisch|"
    r"Offen|Erst|Zweit|Gut|Schön|Obere?|Untere?|Freiwillig|Vereinigt|Weiter|Ander|"
    r"\w{2,}(?:isch|lich|ig|los|bar|sam|haft|ell|iert|nd|hm|en|est|zt|kt|gt|rt|cht))(?:e|en|er|es|em)$"
)


@lru_cache(maxsize=16384)
def names_body(word: str) -> bool:
    """Whether a noun is that of a body: „Stadtverwaltung“, „Tiefbauamt“."""
    return bool(BODIES.search(word)) and not _NO_BODY.match(word)


@lru_cache(maxsize=16384)
def is_paper(word: str) -> bool:
    """Whether a noun is something written, in whatever case: „Briefs“, „Satzung“, „Gesetzentwürfe“."""
    return bool(_PAPER.search(word))


def is_title(word: str) -> bool:
    """Whether a word is a title before a name: „Dr“, „Frau“, „Dipl.-Ing.“."""
    return word.rstrip(".") in TITLES or bool(_JOINED_TITLE.match(word))


@lru_cache(maxsize=16384)
def is_first_name(word: str) -> bool:
    """Whether a word is a known first name, or two of them joined („Heinz-Günter“)."""
    low = word.lower()
    return low in FIRST_NAMES or ("-" in low and all(part in FIRST_NAMES for part in low.split("-")))


@lru_cache(maxsize=4096)
def is_office(word: str) -> bool:
    """Whether a noun names an office or function: „Sprecherin“, „ICANN-Chef“, „Stadtrat“, „OB“."""
    if word in _OFFICES:
        return True
    if is_first_name(word):
        return False
    word = GENDER_MARK.sub(r"\1", word)
    low = word.lower()
    if low.removesuffix("s").endswith(_COUNCILS) or low.endswith("gerät"):
        return False
    for ending in ("innen", "in", "en", "n", "s", ""):
        stem = low[: len(low) - len(ending)] if ending and low.endswith(ending) else (low if not ending else None)
        if stem and (stem.endswith(_OFFICE_ENDINGS) or (ending[:2] == "in" and f"{stem}e".endswith(_OFFICE_ENDINGS))):
            return True  # „Pädagogin“: Pädagoge
    return is_female_agent(word)


@lru_cache(maxsize=4096)
def is_female_agent(word: str) -> bool:
    """Whether a noun is formed as a woman's function: „Gastronomin“, „Laufsportlerin“."""
    return (
        len(word) >= _SHORTEST_AGENT and word.endswith("in") and bool(_AGENT.search(word)) and not is_first_name(word)
    )


@lru_cache(maxsize=4096)
def may_be_office(word: str) -> bool:
    """Whether a noun before a name is a function rather than a first name: „Preisträger Vorname Nachname“."""
    if is_office(word):
        return True
    known = is_first_name(word) or _DOUBLE.search(word) or names_body(word)
    return len(word) >= _SHORTEST_AGENT and bool(_AGENT.search(word)) and not known


def is_surname(before: str) -> bool:
    """Whether the word before says that an office is a surname here: „Anna König“, „Frau Richter“."""
    return before in ("Frau", "Herr", "Herrn") or is_first_name(before)


@lru_cache(maxsize=8192)
def name_begins(run: tuple[str, ...]) -> int:
    """Return where the name begins in a run of words, `len(run)` where it holds offices and titles only.

    run: nouns and name parts as printed, full stops as words of their own or at the end of „Dr.“.
    """
    start, last = int(len(run) > 1 and run[0] in _KIN and is_first_name(run[1])), len(run) - 1
    for i, word in enumerate(run):
        office = is_office(word) and not _closes_name(run, start, i, last)
        if office or is_title(word) or word in (".", "/", "&"):
            start = i + 1
    while len(run) - start > 2 and not is_first_name(run[start]) and may_be_office(run[start]):
        start += 1
    particle = next((i for i in range(start + 2, last) if run[i].islower()), None)
    if particle is not None and not is_first_name(run[start]) and _AGENT.search(run[start]):
        return particle - 1  # „Reeder Vorname ten Nachname“
    if len(run) - start == 3 and run[start].endswith(_WEAK_NOUNS) and not is_first_name(run[start]):
        start += 1  # „Matrose Vorname Nachname“
    if len(run) - start == 2 and len(run[start]) > _SHORTEST_AGENT and may_be_office(run[start]):
        return start + 1  # „Preisträger Nachname“
    if start < len(run) and not is_first_name(run[start]):
        known = next((i for i in range(start + 1, last) if is_first_name(run[i])), start)
        if known > start + 1 or not _may_be_given(run[start], run[known]):
            return known  # „Kanute Vorname Name“, not „Ana Maria Nachname“
    return start


def _may_be_given(word: str, following: str) -> bool:
    """Whether an unknown word before a first name is one itself: „Ana Maria“, „Nguyen Thi“."""
    return following.lower() in _SECOND_NAMES and not may_be_office(word)


def _closes_name(run: Sequence[str], start: int, i: int, last: int) -> bool:
    """„Projektleiter Vorname Richter“: the last word after an office and a first name is a surname."""
    if i == 0:
        return False
    before = run[i - 1]
    if is_surname(before) or (i == last and (before == "." or is_title(before))):
        return True  # „Frau Richter“, „Dr. Richter“
    alone = i == last and i - 1 == start and start > 0
    return alone and before.isalpha() and not before.isupper() and not may_be_office(before) and before[0].isupper()


@lru_cache(maxsize=8192)
def begins_thing(word: str) -> bool:
    """Whether the first word of a run is an adjective, so that the run names a thing: „Gestiegene Kosten“."""
    return bool(_ADJECTIVE.match(word)) and not is_first_name(word)


def named_at_end(run: Sequence[str]) -> int | None:
    """Return where a name begins behind the noun of a genitive: „(Leiterin des) Gesundheitsamts Vorname Nachname“.

    None where the run is a body or a thing: „(Vorsitzende des) Vereins Neue Mitte“.
    """
    start = next((i for i in range(1, len(run)) if is_title(run[i])), None)
    if start is None:
        start = next((i for i in range(1, len(run) - 1) if is_first_name(run[i])), max(len(run) - 2, 0))
    while start < len(run) and (is_title(run[start]) or run[start] == "."):
        start += 1
    name = run[start:]
    if start < 1 or len(name) < 2 or _ADJECTIVE.match(name[0]):
        return None
    return start if all(w[0].isupper() and not w.isupper() for w in (name[0], name[-1])) else None
