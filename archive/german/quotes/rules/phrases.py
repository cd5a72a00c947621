"""The mentions of a sentence: what a noun phrase, a pronoun or a genitive at a token names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.german.quotes.people.gender import PAIRS
from archive.german.quotes.people.mentions import describe
from archive.german.quotes.people.names import is_first_name, is_office, may_be_office
from archive.german.quotes.people.noun_phrases import GENITIVES, core, is_speech_noun, may_begin, phrase
from archive.german.quotes.people.register import Register
from archive.german.quotes.records import Mention
from archive.german.quotes.rules.cues import HEADS, SOURCE_HEADS, reports
from archive.german.quotes.structure.sentences import Token
from archive.german.words.lists import word_set

_NOBODY = word_set("nobody")
_PRONOUNS = word_set("pronouns") | _NOBODY
_ONE_OF = frozenset(["einer", "eine"])
_DETERMINERS = _NOBODY | {"dieser", "diese"}
_NAME_PARTICLES = frozenset(
    ["von", "van", "de", "zu", "ten", "ter", "del", "della", "di", "da", "al", "el", "la", "le"]
)
_GENITIVE = re.compile(r"(?:(?<=[sxzß])['’]|['’]?s)$")


class Phrases:
    """One sentence and the mentions in it, each read once.

    texts: its tokens as printed; given are those of its whole paragraph. heads: those that may begin a cue: `verbs`,
    `sources`, so and wie.
    """

    def __init__(
        self, words: Sequence[Token], texts: list[str], bounds: tuple[int, int], paragraph: str, register: Register,
        offset: int = 0,
    ) -> None:  # fmt: skip
        self.words, self.paragraph, self.register, self.offset = words, paragraph, register, offset
        self.first, self.last = bounds
        first, last = bounds
        self.texts = texts[first:last]
        self.heads = heads = (
            [] if HEADS.isdisjoint(self.texts) else [i for i, text in enumerate(self.texts, first) if text in HEADS]
        )
        self.sources = [i for i in heads if words[i][0] in SOURCE_HEADS] if heads else heads
        self.verbs = [i for i in heads if reports(words, i, first, last)] if heads else heads
        self._read: dict[tuple[int, int, bool], tuple[Mention, int] | None] = {}

    def span(self, token: int) -> tuple[int, int]:
        """Return the code points of a token in the field; those of the sentence where the token is behind its end."""
        first, last = (token, token) if token < self.last else (self.first, self.last - 1)
        return self.words[first].start + self.offset, self.words[last].end + self.offset

    def mention_at(self, i: int, limit: int, *, attach_all: bool = False) -> tuple[Mention, int] | None:
        """Return the mention that starts at `i`, and the token after it."""
        asked = (i, limit, attach_all)
        if asked not in self._read:  # every rule asks for the same few places
            self._read[asked] = self._mention_at(i, limit, attach_all) if i < limit else None
        return self._read[asked]

    def _mention_at(self, i: int, limit: int, attach_all: bool) -> tuple[Mention, int] | None:
        words = self.words
        text, start, end = words[i]
        low = text.lower()
        if i == self.first and low in _NAME_PARTICLES:
            named = self._particle_name(i, limit)  # „Van Nachname, der …“
            if named is not None:
                return named
        if text == "Sie" and self.first < i and words[i - 1].text not in ":;–":
            return None  # the reader is spoken to
        if i == self.first and text in ("Der", "Die") and i + 1 in self.verbs and words[i + 1].text.endswith("t"):
            return Mention(text, start, end, None, None, pronoun=True), i + 1  # „Der schwärmt: „…““
        if low in _ONE_OF and (one := self._one_of(i, limit)) is not None:
            return one
        if low in _PRONOUNS and not self._determines(i, limit):
            return Mention(text, start, end, None, None, pronoun=True), i + 1
        if not may_begin(text):
            return self._particle_name(i, limit)
        if i + 1 < limit and is_speech_noun(words[i + 1][0]) and (owner := self._genitive(i)) is not None:
            return owner, i + 2
        if i + 2 < limit and is_speech_noun(words[i + 2][0]) and (owner := self._full_genitive(i)) is not None:
            return owner, i + 3
        if self._is_surname_alone(i, limit):
            return Mention(text, start, end, text, None), i + 1
        found = phrase(words, i, limit, attach_all=attach_all)
        if found is None:
            return self._pair(i, limit) or self._particle_name(i, limit)
        return self._surname(describe(self.words, found, self.paragraph)), found.end

    def _is_surname_alone(self, i: int, limit: int) -> bool:
        """„hatte Kranz Landrat Ole Tann zugerufen“: a known surname in front of somebody else's office and name."""
        words = self.words
        if i + 3 >= limit or not (words[i].is_capital and words[i + 1].is_capital and words[i + 2].is_capital):
            return False
        known = self.register.surname(words[i].text.lower()) and not is_office(words[i].text)
        return bool(known) and is_office(words[i + 1].text) and is_first_name(words[i + 2].text)

    def _one_of(self, i: int, limit: int) -> tuple[Mention, int] | None:
        """„Einer der beteiligten Landwirte“, „eine von ihnen“: somebody whom the text does not name."""
        words = self.words
        if i + 2 >= limit or words[i + 1].text not in ("der", "von"):
            return None
        if words[i + 1].text == "von" and words[i + 2].text in ("ihnen", "beiden", "uns"):
            start, end = words[i].start, words[i + 2].end
            return Mention(self.paragraph[start:end], start, end, None, None, pronoun=True), i + 3
        found = core(words, i + 1 + (words[i + 1].text == "von"), limit)
        if found is None or not (is_office(words[found[1] - 1].text) or may_be_office(words[found[1] - 1].text)):
            return None
        start, end = words[i].start, words[found[1] - 1].end
        role = words[found[1] - 1].text
        return Mention(self.paragraph[start:end], start, end, None, role), found[1]

    def _determines(self, i: int, limit: int) -> bool:
        """„diese Stadt“, „viele Gäste“, „einige der Gäste“: what else is a pronoun belongs to a noun here."""
        if i + 1 >= limit or self.words[i].text.lower() not in _DETERMINERS:
            return False
        return self.words[i + 1].text in GENITIVES or core(self.words, i, limit) is not None

    def _pair(self, i: int, limit: int) -> tuple[Mention, int] | None:
        """„geben die zwei zu“, „sagen die beiden“, „erklärten beide“"""
        if self.words[i].text.lower() == "beide":
            text, start, end = self.words[i]
            return Mention(text, start, end, None, None, pronoun=True), i + 1
        if i + 1 >= limit or f"{self.words[i].text} {self.words[i + 1].text}".lower() not in PAIRS:
            return None
        start, end = self.words[i].start, self.words[i + 1].end
        return Mention(self.paragraph[start:end], start, end, None, None, pronoun=True), i + 2

    def _surname(self, mention: Mention) -> Mention:
        """„so Richter“: an office without its article is the surname of somebody whom the release names so."""
        if mention.name is None and mention.role == mention.text and self.register.surname(mention.text.lower()):
            return mention._replace(name=mention.text, role=None)
        return mention

    def _genitive(self, i: int) -> Mention | None:
        """„Vornames Fazit“, „Kranz’ Appell“: the person whose words the noun stands for."""
        word = self.words[i]
        bare = word.text[:-1]
        if word.text[-1] not in "'’s" or not word.is_capital or not self.register.surname(bare.lower()):
            return None
        return Mention(bare, word.start, word.start + len(bare), bare, None)

    def _full_genitive(self, i: int) -> Mention | None:
        """„Vorname Nachnames Fazit“, „Vorname Matthes’ Appell“"""
        first, second = self.words[i], self.words[i + 1]
        bare = _GENITIVE.sub("", second.text)
        if bare == second.text or not (first.is_capital and second.is_capital):
            return None
        if not is_first_name(first.text) and not self.register.surname(bare.lower()):
            return None
        name = self.paragraph[first.start : second.start + len(bare)]
        return Mention(name, first.start, second.start + len(bare), name, None)

    def _particle_name(self, i: int, limit: int) -> tuple[Mention, int] | None:
        """„Von der Aue sagte“: a name that opens a sentence with its particle, known from elsewhere in the text."""
        if self.words[i].text.lower() not in _NAME_PARTICLES:
            return None
        end = next((j for j in range(i + 1, min(limit, i + 4)) if self.words[j].is_capital), None)
        if end is None or not (known := self.register.surname(self.words[end].text.lower())):
            return None
        particles = " ".join(word.text for word in self.words[i:end]).lower()
        if f" {particles} " not in known[0].lower():
            return None
        start, stop = self.words[i].start, self.words[end].end
        return Mention(self.paragraph[start:stop], start, stop, known[0], None), end + 1
