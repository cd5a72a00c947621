"""Modifiers of TIMEX3 that stand before a number: „rund“, „knapp“, „mindestens“."""

from __future__ import annotations

import re

MODS = {
    "APPROX": ("rund", "etwa", "circa", "zirka", "ca.", "ungefähr", "schätzungsweise", "um die", "an die"),
    "LESS_THAN": ("fast", "knapp", "beinahe", "nahezu", "weniger als", "unter", "kaum"),
    "MORE_THAN": ("mehr als", "über", "gut", "länger als"),
    "EQUAL_OR_MORE": ("mindestens", "wenigstens", "zumindest"),
    "EQUAL_OR_LESS": ("höchstens", "maximal", "bis zu", "längstens"),
}
MOD_OF = {word: mod for mod, words in MODS.items() for word in words}
BEFORE = re.compile(rf"(?:^|\W)({'|'.join(sorted(map(re.escape, MOD_OF), key=len, reverse=True))})\s{{1,2}}$", re.I)
LAST_WORD = re.compile(r"(?:^|\W)([a-zäöü]+)\s{1,2}$", re.I)


def modifier(before: str, *approximate: str) -> str | None:
    """Return the TIMEX3 mod of the words that end `before`; `approximate` are prepositions that make it APPROX here."""
    if match := BEFORE.search(before):
        return MOD_OF[match[1].lower()]
    if approximate and (match := LAST_WORD.search(before)) and match[1].lower() in approximate:
        return "APPROX"
    return None
