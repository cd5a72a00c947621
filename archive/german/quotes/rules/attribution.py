"""Which cue introduces a quote: before, after, around it, or in the sentence after it."""

from __future__ import annotations

from archive.german.quotes.people.noun_phrases import ARTICLES, OPENERS, PREPOSITIONS, is_speech_noun
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Mention, Report
from archive.german.quotes.rules.cues import REPORTING, SOURCES
from archive.german.quotes.rules.sources import IT_SAYS, WRITTEN, Sources
from archive.german.quotes.rules.subjects import AUXILIARIES, WINDOW

WITH_WORDS = frozenset(["Worten", "Worte", "Satz", "Sätzen"])
_POSSESSIVES = frozenset(["ihr", "ihre", "sein", "seine"])
_FINITE_ENDINGS = ("t", "te", "ten")


NOBODY = ("written", "passive")  # rules of a cue that says: none of those whom the text names speaks


class Frame(Sources):
    """One sentence, with the search for the cue of each of its quotes."""

    def after(self, quote: int) -> Report | None:
        """Return the cue right after the quote: „…“, so X · „…“, sagte X · „…“, wie X sagte · „…“ (X)."""
        words, i = self.words, quote + 1
        comma = False
        if (signed := self._signed(i)) is not None:
            return signed
        while i < self.last and words[i].text in ",–—-":
            comma = True
            i += 1
        if i >= self.last or (words[i].text in ".;!?" and not comma):
            return None
        low = words[i].text.lower()
        if low in WRITTEN and not comma:
            return Report(low, None, "written")  # „„Wir kommen wieder“ steht an der Wand“
        if low == ":" and quote == self.first and (got := self.mention_at(i + 1, self.last)) is not None:
            person = got[0].role is not None or " " in (got[0].name or "")
            return Report(":", got[0], "colon_after") if person else None
        if low == "so" and comma:
            if (owner := self._possessive(i + 1)) is not None:
                return Report("so", owner, "after_so")
            if i + 1 < self.last and words[i + 1].text.lower() in IT_SAYS:
                return self._said_in(i + 1)
            mention = self.subject_after(i, self.last)
            return Report("so", mention, "after_so") if mention else None
        if low == "wie" and comma:
            return self.as_told(i)
        if low in SOURCES:
            got = self.mention_at(i + 1, self.last)
            return Report(words[i].text, got[0], "after_source") if got else None
        if low in IT_SAYS:
            return self._said_in(i)
        if ((comma or self._marked(quote)) and low in REPORTING) or (comma and low in AUXILIARIES):
            mention = self.subject_after(i, self.last)
            if low in AUXILIARIES and not any(w.text.lower() in REPORTING for w in words[i + 1 : self.last]):
                mention = self._inverted(i)  # „…“, ist X überzeugt
            return Report(words[i].text, mention, "after_verb") if mention else None
        if comma and (mention := self._inverted(i)) is not None:
            return Report(words[i].text, mention, "after_verb")
        return None

    def _possessive(self, i: int) -> Mention | None:
        """„so ihre Erfahrung“: she whose words the noun stands for."""
        words = self.words
        if i + 1 >= self.last or words[i].text not in _POSSESSIVES or not is_speech_noun(words[i + 1].text):
            return None
        pronoun = "er" if words[i].text.startswith("sein") else "sie"
        return Mention(pronoun, words[i].start, words[i].end, None, None, pronoun=True)

    def _marked(self, quote: int) -> bool:
        """Whether a quote ends in ! or ?, behind which older usage prints no comma."""
        return self.paragraph[self.words[quote].end - 2] in "!?"

    def _signed(self, i: int) -> Report | None:
        """„…“ (Vorname Name) · „…“ – Vorname Name: nothing but the name and office stands behind the quote."""
        words = self.words
        if i + 1 >= self.last or words[i].text not in "(–—-":
            return None
        got = self.mention_at(i + 1, self.last)
        if got is None or got[0].name is None or not can_speak(got[0], self.register):
            return None
        closed = got[1] >= self.last or words[got[1]].text in (")" if words[i].text == "(" else ".")
        return Report("", got[0], "signed") if closed else None

    def signature(self) -> Report | None:
        """A line that holds nothing but a name with its office, below a quote."""
        got = self.mention_at(self.first, self.last)
        if got is None or got[0].name is None or not (got[0].role or " " in got[0].name):
            return None
        return Report("", got[0], "signed") if got[1] == self.last else None

    def _inverted(self, i: int) -> Mention | None:
        """„…“, seufzt X: behind a quote that fills the first place of its clause, whatever verb stands before X."""
        low = self.words[i].text
        if not low.endswith(("t", "te", "ten", "en")) or low in OPENERS or low in PREPOSITIONS or low in ARTICLES:
            return None
        got = self.mention_at(i + 1 + (self.words[i + 1].text == "sich"), self.last) if i + 2 < self.last else None
        if got is None or not low.islower() or not (got[0].name or got[0].role):
            return None
        return got[0] if can_speak(got[0], self.register) else None

    def pointing_back(self) -> Report | None:
        """„Das sagte X“, „Mit diesen Worten begrüßte X“, „So X“: the sentence after a quote names its speaker."""
        words = self.words
        if (signed := self._signed(self.first)) is not None:
            return signed
        opener = words[self.first].text
        if opener == "Mit":
            if (
                self.last - self.first < 5
                or words[self.first + 1].text not in ("diesen", "den")
                or words[self.first + 2].text != "Worten"
            ):
                return None
            mention = self.subject_after(self.first + 3, self.last)
            return Report("mit diesen Worten", mention, "pointing_back") if mention else None
        if opener not in ("Das", "Dies", "So") or self.last - self.first < 3:
            return None
        verb = self.first + 1
        if words[verb].text in WRITTEN:
            return Report(words[verb].text, None, "written")  # „So steht es über der Tür“
        if words[verb].text.lower() in AUXILIARIES or verb in self.verbs:
            mention = self.subject_after(verb, self.last)
            return Report(words[verb].text, mention, "pointing_back") if mention else None
        return None

    def before(self, quote: int) -> Report | None:
        """Return the cue before the quote: X sagte: „…“ · X: „…“ · X sagte, … „…“ · laut X „…“."""
        words = self.words
        low_limit = max(self.first, quote - WINDOW)
        if quote > self.first and words[quote - 1].text in WITH_WORDS and quote + 1 < self.last:
            mention = self.subject_after(quote + 1, self.last) if words[quote + 1].text.islower() else None
            if mention is not None and can_speak(mention, self.register):
                return Report(words[quote - 1].text, mention, "with_words")
        verb = next((i for i in reversed(self.verbs) if low_limit <= i < quote), None)
        colon = words[quote - 1].text == ":" if quote > self.first else False
        so = next((i for i in reversed(self.heads) if quote - 25 <= i < quote and words[i][0] == "so"), None)
        if so is not None and words[quote - 1].text in ",:" and so > self.first and words[so - 1].text == ",":
            got = self.mention_at(so + 1, quote - 1)
            if got and got[1] == quote - 1:
                return Report("so", got[0], "between")
        for i in reversed(self.sources):
            if (
                low_limit <= i < quote
                and words[i].text == "wonach"
                and (got := self.mention_at(i + 1, quote))
                and can_speak(got[0], self.register)
            ):
                return Report("wonach", got[0], "before_verb")
        if verb is not None and (nearer := self.source(verb + 1, quote)) is not None:
            return nearer
        if verb is not None:
            if (
                words[verb].text.lower() in IT_SAYS
                and verb + 1 < self.last
                and "es" in (words[verb + 1].text, words[verb - 1].text)
            ):
                return self._said_in(verb)
            if self.cites(verb):
                return self._cited(verb, quote)
            if colon and self.asked(verb):
                return Report(words[verb].text, None, "passive")  # „X wurde gefragt: „…““
            mention = self.subject(verb, quote)
            if mention is not None and colon and not can_speak(mention, self.register):
                mention = self._speaking(quote) or mention
            if mention is not None:
                return Report(words[verb].text, mention, "before_colon" if colon else "before_verb")
        if (report := self.source(self.first, quote) or self._valued(quote)) is not None:
            return report
        if verb is None:
            stands = next((i for i in range(quote - 1, low_limit - 1, -1) if words[i].text in WRITTEN), None)
            if stands is not None and colon:
                return self._said_in(stands)
            if stands is not None and quote - stands < 4 and quote < self.last:
                return Report(words[stands].text, None, "written")  # „An der Wand stand „…““: nobody's whom we know
        if colon:
            mention = self._speaking(quote)
            if mention is not None:
                cue = words[verb].text if verb is not None else ":"
                return Report(cue, mention, "name_colon")
        return Report(words[verb].text, None, "before_verb") if verb is not None else None

    def _cited(self, verb: int, quote: int) -> Report:
        """„X zitierte Y: „…““, „X zitierte aus dem Buch: „…““: never X's own words."""
        got = self.mention_at(verb + 1, quote)
        cited = got[0] if got is not None and can_speak(got[0], self.register) else None
        return Report(self.words[verb].text, cited, "before_verb" if cited else "written")

    def _speaking(self, stop: int) -> Mention | None:
        """Return the subject that opens the sentence, else that of its first verb, if it can speak."""
        for mention in (self.opening_subject(stop), self._any_subject(stop)):
            if mention is not None and can_speak(mention, self.register):
                return mention
        return None

    def _any_subject(self, stop: int) -> Mention | None:
        """Return the subject of the sentence's first finite verb, whatever that says."""
        for i in range(self.first, min(stop, self.first + WINDOW)):
            text = self.words[i][0]
            inflected = i > self.first and text.endswith(_FINITE_ENDINGS) and text.islower()
            if inflected and self.words[i - 1][0].lower() in ARTICLES | PREPOSITIONS:
                continue  # „den größten Beifall“
            if inflected or text.lower() in AUXILIARIES:
                found = self.subject_after(i, stop)
                if found is not None and can_speak(found, self.register):
                    return found
        return None

    def about(self, *, searched: bool) -> Mention | None:
        """Return whom the sentence is about: what it opens with; `searched`: else its first verb's subject, if any."""
        if not self.register.may_speak([word[0] for word in self.words[self.first : self.last]]):
            return None
        opening = self.opening_subject(self.last)
        if not searched or (opening is not None and (opening.pronoun or can_speak(opening, self.register))):
            return opening
        other = self._any_subject(self.last)
        return other if other is not None and can_speak(other, self.register) else opening

    def around(self, quote: int) -> Report | None:
        """Return a cue that follows later in the sentence: von „…“ sprach X · hat … als „…“ zurückgewiesen."""
        words = self.words
        for i in range(quote + 1, min(self.last, quote + WINDOW)):
            if words[i].text == "so" and words[i - 1].text == "," and i + 1 < self.last:
                got = self.mention_at(i + 1, self._before_article(i + 1))
                if got and (got[1] >= self.last or words[got[1]].text in ",.:;"):
                    return Report("so", got[0], "around")
            if i in self.verbs:
                mention = self._around_subject(i, quote)
                if mention is not None:
                    return Report(words[i].text, mention, "around")
        return self.source(quote + 1, self.last)

    def _before_article(self, start: int) -> int:
        """Return where „so X“ ends inside a sentence that goes on: the comma before an article („…, die Folge“)."""
        return next(
            (
                i
                for i in range(start, self.last - 1)
                if self.words[i].text == "," and self.words[i + 1].text in ARTICLES
            ),
            self.last,
        )

    def _around_subject(self, verb: int, quote: int) -> Mention | None:
        words = self.words
        start = self.words[self.first].text.lower()
        auxiliary = next((i for i in range(self.first, quote) if words[i].text.lower() in AUXILIARIES), None)
        if auxiliary is not None and words[verb].text.lower().startswith(
            ("ge", "vorge", "hinge", "zurückge", "be", "ver", "er", "kritis")
        ):
            return self.subject(auxiliary, quote)
        if quote == self.first or start in PREPOSITIONS or start in ("als", "ein", "eine", "einen"):
            return self.subject_after(verb, self.last)
        between = [w.text for w in words[quote + 1 : verb]]
        if "," in between:
            return self.subject_after(verb, self.last) or self.subject(verb, self.last)
        return self.subject(verb, self.last)
