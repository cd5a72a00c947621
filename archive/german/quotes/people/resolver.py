"""Resolves mentions to people, within one release only; surnames are never matched across releases."""

from __future__ import annotations

from typing import NamedTuple

from archive.german.quotes.grammar import rules_of
from archive.german.quotes.people.register import Register
from archive.german.quotes.records import Mention


class Resolved(NamedTuple):
    """The speaker a mention points to, or the candidates where it stays open; `how` completes the rule's name."""

    speaker: str | None
    role: str | None
    candidates: tuple[str, ...]
    how: str = ""


class Asked(NamedTuple):
    """A mention, whom it stands for if not for itself, who resolves that, and where the mention ends.

    register: the people of the release.
    at: counted through all texts of the release; of two people with one surname, the one who is named before is
        meant. None where that is not known.
    """

    mention: Mention
    antecedent: Mention | None
    resolver: Resolver
    register: Register
    at: int | None


class Resolver:
    """Resolves the mentions of one release; a mention that several steps ask about is resolved once.

    register: all people of the release. without: rules that are switched off.
    """

    def __init__(self, register: Register, without: frozenset[str] = frozenset()) -> None:
        self.register = register
        self._rules = rules_of("speaker", without)
        self._resolved: dict[tuple[Mention, Mention | None, int | None], Resolved] = {}

    def resolve(self, mention: Mention | None, antecedent: Mention | None = None, at: int | None = None) -> Resolved:
        """Return the fullest name the release prints for a mention; ambiguous ones keep their candidates.

        See Asked for the arguments.
        """
        if mention is None:
            return Resolved(None, None, (), "nobody")
        asked = (mention, antecedent, at)
        found = self._resolved.get(asked)
        if found is None:
            found = self._resolved[asked] = self._by_rules(Asked(mention, antecedent, self, self.register, at))
        return found

    def _by_rules(self, asked: Asked) -> Resolved:
        for name, _, function in self._rules:
            found: Resolved | None = function(asked)
            if found is not None:
                return Resolved(found.speaker, found.role, found.candidates, name)
        return Resolved(None, asked.mention.role, (), "nobody")
