"""Finds given words in texts however they are set, and blackens them.

White space, soft hyphens, case, composition and spelling (ö and oe, ß and SS) make no difference, nor does the ending
of a genitive („Vorname Nachnames“). A word inside another word is another word: „Berg“ is not found in „Bergstraße“.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

BLACK = "▇▇▇▇▇"  # of one width, which tells nothing of what it covers
UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")  # what may stand inside a word and is not seen
BREAK = "\u200b"  # among them, what may also stand between two words
ADDRESS_SIGNS = ("@", "://", "www.")
TOKEN = re.compile(r"[^\s<>\"'()]+")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
INLINE = {  # elements of HTML that part no words
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins"),
    *("mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "u", "wbr"),
}
WITHIN_WORDS = re.compile(rf"<!--.*?-->|</?(?:{'|'.join(sorted(INLINE))})(?![\w-])[^<>]{{0,2000}}>", re.I | re.S)
TAG = re.compile(r"<[!/a-zA-Z][^<>]{0,2000}>")
ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
BEHIND = ".,;:!?"  # what may stand behind an address and is no part of it
UNUSUAL = "ſsSKkKÅåÅẞßİıiI"  # letters of which more than two are the same but for case
NAME = 4  # words of a name at most; a longer passage is copied as the page prints it
GENITIVE = "(?:e?s|ens|['’`]s?)?"
SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}  # as addresses write them


class Passages:
    """Words to be found, each as a whole, in texts and in addresses. True if there are any."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(w for w in words if any(c.isalnum() for c in w)))
        longest = sorted(self.words, key=len, reverse=True)  # „Anna Berg“ before „Berg“
        self._texts = _any(chain.from_iterable(map(_spelt, longest)))
        self._addresses = _any(filter(None, map(_as_addressed, longest)))

    def __bool__(self) -> bool:
        return bool(self.words)

    def found(self, text: str) -> set[str]:
        """Those of the words that stand in a text."""
        if self.blacken(text) == text:
            return set()
        return {word for word in self.words if Passages([word]).blacken(text) != text}

    def blacken(self, text: str) -> str:
        """The text with BLACK in place of each of the words, and of each address that holds one."""
        if not self._texts:
            return text
        normal = text if text.isascii() else unicodedata.normalize("NFC", text)
        black = _blacken(self._texts, normal)
        if any(sign in black for sign in ADDRESS_SIGNS) and self.in_address(black):
            black = TOKEN.sub(self._blacken_token, black)
        return text if black == normal else black

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand in a text in NFC, in characters from its beginning; addresses apart."""
        return _spans(self._texts, text) if self._texts else []

    def stand_in(self, text: str) -> bool:
        """Whether one of the words stands in a text in any way in which it may be written."""
        return self._texts is not None and any(self.blacken(view) != view for view in views(text))

    def _blacken_token(self, match: re.Match[str]) -> str:
        address = match[0].rstrip(BEHIND)
        if not any(sign in address for sign in ADDRESS_SIGNS) or not self.in_address(address):
            return match[0]
        return BLACK + match[0][len(address) :]

    def blacken_slug(self, slug: str) -> str:
        """A slug with BLACK in place of each of the words, which stand there as addresses write them."""
        return self._addresses.sub(BLACK, slug) if self._addresses else slug

    def in_address(self, address: str) -> bool:
        """Whether an address, or a text with addresses, holds one of the words, as addresses write them."""
        found = self._addresses
        return bool(found and (found.search(address) or ("%" in address and found.search(unquoted(address)))))


def unquoted(text: str) -> str:
    """A text with its percent signs resolved as `urllib.parse.unquote` does, which takes ten times as long."""
    return ESCAPES.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "replace"), text)


def views(text: str) -> set[str]:
    """A text as it is and as it reads: references, percent signs, escapes and tags resolved."""
    found = {text}
    if "&" in text:
        found.add(once := html.unescape(text))
        found.add(html.unescape(once))  # a feed has HTML as text
    if "%" in text:
        found.add(unquoted(text))
    if "\\u" in text:
        found.add(ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))
    return found | {TAG.sub(" ", WITHIN_WORDS.sub("", one)) for one in found if "<" in one}


def _blacken(words: re.Pattern[str], text: str) -> str:
    """What `Passages.blacken` does to texts in NFC, but for addresses."""
    if text.isascii() or not UNSEEN.search(text):
        return words.sub(BLACK, text)
    within = _blacken_seen(words, text, text)
    return _blacken_seen(words, within, within.replace(BREAK, " ")) if BREAK in within else within


def _blacken_seen(words: re.Pattern[str], text: str, read: str) -> str:
    """A text with BLACK where the words stand in it as it is `read`, sign for sign, without what is not seen."""
    spans = _spans(words, read)
    begins, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    return BLACK.join(text[begin:end] for begin, end in zip(begins, ends, strict=True))


def _spans(words: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever stands in it and is not seen."""
    spans = [match.span() for match in words.finditer(UNSEEN.sub("", text))]
    if not spans or not UNSEEN.search(text):
        return spans
    places = [place for place, sign in enumerate(text) if not UNSEEN.match(sign)]
    return [(places[start], places[end - 1] + 1) for start, end in spans]


