"""Who a mention points to: names and offices inside noun phrases, and the people a release introduces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from archive.normalise.quotes.lexicon import word_set, words
from archive.normalise.quotes.noun_phrases import (
    ARTICLES,
    DEGREE_PARTS,
    FIRST_NAMES,
    PARTICLES,
    Phrase,
    core,
    is_noun,
    is_speech_noun,
)
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
# Councils end as their members do: „der Magistrat“, „der Elternbeirat“; „Stadtrat“ is the member.
_COUNCILS = words("councils")
# OB is the printed short form of one office; both are one role.
_ALIASES = {"ob": "oberbürgermeister", "oberbürgermeisterin": "oberbürgermeister", "obin": "oberbürgermeister"}


@lru_cache(maxsize=4096)
def is_office(word: str) -> bool:
    """Whether a noun names an office or function: „Sprecherin“, „ICANN-Chef“, „Stadtrat“, „OB“."""
    if word in _OFFICES:
        return True
    low = word.lower()
    if low.endswith(_COUNCILS):
        return False
    for ending in ("innen", "in", "en", "n", "s", ""):
        stem = low[: len(low) - len(ending)] if ending and low.endswith(ending) else (low if not ending else None)
        if stem and stem.endswith(_OFFICE_ENDINGS):
            return True
    return False


def is_surname(before: str) -> bool:
    """Whether the word before says that an office is a surname here: „Anna König“, „Frau Richter“."""
    return before in ("Frau", "Herr", "Herrn") or before.lower() in FIRST_NAMES


def role_key(role: str) -> str:
    """Return the normalised form of an office: lower case, without article, feminine ending and genitive."""
    words = [w for w in re.findall(r"\w[\w-]*", role.lower()) if w not in ARTICLES]
    head = next((w for w in words if is_office(w) or w == "ob"), words[0] if words else "")
    head = _ALIASES.get(head, head)
    return re.sub(r"in$", "", head).replace("rät", "rat")


def describe(words: Sequence[Token], found: Phrase, paragraph: str) -> Mention:
    """Return the mention of a noun phrase with the name and the office it holds."""
    start, end = words[found.start].start, words[found.end - 1].end
    if (owner := _owner(words, found)) is not None:
        return describe(words, owner, paragraph)
    name, role = _split(words, found.start, found.core_end, paragraph)
    if found.end > found.core_end and words[found.core_end].text in ("und", "sowie"):
        joined = _joined(words, found, paragraph, name, role)
        return Mention(paragraph[start:end], start, end, joined[0], joined[1], also=joined[2])
    if found.end > found.core_end and name is not None and (others := _listed(words, found, paragraph)):
        return Mention(paragraph[start:end], start, end, name, role, also=others)
    if found.end > found.core_end:
        name, role = _attached(words, found, paragraph, name, role)
    return Mention(paragraph[start:end], start, end, name, role)


def _owner(words: Sequence[Token], found: Phrase) -> Phrase | None:
    """„das Fazit von X“, „die Einschätzung der Stadträtin X“: whose words the noun stands for."""
    if found.end == found.core_end or not is_speech_noun(words[found.core_end - 1].text):
        return None
    start = found.core_end + (words[found.core_end].text in ("von", "vom", "für"))
    inner = core(words, start, found.end)
    return Phrase(inner[0], inner[1], found.end) if inner is not None else None


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
        office = is_office(text) and not (i > first and is_surname(words[i - 1].text))
        if text.rstrip(".") in TITLES or text in (".", "/", "&") or office or words[i].is_quote:
            name_start = i + 1
    name_start = _first_name(words, name_start, end)
    titled = name_start
    while titled > first and (words[titled - 1].text in (".",) or words[titled - 1].text in TITLES):
        titled -= 1
    while titled < name_start and words[titled].text in ("Herr", "Frau", "Herrn", "."):
        titled += 1
    if name_start == first and article and end - first == 1:
        known = first - start == 2 and words[first].text.lower() in FIRST_NAMES
        return (words[first].text, None) if known else (None, None)  # „die neunjährige Mila“, „die Stadtverwaltung“
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


def _listed(words: Sequence[Token], found: Phrase, paragraph: str) -> tuple[str, ...]:
    """The other names of „A, B und C“; none where something behind a comma is no name, as an apposition is."""
    names: list[str] = []
    at = found.core_end
    while at < found.end and words[at].text in (",", "und", "sowie"):
        part = core(words, at + 1, found.end)
        name = _split(words, *part, paragraph)[0] if part is not None else None
        if part is None or name is None or words[at + 1].text.lower() in ARTICLES:
            return ()
        names.append(name)
        at = part[1]
    return tuple(names) if at == found.end else ()


def _first_name(words: Sequence[Token], start: int, end: int) -> int:
    """„Anwohnerin Vorname Name“: a known first name begins the name, whatever noun stands before it."""
    if start < end and words[start].text.lower() not in FIRST_NAMES:
        return next((i for i in range(start + 1, end - 1) if words[i].text.lower() in FIRST_NAMES), start)
    return start


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
                if words[i].text in ",(" or (words[i].text.islower() and words[i].text not in PARTICLES | DEGREE_PARTS)
            ),
            found.end,
        )
        if words[at].text.lower() not in ARTICLES and stop > at:
            inner, office = _split(words, at, stop, paragraph)
            if inner is not None:
                head = paragraph[words[found.start].start : words[at].start + len(office)] if office else head
                return inner, _without_article(head)
            return paragraph[words[at].start : words[stop - 1].end], _without_article(head)
    if name is not None and role is None and commas:
        at = commas[0] + 1
        stop = next((i for i in range(at, found.end) if words[i].text == ","), found.end)
        return name, _without_article(paragraph[words[at].start : words[stop - 1].end])
    if name is None and role is not None and not commas:
        return None, _without_article(paragraph[words[found.start].start : words[found.end - 1].end])
    if name is None and role is None:
        head_word = next((words[i].text for i in range(found.start, found.core_end) if words[i].text[0].isupper()), "")
        if is_office(head_word):
            return None, _without_article(paragraph[words[found.start].start : words[found.end - 1].end])
    return name, role


def _without_article(text: str) -> str:
    head, _, rest = text.partition(" ")
    return rest if head.lower() in ARTICLES and rest else text
