"""Tokens and sentences of a paragraph whose quotes are masked, so that a quote counts as one token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.german.quotes.structure.marks import Span
from archive.german.words.lists import word_set

ARTICLES = word_set("articles")
# Two private-use characters: the first of a masked quote, and the rest of it.
HEAD, TAIL = "\ue000", "\ue001"
LONGEST = 120  # tokens; what is longer is no sentence, and cutting it keeps every search inside one linear
_DIVIDERS = "/–—"
_ENDS = frozenset(".!?…/)" + HEAD)
_HEADLINE_ENDS = _ENDS | frozenset(_DIVIDERS)
_TITLES = r"D(?:ipl|r)\.-[A-ZÄÖÜ]\w*\.?|P(?:riv|rof)\.-[A-ZÄÖÜ]\w*\.?|Univ\.-[A-ZÄÖÜ]\w*\.?"
# The first character tells the branch; those that most tokens take stand in front.
TOKEN = re.compile(rf"[^\WDPU][\w'’\-]*|[^\w\s{HEAD}]|{_TITLES}|\w[\w'’\-]*|{HEAD}{TAIL}*")
# The same where words name all genders: „Leiter:in“, „der*die“.
_GENDERED_FORM = re.compile(r"[a-zäöüß](?:[*:·]|/-?)in(?:nen)?\b|[dD](?:er|ie)[*:/]d|[eE]ine?[*:/](?:r|e)\b")
_GENDER_MARKS = (":in", ":d", ":r", ":e", "*", "/", "·")
_GENDERED_TOKEN = re.compile(
    rf"{HEAD}{TAIL}*|{_TITLES}|(?:[dD](?:er|ie)|[eE]ine?)[*:/](?:der|die|[er])\b"
    r"|\w[\w'’\-]*(?:(?:(?<=[a-zäöüß])(?:[*:·]|/-?)|(?<=-))in(?:nen)?(?!\w))?|[^\w\s]"
)
LOWER_COMPOUND = re.compile(r"[a-zäöü\d][\w’']*-(?:[\w’']+-)*[A-ZÄÖÜ]\w+")  # „stadtwerk-Chefin“: a noun all the same
ABBREVIATIONS = word_set("abbreviations")


def is_lower_compound(text: str) -> bool:
    """Whether a word is a noun with a small first letter: „stadtwerk-Chefin“, „e-Rad-Verleiher“."""
    return "-" in text and not text[0].isupper() and LOWER_COMPOUND.match(text) is not None


class Token(NamedTuple):
    """A word, a punctuation mark or a masked quote with its offsets in the paragraph."""

    text: str
    start: int
    end: int

    @property
    def is_quote(self) -> bool:
        return self.text[0] == HEAD

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or is_lower_compound(self.text)


def mask(paragraph: str, spans: Sequence[Span]) -> str:
    """Return the paragraph with every outermost quote blanked, offsets unchanged."""
    if HEAD in paragraph or TAIL in paragraph:
        paragraph = paragraph.replace(HEAD, "\ufffd").replace(TAIL, "\ufffd")
    if not spans:
        return paragraph
    parts, last = [], 0
    for span in spans:
        if span.depth or span.start < last:
            continue
        parts += [paragraph[last : span.start], HEAD, TAIL * (span.end - span.start - 1)]
        last = span.end
    parts.append(paragraph[last:])
    return "".join(parts)


_INNER_ENDS = "‘’‹›'"


def tokens(masked: str) -> list[Token]:
    """Return the tokens of a masked paragraph."""
    new = tuple.__new__  # a third of the time that Token(…) takes, where most of the time goes
    pattern = _GENDERED_TOKEN if _may_be_gendered(masked) else TOKEN
    return [new(Token, (m[0], m.start(), m.end())) for m in pattern.finditer(masked)]


def _may_be_gendered(text: str) -> bool:
    return any(map(text.__contains__, _GENDER_MARKS)) and _GENDERED_FORM.search(text) is not None


def sentences(
    words: Sequence[Token], texts: Sequence[str], paragraph: str, *, headline: bool
) -> Iterator[tuple[int, int]]:
    """Yield each sentence as a range of token indices, its final mark included; in headlines „ – “ parts them too.

    texts: the words as printed.
    """
    first = 0
    marks = _HEADLINE_ENDS if headline else _ENDS
    ends = [i for i, text in enumerate(texts) if text[0] in marks]
    if ends and ends[-1] == len(texts) - 1:
        ends.pop()
    for i in ends:
        while i - first >= LONGEST:
            yield first, first + LONGEST
            first += LONGEST
        if i >= first and _ends(words, i, first, paragraph):
            yield first, i + (words[i].text not in _DIVIDERS)
            first = i + 1
    while first < len(words):
        yield first, min(first + LONGEST, len(words))
        first += LONGEST


def _ends(words: Sequence[Token], i: int, first: int, paragraph: str) -> bool:
    """Whether a sentence ends with token `i`, or before it where that is the „ / “ of a teaser."""
    text, _, end = words[i]
    following = words[i + 1].text
    if text in _DIVIDERS:
        return i > first and words[i - 1].end < words[i].start < words[i + 1].start - 1
    opens = following[0].isupper() or following[0] == HEAD or following[0].isdigit() or following[0] == "("
    if not opens and not is_lower_compound(following):
        return False
    if text == ")":  # „(Beifall) Vorname Name: „…““: a remark in brackets is a sentence of its own
        return words[first].text == "("
    if text == ".":
        return not _abbreviates(words, i)
    if text in "!?…":
        return True
    last = end - 3 if paragraph[end - 2] in _INNER_ENDS else end - 2  # „Sie sagte: ‚Jetzt sind wir zu dritt.‘“
    return paragraph[last] in (".!?" if following[0] == HEAD else ".!?…")


def _abbreviates(words: Sequence[Token], i: int) -> bool:
    """Whether the full stop at `i` ends an abbreviation, an initial or an ordinal instead of a sentence."""
    if i == 0 or words[i - 1].end != words[i].start:
        return False
    before = words[i - 1].text
    if before.isdigit():
        return len(before) < 3 and words[i + 1].text[0] != HEAD and words[i + 1].text.lower() not in ARTICLES
    return before.casefold() in ABBREVIATIONS or (len(before) == 1 and before.isalpha())
