"""Words that are indexed in addition to the printed text, so that plain SQL finds them as well."""

from __future__ import annotations

import re

from archive.german.gendered import gendered_forms
from archive.search.signs import noted
from archive.search.split import halves

_SOFT_HYPHEN = "\u00ad"
# Personal- und Organisationsverwaltung; Kinder-, Jugend- und Altenarbeit; Haupteingang und -ausgang.
_BEHIND = re.compile(r"((?:\b[^\W\d_]{2,30}-,\s)*)\b([^\W\d_]{2,30})-\s(?:und|oder|bzw\.|sowie|wie|als auch|&|/|bis)\s"
                     r"(?:(?:auch|der|die|das|den|dem|des|zum|zur|im|für|in)\s){0,2}([^\W\d_]{4,50})")  # fmt: skip
_BEFORE = re.compile(r"\b([^\W\d_]{4,50})\s(?:und|oder|bzw\.|sowie|&|/)\s-([^\W\d_]{3,40})")

# What both of them hold: few texts do, and these are found in a tenth of the time.
_CUT_BEHIND, _CUT_BEFORE = re.compile(r"-\s"), re.compile(r"-(?<=\s-)")


def added_forms(text: str) -> tuple[str, ...]:
    """Gendered words in both forms, words shortened by a hyphen in full, signs in words; in order, each once."""
    bare = text.replace(_SOFT_HYPHEN, "")
    return tuple(dict.fromkeys((*gendered_forms(bare), *completed(bare), *noted(bare))))


def completed(text: str) -> list[str]:
    """The words that hyphens cut short, in full: Personalverwaltung, Nahverkehr, Hauptausgang."""
    found: list[str] = []
    for match in _BEHIND.finditer(text) if _CUT_BEHIND.search(text) else ():
        *_, whole = match.groups()
        joints = halves(whole)
        begun = [*re.findall(r"([^\W\d_]+)-", match[1]), match[2]]
        found += [start + end for start in begun for _, end in joints]
    for match in _BEFORE.finditer(text) if _CUT_BEFORE.search(text) else ():
        found += [start[:1].upper() + start[1:] + match[2] for start, _ in halves(match[1])]
    return found
