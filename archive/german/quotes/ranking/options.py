"""Who may be speaking: the people, bodies and pronouns in the sentences around a quote."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.german.quotes.cued import Sentence
from archive.german.quotes.people.names import is_paper
from archive.german.quotes.people.noun_phrases import ARTICLES, core
from archive.german.quotes.people.pronouns import Antecedents
from archive.german.quotes.people.register import Register, can_speak
from archive.german.quotes.records import Mention
from archive.german.quotes.structure.sentences import Token

BEFORE, BEHIND = 5, 2  # sentences around the quote's own in which a speaker is looked for
_SPEAKING_PRONOUNS = frozenset(["er", "sie", "dieser", "diese", "jener", "letzterer", "letztere"])


class Option(NamedTuple):
    """Somebody who may be speaking: the mention, its tokens [first, last) in `sentence`, and whom it names.

    person: the fullest name, None where the text names nobody; several: it stands for one of several people; paper: it
    is something written, whose words are nobody's of the text.
    """

    mention: Mention
    sentence: Sentence
    first: int
    last: int
    antecedent: Mention | None
    person: str | None
    several: bool
    paper: bool = False


class Options:
    """The options of one field, read once a sentence and only where a quote asks."""

    def __init__(self, sentences: Sequence[Sentence], register: Register, antecedents: Antecedents) -> None:
        self.sentences = sentences
        self.register = register
        self.antecedents = antecedents
        self._read: dict[int, tuple[Option, ...]] = {}

    def around(self, index: int) -> list[tuple[int, Option]]:
        """Return the options around the sentence with this index, each with its distance in sentences."""
        low, high = max(0, index - BEFORE), min(len(self.sentences), index + BEHIND + 1)
        return [(at - index, option) for at in range(low, high) for option in self.of(at)]

    def of(self, index: int) -> tuple[Option, ...]:
        """Return the options of one sentence in reading order."""
        if index not in self._read:
            self._read[index] = tuple(self._options(self.sentences[index]))
        return self._read[index]

    def option(self, mention: Mention, sentence: Sentence, first: int, last: int, *, cue: str = "") -> Option:
        """Return the option that a mention is."""
        antecedent = self.antecedents.of(mention, cue, None, *sentence.place)
        found = self.antecedents.resolver.resolve(mention, antecedent)
        return Option(mention, sentence, first, last, antecedent, found.speaker, bool(found.candidates))

    def _options(self, sentence: Sentence) -> list[Option]:
        frame = sentence.frame
        tokens, found = frame.words, []
        speaking = {frame.first + at for at in self.register.may_speak_at(frame.texts)}
        # Behind the last word that may be part of who speaks, or of something written, nobody is.
        asked = [at for at, text in enumerate(frame.texts, frame.first) if at in speaking or _may_count(text)]
        i, end = frame.first, asked[-1] + 1 if asked else frame.first
        while i < end:
            text = tokens[i][0]
            part = core(tokens, i, frame.last) if text[0].isupper() or text in ARTICLES or text[0].isdigit() else None
            stop = part[1] if part is not None else i + 1
            if text.lower() in _SPEAKING_PRONOUNS or (
                part is not None and (_written(tokens[stop - 1]) or not speaking.isdisjoint(range(i, stop)))
            ):  # a quick check before the phrase is read
                got = frame.mention_at(i, frame.last)
                if got is not None and self._speaks(got[0]):
                    found.append(self.option(got[0], sentence, i, stop))
                elif got is not None and part is not None and _written(tokens[stop - 1]):
                    found.append(Option(got[0], sentence, i, stop, None, None, several=False, paper=True))
            i = stop
        return found

    def _speaks(self, mention: Mention) -> bool:
        if mention.pronoun:
            return mention.text.lower() in _SPEAKING_PRONOUNS
        return can_speak(mention, self.register)


@lru_cache(maxsize=16384)
def _may_count(text: str) -> bool:
    return text.lower() in _SPEAKING_PRONOUNS or is_paper(text)


def _written(token: Token) -> bool:
    return token.is_capital and is_paper(token[0])
