"""The subject of a verb: which noun phrase of a sentence does the saying."""

from __future__ import annotations

from archive.german.quotes.people.bodies import gender_of_body
from archive.german.quotes.people.gender import female_mention
from archive.german.quotes.people.noun_phrases import (
    ARTICLES,
    GENITIVES,
    PREPOSITIONS,
    core,
    is_noun,
)
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Mention
from archive.german.quotes.rules.cues import REPORTING
from archive.german.quotes.rules.phrases import Phrases
from archive.german.quotes.structure.sentences import HEAD
from archive.german.words.lists import word_set

_BREAKS = frozenset(",;:–—-()")
_CONJUNCTIONS = word_set("conjunctions")
AUXILIARIES = word_set("auxiliaries")
FINITE = word_set("finite")
_SKIPPED = frozenset(["sich", "ihn", "ihm", "ihnen", "es", "mir", "uns", "ihr"])
# Articles that never stand before a subject.
_DATIVES = word_set("datives")
_NEVER_SUBJECTS = PREPOSITIONS | _DATIVES
_BEFORE_SUBJECTS = _CONJUNCTIONS | {"und", "aber", "doch", "so", "auch", "dazu", "hierzu"}
_PARTICIPLE_PREFIXES = ("ge", "aufge", "ange", "einge", "vorge", "be", "er", "ver", "ent")
_ADVERSATIVE = frozenset(["aber", "jedoch", "allerdings", "dennoch"])
_REQUESTS = frozenset(["gebeten", "eingeladen", "aufgerufen", "aufgefordert"])
_NOMINATIVES = frozenset(["er", "wir", "man"])  # subjects, wherever they stand
_BEING = frozenset(["ist", "sind", "war", "waren"])
_PASSIVE = frozenset(["wird", "werden", "wurde", "wurden", "worden", "werde"])
_STANDS_ALONE = 60  # code points; a longer quote is a clause of its own
WINDOW = 60  # tokens; a cue further away than this does not introduce a quote


