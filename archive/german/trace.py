"""The trace: what was tried on a text, what won over what, and why. It is made when it is asked for and never stored.

trace = Trace()
date_mentions(text, issued, trace=trace)
for step in trace.at(mention.start, mention.end):
    print(step.outcome, step.rule, step.why)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# tried: the rule looked and found nothing; found: it gave something; lost: another won; decided: it stands, and why.
Outcome = Literal["tried", "found", "lost", "decided"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: a rule, the code points it was about, what came of it and why."""

    rule: str
    start: int
    end: int
    outcome: Outcome
    why: str = ""


class Trace:
    """The steps of one reading, in the order in which they happened."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(self, rule: str, start: int, end: int, outcome: Outcome, why: str = "") -> None:
        """Keep a step."""
        self.steps.append(Step(rule, start, end, outcome, why))

    def at(self, start: int, end: int) -> list[Step]:
        """Return the steps that touch these code points, in the order in which they happened."""
        return [step for step in self.steps if step.start < end and start < max(step.end, step.start + 1)]


def told(step: Step) -> dict[str, str]:
    """Return a step as `annotate --explain` writes it; one without a reason has no `why`."""
    return {"rule": step.rule, "outcome": step.outcome} | ({"why": step.why} if step.why else {})
