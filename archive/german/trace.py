"""The trace: what was tried on a text, what won over what, and why. It is made when it is asked for and never stored.

trace = Trace()
date_mentions(text, issued, trace=trace)
for step in trace.at(mention.start, mention.end):
    print(step.outcome, step.rule, step.why)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

# tried: the rule looked and found nothing; found: it gave something; lost: another won; decided: it stands, and why.
Outcome = Literal["tried", "found", "lost", "decided"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a reading: a rule, the code points that it was tried on, the outcome and the reason.

    why:     days, numbers and words as printed. reasons: declared names that speak for or against it.
    sure:    a probability, where something was weighed. against: of what lost, the rule that won.
    """

    rule: str
    start: int
    end: int
    outcome: Outcome
    why: str = ""
    reasons: tuple[str, ...] = ()
    sure: float | None = None
    against: str = ""


class Trace:
    """The steps of one reading, in order."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(
        self, rule: str, start: int, end: int, outcome: Outcome, why: str = "", reasons: Sequence[str] = (),
        *, sure: float | None = None, against: str = "",
    ) -> None:  # fmt: skip
        """Keep a step; see Step for the arguments."""
        self.steps.append(Step(rule, start, end, outcome, why, tuple(reasons), sure, against))

    def placed(self, span: Callable[[int, int], tuple[int, int]]) -> None:
        """Move every step to where its words stand in the printed text, which `span` tells of the text as read."""
        for number, step in enumerate(self.steps):
            start, end = span(step.start, max(step.end, step.start + 1))
            self.steps[number] = replace(step, start=start, end=end if step.end > step.start else start)

    def at(self, start: int, end: int) -> list[Step]:
        """Return the steps that touch these code points, in the order in which they happened."""
        return [step for step in self.steps if step.start < end and start < max(step.end, step.start + 1)]


def told(step: Step) -> dict[str, str]:
    """Return a step as `annotate --explain` writes it; one without a reason has no `why`, only what lost `against`."""
    share = "" if step.sure is None else f"{step.sure:.2f}"
    why = ": ".join(part for part in (" ".join(filter(None, (step.why, share))), ", ".join(step.reasons)) if part)
    said = {"rule": step.rule, "outcome": step.outcome} | ({"why": why} if why else {})
    return said | ({"against": step.against} if step.against else {})