class _Sought(NamedTuple):
    """A word as a pattern: what may not stand before it, its first character, and what follows that."""

    before: str
    first: str
    rest: str


def _any(sought: Iterable[_Sought]) -> re.Pattern[str] | None:
    """One pattern for all, case aside. It begins with a set of characters, which `re` looks for ten times as fast."""
    words = [(one, _set_of(one.first)) for one in sought]
    firsts = "".join(dict.fromkeys("".join(chars for _, chars in words)))
    each = (f"(?<={one.before}[{re.escape(chars)}])(?i:{one.rest})" for one, chars in words)
    return re.compile(f"[{re.escape(firsts)}](?:{'|'.join(each)})") if words else None


def _set_of(char: str) -> str:
    """The characters that are the same as one but for case."""
    forms = (char, char.lower(), char.upper(), char.title(), *UNUSUAL)
    return "".join(c for c in dict.fromkeys(forms) if len(c) == 1 and re.fullmatch(re.escape(char), c, re.I))


def _spelt(word: str) -> Iterator[_Sought]:
    """A word in texts without unseen characters: any white space between its parts.

    A name of a few words may be parted at the end of a line, or be set l i k e  t h i s.
    """
    text = UNSEEN.sub("", unicodedata.normalize("NFC", word)).strip()
    first, other = text[0], _spelt_out(text[0])
    parts = [[_letter(letter) for letter in part] for part in text.split()]
    parts[0][0] = ""
    is_name = len(parts) <= NAME
    rest = r"\s+".join((r"(?:-\s+)?" if is_name else "").join(part) for part in parts)
    if is_name:
        spaced = r"\s+".join(r"\s".join(part) for part in parts)
        rest = f"(?:{rest}|{spaced})"
    before = r"(?<!\w)" if first.isalnum() else ""
    after = rf"{GENITIVE}(?!\w)" if text[-1].isalnum() else ""
    yield _Sought(before, first, rest + after)
    if other != first:
        yield _Sought(before, other[0], re.escape(other[1:]) + rest + after)


def _letter(letter: str) -> str:
    other = _spelt_out(letter)
    return re.escape(letter) if other == letter else f"(?:{re.escape(letter)}|{other})"


def _spelt_out(letter: str) -> str:
    """A letter as typewriters, capitals and foreign keyboards write it: „ß“ → ss; „é“ → e."""
    return SPELT.get(letter.lower()) or unicodedata.normalize("NFD", letter)[0]


def _as_addressed(word: str) -> _Sought | None:
    """A word as slugs, file names and mail addresses write it: „Änne Groß“ → `aenne[-_.+]gross`."""
    spelt = "".join(SPELT.get(c, c) for c in unicodedata.normalize("NFC", word).lower())
    tokens = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode())
    pattern = "[-_.+]".join(tokens)
    return _Sought("(?<![a-zA-Z0-9])", pattern[0], f"{pattern[1:]}s?(?![a-z0-9])") if tokens else None
