"""Features for and against an option: its place, its verb, its kind of mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.german.quotes.grammar import trust_of
from archive.german.quotes.people.gender import group
from archive.german.quotes.people.names import is_first_name, names_body
from archive.german.quotes.people.noun_phrases import PREPOSITIONS
from archive.german.quotes.ranking.options import Option
from archive.german.quotes.records import Mention
from archive.german.quotes.rules.cues import SOURCE_NOUNS, SUBJUNCTIVE
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.sources import IT_SAYS, WRITTEN
from archive.german.quotes.rules.subjects import AUXILIARIES
from archive.german.quotes.rules.subjunctive import subjunctive
from archive.german.words.lists import word_set

_DATIVES = word_set("datives")
_WORD = re.compile(r"\w[\w’'\-]*")
_BREAKS = frozenset(",;:–—-()")
_POSSESSIVES = ("sein", "seine", "ihr", "ihre", "unser", "unsere")
_SINGULAR = frozenset(["ich", "mein", "meine", "meinen", "mir", "mich", "meiner", "meinem"])
_PLURAL = frozenset(["wir", "uns", "unser", "unsere", "unseren", "unserer", "unserem"])

_ON_PAPER = WRITTEN | IT_SAYS


@dataclass(frozen=True)
class Question:
    """A quote whose speaker is asked for.

    frame, token: its sentence and its place there. inner: the words between the marks. rule, cue, lemma, chosen,
    person: the rule that fired, its cue, the mention that it gave, whom that names,
    None where nobody, and whether it stands beside the quote (`own`). last, last_mention: who spoke before.
    """

    frame: Frame
    token: int
    inner: str
    rule: str
    cue: str
    lemma: str | None
    chosen: Mention | None
    own: bool
    person: str | None
    last: str | None
    last_mention: Mention | None

    @cached_property
    def mood(self) -> str:
        """Whether its sentence only goes on telling what somebody said: in the Konjunktiv, without a verb of saying."""
        frame = self.frame
        if frame.verbs:
            return "says"
        return "told" if subjunctive(frame) else "plain"

    @cached_property
    def form(self) -> str:
        """How the quote stands in its sentence: alone, opening it, behind a colon, as a word of it."""
        frame, token = self.frame, self.token
        if token > frame.first:
            return "colon" if frame.words[token - 1].text == ":" else "inside"
        rest = [word for word in frame.words[token + 1 : frame.last] if word.text[0].isalpha()]
        return "opens" if rest else "alone"

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of the quote."""
        return frozenset(_WORD.findall(self.inner[:2000]))

    @cached_property
    def persons(self) -> tuple[bool, bool]:
        """Whether „ich“ and whether „wir“ speaks in the quote."""
        low = {word.lower() for word in self.said}
        return not _SINGULAR.isdisjoint(low), not _PLURAL.isdisjoint(low)


def kind(option: Option) -> str:
    """What sort of mention an option is."""
    mention = option.mention
    if option.paper:
        return "paper"
    if mention.pronoun:
        return "pronoun"
    if mention.also or group(mention):
        return "group"
    if mention.text.lower().startswith(("ein ", "eine ", "einer ", "einem ")):
        return "indefinite"
    if any(names_body(word) for word in (mention.name or mention.text if mention.role is None else "").split(" ")):
        return "body"
    if mention.name is not None:
        if mention.role is not None:
            return "titled"
        if " " not in mention.name:
            return "surname"
        return "full" if is_first_name(mention.name.split(" ", 1)[0]) else "run"
    if mention.role is not None:
        return "role"
    return "described"


def features(asked: Question, distance: int, option: Option, count: int, nearest: bool) -> list[str]:
    """Return the names of what speaks for and against an option.

    distance: in sentences from the quote's own, negative before it. count: how many options around it name the same
    person. nearest: no other option stands between it and the quote.
    """
    sort, form = kind(option), asked.form
    place = _place(asked, distance, option)
    mood = asked.mood
    found = [f"place {place}", f"{place} of {form}", f"kind {sort}", f"{place} {sort}", f"{place} {mood}"]
    if nearest:
        found += ["nearest", f"nearest {place}"]
    found += _beside(option, place)
    if distance == 0:
        found += _between(asked, option, place)
    found += _told(option, place)
    found += _person(asked, option, sort, place)
    if count > 1:
        found.append("named again")
    if option.paper and not asked.frame.present.isdisjoint(_ON_PAPER):
        found.append(f"written {place}")
    return found


def of_rules(asked: Question, option: Option, *, far: bool = False) -> list[str]:
    """Return what says that the rules chose this option; `far`: it stands further away than others are looked for."""
    rule = trust_of(asked.rule).ranked or asked.rule or "none"
    if far or is_chosen(asked, option):
        return ["chosen", f"chosen {rule}", f"chosen {asked.mood}"]
    if asked.person is not None and option.person == asked.person:
        return ["person chosen", f"person {rule}", f"person {asked.mood}"]
    return []


def is_chosen(asked: Question, option: Option) -> bool:
    """Whether an option is the mention that the rules gave."""
    chosen, mention = asked.chosen, option.mention
    if chosen is None:
        return False
    if chosen.start == mention.start and chosen.text == mention.text:
        return True
    here = asked.own and option.sentence.frame.paragraph is asked.frame.paragraph
    return here and chosen.start < mention.end and mention.start < chosen.end


def of_far(asked: Question, option: Option) -> list[str]:
    """Return what speaks for the rules' choice where it stands further away than others are looked for."""
    sort = kind(option)
    return [
        "place far",
        f"far of {asked.form}",
        f"far {asked.mood}",
        f"kind {sort}",
        *_person(asked, option, sort, "far"),
    ]


