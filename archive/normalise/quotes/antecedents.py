"""Whom „er“ and „sie“ stand for: the nearest person before them whose gender fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from archive.normalise.quotes.attribution import Report
from archive.normalise.quotes.gender import FEMALE_PRONOUNS, MALE_PRONOUNS, female_mention
from archive.normalise.quotes.records import Mention
from archive.normalise.quotes.register import Register
from archive.normalise.quotes.sentences import Token

REACH = 2  # paragraphs before the pronoun's own
MOST = 12  # people; who was named before them is no longer meant


def plural(report: Report) -> bool:
    """„sagen sie“, „betonten sie“: more than one speaks."""
    return report.mention is not None and report.mention.text.lower() == "sie" and report.cue.endswith("en")


class Antecedents:
    """The people named in the paragraphs of a field, looked up once a paragraph and only where a pronoun asks."""

    def __init__(self, paragraphs: Sequence[Sequence[Token]], register: Register) -> None:
        self._paragraphs, self._register = paragraphs, register
        self._named: dict[int, list[tuple[int, str]]] = {}

    def of(self, report: Report | None, subject: Mention | None, paragraph: int, token: int) -> Mention | None:
        """Return whom a report's pronoun stands for: the last `subject`, or the nearest before who fits its gender.

        `paragraph` and `token` say where the pronoun's sentence begins.
        """
        pronoun = report.mention if report is not None else None
        if report is None or pronoun is None or not pronoun.pronoun:
            return subject
        if subject is not None and subject.also and plural(report):
            return subject
        low = pronoun.text.lower()
        wanted = True if low in FEMALE_PRONOUNS else False if low in MALE_PRONOUNS else None
        if wanted is None or (subject is not None and self._woman(subject) in (None, wanted)):
            return subject
        for name in islice(self._before(paragraph, token), MOST):
            if self._register.gender(name) is wanted:
                return Mention(name, pronoun.start, pronoun.end, name, None)
        return subject

    def _woman(self, mention: Mention) -> bool | None:
        full = self._register.by_name(mention.name) if mention.name else ()
        known = self._register.gender(full[0]) if len(full) == 1 else None
        return female_mention(mention) if known is None else known

    def _before(self, paragraph: int, token: int) -> Iterator[str]:
        for number in range(paragraph, max(-1, paragraph - REACH - 1), -1):
            for at, name in reversed(self._people(number)):
                if number < paragraph or at < token:
                    yield name

    def _person(self, surname: str, before: str) -> str | None:
        """Whom a surname names; of two who share it, the one with the first name before it."""
        known = self._register.surname(surname.lower())
        if len(known) > 1:
            known = [name for name in known if before in name.split(" ")]
        return known[0] if len(known) == 1 else None

    def _people(self, number: int) -> list[tuple[int, str]]:
        if number not in self._named:
            words = self._paragraphs[number]
            self._named[number] = [
                (at, name)
                for at, word in enumerate(words)
                if word.is_capital and (name := self._person(word.text, words[at - 1].text if at else "")) is not None
            ]
        return self._named[number]
