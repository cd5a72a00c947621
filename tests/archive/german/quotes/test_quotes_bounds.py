"""How far a quote looks for its speaker: a case on each side of every distance, count and share that decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from archive.german.quotes import Office, OfficeTable, quotes
from archive.german.quotes.confidence import confidence
from archive.german.quotes.cued import Sentence, cued, paragraphs
from archive.german.quotes.grammar import Right
from archive.german.quotes.people.bodies import Bodies
from archive.german.quotes.people.pronouns import Antecedents
from archive.german.quotes.people.register import Register
from archive.german.quotes.people.resolver import Resolver
from archive.german.quotes.pipeline import Found, attribute
from archive.german.quotes.ranking.choose import Asking, decide, outweighed, ranked
from archive.german.quotes.spoken import Spoken

SPEECH = "„Wir bauen das Bad neu auf und es wird schön.“"
LATER = "„Es kommt im Mai“, sagte Ruth Amend."
LONG = "„Das war ein sehr langes Jahr für uns“"


def filler(length: int) -> str:
    """So many characters that say nothing."""
    return ("ganz " * length)[: length - 1] + " "


def dezernenten(count: int) -> str:
    """So many men in one office."""
    names = ("Ahorn", "Birke", "Linde", "Buche", "Eiche", "Ulme", "Weide", "Tanne")
    return "".join(f"Dezernent Paul {name} kam. " for name in names[:count])


def told(text: str, number: int = 0) -> tuple[str | None, str] | None:
    """Speaker and cue rule of a quote."""
    found = quotes("", None, [text])
    return (found[number].speaker, found[number].rule.partition("+")[0]) if found else None


RUTH = "Ruth Amend"
REACHES: list[tuple[Callable[[int], str], int, int, int, object, object]] = [
    (lambda n: f"{SPEECH}{chr(10) * n}{LATER}", 0, 299, 300, (RUTH, "from_later"), (None, "none")),
    (lambda n: f"„Wir bauen das Bad neu auf“, sagte {'heute ' * n}Ruth Amend.", 0, 57, 59, (RUTH, "after_verb"),
     (RUTH, "ranked")),
    (lambda n: f"Das Bad, so Ruth Amend, sei {'heute ' * n}„ein Ort für uns alle hier“.", -1, 20, 21,
     (RUTH, "so_within"), (RUTH, "ranked")),
    (lambda n: f"Ruth Amend sagte {'heute ' * n}, das Bad werde neu gebaut und sei schön.", 0, 28, 29,
     (RUTH, "subjunctive_clause"), None),
    (lambda n: f"Ruth Amend sagte, das sei {'so ' * n}.", 0, 1, 0, (RUTH, "subjunctive_clause"), None),
    (lambda n: f"„Wir bauen das Bad neu auf“, {'heute ' * n}sagte Ruth Amend.", 0, 115, 117, (RUTH, "ranked"),
     (None, "none")),
    (lambda n: f"„Wir bauen {filler(n)}neu auf“, sagte Ruth Amend.", 0, 3982, 3983, (RUTH, "after_verb"), None),
    (lambda n: f"Ruth Amend kam. {'Es regnet heute sehr. ' * n}{SPEECH[:-2]}“, sagte sie.", 0, 11, 12,
     (RUTH, "after_verb"), (None, "after_verb")),
    (lambda n: "Ruth Amend kam." + "\n\nEs regnet heute." * n + f"\n\n{SPEECH[:-2]}“, sagte sie.", 0, 1, 2,
     (RUTH, "after_verb"), (None, "after_verb")),
    (lambda n: f"Ruth Amend kam mit Paul Ahorn. {'Es regnet sehr. ' * n}{SPEECH[:-2]}“, sagten die beiden.", 0, 2, 3,
     (RUTH, "after_verb"), (None, "after_verb")),
    (lambda n: f"{SPEECH[:-2]}“, sagte der Leiter {'des Amtes ' * n}Ruth Amend.", 0, 18, 19, (RUTH, "after_verb"),
     (None, "after_verb")),
    (lambda n: f"{SPEECH[:-2]}“, sagte der Leiter des Vereins „{'Haus' * n}“ Ruth Amend.", 0, 14, 15,
     (RUTH, "after_verb"), (None, "after_verb")),
    (lambda n: f"{dezernenten(n)}Dezernentin Ruth Amend kam. {SPEECH[:-2]}“, sagte die Dezernentin.", 0, 7, 8,
     (RUTH, "after_verb"), (None, "after_verb")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "most", "more", "near", "far"), REACHES)
def test_a_speaker_is_looked_for_so_far(
    text: Callable[[int], str], number: int, most: int, more: int, near: object, far: object
) -> None:
    assert told(text(most), number) == near
    assert told(text(more), number) == far


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (LONG + ", grinst Leiter Jakob Kranz.", "Jakob Kranz"),
        (LONG + ", den Leiter Jakob Kranz.", None),
        (LONG + ", einen Leiter Jakob Kranz freut es.", None),
        (LONG + ", mit Ruth Amend ging er.", None),
    ],
)
def test_an_article_or_preposition_behind_a_quote_is_no_verb(text: str, speaker: str | None) -> None:
    assert quotes("", None, [text])[0].speaker == speaker


@pytest.mark.parametrize(
    ("body", "noun", "fullest"),
    [
        *((body, noun, f"{body} Rheinau") for body, noun in (
            ("Handwerkskammer", "Kammer"), ("Sportverein", "Verein"), ("Bundesverband", "Verband"),
            ("Wohnungsgesellschaft", "Gesellschaft"), ("Bürgerstiftung", "Stiftung"),
            ("Baugenossenschaft", "Genossenschaft"), ("Sozialministerium", "Ministerium"), ("Kinderklinik", "Klinik"),
            ("Musikhochschule", "Hochschule"), ("Stadtwerke", "Werke"), ("Verkehrsbetriebe", "Betriebe"),
        )),
        ("Nordstadt", "Stadt", "Stadt"), ("Ortsbeirat", "Rat", "Rat"), ("Wasserpolizei", "Polizei", "Polizei"),
    ],
)  # fmt: skip
def test_the_last_part_of_a_body_stands_for_the_whole(body: str, noun: str, fullest: str) -> None:
    assert Bodies([f"Die {body} Rheinau baut. Die {noun} plant."]).fullest(noun) == fullest


def test_eight_bodies_of_a_release_are_looked_up() -> None:
    names = [f"Bund{letter * 3}" for letter in "abcdefghi"]
    bodies = Bodies([" ".join(f"Neustädter {name} plant." for name in names)])
    assert [bodies.fullest(name) for name in names] == [f"Neustädter {name}" for name in names[:8]] + names[8:]


@pytest.mark.parametrize(
    ("speech", "cue", "how", "named", "weighed", "share"),
    [
        (1.0, "so", "name", True, None, 0.97), (1.0, "beside", "name", True, None, 0.95),
        (1.0, "before", "name", True, None, 0.92), (1.0, "around", "name", True, None, 0.85),
        (1.0, "going on", "name", True, None, 0.92), (1.0, "carried", "name", True, None, 0.7),
        (1.0, "paper", "name", True, None, 0.4), (1.0, "beside", "pronoun", True, None, 0.85),
        (1.0, "beside", "organisation", True, None, 0.57), (1.0, "so", "name", False, None, 0.5),
        (0.5, "so", "name", True, None, 0.92), (0.5, "so", "name", False, None, 0.47),
        (0.49, "so", "name", True, None, 0.48), (0.49, "so", "name", False, None, 0.24),
        (1.0, "so", "name", True, 0.6, 0.6), (0.5, "so", "name", True, 0.6, 0.57),
    ],
)  # fmt: skip
def test_the_confidence_is_the_share_of_its_sort(
    speech: float, cue: Right, how: str, named: bool, weighed: float | None, share: float
) -> None:
    assert confidence(speech, cue, how, named=named, weighed=weighed) == pytest.approx(share, abs=0.006)


def test_a_name_from_the_table_of_offices_is_a_tenth_less_sure() -> None:
    table = OfficeTable((Office("Bürgermeisterin", RUTH, date(2020, 1, 1), None, "by hand"),))
    text = "„Das Bad bleibt uns erhalten“, sagte die Bürgermeisterin."
    (named,) = quotes("", None, [text], day=date(2021, 4, 1), offices=table)
    (open_one,) = quotes("", None, [text])
    assert named.speaker == RUTH
    assert named.confidence == pytest.approx(open_one.confidence * 0.9, abs=0.006)


def analysed(text: str, probability: float) -> tuple[list[Found], list[Sentence], Register, Antecedents]:
    """The quotes of a text as the rules attribute them, each speech with a given probability."""
    printed = Register([text])
    parts = list(paragraphs(text, headline=False))
    sentences = cued(parts, printed, headline=False, without=frozenset(), trace=None)
    people = printed.with_people(person for sentence in sentences for person in sentence.people())
    found, _, antecedents = attribute(parts, sentences, Resolver(people), headline=False)
    reason = "nobody speaks" if probability < 0.5 else None
    judged = [one._replace(verdict=one.verdict._replace(probability=probability, reason=reason)) for one in found]
    return judged, list(sentences), people, antecedents


@pytest.mark.parametrize(
    ("probability", "kind", "spoken"),
    [(0.5, "direct", True), (0.49, "fragment", True), (0.3, "fragment", True), (0.29, "direct", False)],
)
def test_what_is_as_likely_as_not_is_speech_and_less_a_quoted_word(probability: float, kind: str, spoken: bool) -> None:
    text = "„Das Bad bleibt uns erhalten“, sagte Ruth Amend."
    (found,), _, people, _ = analysed(text, probability)
    quote = Spoken("body", text, 0, Resolver(people), frozenset(), None).quote(found)
    assert (quote.kind, quote.refused is None) == (kind, spoken)


TOLD_ON = "„Das Bad bleibt uns erhalten“, sagte Ruth Amend. Leiter Jakob Kranz kam. Er war „ganz und gar zufrieden“."


@pytest.mark.parametrize(("probability", "rule"), [(0.3, "ranked"), (0.29, "carried")])
def test_a_speaker_is_weighed_where_a_span_may_be_speech(probability: float, rule: str) -> None:
    found, sentences, people, antecedents = analysed(TOLD_ON, probability)
    assert ranked(found, sentences, people, antecedents, frozenset(), None)[-1].candidate.rule == rule


@pytest.mark.parametrize(
    ("chosen", "gain", "changes"), [(RUTH, 0.21, True), (RUTH, 0.19, False), (None, 0.51, True), (None, 0.49, False)]
)
def test_another_speaker_needs_a_margin(chosen: str | None, gain: float, changes: bool) -> None:
    found, sentences, people, antecedents = analysed(TOLD_ON, 0.9)
    asking = Asking(sentences, people, antecedents)
    asked = asking.question(found[-1], None, None)
    assert asked
    decision = decide(asking.ranked(asked, found[-1]))._replace(probability=0.3 + gain, kept=0.3)
    assert (outweighed(replace(asked, person=chosen), decision) is not None) is changes


@pytest.mark.parametrize(("words", "recurs"), [("Das Bad bleibt", True), ("Das Bad", False)])
def test_three_words_in_the_title_are_those_of_the_body(words: str, recurs: bool) -> None:
    found = quotes(f"„{words}“ in der Stadt", None, [f"„{words} uns allen erhalten“, sagte Ruth Amend."])
    assert any(quote.where == "title" and quote.rule.endswith("+recurs") for quote in found) is recurs
