"""A rule is declared once: what a declaration must have, and that every declared rule does what its examples say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.german.explained import LABELS
from archive.german.grammars import GRAMMARS, Grammar, labels
from archive.german.rules import Example, Rule, RuleError, RuleTable
from archive.german.trace import Trace
from bench.rule_tables import BEGIN, END, rule_table, with_table

ROOT = Path(__file__).parents[3]
Examples = list[tuple[Grammar, Rule[Any], Example]]


def declared(which: Callable[[Rule[Any]], tuple[Example, ...]]) -> Examples:
    return [(grammar, rule, example) for grammar in GRAMMARS for rule in grammar.rules for example in which(rule)]


def named(argument: object) -> str | None:
    return argument.text if isinstance(argument, Example) else argument.name if isinstance(argument, Rule) else "in"


@pytest.mark.parametrize(("grammar", "rule", "example"), declared(lambda rule: rule.yes), ids=named)
def test_a_rule_fires_on_its_examples(grammar: Grammar, rule: Rule[Any], example: Example) -> None:
    fired = [got.outcome for got in grammar.read(example.text) if got.rule == rule.name]
    assert fired, f"{rule.name} does not fire: {why_silent(grammar, rule, example)}"
    assert example.expected is None or example.expected in fired


def why_silent(grammar: Grammar, rule: Rule[Any], example: Example) -> str:
    if grammar.tried is None:
        return "its function found nothing, its trigger is not there, or another rule was first"
    if not rule.trigger and not rule.opener:
        return "it has no trigger and no opener, so it is never tried"
    if rule.name not in grammar.tried(example.text):
        return (
            "no trigger of it stands in its example, nothing of `ahead` follows, or another rule read the words first"
        )
    return "it was tried, and its function found nothing"


@pytest.mark.parametrize(("grammar", "rule", "example"), declared(lambda rule: rule.yes), ids=named)
def test_every_row_that_an_example_gives_is_declared(grammar: Grammar, rule: Rule[Any], example: Example) -> None:
    others = {row for other in GRAMMARS if other is not grammar for declared in other.rules for row in declared.rows}
    fired = grammar.read(example.text)
    rows = {got.row for got in fired if got.rule == rule.name or got.row not in LABELS}
    undeclared = sorted(rows - set(rule.rows) - others)
    assert undeclared == [], f"{rule.name} gives rows called {', '.join(undeclared)}: declare them in rows"


@pytest.mark.parametrize(("grammar", "rule", "example"), declared(lambda rule: rule.no), ids=named)
def test_a_rule_does_not_fire_on_what_only_looks_like_it(grammar: Grammar, rule: Rule[Any], example: Example) -> None:
    fired = grammar.read(example.text)
    assert [got.outcome for got in fired if got.rule == rule.name] == []
    came_out = [got.outcome for got in fired]
    assert example.expected is None or example.expected in came_out, f"no other rule gives {example.expected!r}"


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.rules.grammar)
def test_a_document_shows_the_rules_as_they_are(grammar: Grammar) -> None:
    text = (ROOT / "docs" / grammar.document).read_text(encoding="utf-8")
    assert text == with_table(text, grammar.rules), "run python -m bench.rule_tables"


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.rules.grammar)
def test_every_file_that_declares_rules_is_imported(grammar: Grammar) -> None:
    folder = ROOT / "archive" / "german" / grammar.rules.grammar / "rules"
    declaring = {path.stem for path in folder.glob("*.py") if "@RULES.rule(" in path.read_text(encoding="utf-8")}
    assert declaring - {rule.function.__module__.rpartition(".")[2] for rule in grammar.rules} == set()


def test_every_rule_has_a_label_of_its_own_words() -> None:
    assert [name for name, text in labels().items() if not text] == []


def table() -> RuleTable[Callable[[str], bool]]:
    rules: RuleTable[Callable[[str], bool]] = RuleTable("test")

    @rules.rule("second", order=20, label="zweite", trigger=["b"], yes=["b → B"], no=["a"])
    def second(text: str) -> bool:
        return "b" in text

    @rules.rule("first", order=10, label="erste", yes=["a"], no=["b"], rows={"one": "eins", "other": "andere"})
    def first(text: str) -> bool:
        return "a" in text

    return rules


def test_rules_come_in_their_order_and_keep_what_was_declared() -> None:
    first, second = table()
    assert (first.name, second.name) == ("first", "second")
    assert second.trigger == ("b",)
    assert second.yes == (Example("b", "B"),)
    assert second.no == (Example("a", None),)
    assert second.function("b")
    assert table().labels() == {"first": "erste", "one": "eins", "other": "andere", "second": "zweite"}


def test_a_rule_is_switched_off_for_one_reading_only() -> None:
    rules = table()
    assert [rule.name for rule in rules.without(["first"])] == ["second"]
    assert [rule.name for rule in rules] == ["first", "second"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "first"}, "taken"),
        ({"name": ""}, "empty"),
        ({"order": 10}, "'first' has the order 10"),
        ({"label": " "}, "no German label"),
        ({"rows": {"row": ""}}, "no German label"),
        ({"yes": []}, "no yes example"),
        ({"no": []}, "no no example"),
        ({"opener": ["e"]}, "no words ahead"),
        ({"ahead": ["e"]}, "no opener"),
        ({"rows": {"one": "zwei"}}, "'first' labels 'one' „eins“, the rule 'third' „zwei“"),
        ({"rows": {"second": "dritte"}}, "'second' labels 'second' „zweite“, the rule 'third' „dritte“"),
    ],
)
def test_a_declaration_that_lacks_something_is_refused(change: dict[str, Any], said: str) -> None:
    whole: dict[str, Any] = {"name": "third", "order": 30, "label": "dritte", "yes": ["c"], "no": ["d"]}
    with pytest.raises(RuleError, match=said):
        table().rule(**(whole | change))


def test_rules_may_give_rows_of_one_name_under_one_label() -> None:
    rules = table()

    @rules.rule("third", order=30, label="dritte", yes=["c"], no=["d"], rows={"one": "eins"})
    def third(text: str) -> bool:
        return "c" in text

    assert rules.labels()["one"] == "eins"


def test_a_name_that_no_rule_has_is_refused() -> None:
    for ask in (lambda: table()["third"], lambda: table().without(["third"]), lambda: table().check(["third"])):
        with pytest.raises(RuleError, match="no test rule is called third; there are second, first"):
            ask()


def test_the_table_of_a_document_stands_between_its_markers() -> None:
    begin = BEGIN.format("test")
    text = with_table(f"above\n{begin}\nold\n{END}\nbelow\n", table())
    assert text == f"above\n{begin}\n{rule_table(table())}\n{END}\nbelow\n"
    assert "| 10 | `first` (`one`, `other`) | erste |  | a | b |" in text
    assert "| 20 | `second` | zweite | b | b → B | a |" in text
    with pytest.raises(ValueError, match="needs the lines"):
        with_table("no markers", table())


def test_a_trace_gives_the_steps_that_touch_a_place() -> None:
    trace = Trace()
    trace.add("first", 0, 5, "tried")
    trace.add("second", 4, 9, "found", "a reason")
    trace.add("second", 9, 12, "decided")
    trace.add("first", 6, 6, "tried", "nothing here")
    assert [(step.rule, step.outcome) for step in trace.at(5, 9)] == [("second", "found"), ("first", "tried")]
    assert trace.at(12, 14) == []
