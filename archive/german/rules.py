"""What a rule of a grammar is, and the table that holds the rules of one grammar.

    RULES: RuleTable[Reader] = RuleTable("dates")

    @RULES.rule(
        "counted_weekday", order=130, label="gezählter Wochentag", trigger=("ersten", "zweiten"),
        yes=["am ersten Samstag im Mai → 2021-05-01"],
        no=["im ersten Satz im Mai"],
    )
    def read_counted_weekday(reading: Reading, start: int) -> int: ...

From the one table come the triggers, the order, the labels on the site, the table in docs/, a test for each example,
and what is switched off for an ablation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
ARROW = "→"


class RuleError(ValueError):
    """A declaration of a rule, or the name of one, is wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a declaration and what the rule makes of it.

    text:     what is read.
    expected: what must come out, a day or a speaker; None where it is enough that the rule fires.
    """

    text: str
    expected: str | None


class Fired(NamedTuple):
    """A rule that fired on an example, what came out (a day or a speaker), and the name of the row that it gave."""

    rule: str
    outcome: str
    row: str


@dataclass(frozen=True, slots=True)
class Rule(Generic[Function]):
    """One declared rule.

    name:     how the trace, `--explain` and an ablation call it.
    order:    its place; of two rules that would fire, the one with the lower order is tried first.
    label:    what German readers see.
    trigger:  the words at which the rule is tried; empty where it is tried everywhere.
    opener:   words at which it is tried only in front of one of `ahead`, which are beginnings of words.
    ahead:    what may follow an opener.
    rows:     the name → German label of each kind of row that the rule gives; the rule's own where it gives one kind.
    yes, no:  examples on which it fires, and on which it must not.
    trust:    what its firing says about how sure the outcome is, in a type of the grammar's own; None where it says
              nothing.
    function: the rule itself.
    """

    name: str
    order: int
    label: str
    trigger: tuple[str, ...]
    opener: tuple[str, ...]
    ahead: tuple[str, ...]
    rows: Mapping[str, str]
    yes: tuple[Example, ...]
    no: tuple[Example, ...]
    trust: object
    function: Function

    @property
    def labels(self) -> dict[str, str]:
        """The German label of the rule and of each kind of row that it gives, by name."""
        return {self.name: self.label, **self.rows}


Labelled = tuple[str, Mapping[str, str]]  # a rule's name, and the labels that it declares


def one_label_each(declared: Iterable[Labelled]) -> dict[str, str]:
    """Return the labels of several rules by name. Raises: RuleError, if two of them label one name differently."""
    labels: dict[str, str] = {}
    first: dict[str, str] = {}
    for rule, own in declared:
        for name, text in own.items():
            if labels.setdefault(name, text) != text:
                raise RuleError(
                    f"the rule {first[name]!r} labels {name!r} „{labels[name]}“, the rule {rule!r} „{text}“: give the "
                    "row of one of them another name, or both one label that is true for both"
                )
            first.setdefault(name, rule)
    return labels


class RuleTable(Generic[Function]):
    """The rules of one grammar, in order. Its decorator fills it when the grammar is imported; then it is only read."""

    def __init__(self, grammar: str) -> None:
        self.grammar = grammar
        self._rules: dict[str, Rule[Function]] = {}

    def rule(
        self, name: str, *, order: int, label: str, yes: Sequence[str], no: Sequence[str],
        trigger: Collection[str] = (), opener: Collection[str] = (), ahead: Collection[str] = (),
        rows: Mapping[str, str] | None = None, trust: object = None,
    ) -> Callable[[Function], Function]:  # fmt: skip
        """Declare the function below as a rule; see Rule for what the arguments mean.

        yes, no: sentences; behind „→“ stands what must come out, of another rule in a `no`, which needs none.
        Raises:  RuleError, if the name or the order is taken, the label is missing, or an example is, or what follows
                 an opener, or another rule labels a row of the same name differently.
        """
        where = f"{self.grammar} rule {name!r}"
        if not name or name in self._rules:
            raise RuleError(f"{where}: the name is {'taken' if name else 'empty'}; give it one of its own")
        if same := next((rule.name for rule in self._rules.values() if rule.order == order), None):
            raise RuleError(f"{where}: {same!r} has the order {order}, too; say which comes first")
        if not label.strip() or not all(text.strip() for text in (rows or {}).values()):
            raise RuleError(f"{where} has no German label; readers of the site see it")
        if bool(opener) != bool(ahead):
            raise RuleError(f"{where} has no {'words ahead' if opener else 'opener'}; say what follows which openers")
        if not yes or not no:
            raise RuleError(f"{where} has no {'yes' if not yes else 'no'} example; write one of each")
        before = [(rule.name, rule.labels) for rule in self._rules.values()]
        one_label_each([*before, (name, {name: label}), (name, rows or {})])

        def declare(function: Function) -> Function:
            self._rules[name] = Rule(name, order, label, tuple(trigger), tuple(opener), tuple(ahead),
                                     dict(rows or {name: label}), tuple(_example(text) for text in yes),
                                     tuple(_example(text) for text in no), trust, function)  # fmt: skip
            return function

        return declare

    def __iter__(self) -> Iterator[Rule[Function]]:
        return iter(sorted(self._rules.values(), key=lambda rule: rule.order))

    def __len__(self) -> int:
        return len(self._rules)

    def __contains__(self, name: object) -> bool:
        return name in self._rules

    def __getitem__(self, name: str) -> Rule[Function]:
        self.check([name])
        return self._rules[name]

    def check(self, names: Collection[str]) -> None:
        """Raise RuleError for a name that no rule has: of a weight, of an exception, of an ablation."""
        if unknown := sorted(set(names) - set(self._rules)):
            raise RuleError(
                f"no {self.grammar} rule is called {', '.join(unknown)}; there are {', '.join(self._rules)}"
            )

    def without(self, names: Collection[str] = ()) -> tuple[Rule[Function], ...]:
        """Return the rules in order, but for those named: the table itself stays as it is.

        Raises: RuleError, if no rule has such a name.
        """
        self.check(names)
        return tuple(rule for rule in self if rule.name not in names)

    def labels(self) -> dict[str, str]:
        """Return the German label of each rule and of each kind of row, by name."""
        return one_label_each((rule.name, rule.labels) for rule in self)


def _example(text: str) -> Example:
    sentence, _, expected = text.partition(ARROW)
    return Example(sentence.strip(), expected.strip() or None)