def of_nobody(asked: Question) -> list[str]:
    """Return what speaks for nobody of those around the quote."""
    rule = trust_of(asked.rule).ranked or asked.rule or "none"
    return ["nobody", f"nobody {asked.form}", f"nobody {rule}", f"nobody {asked.mood}"]


def _place(asked: Question, distance: int, option: Option) -> str:
    if distance == 0:
        return "before" if option.first < asked.token else "behind"
    if distance > 0:
        return "next" if option.sentence.frame.paragraph is asked.frame.paragraph else "next paragraph"
    if option.sentence.frame.paragraph is asked.frame.paragraph:
        return f"back {min(-distance, 3)}"
    return "paragraph 1" if distance == -1 else "paragraph 2"


def _beside(option: Option, place: str) -> list[str]:
    """The words right before and behind a mention, and its article."""
    frame = option.sentence.frame
    words, first, last = frame.words, option.first, option.last
    left = words[first - 1].text if first > frame.first else ""
    left = left.lower() if first - 1 == frame.first else left  # „sein Gegenüber Vorname Name“: a noun
    right = words[last].text if last < frame.last else ""
    side = "near" if place in ("before", "behind") else "far"
    found: list[str] = []
    if not left:
        found += ["opens", f"opens {place}"]
    elif left == "so":
        found.append("so")
    elif left in ("laut", "gemäß"):
        found.append("laut")
    elif left in ("von", "des", "der") and _source(words[first - 2].text if first - 2 >= frame.first else ""):
        found.append("source")
    elif left in PREPOSITIONS:
        found += ["preposition", f"preposition {left}", f"preposition {side}"]
    elif left in (",", "–"):
        found.append("comma before")
    elif first - 1 in frame.verbs:
        found += ["verb before", f"verb before {place}"]
    elif left.endswith(("t", "te", "ten")) and words[first - 1].text.islower():
        found.append(f"finite before {side}")
    if right == "zufolge":
        found.append("zufolge")
    elif right in SUBJUNCTIVE:
        found += ["subjunctive behind", f"subjunctive behind {place}"]
    elif last in frame.verbs:
        found += ["verb behind", f"verb behind {place}"]
    elif right in AUXILIARIES:
        found.append(f"auxiliary behind {side}")
    elif right.islower() and right.endswith(("t", "te", "ten")):
        found.append(f"finite behind {side}")
    elif right in (",", ":"):
        found.append(f"{right} behind {side}")
    article = words[first].text.lower()
    if article in _DATIVES:
        found += ["oblique", f"oblique {side}"]
    elif article in _POSSESSIVES:
        found.append("possessive")
    if words[frame.last - 1].text == ":" and place == "back 1":
        found.append("colon ends")
    return found


def _source(word: str) -> bool:
    low = word.lower()
    return low in SOURCE_NOUNS or low.endswith("angaben")


def _between(asked: Question, option: Option, place: str) -> list[str]:
    """What stands between a mention and the quote in one sentence."""
    frame, token = asked.frame, asked.token
    low, high = (option.last, token) if place == "before" else (token + 1, option.first)
    between = frame.words[low:high]
    steps = next((name for bound, name in ((2, "0"), (5, "2"), (10, "5")) if len(between) < bound), "10")
    found = [f"gap {place} {steps}"]
    if any(word.is_quote for word in between):
        found.append(f"quote between {place}")
    if any(word.text in _BREAKS for word in between[1:-1]):
        found.append(f"clause between {place}")
    if any(low <= verb < high for verb in frame.verbs):
        found.append(f"verb between {place}")
    return found


def _told(option: Option, place: str) -> list[str]:
    """What the rules for sentences without marks say: who tells something, whom the sentence is about."""
    sentence, start = option.sentence, option.mention.start
    found = []
    told = [claim.candidate.mention for claim in sentence.told]
    if any(mention is not None and mention.start == start for mention in told):
        found += ["tells", f"tells {place}"]
    if sentence.report is not None and sentence.report.mention is not None and sentence.report.mention.start == start:
        found += ["reports", f"reports {place}"]
    elif sentence.about is not None and sentence.about.start == start:
        found += ["about", f"about {place}"]
    if any(q.own is not None and q.own.mention is not None and q.own.mention.start == start for q in sentence.quotes):
        found += ["quoted", f"quoted {place}"]
    return found


def _person(asked: Question, option: Option, sort: str, place: str) -> list[str]:
    """Whom a mention names: somebody who spoke last, somebody of whom the quote speaks, nobody."""
    found = []
    if option.person is None:
        found += ["unknown", f"unknown {sort}"]
        if option.several:
            found.append("several")
    else:
        if option.person.rsplit(" ", 1)[-1] in asked.said and sort not in ("body", "described"):
            found.append("named in quote")
        if option.person == asked.last:
            found += ["spoke last", f"spoke last {place}", f"spoke last {asked.mood}"]
    if asked.last_mention is not None and option.mention == asked.last_mention:
        found.append("last mention")
    singular, plural = asked.persons
    if singular:
        found.append("I body" if sort in ("body", "group") else "I")
    if plural:
        found.append("we body" if sort in ("body", "group") else "we")
    return found


def ordered(options: Sequence[tuple[int, Option]], token: int) -> tuple[Option | None, Option | None]:
    """Return the option that stands nearest before the quote, and the one nearest behind it."""
    before = [o for d, o in options if d < 0 or (d == 0 and o.first < token)]
    behind = [o for d, o in options if d > 0 or (d == 0 and o.first > token)]
    return (before[-1] if before else None, behind[0] if behind else None)
