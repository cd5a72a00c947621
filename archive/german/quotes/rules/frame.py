"""One sentence as the rules see it: its tokens, and what they ask of the words around a quote."""

from __future__ import annotations

from functools import cached_property

from archive.german.quotes.grammar import triggered
from archive.german.quotes.people.gender import PAIRS
from archive.german.quotes.people.noun_phrases import ARTICLES, OPENERS, PREPOSITIONS, is_speech_noun
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Mention
from archive.german.quotes.rules.cues import REPORTING
from archive.german.quotes.rules.sources import WRITTEN, Sources
from archive.german.quotes.rules.subjects import AUXILIARIES, FINITE, WINDOW

_POSSESSIVES = frozenset(["ihr", "ihre", "sein", "seine"])
_REPORTED_CLAUSE = ("dass", "daß", "ob")
_COMES = frozenset(["kommt", "kam", "kommen", "kamen"])
_BEFORE_NOUNS = ARTICLES | PREPOSITIONS
_FINITE_ENDINGS = ("t", "te", "ten")
_INVERTED_ENDINGS = ("t", "te", "ten", "en")


class Frame(Sources):
    """One sentence; `quote` is always the index of the token that stands for a pair of marks."""

    _triggered: int | None = None

    @cached_property
    def present(self) -> frozenset[str]:
        """The words of the sentence in lower case."""
        return frozenset(map(str.lower, self.texts))

    @property
    def triggered(self) -> int:
        """The bits of the rules whose triggers are among its words; another that has a trigger is not tried."""
        if self._triggered is None:
            self._triggered = triggered(self.texts)
        return self._triggered

    def behind(self, quote: int) -> tuple[int, bool]:
        """Return the first token after a quote that is no comma or dash, and whether there was one."""
        i = quote + 1
        while i < self.last and self.words[i][0] in ",–—-":
            i += 1
        return i, i > quote + 1

    def next_word(self, quote: int) -> tuple[str, int, bool]:
        """Return the word that goes on behind a quote in lower case, its index, and whether a comma stands before it.

        The word is empty where the sentence ends there.
        """
        i, comma = self.behind(quote)
        if i >= self.last or (self.words[i].text in ".;!?" and not comma):
            return "", i, comma
        return self.words[i].text.lower(), i, comma

    def verb_before(self, quote: int) -> int | None:
        """Return the reporting verb that is nearest before a quote; None where it is too far."""
        if not self.verbs:
            return None
        low = max(self.first, quote - WINDOW, self._clause_of_writing(quote))
        verb: int | None = None
        for i in reversed(self.verbs):
            if not low <= i < quote:
                continue
            verb = i if verb is None else verb
            if self.words[self.clause_start(i)].text not in _REPORTED_CLAUSE or not self.passive(i):
                return i  # „X sicherte zu, dass jede Frage beantwortet werde, „…““: the outer verb
        return verb

    def _clause_of_writing(self, quote: int) -> int:
        """„X rief; auf einem Plakat stand „…““: where the clause begins that says what is written, else 0."""
        if ";" not in self.texts:
            return 0
        marks = [i for i in range(self.first, min(quote, self.last)) if self.words[i].text == ";"]
        written = marks and not WRITTEN.isdisjoint([word.text for word in self.words[marks[-1] : quote]])
        return marks[-1] if written else 0

    def colon_before(self, quote: int) -> bool:
        """Whether a colon stands right before a quote."""
        return quote > self.first and self.words[quote - 1].text == ":"

    def marked(self, quote: int, marks: str = "!?") -> bool:
        """Whether a quote ends in one of the marks; behind ! and ? older usage prints no comma."""
        return self.paragraph[self.words[quote].start : self.words[quote].end - 1].rstrip()[-1:] in tuple(marks)

    def length(self, quote: int) -> int:
        """How many words stand between the marks."""
        return len(self.paragraph[self.words[quote].start : self.words[quote].end].split())

    def answered(self, quote: int) -> bool:
        """„…“ – „…“, fragte X: the dash says that somebody else goes on, and the cue behind is theirs."""
        return quote + 2 < self.last and self.words[quote + 1].text in "–—" and self.words[quote + 2].is_quote

    def possessive(self, i: int, noun: int | None = None) -> Mention | None:
        """„so ihre Erfahrung“: she whose words the noun stands for.

        noun: the token that may be it besides the next one: „ihr guter Rat“.
        """
        words = self.words
        low = words[i].text.lower()
        if i + 1 >= self.last or low not in _POSSESSIVES:
            return None
        if not is_speech_noun(words[i + 1].text) and not (noun and noun > i and is_speech_noun(words[noun].text)):
            return None
        pronoun = "er" if low.startswith("sein") else "sie"
        return Mention(pronoun, words[i].start, words[i].end, None, None, pronoun=True)

    def signed(self, i: int) -> Mention | None:
        """„(Vorname Name)“, „– Vorname Name“: nothing but the name and office stands from `i` on."""
        words = self.words
        if i + 1 >= self.last or words[i].text not in "(–—-":
            return None
        got = self.mention_at(i + 1, self.last)
        if got is None or got[0].name is None or not can_speak(got[0], self.register):
            return None
        closed = got[1] >= self.last or words[got[1]].text in (")" if words[i].text == "(" else ".")
        return got[0] if closed else None

    def inverted(self, i: int) -> Mention | None:
        """„…“, seufzt X: behind a quote that fills the first place of its clause, whatever verb stands before X."""
        low = self.words[i].text
        if not low.endswith(_INVERTED_ENDINGS) or low in OPENERS or low in PREPOSITIONS or low in ARTICLES:
            return None
        got = self.mention_at(i + 1 + (self.words[i + 1].text == "sich"), self.last) if i + 2 < self.last else None
        if got is None or not low.islower():
            return None
        alone = got[0].text in ("er", "sie") and low not in FINITE  # „…“, schränkte sie ein
        if not (alone or got[0].name or got[0].role or got[0].text.lower() in PAIRS):
            return None
        return got[0] if can_speak(got[0], self.register) else None

    def speaking(self, stop: int) -> Mention | None:
        """Return the subject that opens the sentence, else that of its first verb, if it can speak."""
        for mention in (self.opening_subject(stop), self.any_subject(stop)):
            if mention is not None and can_speak(mention, self.register):
                return mention
        return None

    def any_subject(self, stop: int) -> Mention | None:
        """Return the subject of the sentence's first finite verb, whatever that says."""
        before = ""
        for i, text in enumerate(self.texts[: min(stop - self.first, WINDOW)], self.first):
            inflected = i > self.first and text.endswith(_FINITE_ENDINGS) and text.islower()
            last, before = before, text
            if inflected and last.lower() in _BEFORE_NOUNS:
                continue  # „den größten Beifall“
            if inflected or text.lower() in AUXILIARIES or (i > self.first and text in REPORTING):
                found = self.subject_after(i, stop)
                if found is not None and can_speak(found, self.register):
                    return found
        return None

    def agent(self, quote: int) -> Mention | None:
        """Return who acts in the passive: „wurde von X mit den Worten „…“ begrüßt“."""
        texts = [word.text for word in self.words[self.first : quote]]
        if not any(text in ("wurde", "wurden", "wird", "werden") for text in texts):
            return None
        by = next((i for i in range(self.first, quote) if self.words[i].text in ("von", "vom")), None)
        got = self.mention_at(by + 1, quote) if by is not None else None
        return got[0] if got is not None and can_speak(got[0], self.register) else None

    def came_from(self) -> Mention | None:
        """„Kritik kommt vom Verein“, „Widerspruch kam von X: „…““: whose words the noun before the verb stands for."""
        if _COMES.isdisjoint(self.texts[1:5]):
            return None
        for i in range(self.first + 1, min(self.last - 2, self.first + 5)):
            if self.words[i].text in _COMES and self.words[i + 1].text in ("von", "vom"):
                got = self.mention_at(i + 2, self.last)
                return got[0] if got is not None and can_speak(got[0], self.register) else None
        return None

    def _behind_colon(self) -> Mention | None:
        """„Dumm nur: Der Senior hatte …“: the subject that opens the sentence behind a short beginning."""
        colon = self.texts.index(":", 0, 5) + self.first if ":" in self.texts[:5] else None
        got = self.mention_at(colon + 1, self.last) if colon is not None else None
        return got[0] if got is not None and can_speak(got[0], self.register) else None

    def about(self, *, searched: bool) -> Mention | None:
        """Return whom the sentence is about: what it opens with; `searched`: else its first verb's subject, if any."""
        if not self.register.may_speak(self.texts):
            return None
        if (whose := self.came_from()) is not None:
            return whose
        opening = self.opening_subject(self.last)
        if not searched or (opening is not None and (opening.pronoun or can_speak(opening, self.register))):
            return opening
        if (named := self._behind_colon()) is not None:
            return named
        other = self.any_subject(self.last)
        return other if other is not None and can_speak(other, self.register) else opening
