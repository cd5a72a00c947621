"""Who a mention points to: names and offices inside noun phrases, and the people a release introduces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from archive.normalise.quotes.lexicon import word_set, words
from archive.normalise.quotes.noun_phrases import ARTICLES, PARTICLES, Phrase, core, is_noun
from archive.normalise.quotes.records import Mention
from archive.normalise.quotes.sentences import Token

TITLES = word_set("titles")
# A noun that ends so is an office or a function and no surname; „-in“ and plural „-en“ are stripped before.
_OFFICE_ENDINGS = words("office_endings")
_OFFICES = frozenset(
    [
        "OB",
        "Oberbürgermeister",
        "Oberbürgermeisterin",
        "Bürgermeister",
        "Bürgermeisterin",
        "Stadtrat",
        "Stadträtin",
        "Papst",
    ]
)
FEMALE_OFFICE = re.compile(r"(?:in|frau|dame|rätin)$")
# OB is the printed short form of one office; both are one role.
_ALIASES = {"ob": "oberbürgermeister", "oberbürgermeisterin": "oberbürgermeister", "obin": "oberbürgermeister"}
CAPITALISED_RUN = re.compile(
    r"(?<![\w-])(?:Dr\.|Prof\.|[A-ZÄÖÜ][\w’'\-]+)"
    r"(?:[ \u00a0](?:(?:von|van|de|der|den|zu|al|el|bin|del|da|di)[ \u00a0]){0,2}"
    r"(?:Dr\.|Prof\.|[A-ZÄÖÜ]\.|[A-ZÄÖÜ][\w’'\-]+)){1,6}"
)


@lru_cache(maxsize=4096)
def is_office(word: str) -> bool:
    """Whether a noun names an office or function: „Sprecherin“, „ICANN-Chef“, „Stadtrat“, „OB“."""
    if word in _OFFICES:
        return True
    low = word.lower()
    for ending in ("innen", "in", "en", "n", "s", ""):
        stem = low[: len(low) - len(ending)] if ending and low.endswith(ending) else (low if not ending else None)
        if stem and stem.endswith(_OFFICE_ENDINGS):
            return True
    return False


def role_key(role: str) -> str:
    """Return the normalised form of an office: lower case, without article, feminine ending and genitive."""
    words = [w for w in re.findall(r"\w[\w-]*", role.lower()) if w not in ARTICLES]
    head = next((w for w in words if is_office(w) or w == "ob"), words[0] if words else "")
    head = _ALIASES.get(head, head)
    return re.sub(r"in$", "", head).replace("rät", "rat")


def female(role: str | None) -> bool | None:
    """Whether an office is printed in its feminine form; None where there is none."""
    if not role:
        return None
    head = re.findall(r"\w[\w-]*", role)
    return any(is_office(w) and FEMALE_OFFICE.search(w) for w in head) or "Frau" in head


def describe(words: Sequence[Token], found: Phrase, paragraph: str) -> Mention:
    """Return the mention of a noun phrase with the name and the office it holds."""
    start, end = words[found.start].start, words[found.end - 1].end
    name, role = _split(words, found.start, found.core_end, paragraph)
    if found.end > found.core_end and words[found.core_end].text in ("und", "sowie"):
        joined = _joined(words, found, paragraph, name, role)
        return Mention(paragraph[start:end], start, end, joined[0], joined[1], also=joined[2])
    if found.end > found.core_end:
        name, role = _attached(words, found, paragraph, name, role)
    return Mention(paragraph[start:end], start, end, name, role)


_TITLED = re.compile(r"\s+(?:(?:Dr|Prof|Ing|Dipl)\.?-?\s*)*$")


def _joined(
    words: Sequence[Token], found: Phrase, paragraph: str, name: str | None, role: str | None
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Read „A und B“ as two people, „Bürgermeisterin und Dezernentin A“ as one with two offices."""
    second = core(words, found.core_end + 1, found.end)
    if second is None:
        return name, role, ()
    other, other_role = _split(words, *second, paragraph)
    if name is None and role is not None and other is not None and words[second[0]].text.lower() not in ARTICLES:
        span = paragraph[words[found.start].start : words[second[1] - 1].end]
        return other, _without_article(_TITLED.sub("", span[: span.rindex(other)])), ()
    if name is not None and other is not None:
        return name, role, (other,)
    del other_role
    return name, role, ()


