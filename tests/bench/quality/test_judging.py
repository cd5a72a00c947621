"""What counts as read, as right and as wrong: small texts against labels that fit and labels that do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from archive.german.dates import DateMention
from archive.german.quotes import Quote
from bench.quality import dates, revisions, speech
from bench.quality.labelled import DateLabel, Labelling, QuoteLabel, Text, place
from bench.quality.shares import Share, Tally

BODY = (
    "Am Freitag, 5. Juni, liest Ida Nohl von 18 bis 20 Uhr. „Es wird laut, und das soll es auch“, sagt Ida Nohl. "
    "Die Reihe „Leise“ beginnt Anfang Juli. Sie sagt, der Saal sei ausverkauft."
)
TEXT = Text("t", date(2026, 6, 1), "Lesung am Fluss", None, BODY)
DATES = (
    ("Freitag, 5. Juni", "day", "2026-06-05"),
    ("18", "hour", "2026-06-05T18:00"), ("20 Uhr", "hour", "2026-06-05T20:00"),
    ("18 bis 20 Uhr", "interval", "2026-06-05T18:00/2026-06-05T20:00"), ("Anfang Juli", "period", "2026-07"),
)  # fmt: skip
SAID, LOUD = "Es wird laut, und das soll es auch", "Ida Nohl"


def labelled(
    labels: tuple[tuple[str, str, str | None], ...] = DATES, speaker: str | None = LOUD, text: Text = TEXT
) -> list[Labelling]:
    found = tuple(
        DateLabel(*place(text.whole, words, 1), kind, value, "START" if words.startswith("Anfang") else None)
        for words, kind, value in labels
    )
    said = QuoteLabel(*place(text.whole, SAID, 1), "direct", speaker, speaker, None)
    name = QuoteLabel(*place(text.whole, "Leise", 1), "none", None, None, None)
    told = QuoteLabel(*place(text.whole, "der Saal sei ausverkauft", 1), "reported", "Sie", LOUD, None)
    return [Labelling(text, found, (said, name, told))]


def test_labels_that_fit_are_read_and_right() -> None:
    judged = dates.judge(labelled())
    assert dates.found(judged) == Tally(5, 5, 5)
    assert [one.right and one.exact for one in judged] == [True] * 5


@pytest.mark.parametrize(
    ("at", "label", "hits", "right"),
    [
        (0, ("Freitag, 5. Juni", "day", "2026-06-12"), 5, 4),
        (0, ("Freitag, 5. Juni", "day", None), 5, 4),
        (0, ("Freitag, 5. Juni", "period", "2026-06-05/2026-06-06"), 4, 4),
        (0, ("am Fluss", "day", "2026-06-05"), 4, 4),
        (2, ("20 Uhr", "hour", "T20:00"), 5, 4),
    ],
)
def test_a_label_with_another_value_kind_or_place_is_not_right(
    at: int, label: tuple[str, str, str | None], hits: int, right: int
) -> None:
    judged = dates.judge(labelled((*DATES[:at], label, *DATES[at + 1 :])))
    assert (dates.found(judged), sum(one.right for one in judged)) == (Tally(5, 5, hits), right)


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        (DateMention(0, 1, "", "DATE", "2026-06-05", None, "2026-06-05", "2026-06-05"), "day"),
        (DateMention(0, 1, "", "DATE", "2026-07", None, "2026-07-01", "2026-07-31"), "period"),
        (DateMention(0, 1, "", "DATE", "2026-SU", certainty="open"), "period"),
        (DateMention(0, 1, "", "DATE", None, flags=("impossible",)), "day"),
        (DateMention(0, 1, "", "DATE", "PRESENT_REF"), None),
        (DateMention(0, 1, "", "TIME", "2026-06-05TEV"), "hour"),
        (DateMention(0, 1, "", "SET", "XXXX-WXX-1T18:00"), "hour"),
        (DateMention(0, 1, "", "SET", "XXXX-WXX-1"), "set"),
        (DateMention(0, 1, "", "SET", "PT1H"), "set"),
        (DateMention(0, 1, "", "DURATION", "P3D"), "duration"),
        (DateMention(0, 1, "", "DURATION", "2026-06-05/2026-06-07", span=True), "interval"),
        (DateMention(0, 1, "", "DURATION", "2026-06-05/..", span=True), None),
        (DateMention(0, 1, "", "DURATION", "2026-06-05/2026-06-06", rule="several days", span=True), None),
        (DateMention(0, 1, "", "SET", "XXXX-WXX-2,4", span=True), None),
        (DateMention(0, 1, "", "SET", "XXXX-WXX-1..5", span=True), "interval"),
    ],
)  # fmt: skip
def test_mentions_have_the_kinds_of_the_guidelines(mention: DateMention, kind: str | None) -> None:
    assert dates.kind_of(mention) == kind


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("P2W", "P14D", True), ("P18M", "P1.5Y", True), ("PT2H40M", "PT160M", True), ("P1M", "PT1M", False),
        ("P4CE", "P400Y", True), ("XXXX-XX-XXTEV", "TEV", True), ("2026-06-05TEV", "TEV", False), (None, "2026", False),
    ],
)  # fmt: skip
def test_values_are_compared_in_one_spelling(one: str | None, other: str | None, same: bool) -> None:
    assert (dates.plain(one) == dates.plain(other)) is same


def one_label(kind: str, value: str | None) -> DateLabel:
    return DateLabel(0, 9, kind, value, None)


def reading(end: int = 9, **mention: Any) -> dates.Reading:
    return dates.Reading(0, end, "day", DateMention(0, end, "", "DATE", None)._replace(**mention))


@pytest.mark.parametrize(
    ("label", "read", "right"),
    [
        (one_label("day", None), reading(value="2026-06-05", certainty="open"), True),
        (one_label("day", None), reading(value=None, flags=("impossible",)), True),
        (one_label("day", None), reading(value="2026-06-05", certainty="inferred"), False),
        (one_label("period", "2026-08-01/2027-07-31"), reading(begin_day="2026-08-01", end_day="2027-07-31"), True),
        (one_label("period", "2026-08-01/2027-07-31"), reading(begin_day="2026-08-01", end_day="2026-12-31"), False),
        (one_label("interval", "1971/1995"), reading(begin_day="1971-01-01", end_day="1995-12-31"), True),
        (one_label("interval", "2026-01/2026-02"), reading(begin_day="2026-01-01", end_day="2026-02-28"), True),
        (one_label("interval", "T10:00/T12:00"), reading(value="T10:00/T12:00"), True),
        (one_label("interval", "T10:00/T12:00"), reading(value="T10:00/T13:00"), False),
    ],
)
def test_a_reading_is_right_if_it_says_what_its_label_says(label: DateLabel, read: dates.Reading, right: bool) -> None:
    assert dates.is_right(label, read) is right


def test_other_ends_are_met_but_not_exact() -> None:
    met = [dates.Judged(one_label("day", None), reading(end), True) for end in (9, 8)]
    assert (dates.found(met), dates.found(met, exact=True)) == (Tally(2, 2, 2), Tally(2, 2, 1))


def test_a_repeated_hour_is_an_hour_whatever_it_is_called() -> None:
    assert dates.kind_of_label(one_label("set", "XXXX-WXX-1T18:00")) == "hour"
    assert [dates.kind_of_label(one_label("set", value)) for value in ("XXXX-WXX-1", "PT1H")] == ["set", "set"]


def test_a_third_is_part_of_the_value() -> None:
    text = labelled()[0]
    early = next(one for one in text.dates if one.kind == "period")
    late = Labelling(text.text, (early, *[one for one in text.dates if one is not early]), ())
    wrong = Labelling(text.text, (DateLabel(early.start, early.end, "period", "2026-07", "END"),), ())
    assert sum(one.right for one in dates.judge([late])) == 5
    assert sum(one.right for one in dates.judge([wrong])) == 0


def test_certainty_is_that_of_the_reading() -> None:
    rows = {name: shares for name, *shares in dates.by_certainty(dates.judge(labelled()))}
    assert rows["inferred"] == [Share(4, 4), Share(4, 4), Share(4, 4)]
    assert rows["printed"] == rows["open"] == [Share(0, 0), Share(0, 0), Share(0, 4)]
    wrong = ("18", "hour", "2026-06-06T18:00")
    rows = {name: shares for name, *shares in dates.by_certainty(dates.judge(labelled((wrong, *DATES[2:]))))}
    assert rows["inferred"] == [Share(3, 4), Share(2, 4), Share(2, 3)]


def test_words_between_marks_are_judged_by_their_label() -> None:
    judged = speech.judge(labelled(), reported=False)
    assert speech.confusion(judged) == {("direct", "direct"): 1, ("none", speech.REFUSED): 1}
    assert speech.literal(judged, ("direct",)) == Tally(1, 1, 1)
    assert speech.speakers(judged, ("direct",)) == (Share(1, 1), Share(1, 1), Share(0, 1))
    assert speech.printed_right(judged, ("direct",)) == (Share(1, 1), Share(1, 1))
    shares = [(share, up) for _, share, up in speech.by_confidence(judged, ("direct",)) if share.of]
    assert shares == [(Share(1, 1), Share(1, 1))]


@pytest.mark.parametrize("speaker", ["Mia Kern", None])
def test_a_speaker_whom_the_label_does_not_name_is_wrong(speaker: str | None) -> None:
    judged = speech.judge(labelled(speaker=speaker), reported=False)
    assert speech.speakers(judged, ("direct",)) == (Share(0, 1), Share(0, 1), Share(1, 1))
    assert [share for _, share, _ in speech.by_confidence(judged, ("direct",)) if share.of] == [Share(0, 1)]


def judged(kind: str, speaker: str | None, mention: str | None, read: str | None) -> speech.Judged:
    quote = Quote("", "body", 0, 9, "direct", None, None, read, None, (), 0.9, "")
    return speech.Judged(QuoteLabel(0, 9, kind, mention, speaker, None), speech.Reading(0, 9, quote))


@pytest.mark.parametrize(
    ("one", "right", "wrong"),
    [
        (judged("direct", "Ida Nohl", "sie", "Ida Nohl"), True, False),
        (judged("direct", "Ida Nohl", "sie", "Mia Kern"), False, True),
        (judged("direct", "Ida Nohl", "sie", None), False, False),
        (judged("direct", None, "eine Frau", None), True, False),
        (judged("direct", None, "zwei Männer", "zwei Männer"), False, False),
        (judged("direct", "Polizei Aue", "die Polizei", "Polizei"), False, False),
    ],
)
def test_words_are_given_to_somebody_wrong_only_where_nothing_names_them(
    one: speech.Judged, right: bool, wrong: bool
) -> None:
    assert (one.speaker_right, one.wrong_name) == (right, wrong)


def test_what_is_no_speech_is_never_right() -> None:
    some = [judged("direct", None, None, "Ida Nohl"), judged("none", None, None, "Ida Nohl")]
    assert speech.by_confidence(some, ("direct",))[0] == (0.9, Share(0, 2), Share(0, 1))
    assert speech.literal(some, ("direct",)) == Tally(1, 2, 1)
    nobody = speech.Judged(None, judged("none", None, None, "Ida Nohl").reading)
    assert speech.by_confidence([nobody], ("direct",))[0] == (0.9, Share(0, 1), Share(0, 0))
    assert speech.confusion([nobody, speech.Judged(some[0].label, None)]) == {
        ("unlabelled", "direct"): 1, ("direct", speech.UNREAD): 1,
    }  # fmt: skip


def test_from_each_step_of_confidence_up_more_labels_are_right() -> None:
    sure = judged("direct", "Ida Nohl", "sie", "Ida Nohl")
    assert sure.reading
    less = speech.Judged(sure.label, speech.Reading(0, 9, sure.reading.quote._replace(confidence=0.72)))
    rows = {low: (share, up) for low, share, up in speech.by_confidence([sure, less], ("direct",))}
    assert rows[0.9] == (Share(1, 1), Share(1, 2))
    assert rows[0.8] == (Share(0, 0), Share(1, 2))
    assert rows[0.7] == (Share(1, 1), Share(2, 2))


def test_a_reading_of_some_of_the_words_is_no_reading_of_a_quote() -> None:
    release = labelled()[0]
    start, end = place(release.text.whole, "Es wird", 1)
    less = QuoteLabel(start, end, "direct", LOUD, LOUD, None)
    counts = speech.confusion(speech.judge([Labelling(release.text, (), (less,))], reported=False))
    assert counts["direct", speech.UNREAD] == counts["unlabelled", "direct"] == 1


def test_reported_speech_is_counted_by_words_and_by_stretches() -> None:
    labels = labelled()
    assert speech.reported_words(labels) == Tally(4, 4, 4)
    assert speech.reported_spans(labels, exact=True) == Tally(1, 1, 1)
    assert speech.speakers(speech.judge(labels, reported=True), ("reported",))[0] == Share(1, 1)
    release = labels[0]
    short = QuoteLabel(*place(release.text.whole, "der Saal sei", 1), "reported", "Sie", LOUD, None)
    part = [Labelling(release.text, (), (short,))]
    assert speech.reported_words(part) == Tally(3, 4, 3)
    assert (speech.reported_spans(part, exact=True).hits, speech.reported_spans(part, exact=False).hits) == (0, 1)


def test_both_wordings_come_out_of_the_marks() -> None:
    old, new = revisions.sides("Bis [-Montag-][+Freitag+] gesperrt[+, sagt Berg+].")
    assert (old.text, new.text) == ("Bis Montag gesperrt.", "Bis Freitag gesperrt, sagt Berg.")
    assert [old.text[a:b] for a, b in old.changed] == ["Montag"]
    assert [new.text[a:b] for a, b in new.changed] == ["Freitag", ", sagt Berg"]


def pair(body: str, *, revision: bool = True, requoted: tuple[revisions.Requoted, ...] = ()) -> revisions.Pair:
    return revisions.Pair(body, "", ("Titel", "", body), revision, frozenset(requoted))


def test_wordings_are_two_where_words_differ_and_one_where_blanks_do() -> None:
    pairs = [pair("Bis [-Montag-][+Freitag+]."), pair("Bis[- -][+  +]Montag.", revision=False)]
    assert revisions.found_at_all(pairs) == Tally(1, 1, 1)
    assert revisions.found_at_all([pair("Bis[- -][+  +]Montag.")]) == Tally(1, 0, 0)
    assert revisions.found_at_all([pair("Bis [-Montag-][+Freitag+].", revision=False)]) == Tally(0, 1, 0)
    assert revisions.changed_words(pairs) == (Tally(1, 1, 1), Tally(1, 1, 1))
    assert revisions.changed_words([pair("[+Nur +]bis Montag.")]) == (Tally(0, 0, 0), Tally(1, 1, 1))
    assert revisions.changed_words([pair("Bis [-alten Montag-][+alten Freitag+].")])[0] == Tally(2, 1, 1)


def test_a_quote_that_somebody_else_has_since_is_found_with_both_names() -> None:
    body = "„Wir bauen das Haus am Fluss“, sagte [-Ida Nohl-][+Mia Kern+]."
    moved = ("Wir bauen das Haus am Fluss", "Ida Nohl", "Mia Kern")
    assert revisions.requoted([pair(body, requoted=(moved,))]) == (Tally(1, 1, 1), [])
    other = pair(body, requoted=(("Wir bauen das Haus am Fluss", "Mia Kern", "Ida Nohl"),))
    assert revisions.requoted([other]) == (Tally(1, 1, 0), [f"{body} ()"])
