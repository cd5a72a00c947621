"""An ablation shows what changes without a part of a grammar, and names what changes nothing."""

from __future__ import annotations

import pytest

from archive.german.dates import date_mentions
from archive.german.dates.engine import TABLES
from archive.german.grammars import GRAMMARS
from archive.german.rules import RuleError
from archive.german.words.lists import names
from bench import ablate_dates, ablate_quotes
from bench.ablate import ablate, main
from bench.ablation import (
    Corpus,
    Document,
    Rows,
    Subject,
    empty_list,
    lists_read_by,
    named_while,
    rules_told,
    word_lists_of,
)  # fmt: skip


def read(document: Document, without: frozenset[str]) -> Rows:
    mentions = date_mentions(document["text"], "2021-04-01", without=without)
    return [{"text": mention.text, "value": mention.value} for mention in mentions]


def touched(document: Document) -> frozenset[str]:
    return named_while(lambda: read(document, frozenset()), rules_told(rule for table in TABLES for rule in table))


TEXTS: list[Document] = [{"text": "Am Montag tagt der Rat."}, {"text": "Am 5. Mai 2021 um 18 Uhr tagt der Rat."}]
CORPUS = Corpus("two", TEXTS, lambda found: {"mentions": sum(map(len, found))})


def test_a_rule_is_worth_what_is_lost_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    idle = ablate(Subject("dates", ["clock_time", "turn"], [], read, [CORPUS], touched), [])
    lines = capsys.readouterr().out.splitlines()
    assert "two: 1 changed (mentions -1)" in lines[0]
    assert "two: 0 changed" in lines[1]
    assert idle == ["turn"]


def test_a_rule_touches_the_texts_in_which_it_says_something() -> None:
    assert ["clock_time" in touched(text) for text in TEXTS] == [False, True]


@pytest.mark.parametrize("subject", [ablate_dates.subject(), ablate_quotes.subject()], ids=["dates", "quotes"])
def test_without_a_rule_that_does_not_touch_it_a_text_is_read_the_same(subject: Subject) -> None:
    of_them = [g for g in GRAMMARS if (g.document == "dates.md") == (subject.name == "dates")]
    texts = [example.text for g in of_them for rule in g.rules for example in (*rule.yes, *rule.no)][::4]
    for text in texts:
        document: Document = {"text": text, "date": "2021-04-01", "look": "ahead", "parts": text.split(" ¶ ")}
        whole, names = subject.read(document, frozenset()), subject.touched(document)
        assert names <= set(subject.rules)
        untouched = [rule for rule in subject.rules if rule not in names]
        for some in (untouched[::2], untouched[1::2], untouched):  # one by one takes a minute
            assert subject.read(document, frozenset(some)) == whole


def test_only_the_parts_named_are_switched_off(capsys: pytest.CaptureFixture[str]) -> None:
    ablate(Subject("dates", ["clock_time", "turn"], [], read, [CORPUS], touched), ["turn"])
    assert capsys.readouterr().out.startswith("rule   turn")


def test_help_says_how_it_is_called(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["ablate", "--help"])
    with pytest.raises(SystemExit, match="0"):
        main()
    assert "[dates] [quotes] [NAME …]" in capsys.readouterr().out


def test_a_name_that_no_rule_has_is_refused() -> None:
    with pytest.raises(RuleError, match="no date rule is called clock"):
        read(TEXTS[0], frozenset(["clock"]))


def test_the_lists_of_words_are_found_and_not_emptied_behind_the_grammar() -> None:
    assert {"calendar.MONTHS", "calendar.DEICTIC", "calendar.STORY"} <= set(word_lists_of("calendar"))
    assert all(name.removeprefix("calendar.")[0].isalpha() for name in word_lists_of("calendar"))
    with pytest.raises(RuntimeError, match="imported"):
        empty_list("calendar.MONTHS")


def test_a_list_of_words_is_measured_with_the_grammar_that_reads_it() -> None:
    dates, quotes = lists_read_by("dates"), lists_read_by("quotes")
    assert "strong_preterites" in dates
    assert "strong_preterites" not in quotes
    assert set(names()) == {*dates, *quotes}
