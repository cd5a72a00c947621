"""Modifiers of TIMEX3 that stand before a number: „rund“, „knapp“, „mindestens“."""

from __future__ import annotations

MODS = {
    "APPROX": ("rund", "etwa", "circa", "zirka", "ca.", "ungefähr", "schätzungsweise", "um die", "an die"),
    "LESS_THAN": ("fast", "knapp", "beinahe", "nahezu", "weniger als", "unter", "kaum"),
    "MORE_THAN": ("mehr als", "über", "gut", "länger als"),
    "EQUAL_OR_MORE": ("mindestens", "wenigstens", "zumindest"),
    "EQUAL_OR_LESS": ("höchstens", "maximal", "bis zu", "längstens"),
}
MOD_OF = {word: mod for mod, words in MODS.items() for word in words}


def modifier(before: str, *approximate: str) -> str | None:
    """Return the TIMEX3 mod of the words that end `before`; `approximate` are prepositions that make it APPROX here."""
    words = before.lower().rsplit(None, 2)[-2:] if before[-1:].isspace() else []
    if not words:
        return None
    last = words[-1].lstrip("(„")
    mod = MOD_OF.get(" ".join(words)) or MOD_OF.get(last)
    return mod or ("APPROX" if last in approximate else None)
