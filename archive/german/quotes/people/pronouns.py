"""Whom „er“, „sie“ and „die 88-Jährige“ stand for: the nearest person before them whose gender fits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from archive.german.quotes.people.bodies import gender_of_body, is_firm, issues, names_firm, stands_for
from archive.german.quotes.people.gender import FEMALE_PRONOUNS, MALE_PRONOUNS, PAIRS, female, female_mention, group
from archive.german.quotes.people.names import is_office, names_body
from archive.german.quotes.people.noun_phrases import ARTICLES, describes_one
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.people.resolver import Resolver
from archive.german.quotes.people.speaker import is_another
from archive.german.quotes.records import Mention
from archive.german.quotes.structure.sentences import Token

REACH = 2  # paragraphs before the pronoun's own
NEAR = 3  # sentences before „die beiden“ in which they are named
MOST = 12  # sentences; who was named before them is no longer meant
POINTING = frozenset(["dieser", "diese", "letzterer", "letztere", "jener", "der", "die"])  # whoever was named last
_GENDERED = FEMALE_PRONOUNS | MALE_PRONOUNS
_SOMEBODY = frozenset(["eine", "einer", "einem", "einen", "ein"])
_PREDICATES = frozenset([",", "als", "ist", "war", "wie", "wird", "wurde", "von"])
DEFINITE = ("der ", "die ", "dieser ", "diese ")


def plural(mention: Mention | None, cue: str) -> bool:
    """„sagen sie“, „betonten sie“, „die beiden“: more than one speaks."""
    low = mention.text.lower() if mention is not None else ""
    return low in PAIRS or (low == "sie" and cue.endswith("en"))


def points_back(mention: Mention) -> bool:
    """Whether a mention may stand for somebody named before: „sie“, „der Ingenieur“, „die 88-Jährige“."""
    return mention.pronoun or _definite(mention)


def _definite(mention: Mention) -> bool:
    return mention.name is None and mention.text.lower().startswith(DEFINITE)


def _unclear(mention: Mention, names: Sequence[str]) -> Mention:
    return mention._replace(name=None, role=None, pronoun=True, also=tuple(names))


class Antecedents:
    """The people named in the sentences of a field, looked up once per paragraph and only on demand."""

    def __init__(
        self,
        paragraphs: Sequence[Sequence[Token]],
        ranges: Sequence[Sequence[tuple[int, int]]],
        resolver: Resolver,
    ) -> None:
        self._paragraphs, self._ranges, self._register = paragraphs, ranges, resolver.register
        self.resolver = resolver
        self._named: dict[int, list[tuple[int, str]]] = {}
        self._by_sentence: dict[tuple[int, int], list[str]] = {}
        self._subjects: dict[tuple[int, int], Mention] = {}
        self._bodies: list[Mention] = []  # the first that sentences are about
        self._meant: dict[tuple[int, int], Mention | None] = {}  # whom „die Ingenieurin“ in it stands for

    def note(self, paragraph: int, sentence: int, subject: Mention) -> None:
        """Remember whom a sentence is about; a pronoun is given as whom it stands for."""
        if _definite(subject) and female_mention(subject) is not None:
            self._meant[paragraph, sentence] = self.of(subject, "", None, paragraph, sentence)
        self._subjects[paragraph, sentence] = subject
        if len(self._bodies) < MOST and stands_for(subject) is None and self._is_body(subject, None):
            self._bodies.append(subject)

    def of(
        self, mention: Mention | None, cue: str, speaking: Mention | None, paragraph: int, sentence: int
    ) -> Mention | None:
        """Return whom a mention stands for, None where it stands for itself or for nobody.

        cue: the verb, which tells „sagen sie“. speaking: who speaks before it in its own sentence, if anybody does.
        paragraph, sentence: where the mention stands; what it stands for comes before.
        """
        if mention is None:
            return None
        bare = not (mention.pronoun or mention.name or mention.role)
        if bare and (issues(mention) or stands_for(mention) is not None):
            return self._body_before(mention, paragraph, sentence)
        if not points_back(mention):
            return None
        low = mention.text.lower()
        if low in PAIRS:
            return self._pair(mention, paragraph, sentence)
        wanted = low in FEMALE_PRONOUNS if low in _GENDERED else female_mention(mention)
        if wanted is None and not mention.pronoun:
            wanted = low.startswith(("die ", "diese "))
        last: Mention | None = None
        body: Mention | None = None  # the nearest one, meant where no person of that gender is named in the paragraph
        if speaking is not None and (wanted is None or self._fits(speaking, wanted)):
            return speaking
        nearby = 1 if low in POINTING else MOST
        several = plural(mention, cue)
        for back, (number, index) in enumerate(islice(self._before(paragraph, sentence), nearby)):
            if body is not None and number < paragraph:
                break
            subject = self._subjects.get((number, index))
            last = last or subject
            if subject is not None and (wanted is None or several):
                return subject
            if wanted is None:
                continue
            aged = number < paragraph and describes_one(mention.text)
            names = [
                name
                for name in self._names(number, index)
                if self._register.gender(name) is wanted and not (aged and self._register.governs(name))
            ]
            if low in POINTING and names:  # „Er dankte Vorname Name. Dieser sagte …“: not whom it is about
                last = Mention(names[-1], mention.start, mention.end, names[-1], None)
                other = self._somebody(number, index, wanted) or self._told(number, index, wanted)
                return _unclear(mention, names) if other else last
            if len(names) > 1:  # „A und B kamen“, „A traf B. „…“, sagte sie“: either
                return _unclear(mention, names)
            if subject is not None and self._fits(subject, wanted) and not (aged and self._governs(subject)):
                return _unclear(mention, names) if self._somebody(number, index, wanted) else subject
            if not names and subject is not None and self._one(subject, wanted):
                meant = self.resolver.resolve(subject, self._meant.get((number, index))).speaker
                if meant is None:
                    return _unclear(mention, names) if back else subject
                names = [meant]
            if names:
                return Mention(names[0], mention.start, mention.end, names[0], None)
            if subject is not None and mention.pronoun and self._body(subject, wanted):
                body = body or subject
        return body or (last if mention.pronoun else None)

    def _body_before(self, mention: Mention, paragraph: int, sentence: int) -> Mention | None:
        """The body whose paper that is, or for which „der Verein“ stands: the last that its paragraph is about.

        Else, for „der Verein“, the only one of its kind that the text was about.
        """
        kinds = stands_for(mention)
        for number, index in islice(self._before(paragraph, sentence), MOST):
            subject = self._subjects.get((number, index)) if number == paragraph else None
            if subject is not None and is_firm(mention) and names_firm(subject):
                return subject
            if subject is not None and self._is_body(subject, kinds):
                general = stands_for(subject) is not None
                return (self._body_before(subject, number, index) or subject) if general else subject
            if number < paragraph or (subject is not None and kinds is None):
                break
        others = [subject for subject in self._bodies if kinds and self._is_body(subject, kinds)]
        names = {self.resolver.resolve(subject).speaker for subject in others}
        return others[0] if len(names) == 1 and len(self._bodies) < MOST else None

    def _is_body(self, subject: Mention, kinds: re.Pattern[str] | None) -> bool:
        if subject.name is not None or subject.role is not None or subject.pronoun:
            return False
        if kinds is None:
            return any(names_body(word) for word in subject.text.split(" "))
        return stands_for(subject) is None and any(kinds.search(word) for word in subject.text.split(" "))

    def _pair(self, mention: Mention, paragraph: int, sentence: int) -> Mention | None:
        """„Eva Tann kam mit Jakob Kranz. „…“, sagen die beiden“: the two whom one of the sentences before names."""
        for number, index in islice(self._before(paragraph, sentence), NEAR):
            subject = self._subjects.get((number, index))
            if subject is not None and len(subject.also) == 1:
                return subject
            names = self._names(number, index)
            if len(names) == 2:
                return Mention(names[0], mention.start, mention.end, names[0], None, also=(names[1],))
            if names:
                return None
        return None

    def _before(self, paragraph: int, sentence: int) -> Iterator[tuple[int, int]]:
        for number in range(paragraph, max(-1, paragraph - REACH - 1), -1):
            end = sentence if number == paragraph else len(self._ranges[number])
            for index in range(end - 1, -1, -1):
                yield number, index

    def _fits(self, subject: Mention, wanted: bool) -> bool:
        """Whether one person is meant whose gender is the wanted one or unknown."""
        if subject.pronoun or subject.also or not (subject.name or subject.role) or group(subject):
            return False
        if subject.text.lower().startswith(("ein ", "eine ")):
            return female_mention(subject) in (None, wanted)  # whoever that is, nobody else is meant
        full = self._register.by_name(subject.name) if subject.name else ()
        known = self._register.gender(full[0]) if len(full) == 1 else None
        known = female_mention(subject) if known is None else known
        if is_another(subject):
            return known is wanted  # whoever that is, nobody else is meant
        return known in (None, wanted) and self.resolver.resolve(subject).speaker is not None

    def _one(self, subject: Mention, wanted: bool) -> bool:
        """„Die Preisträgerin bedankte sich“: one person of that gender without a name."""
        return _definite(subject) and female_mention(subject) is wanted and not group(subject)

    def _governs(self, subject: Mention) -> bool:
        """Whoever governs is called „die 44-Jährige“ where she was just named, not a paragraph further on."""
        name = self.resolver.resolve(subject).speaker
        return name is not None and self._register.governs(name)

    def _body(self, subject: Mention, wanted: bool) -> bool:
        """„Die Polizei … sie“, „der Verband … er“: the article tells."""
        article, _, rest = subject.text.partition(" ")
        bare = subject.name is None and subject.role is None
        if article.lower() in ("die", "der", "das"):
            fits = article.lower() == ("die" if wanted else "der")
        else:  # „vom Verein“, „Polizeipräsidium Neustadt“
            fits = gender_of_body(rest if article.lower() in ARTICLES else subject.text) == ("f" if wanted else "m")
        return bare and fits and can_speak(subject, self._register)

    def _somebody(self, number: int, index: int, wanted: bool) -> bool:
        """Whether a sentence also speaks of somebody unnamed of that gender: „… gab einer Schülerin den Preis“."""
        first, last = self._ranges[number][index]
        words = self._paragraphs[number]
        for i in range(first + 1, last - 1):
            if words[i].text in _SOMEBODY and words[i - 1].text not in _PREDICATES:
                noun = next((word.text for word in words[i + 1 : min(last, i + 4)] if word.is_capital), "")
                if noun and female(noun) is wanted:
                    return True
        return False

    def _told(self, number: int, index: int, wanted: bool) -> bool:
        """Whether a sentence also speaks of „den Mann“, „dem Polier“: „dieser“ is rather he than who is named."""
        first, last = self._ranges[number][index]
        words = self._paragraphs[number]
        for i in range(first, last - 1):
            if words[i].text in ("den", "dem", "der") and words[i + 1].is_capital:
                noun = words[i + 1].text
                behind = words[i + 2].text if i + 2 < last else ""
                if (noun in ("Mann", "Frau") or is_office(noun)) and not behind[:1].isupper():
                    return (noun == "Frau" or female(noun) is True) is wanted
        return False

    def _names(self, number: int, index: int) -> list[str]:
        """The people whom a sentence names; several quotes ask for the same ones."""
        if (number, index) not in self._by_sentence:
            self._by_sentence[number, index] = self._read_names(number, index)
        return self._by_sentence[number, index]

    def _read_names(self, number: int, index: int) -> list[str]:
        first, last = self._ranges[number][index]
        if not (people := self._people(number)):
            return []
        begin, end = bisect_left(people, (first, "")), bisect_left(people, (last, ""))
        names = list(dict.fromkeys([name for _, name in people[begin:end]]))
        if len(names) < 2:
            return names
        return [name for name in names if not any(other.startswith(f"{name} ") for other in names)]

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
                for at in self._register.surnames(words)
                if (name := self._person(words[at][0], words[at - 1][0] if at else "")) is not None
            ]
        return self._named[number]
