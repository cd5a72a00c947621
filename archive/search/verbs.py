"""Forms of weak verbs that no stemmer joins: planen, plant, plante, geplant; ankündigen, angekündigt."""

from __future__ import annotations

import re

from archive.search.words import SEPARABLE

_PARTICIPLE = re.compile(rf"(?P<before>{'|'.join(SEPARABLE)})?ge(?P<base>\w{{3,}}?)e?t")
_ENDINGS = ("t", "te", "ten", "ter", "tes")
_NEEDS_E = re.compile(r"\w*(?:[td]|[bcdfgkpstwz][mn])")  # leitet, öffnet, atmet


def infinitives(folded: str) -> set[str]:
    """The infinitives that a folded participle may belong to (`geplant`: planen); which of them exist is not asked."""
    found = _PARTICIPLE.fullmatch(folded)
    if not found:
        return set()
    base = (found["before"] or "") + found["base"]
    return {base + "en", base + "n"}


def verb_forms(folded: str) -> set[str]:
    """Forms that a weak verb of this infinitive has; empty for what is none. Which of them exist is not asked."""
    base = folded.removesuffix("en") if folded.endswith("en") else folded.removesuffix("n")
    if base == folded or len(base) < 4 or (not folded.endswith("en") and not base.endswith(("el", "er"))):
        return set()
    linked = "e" if _NEEDS_E.fullmatch(base) else ""
    stems = {base} | {
        f"{before}ge{base[len(before) :]}"
        for before in ("", *SEPARABLE)
        if base.startswith(before) and len(base) - len(before) >= 3
    }
    return {folded} | {f"{stemmed}{linked}{ending}" for stemmed in stems for ending in _ENDINGS}