def _split(words: Sequence[Token], start: int, end: int, paragraph: str) -> tuple[str | None, str | None]:
    """Split one run of nouns into its office and its name."""
    article = words[start].text.lower() in ARTICLES
    first = next((i for i in range(start, end) if is_noun(words[i]) or words[i].is_quote), end)
    name_start = first
    for i in range(first, end):
        text = words[i].text
        if text.rstrip(".") in TITLES or text in (".", "/", "&") or is_office(text) or words[i].is_quote:
            name_start = i + 1
    titled = name_start
    while titled > first and (words[titled - 1].text in (".",) or words[titled - 1].text in TITLES):
        titled -= 1
    while titled < name_start and words[titled].text in ("Herr", "Frau", "Herrn", "."):
        titled += 1
    if name_start == first and article and end - first == 1:
        return None, None  # „die Stadtverwaltung“
    name = None
    if name_start < end:
        name_words = [w for w in range(name_start, end) if words[w].text != "."]
        if name_words:
            name = paragraph[words[name_start].start : words[end - 1].end]
    head_end = min(titled, name_start)
    role = paragraph[words[start + article].start : words[head_end - 1].end] if head_end > first else None
    if role is not None and role in ("Herr", "Frau", "Herrn"):
        role = None
    if name is not None and article and role is None and end - name_start > 2:
        return None, None
    return name, role


def _attached(
    words: Sequence[Token], found: Phrase, paragraph: str, name: str | None, role: str | None
) -> tuple[str | None, str | None]:
    """Read name or office out of what follows the core: „Der Vorsitzende des Rates, Vorname Name“ and the reverse."""
    commas = [i for i in range(found.core_end, found.end) if words[i].text == ","]
    if name is None and commas:
        head = paragraph[words[found.start].start : words[commas[0] - 1].end]
        at = commas[-1] + 1
        for comma in commas:
            if words[comma + 1].text.lower() not in ARTICLES:
                at = comma + 1
                break
        stop = next(
            (
                i
                for i in range(at, found.end)
                if words[i].text in ",(" or (words[i].text.islower() and words[i].text not in PARTICLES)
            ),
            found.end,
        )
        if words[at].text.lower() not in ARTICLES and stop > at:
            return paragraph[words[at].start : words[stop - 1].end], _without_article(head)
    if name is not None and role is None and commas:
        at = commas[0] + 1
        stop = next((i for i in range(at, found.end) if words[i].text == ","), found.end)
        return name, _without_article(paragraph[words[at].start : words[stop - 1].end])
    if name is None and role is None:
        head_word = next((words[i].text for i in range(found.start, found.core_end) if words[i].text[0].isupper()), "")
        if is_office(head_word):
            return None, _without_article(paragraph[words[found.start].start : words[found.end - 1].end])
    return name, role


def _without_article(text: str) -> str:
    head, _, rest = text.partition(" ")
    return rest if head.lower() in ARTICLES and rest else text


