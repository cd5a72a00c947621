"""Whose words a source names: „laut X“, „nach Angaben von X“, „wie X mitteilte“, „heißt es in der Mitteilung“."""

from __future__ import annotations

from archive.german.quotes.people.noun_phrases import ARTICLES, GENITIVES, PREPOSITIONS, TYING, core
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate, Mention
from archive.german.quotes.rules.cues import REPORTING, SOURCE_NOUNS
from archive.german.quotes.rules.subjects import FINITE, WINDOW, Subjects
from archive.german.words.lists import word_set

# What is written, sung or read out is nobody's own speech.
WRITTEN = word_set("written")
PASSAGES = word_set("passages")
_VALUES = frozenset(["ist", "sind", "war", "waren", "bleibt", "gilt"])  # „Für X ist das …“
_TOLD = REPORTING | {"mitteilte", "mitteilten", "ausführte", "bekanntgab"}
SAID_VIEWS = word_set("said_views")
_VIEWS = ("sicht",)  # „aus Sicht der Leiterin“
_RUMOUR = frozenset(["hinter", "dazu", "allgemein", "vielfach", "gerüchteweise", "allenthalben"])
_PAPER = ("in", "im", "aus", "auf", "vom")
_FROM = frozenset(["in", "im", "aus", "bei", "beim", "auf", "vom", "von", "vonseiten", "seitens"])
_SENTENCE = 60  # code points; what is longer between marks is a sentence of its own
_BESIDE = 20  # tokens between „so X“ and the comma behind
_OWNED = frozenset(["ihren", "ihrer", "seinen", "seiner"])
IT_SAYS = frozenset(["heißt", "hieß", "geheißen"])


