"""Labelled quotes as the ranker sees them: the options around each, and which of them the label means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.german.quotes.cued import cued, paragraphs
from archive.german.quotes.people.register import Register
from archive.german.quotes.people.resolver import Resolver
from archive.german.quotes.pipeline import Found, attribute
from archive.german.quotes.ranking.choose import LIKELY, SPEECH, Asking, Ranked
from archive.german.quotes.ranking.features import Question
from archive.german.quotes.records import Mention, Quote, Where
from archive.german.quotes.structure.visible import visible
from tests.archive.labelled import fold, labelled_people, people

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures"
TEXTS = ("train-1", "train-2", "train-3")
OVERLAP = 0.5  # of the code points of a label and a quote, from which they are the same
Fields = Sequence[tuple[Where, str]]
Label = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """A labelled quote.

    document: the name of its text. question: what is asked, with the choice of the rules. rows: its options; unaided:
    the same, where the quote before it was given to whom its label says. right: the options that the label means.
    same: others that name the same person, which are neither right nor wrong.
    """

    document: str
    question: Question
    found: Found
    rows: tuple[Ranked, ...]
    unaided: tuple[Ranked, ...]
    right: frozenset[int]
    same: frozenset[int]
    label: Label

    def is_right(self, person: str | None, mention: Mention | None) -> bool:
        """Whether a speaker is whom the label means, or open where the label names nobody."""
        wanted = self.label.get("resolved", self.label["speaker"])
        if wanted is None:
            return person is None
        said = people([person, *(mention.also if mention is not None else ())])
        return bool(said & labelled_people(wanted))


def news(name: str) -> Iterator[Example]:
    """Yield the quotes of a file of tests/fixtures/ranker, whose labels name the mention and whom it stands for."""
    for document in _lines(FIXTURES / "ranker" / f"{name}.jsonl"):
        labels = [label for label in document["quotes"] if label["type"] == "Direct"]
        for _, spans, asking in _read([("body", document["text"])]):
            yield from _examples(document["doc_id"], spans, asking, [covering(span, labels) for span in spans])


def press(name: str) -> Iterator[Example]:
    """Yield the quotes of a file of tests/fixtures/press, whose labels name the speaker alone."""
    for document in _lines(FIXTURES / "press" / f"{name}.jsonl"):
        labels = {(q["where"], fold(q["text"])): q for q in document["quotes"] if q["kind"] == "direct"}
        fields: Fields = [
            ("title", document["title"]), ("teaser", document["teaser"] or ""), ("body", document["body"])
        ]  # fmt: skip
        for where, spans, asking in _read(fields):
            found = [labels.get((where, fold(span.inner))) for span in spans]
            yield from _examples(document["doc_id"], spans, asking, found)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _read(fields: Fields) -> Iterator[tuple[Where, list[Found], Asking]]:
    """Yield the quotes of each field as the rules leave them."""
    fields = [(where, visible(text).text) for where, text in fields]
    printed = Register([text for _, text in fields])
    parts = {where: list(paragraphs(text, headline=where != "body")) for where, text in fields}
    off: frozenset[str] = frozenset()
    sentences = {
        where: cued(parts[where], printed, headline=where != "body", without=off, trace=None) for where, _ in fields
    }
    known = printed.with_people(
        person for where, _ in fields for sentence in sentences[where] for person in sentence.people()
    )
    for where, _ in fields:
        spans, _, antecedents = attribute(parts[where], sentences[where], Resolver(known), headline=where != "body")
        yield where, spans, Asking(sentences[where], known, antecedents)


def covering(span: Found | Quote, labels: Sequence[Label]) -> Label | None:
    """Return the label of a span or quote, if any."""
    mine = set(range(span.start, span.end))
    best: tuple[float, Label | None] = (0.0, None)
    for label in labels:
        own = {at for start, end in label["spans"] for at in range(start, end)}
        share = len(mine & own) / len(mine | own)
        if share > best[0]:
            best = (share, label)
    return best[1] if best[0] >= OVERLAP else None


def _examples(
    document: str, spans: Sequence[Found], asking: Asking, labels: Sequence[Label | None]
) -> Iterator[Example]:
    by_rules: tuple[str | None, Mention | None] = (None, None)
    by_label: tuple[str | None, Mention | None] = (None, None)
    for span, label in zip(spans, labels, strict=True):
        speech = span.verdict.probability >= LIKELY
        question = asking.question(span, *by_rules)
        if label is not None and question is not None and span.verdict.probability >= SPEECH:
            unaided = asking.question(span, *by_label)
            rows = asking.ranked(question, span)
            right = {at for at, row in enumerate(rows) if _means(row, label)}
            named = [people([row.option.person]) if row.option is not None else set() for row in rows]
            wanted = labelled_people(label.get("resolved"))
            same = {at for at, names in enumerate(named) if names & wanted and at not in right and names != {""}}
            yield Example(
                document, question, span, tuple(rows), tuple(asking.ranked(unaided or question, span)),
                frozenset(right or {len(rows) - 1}), frozenset(same) if right else frozenset(), label,
            )  # fmt: skip
            first = next((rows[at].option for at in sorted(right)), None)
            if speech:
                by_label = (first.person if first else label.get("resolved"), first.mention if first else None)
        if speech:
            by_rules = (asking.person(span), span.candidate.mention)


def _means(row: Ranked, label: Label) -> bool:
    """Whether a label means an option: by its mention where it has one, else by whom it names."""
    if row.option is None or label["speaker"] is None:
        return False
    mention = row.option.mention
    if label.get("speaker_span") is None or row.option.last == 0:
        wanted = labelled_people(label.get("resolved") or label["speaker"])
        return bool(people([row.option.person, *mention.also]) & wanted - {""})
    start, end = label["speaker_span"]
    offset = row.option.sentence.frame.offset
    return bool(mention.start + offset < end and start < mention.end + offset)