_BODIES = re.compile(
    r"(?:regierung|ministerium|amt|verband|verein|behörde|polizei|gericht|anwaltschaft|partei|stadt|verwaltung|firma|konzern|"
    r"unternehmen|agentur|zeitung|magazin|sender|universität|hochschule|organisation|gesellschaft|stiftung|gewerkschaft|kirche|"
    r"fraktion|opposition|union|kommission|senat|rat|magistrat|parlament|institut|zentrum|bank|klub|club|initiative|bündnis|"
    r"kammer|bund|leitung|fachstelle|bericht|studie|presse|medien|bewegung|ag|gmbh|gruppe|feuerwehr|dienst|betrieb)(?:s|es|en|n|e)?$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"(?:ten|ker|ler|ner|ger|ber|rer|ter|der|ser|er|innen|leute|eltern|stimmen)$")


def can_speak(mention: Mention, register: Register) -> bool:
    """Whether a mention is a person, a group or a body, and no mere thing („die Pläne“, „Haftstrafen“)."""
    if mention.pronoun:
        return mention.text.lower() in ("er", "sie")
    if mention.role or (mention.name and " " in mention.name):
        return True
    if mention.name:
        return bool(register.surname(mention.name.lower())) or mention.name.isupper()
    head = next((w for w in re.findall(r"\w[\w-]*", mention.text) if w[0].isupper() and w.lower() not in ARTICLES), "")
    return bool(_BODIES.search(head) or _PEOPLE.search(head) or head.isupper() or is_office(head))


SHORTEST_OFFICE = 5  # letters; shorter ones end too many other words


class Register:
    """The people one release names, by full name, surname and office; built once, in linear time."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._by_surname: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_role: dict[str, dict[str, None]] = defaultdict(dict)
        self.female: dict[str, bool] = {}
        for text in texts:
            for match in CAPITALISED_RUN.finditer(text):
                self._run(match.group())

    def _run(self, run: str) -> None:
        parts = run.replace("\u00a0", " ").split(" ")
        first = 0
        for i, part in enumerate(parts):
            if part.rstrip(".") in TITLES or is_office(part) or (i == first and not is_noun(Token(part, 0, 0))):
                first = i + 1
        name_parts = parts[first:]
        while name_parts and name_parts[0] in PARTICLES:
            name_parts = name_parts[1:]
        if len(name_parts) < 2 or len(name_parts) > 4:
            return
        self.introduce(" ".join(name_parts).rstrip("."), " ".join(p for p in parts[:first]) or None)

    def introduce(self, name: str, role: str | None) -> None:
        """Remember a person; the first and fullest form of a name stays."""
        name = re.sub(r"\s+", " ", name)
        surname = name.split(" ")[-1].lower()
        if " " in name:
            self._by_surname[surname].setdefault(name)
        if role and any(is_office(word) for word in re.findall(r"\w[\w-]*", role)):
            for part in re.split(r" und |,| sowie ", role):
                key = role_key(part)
                if key:
                    self._by_role[key].setdefault(name)
            if (gender := female(role)) is not None:
                self.female[name] = gender

    def by_name(self, name: str) -> tuple[str, ...]:
        """Return the full names that a printed name may stand for; the name itself where none fits."""
        parts = re.sub(r"\s+", " ", name).split(" ")
        last = parts[-1].lower()
        known = self.surname(last)
        if len(parts) == 1:
            return tuple(known) or (name,)
        same = [full for full in known if parts[0] in full.split(" ")]
        return (max(same, key=len),) if same else (" ".join(parts),)

    def surname(self, last: str) -> list[str]:
        """Return the full names with this surname (lower case), without those that only add words in front."""
        forms = self._by_surname.get(last) or (self._by_surname.get(last[:-1]) if last.endswith("s") else None) or {}
        known = list(islice(forms, 8))
        return [full for full in known if not any(full != other and full.endswith(" " + other) for other in known)]

    def _by_compound(self, key: str) -> list[str]:
        """People in an office that a short form may stand for: „der Dezernent“ after „Umweltdezernent“."""
        if len(key) < SHORTEST_OFFICE:
            return []
        return [p for k in islice(self._by_role, 32) if k.endswith(key) for p in islice(self._by_role[k], 8)]

    def by_role(self, role: str) -> tuple[str, ...]:
        """Return the people who are introduced in an office."""
        people: list[str] = []
        for part in re.split(r" und |,", role):
            key = role_key(part)
            holders = list(islice(self._by_role.get(key, {}), 8)) or self._by_compound(key)
            people += [p for p in holders if p not in people]
        full = [name for p in people for name in self.by_name(p)]
        return tuple(dict.fromkeys([p for p in full if " " in p] or people))
