"""Who a mention points to: names and offices inside noun phrases, and the people a release introduces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from archive.german.quotes.people.names import (
    begins_thing,
    is_first_name,
    is_office,
    is_title,
    may_be_office,
    name_begins,
    named_at_end,
    names_body,
)
from archive.german.quotes.people.noun_phrases import (
    ARTICLES,
    DEGREE_PARTS,
    PARTICLES,
    TYING,
    Phrase,
    core,
    is_body,
    is_noun,
    is_speech_noun,
)
from archive.german.quotes.records import Mention
from archive.german.quotes.structure.sentences import HEAD, Token
from archive.german.words.lists import word_set

_NAME_PARTS = PARTICLES | DEGREE_PARTS
_TIES = ARTICLES | TYING
_BODY_OF_PLACE = re.compile(r"[A-ZÄÖÜ][\w-]+er")
_NEWSPAPERS = word_set("newspapers")
# OB is the printed short form of one office; both are one role.
_ALIASES = {"ob": "oberbürgermeister", "oberbürgermeisterin": "oberbürgermeister", "obin": "oberbürgermeister"}


def _is_head(word: str) -> bool:
    return is_office(word) or is_office(word.capitalize())  # „enkel“ of „Enkel des Fotografen“


@lru_cache(maxsize=4096)
def role_key(role: str) -> str:
    """Return the normalised form of an office: lower case, without article, feminine ending and genitive."""
    words = [w for w in re.findall(r"\w[\w-]*", role.lower()) if w not in ARTICLES]
    heads = (next((w for w in words if test(w) or w == "ob"), None) for test in (_is_head, may_be_office))
    head = next((w for w in heads if w is not None), words[0] if words else "")
    head = _ALIASES.get(head, head)
    return re.sub(r"in$", "", head).replace("rät", "rat")


def describe(words: Sequence[Token], found: Phrase, paragraph: str) -> Mention:
    """Return the mention of a noun phrase with the name and the office it holds."""
    start, end = words[found.start].start, words[found.end - 1].end
    if (owner := _owner(words, found)) is not None:
        return describe(words, owner, paragraph)
    if (department := _department(words, found, paragraph)) is not None:
        return Mention(paragraph[start:end], start, end, *department)
    name, role = _split(words, found.start, found.core_end, paragraph)
    if found.end > found.core_end and words[found.core_end].text in ("und", "sowie"):
        joined = _joined(words, found, paragraph, name, role)
        return Mention(paragraph[start:end], start, end, joined[0], joined[1], also=joined[2])
    if found.end > found.core_end and name is not None and (others := _listed(words, found, paragraph)):
        return Mention(paragraph[start:end], start, end, name, role, also=others)
    if found.end > found.core_end:
        name, role = _attached(words, found, paragraph, name, role)
    return Mention(paragraph[start:end], start, end, name, role)


def _department(words: Sequence[Token], found: Phrase, paragraph: str) -> tuple[str, str] | None:
    """„Leiterin Kultur und Sport der Stadt, Vorname Nachname“: what stands behind the office is no name."""
    if found.end == found.core_end:
        return None
    comma = next((i for i in range(found.end - 1, found.core_end - 1, -1) if words[i].text == ","), None)
    if comma is None or not is_noun(words[comma + 1]):
        return None
    name, role = _split(words, found.start, found.core_end, paragraph)
    if name is None or role is None or " " in name or is_first_name(name):
        return None
    behind, office = _split(words, comma + 1, found.end, paragraph)
    if behind is None or " " not in behind or office is not None:
        return None
    return behind, _without_article(paragraph[words[found.start].start : words[comma - 1].end])


def _stands_for(noun: str) -> bool:
    """„(das) Fazit (von X)“, „(von) Seiten (des Amts)“"""
    return is_speech_noun(noun) or noun == "Seiten"


def _owner(words: Sequence[Token], found: Phrase) -> Phrase | None:
    """„das Fazit von X“, „die Einschätzung der Stadträtin X“: whose words the noun stands for."""
    if found.end == found.core_end or not _stands_for(words[found.core_end - 1].text):
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
    if name is not None and other is None and other_role is not None:  # „A und die Leiterin des Amts, B“
        comma = next((i for i in range(second[1], found.end) if words[i].text == ","), found.end - 1)
        other = _named_apposition(words, comma + 1, found.end, paragraph)[0]
    return name, role, (other,) if name is not None and other is not None else ()


def _split(words: Sequence[Token], start: int, end: int, paragraph: str) -> tuple[str | None, str | None]:
    """Split one run of nouns into its office and its name."""
    article = words[start][0].lower() in ARTICLES
    first = start
    while first < end and not is_noun(words[first]) and words[first][0][0] != HEAD:
        first += 1
    if end - first == 1 and first > start and words[first - 1].text.endswith("jährige"):
        return words[first].text, None  # „die sechsjährige Vorname“
    name_start = first + name_begins(tuple(["/" if w[0][0] == HEAD else w[0] for w in words[first:end]]))
    titled = name_start
    while titled > first and (words[titled - 1].text == "." or is_title(words[titled - 1].text)):
        titled -= 1
    while titled < name_start and words[titled].text in ("Herr", "Frau", "Herrn", "."):
        titled += 1
    if name_start == first and article and end - first == 1:
        known = first - start == 2 and is_first_name(words[first].text)
        return (words[first].text, None) if known else (None, None)  # „die neunjährige Mila“, „die Stadtverwaltung“
    name = None
    if name_start < end:
        name_words = [w for w in range(name_start, end) if words[w][0] != "."]
        texts = [words[w][0] for w in name_words]
        digits = [w for w in name_words[1:] if words[w][0].isdigit()]
        stop = digits[0] if digits else end  # „Vorname Nachname 97 (Prozent)“
        if (
            texts
            and texts[0] != "Sankt"
            and not is_body(texts)
            and (article or len(texts) == 1 or not begins_thing(texts[0]))
        ):
            name = paragraph[words[name_start].start : words[stop - 1].end]
    if name is not None and name_start > start and " " not in name and words[name_start - 1].text.isdigit():
        return None, None  # „61 Prozent (der Betriebe)“
    head_end = min(titled, name_start)
    role = paragraph[words[start + article].start : words[head_end - 1].end] if head_end > first else None
    if name is not None and " " not in name and role is not None:
        if name.isdigit():
            return None, None  # „Paragraf 3“
        if (names_body(name) or name in _NEWSPAPERS) and _BODY_OF_PLACE.fullmatch(role) and not is_office(role):
            return None, None  # „die Lindentaler Zeitung“
    if role is not None and role in ("Herr", "Frau", "Herrn"):
        role = None
    if name is not None and article and role is None and end - name_start > 1:
        known = end - name_start == 2 and is_first_name(words[name_start].text)
        return (name, None) if known else (None, None)  # „die Sparkasse Neustadt“: people have no article
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
        if words[at].text.lower() in ARTICLES:
            inner, office = _named_apposition(words, commas[0] + 1, found.end, paragraph)
            if inner is not None:
                return inner, _without_article(head)  # „Der Vorsitzende des Vereins, der Zahnarzt Vorname Name“
        stop = next(
            (
                i
                for i in range(at, found.end)
                if words[i].text in ",(" or (words[i].text.islower() and words[i].text not in _NAME_PARTS)
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
        if (behind := _behind_genitive(words, found)) is not None:
            inner = _split(words, *behind, paragraph)[0]
            return inner, _without_article(paragraph[words[found.start].start : words[behind[0] - 1].end])
        return None, _without_article(paragraph[words[found.start].start : words[found.end - 1].end])
    if name is None and role is None:
        head_word = next((words[i].text for i in range(found.start, found.core_end) if words[i].text[0].isupper()), "")
        if is_office(head_word):
            return None, _without_article(paragraph[words[found.start].start : words[found.end - 1].end])
    return name, role


def _named_apposition(words: Sequence[Token], start: int, end: int, paragraph: str) -> tuple[str | None, str | None]:
    part = core(words, start, end)
    return _split(words, *part, paragraph) if part is not None else (None, None)


def _behind_genitive(words: Sequence[Token], found: Phrase) -> tuple[int, int] | None:
    """„Leiterin des Amts Vorname Nachname (SPD)“: the tokens of the name, None where none is printed."""
    for at in range(found.end - 1, found.core_end - 1, -1):
        part = core(words, at if words[at].text in ARTICLES else at + 1, found.end) if _ties(words, at) else None
        if part is None:
            continue
        first = next((i for i in range(part[0], part[1]) if is_noun(words[i])), part[1])
        start = named_at_end([w.text for w in words[first : part[1]]])
        if start is not None:
            return first + start, part[1]
    return None


def _ties(words: Sequence[Token], i: int) -> bool:
    """Whether an article or „von“ joins a noun to the office, and is no part of „Vorname von der Aue“."""
    if words[i].text not in _TIES:
        return False
    before = words[i - 1].text
    return before not in ("von", "van", "zu") and not is_first_name(before)


def _without_article(text: str) -> str:
    head, _, rest = text.partition(" ")
    return rest if head.lower() in ARTICLES and rest else text
