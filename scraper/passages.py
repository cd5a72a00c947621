"""Finds given words in texts however they are set, and blackens them.

White space, soft hyphens, case and composition make no difference, nor does the ending of a genitive („Vorname
Nachnames“). A word inside another word is another word: „Berg“ is not found in „Bergstraße“.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

BLACK = "▇▇▇▇▇"  # of one width, which tells nothing of what it covers
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # what may stand inside a word and is not seen
ADDRESS_SIGNS = ("@", "://", "www.")
TOKEN = re.compile(r"[^\s<>\"'()]+")
ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
BEHIND = ".,;:!?"  # what may stand behind an address and is no part of it
UNUSUAL = "ſsSKkKÅåÅẞßİıiI"  # letters of which more than two are the same but for case
GENITIVE = "(?:e?s|ens|['’`]s?)?"
SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}  # as addresses write them


class Passages:
    """Words to be found, each as a whole, in texts and in addresses. True if there are any."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(w for w in words if any(c.isalnum() for c in w)))
        longest = sorted(self.words, key=len, reverse=True)  # „Anna Berg“ before „Berg“
        self._texts = _any(map(_spelt, longest))
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
        black = self._texts.sub(BLACK, normal)
        if any(sign in black for sign in ADDRESS_SIGNS) and self.in_address(black):
            black = TOKEN.sub(self._blacken_token, black)
        return text if black == normal else black

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


def _spelt(word: str) -> _Sought:
    """A word in a text: any white space between its parts, unseen characters within them."""
    parts = unicodedata.normalize("NFC", "".join(c for c in word if c not in UNSEEN)).split()
    first, unseen = parts[0][0], f"[{UNSEEN}]*"
    inner = rf"{unseen}\s[\s{UNSEEN}]*".join(unseen.join(map(re.escape, part)) for part in parts)
    after = rf"{GENITIVE}(?!\w)" if parts[-1][-1].isalnum() else ""
    return _Sought(r"(?<!\w)" if first.isalnum() else "", first, inner.removeprefix(re.escape(first)) + after)


def _as_addressed(word: str) -> _Sought | None:
    """A word as slugs, file names and mail addresses write it: „Änne Groß“ → `aenne[-_.+]gross`."""
    spelt = "".join(SPELT.get(c, c) for c in unicodedata.normalize("NFC", word).lower())
    tokens = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode())
    pattern = "[-_.+]".join(tokens)
    return _Sought("(?<![a-zA-Z0-9])", pattern[0], f"{pattern[1:]}s?(?![a-z0-9])") if tokens else None
