"""An ablation shows what changes without a part of a grammar, and names what changes nothing."""

from __future__ import annotations

import pytest

from archive.german.dates import date_mentions
from archive.german.rules import RuleError
from archive.german.words.lists import names
from bench.ablate import ablate, main
from bench.ablation import Corpus, Document, Rows, Subject, empty_list, lists_read_by, word_lists_of


def read(document: Document, without: frozenset[str]) -> Rows:
    mentions = date_mentions(document["text"], "2021-04-01", without=without)
    return [{"text": mention.text, "value": mention.value} for mention in mentions]


TEXTS: list[Document] = [{"text": "Am Montag tagt der Rat."}, {"text": "Am 5. Mai 2021 um 18 Uhr tagt der Rat."}]
CORPUS = Corpus("two", TEXTS, lambda found: {"mentions": sum(map(len, found))})


def test_a_rule_is_worth_what_is_lost_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    idle = ablate(Subject("dates", ["clock_time", "turn"], [], read, [CORPUS]), [])
    lines = capsys.readouterr().out.splitlines()
    assert "two: 1 changed (mentions -1)" in lines[0]
    assert "two: 0 changed" in lines[1]
    assert idle == ["turn"]


def test_only_the_parts_named_are_switched_off(capsys: pytest.CaptureFixture[str]) -> None:
    ablate(Subject("dates", ["clock_time", "turn"], [], read, [CORPUS]), ["turn"])
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
