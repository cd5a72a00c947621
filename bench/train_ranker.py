"""Fits the weights of the ranker: `python -m bench.train_ranker`. `--try` only measures, by cross-validation.

A conditional logit over the options of a quote, with a penalty on the squares of the weights, on the invented texts of
tests/fixtures/ranker and the press releases of tests/fixtures/press/worked_on.jsonl. Each quote counts twice: with what
says which option the rules chose, and without it, since the rules know these texts better than any other.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.german.quotes.grammar import trust_of
from archive.german.quotes.ranking import choose, weights
from archive.german.quotes.ranking.choose import decide, outweighed
from bench.ranker_examples import TEXTS, Example, news, press

Floats = NDArray[np.float64]
Weights = dict[str, float]
PENALTY = 3.0
RAREST = 4  # options that have a feature; what is rarer gets no weight
STEPS, STEP = 300, 0.1
PARTS = 5  # of the cross-validation, by text
WIDTH = 120


def fit(examples: Sequence[Example]) -> Weights:
    """Return the weights, rounded to one decimal, without those that round to nothing."""
    options: list[tuple[int, bool, tuple[str, ...]]] = []
    for number, example in enumerate(examples):
        for half, rows in enumerate((example.rows, example.unaided)):
            for at, row in enumerate(rows):
                if at not in example.same:
                    names = row.features + (row.rules if half == 0 else ())
                    options.append((2 * number + half, at in example.right, names))
    counts = Counter(name for _, _, names in options for name in set(names))
    known = {name: at for at, name in enumerate(sorted(name for name, many in counts.items() if many >= RAREST))}
    held = [np.array([known[name] for name in names if name in known], dtype=np.int64) for _, _, names in options]
    groups = np.array([group for group, _, _ in options])
    found = _ascend(held, groups, np.array([right for _, right, _ in options]), len(known))
    return {name: round(float(found[at]), 1) for name, at in known.items() if abs(round(float(found[at]), 1)) > 0}


def _ascend(held: list[NDArray[np.int64]], groups: NDArray[np.int64], right: NDArray[np.bool_], many: int) -> Floats:
    """Return the weights of the greatest penalised likelihood, by Adam's steps, which always are the same.

    held: the numbers of the features of each option, some 20 of a thousand: a matrix would be empty. many: features.
    """
    feature = np.concatenate(held)
    option = np.repeat(np.arange(len(held)), [len(one) for one in held])
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    sizes = np.diff(np.r_[starts, len(groups)])
    found, mean, square = (np.zeros(many) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = np.bincount(option, found[feature], len(held))
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        every = np.repeat(np.add.reduceat(shares, starts), sizes)
        good = np.repeat(np.maximum(np.add.reduceat(shares * right, starts), 1e-30), sizes)
        missed = shares / every - shares * right / good
        slope = np.bincount(feature, missed[option], many) + PENALTY * found
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        size = STEP if step < STEPS * 2 // 3 else STEP / 4
        found -= size * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return found


def crossed(examples: Sequence[Example], report: Callable[[str], object]) -> None:
    """Report what weights that never saw a text do to its weakly attributed quotes, for several margins."""
    documents = sorted({example.document for example in examples})
    part = {document: at % PARTS for at, document in enumerate(documents)}
    margins = (0.1, choose.MARGIN, 0.3, 0.4)
    won, lost, weak, before = Counter[float](), Counter[float](), 0, 0
    for out in range(PARTS):
        found = fit([example for example in examples if part[example.document] != out])
        for example in examples:
            cued = not trust_of(example.question.rule).weak or example.found.candidate.nobody
            if part[example.document] != out or cued:
                continue
            was = example.is_right(example.question.person, example.question.chosen)
            weak, before = weak + 1, before + was
            for margin in margins:
                now = _after(example, found, margin, was)
                won[margin] += now and not was
                lost[margin] += was and not now
    report(f"{weak} weakly attributed quotes, {before} right by the rules\n")
    for margin in margins:
        report(f"margin {margin}: {won[margin]} won, {lost[margin]} lost\n")


def _after(example: Example, found: Weights, margin: float, was: bool) -> bool:
    """Whether the speaker is right after the ranker; `was`: before it."""
    decision = decide(example.rows, found)
    option = decision.best.option
    if option is None or outweighed(example.question, decision, margin) is None:
        return was
    return example.is_right(None if option.paper else option.person, option.mention)


def written(found: Weights) -> str:
    """Return the module that holds the weights."""
    lines, line = [], "   "
    for name in sorted(found):
        entry = f' "{name}": {found[name]},'
        if len(line) + len(entry) > WIDTH:
            lines.append(line)
            line = "   "
        line += entry
    head = (weights.__doc__ or "").strip()
    table = "\n".join([*lines, line])
    return f'"""{head}\n"""\n\nWEIGHTS: dict[str, float] = {{\n{table}\n}}  # fmt: skip\n'


def main() -> None:
    """Fit and write the weights, or only cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--try", action="store_true", dest="only", help="measure, write nothing")
    only = parser.parse_args().only
    texts = [example for name in TEXTS for example in news(name)]
    releases = list(press("worked_on"))
    sys.stdout.write(f"{len(texts)} quotes of invented news, {len(releases)} of invented press releases\n")
    if only:
        crossed([*texts, *releases], sys.stdout.write)
        return
    found = fit([*texts, *releases])
    Path(weights.__file__).write_text(written(found), encoding="utf-8")
    sys.stdout.write(f"{len(found)} weights\n")


if __name__ == "__main__":
    main()
