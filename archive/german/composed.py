"""Texts as the grammars read them, with composed letters (NFC) and `\\n` at ends of lines, and the way back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Composed:
    """A text as the grammars read it.

    text:    NFC, with `\\n` at the ends of lines.
    origins: for each of its code points, and for its end, the code point of the text as it came; None if it is that.
    """

    text: str
    origins: tuple[int, ...] | None

    def origin(self, at: int) -> int:
        """Return where a code point of the composed text stands in the text as it came."""
        return at if self.origins is None else self.origins[at]


def composed(text: str) -> Composed:
    """Return a text in the form that the grammars read, so that „März“ with a combining mark is found as well."""
    if "\r" not in text and unicodedata.is_normalized("NFC", text):
        return Composed(text, None)
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        if text[at] == "\r":
            piece, end = "\n", at + (2 if text[at + 1 : at + 2] == "\n" else 1)
        else:
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            piece = unicodedata.normalize("NFC", text[at:end])
        pieces.append(piece)
        origins += [at] * len(piece)
        at = end
    return Composed("".join(pieces), (*origins, len(text)))