class Sources(Subjects):
    """One sentence, with the search for the sources it names."""

    def said_in(self, i: int) -> Candidate:
        """„heißt es in der Mitteilung“: the paper speaks."""
        words = self.words
        for j in range(i + 1, min(self.last, i + 6)):
            if j + 1 < self.last and words[j + 1].text in PASSAGES:
                return Candidate("heißt es", None, nobody=True)  # „Dort heißt es in Artikel 3“
            if words[j].text.lower() in _FROM:
                owner = self._owner(j + 1) if j + 2 < self.last else None
                got = self.mention_at(j + 1, self.last)
                if owner is not None or got is not None:
                    return Candidate("heißt es", owner or (got[0] if got is not None else None))
        before = next((j for j in range(self.first, i) if words[j].text.lower() in _FROM), None)
        got = self.mention_at(before + 1, i) if before is not None else None
        if got is not None and words[i].text in IT_SAYS and words[before or 0].text.lower() not in _PAPER:
            got = got if can_speak(got[0], self.register) else None  # „bei der Polizei heißt es“, „in der Mitteilung“
        passage = before is not None and words[before + 1].text in PASSAGES
        if passage or (got is None and words[i].text in WRITTEN):
            return Candidate("heißt es", None, nobody=True)
        if got is None and any(word.text in _RUMOUR for word in words[i + 1 : min(self.last, i + 4)]):
            return Candidate("heißt es", None, nobody=True)  # „heißt es hinter vorgehaltener Hand“
        return Candidate("heißt es", got[0] if got else None)

    def told_so(self, so: int, stop: int) -> tuple[str, Mention, int] | None:
        """„…, so X, …“ and „…, so erläuterte X, …“ inside a sentence: the cue, X, and the token of the comma behind."""
        verb = so + 1 if self.is_saying(so + 1) else None
        start = so + 1 if verb is None else verb + 1
        got = self.mention_at(start, min(stop, self.before_article(start)))
        if got is None or got[1] >= stop:
            return None
        end = got[1]
        if verb is not None and end + 1 < stop and self.words[end].text.islower():
            end += 1  # „so fügte X hinzu, …“
        if verb is None and self.words[end].text in PREPOSITIONS:  # „so X in einem Beitrag für die Zeitung, …“
            comma = next((i for i in range(end, min(stop, end + _BESIDE)) if self.words[i].text == ","), end)
            end = comma if all(word.text not in FINITE for word in self.words[end:comma]) else end
        if self.words[end].text not in ",–":
            return None
        return self.words[verb].text if verb is not None else "so", got[0], end

    def before_article(self, start: int) -> int:
        """Return where „so X“ ends inside a sentence that goes on: the comma before an article („…, die Folge“)."""
        return next(
            (
                i
                for i in range(start, self.last - 1)
                if self.words[i].text == "," and self.words[i + 1].text in ARTICLES
            ),
            self.last,
        )

    def is_saying(self, i: int) -> bool:
        """Whether a word is a form of a reporting verb, with or without the prefix that it may need."""
        return i < self.last and self.words[i].text in REPORTING

    def as_told(self, i: int) -> Candidate | None:
        """„wie X mitteilte“ from the „wie“ on."""
        words = self.words
        stop = next(
            (
                j
                for j in range(i + 1, min(self.last, i + WINDOW))
                if words[j].text in ",.:;" and words[j - 1].text.lower() in _TOLD
            ),
            self.last,
        )
        verb = next((j for j in reversed(self.verbs) if i < j < min(stop, self.last)), None)
        if verb is None:
            return None
        got = self.mention_at(i + 1, verb, attach_all=True)
        mention = got[0] if got else self.subject_after(i, verb)
        return Candidate(words[verb].text, mention) if mention else None

    def source(self, start: int, stop: int) -> Candidate | None:
        """Return „laut X“, „nach Angaben von X“, „X zufolge“, „für X“ between two tokens."""
        words = self.words
        for i in self.sources:
            if not start <= i < stop:
                continue
            low = words[i].text.lower()
            if low in ("laut", "gemäß"):
                got = self.mention_at(i + 1, stop)
                if got:
                    return Candidate(words[i].text, got[0])
            elif low == "zufolge" and i > start:
                j = i - 1
                while j > start and words[j - 1].text not in ",;:" and not core(words, j - 1, i) and j > i - 8:
                    j -= 1
                while j > start and core(words, j - 1, i) and core(words, j - 1, i) == (j - 1, i):  # widen to the left
                    j -= 1
                got = self.mention_at(max(start, j), i)
                if got:
                    return Candidate(words[i].text, got[0])
            elif low in ("nach", "aus") and i + 1 < stop:
                for j in range(i, min(stop, i + 4)):
                    noun = words[j].text.lower()
                    if low == "aus" and noun not in _VIEWS:
                        continue
                    if noun in SOURCE_NOUNS or noun.endswith("angaben"):
                        return self._source_noun(i, j, stop)
                    if words[j].text in ",.:;":
                        break
        return None

    def _source_noun(self, i: int, noun: int, stop: int) -> Candidate | None:
        if i + 1 < stop and self.words[i + 1].text == "eigenen":  # „nach eigenen Angaben“
            subject = self.opening_subject(i) if i > self.first else self.subject_after(noun, stop)
            speaks = subject is not None and can_speak(subject, self.register)
            return Candidate(self.paragraph[self.words[i].start : self.words[noun].end], subject) if speaks else None
        if (owner := self._owner(i + 1)) is not None:
            return Candidate(self.paragraph[self.words[i].start : self.words[noun].end], owner)
        got = self.mention_at(i + 1, stop)
        if got is None:
            return None
        cue = self.paragraph[self.words[i].start : self.words[noun].end]
        j = noun + 1
        if j < stop and self.words[j].text.lower() in ("von", "vom"):
            j += 1
        inner = self.mention_at(j, stop) if j < stop else None
        mention = got[0]
        if inner and not inner[0].pronoun:
            mention = inner[0]
        return Candidate(cue, mention)

    def _owner(self, i: int) -> Mention | None:
        """„nach ihren Angaben“, „in seiner Mitteilung“: she or he whose the noun behind the possessive is."""
        word = self.words[i]
        if word.text not in _OWNED:
            return None
        return Mention("sie" if word.text[0] == "i" else "er", word.start, word.end, None, None, pronoun=True)

    def owner_of_view(self, quote: int) -> Candidate | None:
        """„auf den Vorwurf der Partei, es sei „…“, …“: whose the view is in whose clause the quote stands."""
        words = self.words
        for i in range(quote - 2, max(self.first, quote - WINDOW) - 1, -1):
            if words[i].text in ":;" or words[i].end - words[i].start > _SENTENCE:
                return None
            if words[i].text.lower() not in SAID_VIEWS:
                continue
            if words[i + 1].text not in GENITIVES and words[i + 1].text not in TYING:
                return None
            got = self.mention_at(i + 1 + (words[i + 1].text in TYING), quote)
            if got is None or got[1] >= quote or words[got[1]].text != ",":
                return None
            told = any(got[1] < verb < quote for verb in self.verbs)
            return Candidate(words[i].text, got[0]) if not told and can_speak(got[0], self.register) else None
        return None

    def valued(self, quote: int) -> Candidate | None:
        """Für X ist das „…“: the quoted words are X's view."""
        words = self.words
        got = self.mention_at(self.first + 1, quote) if words[self.first].text == "Für" else None
        if got is None or got[1] >= quote or not (got[0].pronoun or got[0].role or " " in (got[0].name or "")):
            return None
        behind = [word.text for word in words[got[1] : min(quote, got[1] + 25)]]
        valued = not _VALUES.isdisjoint(behind) or behind[:2] == ["steht", "fest"]
        return Candidate("Für", got[0]) if valued else None
