"""People in runs of capitalised words: „Oberbürgermeisterin Vorname Nachname“, anywhere in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from archive.german.quotes.people.names import ABSTRACT, begins_thing, is_first_name, name_begins, names_body
from archive.german.quotes.people.noun_phrases import PARTICLES, may_be_noun
from archive.german.words.lists import word_set

CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĢĪİĶŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"  # of the names that German texts print
CAPITALISED_RUN = (
    re.compile(  # the look-behind follows the capital letter, so that the search jumps from capital to capital
        rf"[{CAPITAL}](?<![\w-].)(?:(?<=D)r\.|(?<=P)rof\.|[\w’'\-]++)"
        r"(?: (?:(?:von und zu|von|van|de|zu|al|el|bin|del|della|da|di|du|dos|ten|ter) (?:(?:der|den|dem|de|la) )?)?"
        r"(?:al-|el-|d['’])?"
        rf"[{CAPITAL}](?:(?<=D)r\.|(?<=P)rof\.|\.|[\w’'\-]++)){{1,6}}"
    )
)

_NOBLE = word_set("noble")
_NAMED_AFTER = word_set("named_after")  # „Vorname Nachname Stiftung“


@lru_cache(maxsize=16384)
def person_in(run: str) -> tuple[str, str | None] | None:
    """Return the person whom a run of capitalised words names, and the words before the name, if it names one."""
    parts = _up_to_whom(run.split(" "))
    skipped = next((i for i, part in enumerate(parts) if may_be_noun(part)), len(parts))
    first = skipped + name_begins(tuple(parts[skipped:]))
    name = parts[first:]
    if len(name) > 2 and name[1] == "von" and not is_first_name(name[0]) and _no_name(name):
        first += 2  # „die Initiative von Vorname Nachname“
        name = parts[first:]
    given = len(name) > 2 and (name[1] in PARTICLES or name[1] in _NOBLE or is_first_name(name[1]))
    if len(name) > 2 and name[2] in PARTICLES and not given:
        name = name[:2]  # „Vorname Nachname von den Stadtwerken“
    if not 2 <= len(name) <= 4 or not _names_person(name, titled=first > skipped):
        return None
    return " ".join(name).rstrip("."), " ".join(parts[:first]) or None


def _up_to_whom(parts: list[str]) -> list[str]:
    """„Vorname Nachname zu Lehrling Vorname Nachname“: „zu“ is part of a name behind a first name only."""
    at = parts.index("zu") if "zu" in parts else len(parts)
    given = is_first_name(parts[at - 1]) and not is_first_name(parts[at - 2])
    noble = at < len(parts) and (parts[at - 1] == "und" or given)
    return parts if noble else parts[:at]


def _no_name(run: Sequence[str]) -> bool:
    """Whether the noun before „von“ is no name: a body, or one that has a first name and a surname behind the „von“."""
    return names_body(run[0]) or (len(run) > 3 and is_first_name(run[2]))


def _names_person(parts: Sequence[str], *, titled: bool) -> bool:
    """Whether a run of name parts is a person's; `titled`: an office or a title stands before it.

    „von der Aue“ is a surname alone; „Einschätzung von Nachname“, „Gestiegene Kosten“, „Suppe zu Menschen“ and „Sankt
    Ulrich“ are nobody.
    """
    head = parts[0]
    if len(parts) > 2 and parts[-1] in _NAMED_AFTER:
        return False
    if head in PARTICLES or head == "Sankt" or begins_thing(head):
        return False
    if is_first_name(head):
        return True
    particle = any(part in PARTICLES for part in parts)
    return not ABSTRACT.search(head) and (titled or not particle)
