"""Replaces weak attributions by likelier ones. A quote whose cue names its speaker keeps that speaker.

A conditional logit: each option's score is the sum of the weights of its features, and its probability its share of the
exponentials of all. Options that name one person are counted together. The rules' choice gives way where another has
MARGIN more; a person whom they found never to a phrase that may mean the same one and names nobody.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archive.german.quotes.cued import Sentence
from archive.german.quotes.grammar import RULES, rules_of, trust_of
from archive.german.quotes.people.pronouns import Antecedents
from archive.german.quotes.people.register import Register
from archive.german.quotes.pipeline import Found
from archive.german.quotes.ranking.features import (
    Question,
    features,
    is_chosen,
    kind,
    of_far,
    of_nobody,
    of_rules,
    ordered,
)
from archive.german.quotes.ranking.options import Option, Options
from archive.german.quotes.ranking.weights import WEIGHTS
from archive.german.quotes.records import Candidate, Mention
from archive.german.trace import Trace

MARGIN = 0.2  # of probability; what an option needs to have more than the choice of the rules
OPEN = 0.5  # the same if the rules leave the speaker open, which is better than a wrong speaker
LIKELY = 0.5  # the probability of speech from which a quote says who spoke last
SPEECH = 0.3  # the probability from which a span may be speech at all
_UNSURE = ("run", "described")  # sorts of mentions that are things as often as people
_FROM_BEFORE = ("carried", "nearest", "introduced")  # rules that give a quote to who spoke or was spoken of before
_SAID = 4  # features that the trace names
_RUNNERS_UP = 3  # speakers besides the chosen one that the trace names


class Ranked(NamedTuple):
    """An option of a quote, None for nobody, with what speaks for it.

    rules: what the rules' own choice adds. later: it stands in a sentence behind that of the quote.
    """

    option: Option | None
    features: tuple[str, ...]
    rules: tuple[str, ...]
    chosen: bool
    later: bool = False


class Decision(NamedTuple):
    """The best option with the probability of the person whom it names, and that of the rules' choice.

    shares: the probability of each person, or mention that names nobody, by name.
    """

    best: Ranked
    probability: float
    kept: float
    shares: tuple[tuple[str, float], ...] = ()


def ranked(
    found: Sequence[Found],
    sentences: Sequence[Sentence],
    register: Register,
    antecedents: Antecedents,
    without: frozenset[str],
    trace: Trace | None,
) -> list[Found]:
    """Return the quotes of a field, some of the weakly attributed ones with another speaker, with its probability.

    sentences, register, antecedents: of the field. without: rules that are switched off. trace: gets the reasons.
    """
    asked = frozenset() if not rules_of("ranked", without) else _weak(found, sentences)
    if not asked:
        return list(found)
    asking = Asking(sentences, register, antecedents)
    out: list[Found] = []
    last: str | None = None
    mention: Mention | None = None
    for at, quote in enumerate(found):
        decided = quote
        question = asking.question(quote, last, mention) if at in asked else None
        if question is not None and not question.frame.answered(question.token):
            decided = _decided(quote, decide(asking.ranked(question, quote)), question, without, trace)
        if decided.verdict.probability >= LIKELY:
            last, mention = asking.person(decided), decided.candidate.mention
        out.append(decided)
    return out


def _weak(found: Sequence[Found], sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return which quotes the rules attributed weakly."""
    if not any(trust_of(quote.candidate.rule).weak for quote in found):
        return frozenset()
    number = {sentence.place: at for at, sentence in enumerate(sentences)}
    weak: set[int] = set()
    going: dict[tuple[int, int], Mention | None] = {}  # by sentence: who speaks on in it
    for at, quote in enumerate(found):
        candidate, place = quote.candidate, quote.sentence.place
        before = sentences[number[place] - 1].place if number[place] else None
        goes_on = before is not None and before[0] == place[0] and going.get(before) == candidate.mention
        alone = candidate.rule == "carried" and goes_on and quote.sentence.is_quote  # „…“, sagte X. „…“
        cited = candidate.rule == "cited" and candidate.mention is not None  # „zitierte gern ihre Großmutter“
        if not trust_of(candidate.rule).weak or candidate.nobody or alone or cited:
            going[place] = candidate.mention
        elif quote.verdict.probability >= SPEECH:
            weak.add(at)
    return frozenset(weak)


def _decided(quote: Found, decision: Decision, asked: Question, without: frozenset[str], trace: Trace | None) -> Found:
    for name, _, function in rules_of("ranked", without):
        candidate: Candidate | None = function(asked, decision)
        if trace is not None:
            _tell(trace, name, quote, asked, decision, changed=candidate is not None)
        option = decision.best.option
        if candidate is not None and option is not None:
            candidate = candidate._replace(rule=name)
            return quote._replace(candidate=candidate, antecedent=option.antecedent, sure=decision.probability)
    return quote


@RULES.rule(
    "ranked", order=1005, label="abgewogen",
    yes=["„Das Bad bleibt“, sagte Eva Tann. Leiter Jakob Kranz kam. Er war „ganz und gar zufrieden“. → Jakob Kranz"],
    no=["„Das Bad bleibt uns erhalten“, sagte Ruth Amend. „Darauf sind wir alle sehr stolz.“ → Ruth Amend"],
)  # fmt: skip
def outweighed(asked: Question, decision: Decision, margin: float = MARGIN) -> Candidate | None:
    """Return the best option as the candidate where it outweighs the rules' choice by the margin and names somebody."""
    option = decision.best.option
    if asked.person is None:
        margin = max(margin, OPEN)
    if option is None or decision.best.chosen or decision.probability - decision.kept < margin:
        return None
    sort, here = kind(option), option.sentence.frame is asked.frame
    if sort in _UNSURE or (here and not option.paper and asked.mood == "told" and asked.rule in _FROM_BEFORE):
        return None  # „Die Universität habe …“: who told it before still does
    if option.person is None and not option.paper and asked.person is not None and sort != "indefinite":
        return None
    if asked.person is not None and decision.best.later:
        return None
    if option.person is not None and not _names(option.person, sort):
        return None
    if here and not option.paper and "preposition" in decision.best.features and not _opening(option):
        return None  # „mit der Kollegin Vorname Name“
    return Candidate(asked.cue, option.mention, nobody=option.paper, lemma=asked.lemma)


