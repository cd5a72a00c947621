"""The register of persons: which printed names are one person, and which may be, for somebody to decide.

Nothing is joined by a surname, and nothing by a guess: two spellings of a full name are one person where the same
office is printed with both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

_SOUNDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_INITIAL = re.compile(r"[^\W\d_]\.?")


@dataclass(frozen=True)
class PrintedName:
    """A speaker's name as printed; quotes: how many; offices: (normal form, month `2021-04`) → office as printed."""

    name: str
    quotes: int
    offices: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """First names and surname; particles belong to the surname."""
        return tuple(word for word in self.name.split() if not word.islower())

    @property
    def full(self) -> bool:
        """Whether a first name is printed, be it an initial."""
        return len(self.words) > 1

    @property
    def surname(self) -> str:
        """The last word in one spelling."""
        return _plain(self.words[-1]) if self.words else ""


@dataclass(frozen=True)
class Offer:
    """Two names that may be one person: the fuller one, the other, and what speaks for it."""

    person: str
    also: str
    reason: str


def persons(names: Iterable[PrintedName]) -> dict[str, str]:
    """Map each full name to the name of its person: the spelling with the most quotes.

    Spellings of one name (`Karl-Heinz`, `Karlheinz`; `Müller`, `Mueller`; with or without a middle initial) are one
    person if an office is printed with both. Names without a first name are left out: they may be anybody's.
    """
    alike: dict[str, list[PrintedName]] = defaultdict(list)
    for name in names:
        if name.full:
            alike[_spelled(name)].append(name)
    found: dict[str, str] = {}
    for spellings in alike.values():
        for group in _by_office(spellings):
            person = min(group, key=lambda n: (-n.quotes, -len(n.name), n.name)).name
            found |= dict.fromkeys((one.name for one in group), person)
    return found


def offers(names: Iterable[PrintedName], known: Mapping[str, str]) -> Iterator[Offer]:
    """Pairs of names that may be one person but are two in the register, by surname, for somebody to decide.

    A surname alone, an initial and a double name are offered where an office is printed with both in one month; two
    spellings of a full name are offered without. known: what `persons` says.
    """
    by_surname: dict[str, list[PrintedName]] = defaultdict(list)
    for name in sorted(names, key=lambda n: n.name):
        for surname in dict.fromkeys((name.surname, *map(_plain, name.words[-1:] and name.words[-1].split("-")))):
            by_surname[surname].append(name)
    told: set[tuple[str, str]] = set()
    for surname in sorted(by_surname):
        for pair in combinations(by_surname[surname], 2):
            other, person = sorted(pair, key=lambda n: (len(n.words), len(n.name), n.name))
            two = known.get(person.name, person.name), known.get(other.name, other.name)
            if two[0] == two[1] or not person.full or two in told:
                continue
            if reason := _reason(person, other):
                told.add(two)
                yield Offer(*two, reason)


def _reason(person: PrintedName, other: PrintedName) -> str | None:
    if other.full and _spelled(person) == _spelled(other):
        return "two spellings of one name, no office in common"
    shared = sorted(person.offices.keys() & other.offices.keys(), key=lambda held: held[::-1])
    if not shared or (other.full and not _first_names_fit(person, other)):
        return None
    return f"both „{person.offices[shared[0]]}“ in {shared[0][1] or 'undated releases'}"


def _first_names_fit(one: PrintedName, other: PrintedName) -> bool:
    first, second = _plain(one.words[0]), _plain(other.words[0])
    return first == second or (1 in {len(first), len(second)} and first[:1] == second[:1])


def _by_office(spellings: list[PrintedName]) -> Iterator[list[PrintedName]]:
    """Groups of spellings that are held together by offices, directly or through another spelling."""
    left = sorted(spellings, key=lambda n: n.name)
    while left:
        group, offices = [left.pop(0)], set[str]()
        while True:
            offices |= {office for name in group for office, _ in name.offices}
            joined = [name for name in left if offices & {office for office, _ in name.offices}]
            if not joined:
                break
            group += joined
            left = [name for name in left if name not in joined]
        yield group


def _spelled(name: PrintedName) -> str:
    first, *middle, last = name.words
    return _plain("".join([first, *(word for word in middle if not _INITIAL.fullmatch(word)), last]))


def _plain(text: str) -> str:
    """Letters only, small, without umlauts and accents."""
    spelled = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).casefold().translate(_SOUNDS))
    return "".join(filter(str.isalpha, spelled))
