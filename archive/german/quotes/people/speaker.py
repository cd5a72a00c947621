"""From a mention to the person: inside one release, never by surname across releases."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.german.quotes.people.gender import FEMALE_PRONOUNS, female_mention, group
from archive.german.quotes.people.names import may_be_office, names_body
from archive.german.quotes.people.noun_phrases import describes_one
from archive.german.quotes.people.register import Register, body_of
from archive.german.quotes.records import Mention
from archive.german.words.lists import word_set, words

_NOT_NAMED = frozenset(["wir", "ich", "es"]) | word_set("nobody")


class Resolved(NamedTuple):
    """The speaker a mention points to, or the candidates where it stays open; `how` completes the rule's name."""

    speaker: str | None
    role: str | None
    candidates: tuple[str, ...]
    how: str


def resolve(mention: Mention | None, antecedent: Mention | None, register: Register, at: int | None = None) -> Resolved:
    """Return the fullest name the release prints for a mention; ambiguous ones keep their candidates.

    at: where the mention ends, counted through all texts of the release; of two people with one surname, the one
        who is named before is meant. None where that is not known.
    """
    if mention is None:
        return Resolved(None, None, (), "nobody")
    if mention.pronoun:
        if mention.text.lower() in _NOT_NAMED or antecedent is None:
            return Resolved(None, None, (), "pronoun")
        if antecedent.name is None and antecedent.also:
            return Resolved(None, None, antecedent.also, "pronoun")
        inner = resolve(antecedent, None, register)
        if (
            inner.speaker is not None
            and not antecedent.also
            and _genders_differ(mention, antecedent, inner.speaker, register)
        ):
            return Resolved(None, None, (inner.speaker,), "pronoun")
        return Resolved(inner.speaker, None, inner.candidates, "pronoun")
    if mention.name:
        return _pick(register.by_name(mention.name), mention.role, "name", mention, register, at)
    if mention.role:
        if mention.text.lower().startswith(("ein ", "eine ")):
            return Resolved(None, mention.role, (), "role")  # „ein Sprecher“ is nobody whom the release has named
        if group(mention):
            return Resolved(_organisation(mention.text), None, (), "organisation")
        woman = female_mention(mention)
        people = register.by_role(mention.role, woman)
        if people:
            return _pick(people, mention.role, "role", mention, register, at)
        only = register.only_one(mention.role, woman) if woman is not None and not body_of(mention.role) else ()
        if only:
            return Resolved(only[0], mention.role, (), "only")
        if governing := register.governing(mention.role, woman):
            return Resolved(governing[0], mention.role, (), "government")
        return _described(mention, antecedent, register) or Resolved(None, mention.role, (), "role")
    if describes_one(mention.text):
        return _described(mention, antecedent, register) or Resolved(None, None, (), "described")
    if (office := _organisation(mention.text)) != mention.text and (people := register.by_role(office, None)):
        return _pick(people, office, "role", mention, register, at)  # „der Streetworker“, who was introduced as one
    body = _organisation(mention.text)
    if mention.text.lower().startswith(_NOBODY_NAMED) and not names_body(body.split(" ")[0]):
        return Resolved(None, None, (), "indefinite")  # „ein Mann“, „dessen Frau“: nobody whom the release has named
    one = register.surname(body.lower()) or (" " not in body and may_be_office(body) and not names_body(body))
    if mention.text.startswith(("der ", "Der ")) and one:
        return Resolved(None, body, (), "role")  # „der Koch“ beside Vorname Koch, „der Vorgänger“
    return Resolved(register.bodies.fullest(body), None, (), "organisation")


_NOBODY_NAMED = ("ein ", "eine ", "dessen ", "deren ", "sein ", "seine ", "ihr ", "ihre ")
_KIN = word_set("kin")
_OTHERS = words("others")


def is_another(mention: Mention) -> bool:
    """„die Sprecherin“, „seine Tochter“: whoever that is, it is not who was named just before."""
    if mention.name is not None or mention.role is None:
        return False
    noun = next((word for word in mention.role.split(" ") if word[:1].isupper()), "")
    return noun in _KIN or noun.lower().removesuffix("in").endswith(_OTHERS)


def _described(mention: Mention, antecedent: Mention | None, register: Register) -> Resolved | None:
    """„die Ingenieurin“, „der 22-Jährige“: whom the release has just named, if it gives that person no other office."""
    if antecedent is None or is_another(mention):
        return None
    if antecedent.name is None and antecedent.also:
        return Resolved(None, mention.role, antecedent.also, "described")
    meant = resolve(antecedent, None, register)
    if meant.speaker is None or (mention.role is not None and register.has_office(meant.speaker)):
        return None
    if mention.role is not None and mention.role == meant.speaker.rsplit(" ", 1)[-1]:
        return None  # „der Meister“ is not Vorname Meister
    return Resolved(meant.speaker, mention.role, (), "described")


def _pick(
    people: tuple[str, ...], role: str | None, how: str, mention: Mention, register: Register, at: int | None
) -> Resolved:
    """The one person left when the printed office, its gender and the order have their say; else all as candidates."""
    if len(people) > 1 and role is not None:
        people = tuple(p for p in people if register.holds(p, role)) or people
    wanted = female_mention(mention)
    if len(people) == 1 and wanted is not None and register.gender(people[0]) not in (None, wanted):
        return Resolved(None, role, people, how)  # „Herr Nachname“, where the release names a woman
    if len(people) > 1 and wanted is not None:
        fitting = tuple(p for p in people if register.gender(p) in (None, wanted))
        people = fitting or people
    if len(people) > 1 and at is not None:
        people = tuple(p for p in people if register.named_before(p, at)) or people
    if len(people) == 1:
        return Resolved(people[0], role, (), how)
    return Resolved(None, role, people, how)


def _genders_differ(pronoun: Mention, antecedent: Mention, speaker: str, register: Register) -> bool:
    known = register.gender(speaker)
    if known is None:
        known = female_mention(antecedent)
    return known is not None and known != (pronoun.text.lower() in FEMALE_PRONOUNS)


_ARTICLES = frozenset(["der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines", "einem"])
_GENITIVE = re.compile(r"(?<=\w{3})(?:es|(?<![sßxz])s)$")


def _organisation(text: str) -> str:
    """Return a body without its article, in the nominative: „des Gesundheitsamtes“ is the „Gesundheitsamt“."""
    head, _, rest = text.partition(" ")
    if not rest or head.lower() not in _ARTICLES:
        return text
    if head.lower() not in ("des", "eines"):
        return rest
    noun, _, more = rest.partition(" ")
    return f"{_GENITIVE.sub('', noun)} {more}".strip()
