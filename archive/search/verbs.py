"""Verb forms that no stemmer unifies: gehen, ging, gegangen; planen, geplant; stattfinden, findet … statt."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.search.words import fold, plain, without_dots

_LISTS = tomllib.loads((Path(__file__).parent / "verbs.toml").read_text(encoding="utf-8"))


def _folded(text: str) -> list[str]:
    return [fold(plain(word)) for word in text.split()]


_INSEPARABLE = tuple(_folded(_LISTS["inseparable"]))
_EITHER = tuple(_folded(_LISTS["either"]))
_SEPARABLE = tuple(_folded(_LISTS["separable"]))
_TELLING = frozenset(_folded(_LISTS["telling"]))
_LIGHT = frozenset(_folded(_LISTS["light"]))
FORMS_NOT_NOUNS = frozenset(_folded(_LISTS["forms_not_nouns"]))
FORMS_ALTHOUGH_NOUNS = FORMS_NOT_NOUNS | set(_folded(_LISTS["forms_and_nouns"]))
_AS_ADJECTIVE = ("", "e", "em", "en", "er", "es")
_NEEDS_E = re.compile(r"\w*(?:[td]|[bcdfgkpstwz][mn]|ch[mn])")  # leitet, öffnet, zeichnet
_SHORTEST_REST = 3
# Words between a verb and its separated prefix; fewer where the prefix is a common preposition, fewest beside a verb
# that means little by itself (gab … auf).
_FAR, _NEAR, _NEXT = 12, 6, 2


@dataclass(frozen=True)
class _Verb:
    """A verb without prefix: forms of the main clause, of the participle; `ge` is what begins the latter."""

    infinitive: str
    finite: frozenset[str]
    participle: frozenset[str]
    ge: bool


@dataclass(frozen=True)
class Separated:
    """A form of a verb with its prefix apart from it, by at most `apart` words. telling: hardly ever anything else."""

    form: str
    prefix: str
    apart: int
    telling: bool


def _strong() -> dict[str, _Verb]:
    verbs: dict[str, _Verb] = {}
    subjunctive = set(_folded(_LISTS["subjunctive"]))
    weak_too = set(_folded(_LISTS["weak_too"]))
    for entry in _LISTS["strong"].split(";"):
        infinitive, third, preterite, participle = _folded(entry)
        base = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive.removesuffix("n")
        linked = "e" if _NEEDS_E.fullmatch(base) else ""
        finite = {infinitive, base + "e"}
        finite |= {third} if third != "-" else set()
        # ihr fahrt stands in few releases, the noun Fahrt in many
        finite |= {base + linked + "t"} if without_dots(third) != base + linked + "t" else set()
        finite |= {base + linked + "te", base + linked + "ten"} if infinitive in weak_too else set()
        weak_like = preterite.endswith("te")
        finite |= {preterite, preterite + "n"} if weak_like else {preterite, preterite + "en"}
        finite |= {preterite + "e"} & subjunctive
        participles = {participle} | ({f"ge{base}{linked}t"} if infinitive in weak_too else set())
        verbs[infinitive] = _Verb(
            infinitive,
            frozenset(finite),
            frozenset(one + ending for one in participles for ending in _AS_ADJECTIVE),
            participle.startswith("geg" if infinitive.startswith("ge") else "ge"),
        )
    return verbs


_STRONG = _strong()
_PREFIXED_WEAK = frozenset(_folded(_LISTS["prefixed_weak"]))


def _strong_after(prefix: str, rest: str) -> _Verb | None:
    return None if prefix + rest in _PREFIXED_WEAK else _STRONG.get(rest)


@cache
def _infinitives_of_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for verb in _STRONG.values():
        for form in verb.finite | verb.participle:
            found[form].add(verb.infinitive)
        if verb.ge:
            for form in verb.participle:
                found["-" + form.removeprefix("ge")].add(verb.infinitive)  # as in be-schlossen
    return {form: frozenset(infinitives) for form, infinitives in found.items()}


def infinitives(folded: str) -> set[str]:
    """The infinitives of strong verbs that a folded word may be a form of."""
    strong = _infinitives_of_forms()
    found = set(strong.get(folded, ()))
    for prefix in _prefixes(folded):
        rest = folded[len(prefix) :]
        if rest in FORMS_ALTHOUGH_NOUNS:
            continue  # Bestand
        if prefix not in _INSEPARABLE and rest.startswith("zu") and rest[2:] in _STRONG:
            rest = rest[2:]
        keys = [rest, "-" + rest] if prefix in (*_INSEPARABLE, *_EITHER) and prefix != "ge" else [rest]
        found |= {prefix + infinitive for key in keys for infinitive in strong.get(key, ())} - _PREFIXED_WEAK
        if prefix in _SEPARABLE and rest.startswith(_INSEPARABLE) and not rest.startswith("ge"):
            found |= {prefix + infinitive for infinitive in infinitives(rest)}
    return found


def is_strong_infinitive(folded: str) -> bool:
    """Whether a folded word is the infinitive of a strong verb, with a prefix or without."""
    if folded in _STRONG:
        return True
    rests = [(prefix, folded[len(prefix) :]) for prefix in _prefixes(folded)]
    return any(
        _strong_after(prefix, rest)
        or (prefix in _SEPARABLE and rest.startswith(_INSEPARABLE) and is_strong_infinitive(rest))
        for prefix, rest in rests
    )


def _prefixes(folded: str) -> list[str]:
    return [p for p in (*_SEPARABLE, *_EITHER, *_INSEPARABLE) if folded.startswith(p) and len(folded) > len(p) + 2]


def verb_forms(infinitive: str) -> tuple[set[str], set[str]]:
    """Forms in one word of the verb with a folded infinitive; which of them exist is not asked. Empty for no verb.

    The first: infinitives and participles; the second: the others, some of which are written like nouns.
    """
    going = {infinitive, *(f"{infinitive}d{ending}" for ending in _AS_ADJECTIVE)}
    if verb := _STRONG.get(infinitive):
        return going | verb.participle, set(verb.finite)
    firm: set[str] = set()
    finite: set[str] = set()
    for prefix in _prefixes(infinitive):
        rest = infinitive[len(prefix) :]
        verb = _strong_after(prefix, rest)
        if verb is None:
            if prefix in _SEPARABLE and rest.startswith(_INSEPARABLE) and is_strong_infinitive(rest):
                inner, inner_finite = verb_forms(rest)  # an-erkennen
                firm |= {prefix + form for form in inner} | {fold(f"{prefix}zu{rest}")}
                finite |= {prefix + form for form in inner_finite}
            continue
        finite |= {prefix + form for form in verb.finite}
        if prefix not in _INSEPARABLE:
            firm |= {prefix + form for form in verb.participle} | {fold(f"{prefix}zu{verb.infinitive}")}
        if prefix in (*_INSEPARABLE, *_EITHER):
            firm |= {prefix + (form.removeprefix("ge") if verb.ge else form) for form in verb.participle}
    if not finite:
        firm, finite = _weak_forms(infinitive)
    return (firm | going, finite) if finite else (set(), set())


def _weak_forms(infinitive: str) -> tuple[set[str], set[str]]:
    base = _base(infinitive)
    if base is None or len(base) < _SHORTEST_REST:
        return set(), set()
    linked = "e" if _NEEDS_E.fullmatch(base) else ""
    endings = ("t", "te", "tem", "ten", "ter", "tes")
    firm: set[str] = set()
    for prefix in ("", *(p for p in _prefixes(infinitive) if p not in _INSEPARABLE)):
        rest = base[len(prefix) :]
        if len(rest) >= _SHORTEST_REST:
            firm |= {f"{prefix}ge{rest}{linked}{ending}" for ending in endings}
            if prefix:
                firm.add(fold(f"{prefix}zu{infinitive[len(prefix) :]}"))
    return firm, {base + linked + ending for ending in endings}


def _base(infinitive: str) -> str | None:
    """What endings are put to; None for no infinitive."""
    if infinitive.endswith("en"):
        return infinitive[:-2]
    return infinitive[:-1] if infinitive.endswith(("eln", "ern")) else None


def separated(infinitive: str) -> list[Separated]:
    """How the verb with a folded infinitive stands in a main clause, its prefix apart (findet … statt)."""
    found: dict[Separated, None] = {}
    for prefix in _prefixes(infinitive):
        rest = infinitive[len(prefix) :]
        if prefix in _INSEPARABLE or len(rest) <= _SHORTEST_REST:
            continue
        telling = prefix in _TELLING
        if is_strong_infinitive(rest):
            forms: Iterable[str] = verb_forms(rest)[1]
        elif base := _base(rest):
            linked = "e" if _NEEDS_E.fullmatch(base) else ""
            forms = {rest, base + "e", *(base + linked + e for e in ("t", "te", "ten"))}
        else:
            continue
        apart = _FAR if telling else _NEXT if rest in _LIGHT or prefix == "zu" else _NEAR
        for form in sorted(forms):
            found[Separated(form, prefix, apart, telling)] = None
    return list(found)


def is_prefix(folded: str) -> bool:
    """Whether a folded word is a prefix that may stand apart from its verb."""
    return folded in _SEPARABLE or folded in _EITHER


def is_telling(prefix: str) -> bool:
    """Whether a separated prefix is hardly ever anything else (statt, teil)."""
    return prefix in _TELLING


def nouns_of(infinitive: str) -> tuple[str, ...]:
    """Nouns for what a verb with a folded infinitive does, where they are no form of it (beschließen: Beschluss)."""
    return _nouns().get(infinitive, ())


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in _LISTS["nouns"].split(";"):
        infinitive, noun = _folded(entry)
        found[infinitive] = (*found.get(infinitive, ()), noun)
    return found