class Subjects(Phrases):
    """The search for the subject of a verb in one sentence."""

    def speaker_after(self, verb: int, limit: int) -> Mention | None:
        """Return the subject behind a cue that follows its quote; where a full stop is missing, without what is next.

        „…“, sagt Leiterin Vorname Nachname Grund ist …
        """
        mention = self.subject_after(verb, limit)
        if mention is None or mention.name is None or mention.name.count(" ") < 2:
            return mention
        ends = [i for i in range(verb + 1, self.last) if self.words[i].end == mention.end]
        if not ends or ends[0] + 1 >= self.last or self.words[ends[0] + 1].text not in FINITE:
            return mention
        return self.subject_after(verb, ends[0]) or mention

    def subject_after(self, verb: int, limit: int) -> Mention | None:
        """Return the subject that follows a verb, past pronouns, adverbs and prepositional phrases."""
        i = verb + 1
        limit = min(limit, verb + WINDOW)
        while i < limit:
            text = self.words[i][0]
            low = text.lower()
            if text[0] == HEAD and not (i + 1 < limit and is_noun(self.words[i + 1])):
                return None
            if text in ":;,.":
                return None
            if low in PREPOSITIONS:
                if (named := self._particle_name(i, limit)) is not None:
                    return named[0]
                found = core(self.words, i + 1, limit)
                i = found[1] if found else i + 1
                while i < limit and (self.words[i].text in ("des", "der", ".") or self.words[i].text.isdigit()):
                    inner = core(self.words, i, limit)
                    i = inner[1] if inner else i + 1
                continue
            if low in _SKIPPED or (low == "sie" and self._is_object(i, limit)):
                i += 1
                continue
            if low in _DATIVES and (found := core(self.words, i, limit)):
                i = found[1]
                while i < limit and self.words[i].text in GENITIVES and (inner := core(self.words, i, limit)):
                    i = inner[1]  # „hält den Zeitplan der Stadt für …“
                continue
            if (got := self.mention_at(i, limit)) is not None:
                return got[0]
            i += 1
        return None

    def _is_object(self, i: int, limit: int) -> bool:
        """„Daran erinnerte sie der Abgeordnete Vorname Name“: a man behind „der“ is the subject."""
        got = self.mention_at(i + 1, limit) if i + 1 < limit and self.words[i + 1].text == "der" else None
        if got is None or not (got[0].name or got[0].role):
            return False
        known = self.register.gender(got[0].name) if got[0].name else None
        return (female_mention(got[0]) if known is None else known) is False

    def asked(self, verb: int) -> bool:
        """„Eltern werden gebeten, …“: who is asked does not speak."""
        low = self.words[verb].text
        return self.requested(verb) or (
            low.startswith(_PARTICIPLE_PREFIXES) and low.endswith(("t", "en")) and self.passive(verb)
        )

    def requested(self, verb: int) -> bool:
        """„Zeugen werden gebeten, …“, „Gäste sind eingeladen, …“: a request, and no report."""
        if self.words[verb].text not in _REQUESTS:
            return False
        near = [word[0] for word in self.words[max(self.first, verb - 12) : min(self.last, verb + 2)]]
        return self.passive(verb) or not _BEING.isdisjoint(near)

    def cites(self, verb: int) -> bool:
        """„X zitiert Y“: not „X wird zitiert“."""
        return self.words[verb].text.startswith("zitier") and not self.passive(verb)

    def passive(self, verb: int) -> bool:
        """Whether a form of „werden“ stands beside a participle."""
        near = self.words[max(self.first, verb - 12) : min(self.last, verb + 2)]
        return not _PASSIVE.isdisjoint([word[0] for word in near])

    def clause_start(self, i: int) -> int:
        """Return where the clause of token `i` begins: after the last comma, colon or quote."""
        words, first, j = self.words, self.first, i
        while j > first:
            text, start, end = words[j - 1]
            if text in _BREAKS or (text[0] == HEAD and end - start > _STANDS_ALONE):
                break
            j -= 1
        return j

    def opening_subject(self, limit: int) -> Mention | None:
        """Return the noun phrase or pronoun the sentence opens with."""
        i, opener = self.first, self.texts[0]
        if opener != "OB" and opener.lower() in _BEFORE_SUBJECTS:
            i += 1
            if opener.lower() in PREPOSITIONS and i < limit and self.words[i].text in GENITIVES:
                return None  # „Während der Rede von X stand Y auf“
            if opener in ("Als", "als") and i < limit and is_noun(self.words[i]):
                return None  # „Als Antwort sagte …“
        got = self.mention_at(i, limit, attach_all=self.words[limit - 1].text != ":")
        if got and got[0].name == got[0].text and (behind := self._behind(got[1], limit)) is not None:
            return behind  # „Ernst wurde er“, „Kritik übte er“
        return got[0] if got and self.words[i].text.lower() not in _DATIVES else None

    def _behind(self, verb: int, limit: int) -> Mention | None:
        """Return the pronoun right behind a verb that can only be its subject."""
        if verb + 1 >= limit or self.words[verb + 1].text not in _NOMINATIVES:
            return None
        low = self.words[verb].text
        got = self.mention_at(verb + 1, verb + 2) if low.islower() and low not in ARTICLES else None
        return got[0] if got is not None else None

    def subject(self, verb: int, limit: int) -> Mention | None:
        """Return the subject of the verb at `verb`; one that can speak is preferred, on either side of the verb."""
        if verb + 2 < self.last and self.words[verb + 2].text in _ADVERSATIVE and self.words[verb - 1].text == ",":
            opening = self.opening_subject(verb) if self.words[verb + 1].text in ("sie", "es", "ihn") else None
            if opening is not None and can_speak(opening, self.register):
                return opening  # „Der Elternrat begrüßt die Pläne, hält sie aber für „spät““
        found = self._subject(verb, limit)
        if found is None:
            return self._name_before(verb)
        if can_speak(found, self.register):
            return found
        other = self.subject_after(verb, limit) if found.start < self.words[verb].start else None
        if other is None or not can_speak(other, self.register):
            other = self._name_before(verb)
        if (other is None or not can_speak(other, self.register)) and self.words[
            self.clause_start(verb) - 1
        ].text == ",":
            other = self.opening_subject(verb)  # „Der Verein lobt das Konzept, hält aber die Höhe für „…““
        return other if other is not None and can_speak(other, self.register) else found

    def _name_before(self, verb: int) -> Mention | None:
        """„Der … Unternehmer Vorname Name rief“, „…, Vorname Name, sagte“: the run of names that ends at the verb."""
        stop = verb - 1 if verb > self.first and self.words[verb - 1].text == "," else verb
        start = stop
        while start > self.first and start > stop - 6 and is_noun(self.words[start - 1]):
            start -= 1
        if stop - start < 2 or (start > self.first and self.words[start - 1].text.lower() in _NEVER_SUBJECTS):
            return None
        got = self.mention_at(start, stop)
        return got[0] if got else None

    def _subject(self, verb: int, limit: int) -> Mention | None:
        """Return the subject of the verb at `verb`; what follows it counts up to `limit`."""
        words = self.words
        start = self.clause_start(verb)
        if words[verb].text.lower() not in AUXILIARIES:
            auxiliary = next((i for i in range(start, verb) if words[i].text.lower() in AUXILIARIES), None)
            if auxiliary is not None and auxiliary < verb:
                verb = auxiliary
        opener = words[start].text.lower() if start <= verb else ""
        if start == verb:
            return self._beside_comma(verb, limit)
        if opener in ("und", "aber", "sowie", "doch", "oder"):
            got = self.mention_at(start + 1, verb)
            if got:
                return got[0]
            return self._shared(start) or self.opening_subject(verb) or self.subject_after(verb, limit)
        during = opener in PREPOSITIONS and self.words[start + 1].text in GENITIVES  # „während der Rede“
        if (
            opener in _CONJUNCTIONS
            and not during
            and (
                verb + 1 >= self.last
                or words[verb + 1].text in ",.;:"
                or words[verb + 1].is_quote
                or words[verb + 1].text in AUXILIARIES
            )
        ):
            got = self.mention_at(start + 1, verb, attach_all=True)
            return got[0] if got else self.subject_after(verb, limit)
        conjunction = next((i for i in range(verb - 1, start, -1) if words[i].text in ("und", "aber", "sowie")), None)
        if opener not in PREPOSITIONS and opener not in _DATIVES:
            got = self.mention_at(start, verb, attach_all=True)
            if got and got[1] == verb and self._told_to(got[0]):
                return self.subject_after(verb, limit) or got[0]
            if got and (got[1] == verb or not self._is_attribute(start)):
                return self._with_opening(start, verb) or got[0]
        if conjunction is not None and conjunction == verb - 1:
            return self._shared(conjunction) or self.opening_subject(verb) or self.subject_after(verb, limit)
        return self._right_before(start, verb) or self.subject_after(verb, limit)

    def _told_to(self, mention: Mention) -> bool:
        """„Der Neustädter Zeitung sagte X“: a feminine body behind „der“ is whom it is told to."""
        bare = mention.name is None and mention.role is None
        return bare and mention.text[:4] in ("Der ", "der ") and gender_of_body(mention.text) == "f"

    def _shared(self, conjunction: int) -> Mention | None:
        """„…, rief der Wirt … und sagte“: both verbs share the subject of the first."""
        start = self.clause_start(conjunction)
        opening = self.mention_at(start, conjunction, attach_all=True)
        if opening is not None and self.words[start].text.lower() not in _DATIVES:
            return opening[0]
        for i in range(start, conjunction):
            low = self.words[i].text
            if low in AUXILIARIES or low in REPORTING or (low.islower() and low.endswith(("te", "ten"))):
                return self.subject_after(i, conjunction) or self._right_before(start, i)
        if start < conjunction and self.words[start].text.islower() and start > self.first:
            return self.subject_after(start, conjunction)
        return None

    def _right_before(self, start: int, verb: int) -> Mention | None:
        """„Auch der Minister sagte“: adverbs, then the phrase that ends at the verb."""
        for i in range(start, min(verb, start + 5)):
            low = self.words[i].text.lower()
            if low in PREPOSITIONS or low in _DATIVES:
                return None
            got = self.mention_at(i, verb, attach_all=True)
            if got:
                return got[0] if got[1] == verb else None
        return None

    def _is_attribute(self, start: int) -> bool:
        return (
            self.words[start].text.lower() in ("die", "der", "das")
            and start > self.first
            and self.words[start - 1].text == ","
        )

    def _with_opening(self, start: int, verb: int) -> Mention | None:
        """„Der Leiter des Amtes, Vorname Name vom Verband, sagte“: the phrase begins before the comma."""
        if start == self.first or self.words[start - 1].text != ",":
            return None
        got = self.mention_at(self.first, verb, attach_all=True)
        return got[0] if got and got[1] > start else None

    def _beside_comma(self, verb: int, limit: int) -> Mention | None:
        """The verb follows a comma: after an apposition, a relative clause or an indirect clause."""
        subordinate = next(
            (
                i
                for i in range(verb - 1, max(self.first, verb - WINDOW) - 1, -1)
                if self.words[i].text.lower() == "wie" and (i == self.first or self.words[i - 1].text in ",–")
            ),
            None,
        )
        if (
            subordinate is not None
            and (got := self.mention_at(subordinate + 1, verb, attach_all=True))
            and got[1] >= verb - 1
        ):
            return got[0]
        opening = self.mention_at(self.first, verb, attach_all=True)
        if opening is not None and verb > self.first and self.words[self.first].text.lower() not in PREPOSITIONS:
            mention, end = opening
            if self.words[end].text == "," or end >= verb - 1:
                return mention
        return self.subject_after(verb, limit) or (opening[0] if opening else None)