def _names(person: str, sort: str) -> bool:
    """Whether somebody is named: „sie“ may be many, „Paragraf 4“ is nobody."""
    return person[0].isupper() and (sort != "pronoun" or " " in person)


def _opening(option: Option) -> bool:
    """„Für Vorname Name ist das …“: the phrase opens its sentence."""
    return option.first - 1 == option.sentence.frame.first


def decide(rows: Sequence[Ranked], weights: Mapping[str, float] = WEIGHTS) -> Decision:
    """Return the best of the options of a quote; the last of them is nobody."""
    scores = [sum([weights.get(name, 0.0) for name in (*row.features, *row.rules)]) for row in rows]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares)
    keys = [row.option.person if row.option is not None and row.option.person else at for at, row in enumerate(rows)]
    together: defaultdict[str | int, float] = defaultdict(float)
    for key, share in zip(keys, shares, strict=True):
        together[key] += share / total
    winner = max(together, key=together.__getitem__)
    best = max((at for at, key in enumerate(keys) if key == winner), key=shares.__getitem__)
    chosen = {keys[at] for at, row in enumerate(rows) if row.chosen}
    kept = max((together[key] for key in chosen), default=together[keys[-1]])
    row = rows[best] if winner not in chosen else rows[best]._replace(chosen=True)
    named = tuple((_named(key, rows), share) for key, share in together.items())
    return Decision(row, together[winner], kept, named)


def _named(key: str | int, rows: Sequence[Ranked]) -> str:
    if isinstance(key, str):
        return key
    option = rows[key].option
    return option.mention.text if option is not None else "–"


def _tell(trace: Trace, name: str, quote: Found, asked: Question, decision: Decision, *, changed: bool) -> None:
    """Say in the trace what outweighed what: the rules' choice, or the others that were weighed."""
    row = decision.best
    names = sorted((*row.features, *row.rules), key=lambda feature: -WEIGHTS.get(feature, 0.0))[:_SAID]
    reasons = [feature for feature in names if WEIGHTS.get(feature, 0.0) > 0]
    chosen = asked.chosen.text if asked.chosen is not None else "–"
    best = (row.option.person or row.option.mention.text) if row.option is not None else "–"
    if changed:
        trace.add(name, quote.start, quote.end, "found", best, reasons, sure=decision.probability)
        trace.add(asked.rule or "none", quote.start, quote.end, "lost", chosen, sure=decision.kept, against=name)
    else:
        trace.add(name, quote.start, quote.end, "tried", best, reasons, sure=decision.probability)
    others = [(one, share) for one, share in decision.shares if one not in (best, asked.person, chosen)]
    winner = name if changed else asked.rule or "none"
    for one, share in sorted(others, key=lambda other: -other[1])[:_RUNNERS_UP]:
        trace.add(name, quote.start, quote.end, "lost", one, sure=share, against=winner)


class Asking:
    """Asks for the speakers of the quotes of one field, in reading order."""

    def __init__(self, sentences: Sequence[Sentence], register: Register, antecedents: Antecedents) -> None:
        self.options = Options(sentences, register, antecedents)
        self.register = register
        self._index = {sentence.place: at for at, sentence in enumerate(sentences)}

    def person(self, found: Found) -> str | None:
        """Whom the mention of a quote names."""
        mention = found.candidate.mention
        return self.options.antecedents.resolver.resolve(mention, found.antecedent).speaker

    def question(self, found: Found, last: str | None, last_mention: Mention | None) -> Question | None:
        """Return what is asked about a quote. last, last_mention: who spoke before it, as decided."""
        sentence, candidate = found.sentence, found.candidate
        at = next((q.token for q in sentence.quotes if q.span.start + sentence.frame.offset == found.start), None)
        if at is None:
            return None
        return Question(
            sentence.frame, at, found.inner, candidate.rule, candidate.cue, candidate.lemma, candidate.mention,
            not found.carried,
            self.person(found), last, last_mention,
        )  # fmt: skip

    def ranked(self, asked: Question, found: Found) -> list[Ranked]:
        """Return the options of a quote, nobody last."""
        index = self._index[found.sentence.place]
        around = [(d, o) for d, o in self.options.around(index)
                  if not (d == 0 and o.first <= asked.token < o.last)]  # fmt: skip
        counts = Counter(o.person for _, o in around if o.person is not None)
        near = ordered(around, asked.token)
        rows = [
            Ranked(
                option,
                tuple(features(asked, d, option, counts[option.person or ""], option is near[0] or option is near[1])),
                tuple(of_rules(asked, option)),
                is_chosen(asked, option),
                d > 0,
            )
            for d, option in around
        ]
        if asked.chosen is not None and not any(row.chosen for row in rows):
            option = Option(asked.chosen, found.sentence, 0, 0, found.antecedent, asked.person, several=False)
            rows.append(
                Ranked(option, tuple(of_far(asked, option)), tuple(of_rules(asked, option, far=True)), chosen=True)
            )
        rows.append(Ranked(None, tuple(of_nobody(asked)), (), chosen=False))
        return rows
