"""What each rule and word list contributes: each is switched off in turn, and the changed figures are printed.

python -m bench.ablate [dates] [quotes] [NAME …]     all parts of a grammar, or those named

`cases: 1 changed (right -1)`: without it one document is read otherwise, and one fewer is right. `changed` alone: just
as many are right without it.

A grammar plugs in as a Subject. A rule is switched off by an argument of its engine, and only the documents are read
again in which it says something; a word list by a process of its own in which it is empty when the grammar is imported.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from bench import ablate_dates, ablate_quotes
from bench.ablation import Corpus, Figures, Rows, Subject, empty_list

SUBJECTS: dict[str, Callable[[], Subject]] = {"dates": ablate_dates.subject, "quotes": ablate_quotes.subject}


Part = tuple[str, str]  # „rule“ or „words“, and the name


@dataclass(frozen=True)
class Outcome:
    """What a part is worth on a corpus: documents that change without it, and each figure's change."""

    corpus: str
    changed: int
    figures: Figures


class Ablation:
    """A grammar, read as a whole and without its parts in turn."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._whole = {c.name: [subject.read(d, frozenset()) for d in c.documents] for c in subject.corpora}
        self._touched = {c.name: [subject.touched(d) for d in c.documents] for c in subject.corpora}
        self._figures: dict[str, Figures] = {}  # of the whole grammar, by corpus

    def outcomes(self, part: Part) -> list[Outcome] | None:
        """Compare how each corpus is read without a part; None if the grammar cannot be imported without it."""
        kind, name = part
        if kind == "rule":
            return [self._outcome(corpus, self._without_rule(corpus, name)) for corpus in self.subject.corpora]
        rows = _without_words(self.subject, name)
        return rows and [self._outcome(corpus, rows[corpus.name]) for corpus in self.subject.corpora]  # type: ignore[return-value]

    def _without_rule(self, corpus: Corpus, name: str) -> list[Rows]:
        """Read the documents that the rule touches; the others stay as they were."""
        known = zip(corpus.documents, self._whole[corpus.name], self._touched[corpus.name], strict=True)
        return [self.subject.read(d, frozenset([name])) if name in names else rows for d, rows, names in known]

    def _outcome(self, corpus: Corpus, rows: list[Rows]) -> Outcome:
        whole = self._whole[corpus.name]
        changed = sum(now != then for now, then in zip(rows, whole, strict=True))
        if not changed:
            return Outcome(corpus.name, 0, {})
        if corpus.name not in self._figures:
            self._figures[corpus.name] = corpus.score(whole)
        before, after = self._figures[corpus.name], corpus.score(rows)
        return Outcome(corpus.name, changed, {k: round(after[k] - before[k], 1) for k in before})


_running: list[Ablation] = []  # of a process of the pool


def _outcomes(part: Part) -> list[Outcome] | None:
    return _running[0].outcomes(part)


def ablate(subject: Subject, wanted: Sequence[str]) -> list[str]:
    """Print a line for each part, in processes on all cores; returns the parts that change nothing."""
    parts = [*(("rule", name) for name in subject.rules), *(("words", name) for name in subject.word_lists)]
    parts = [part for part in parts if not wanted or part[1] in wanted]
    idle = []
    # Forked, because the functions of a subject cannot be sent to a process; each begins with what is read here.
    with ProcessPoolExecutor(
        os.cpu_count(), get_context("fork"), initializer=_running.append, initargs=(Ablation(subject),)
    ) as pool:
        for (kind, name), found in zip(parts, pool.map(_outcomes, parts), strict=True):
            if found is None:
                print(f"{kind:6} {name:24} the grammar cannot be imported without it", flush=True)  # noqa: T201 - a report
                continue
            if not any(outcome.changed for outcome in found):
                idle.append(name)
            print(f"{kind:6} {name:24} " + " · ".join(_shown(outcome) for outcome in found), flush=True)  # noqa: T201 - a report
    return idle


def _shown(outcome: Outcome) -> str:
    moved = ", ".join(f"{name} {change:+g}" for name, change in outcome.figures.items() if change)
    return f"{outcome.corpus}: {outcome.changed} changed{f' ({moved})' if moved else ''}"


def _without_words(subject: Subject, name: str) -> dict[str, list[Rows]] | None:
    command = [sys.executable, "-m", "bench.ablate", "--without-words", subject.name, name]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - this file
    if done.returncode:
        return None
    rows: dict[str, list[Rows]] = json.loads(done.stdout)
    return rows


def main() -> None:
    """Ablate the grammars named, or all."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--without-words"]:
        empty_list(arguments[2])
        subject = SUBJECTS[arguments[1]]()
        rows = {c.name: [subject.read(d, frozenset()) for d in c.documents] for c in subject.corpora}
        json.dump(rows, sys.stdout)
        return
    parser = argparse.ArgumentParser(prog="python -m bench.ablate", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("name", nargs="*", help="dates, quotes, a rule or a word list")
    arguments = parser.parse_args().name
    names = [name for name in arguments if name in SUBJECTS] or list(SUBJECTS)
    wanted = [name for name in arguments if name not in SUBJECTS]
    subjects = [SUBJECTS[name]() for name in names]
    known = {part for subject in subjects for part in (*subject.rules, *subject.word_lists)}
    if unknown := [name for name in wanted if name not in known]:
        sys.exit(f"no such rule or word list: {', '.join(unknown)}; docs/dates.md and docs/quotes.md list the rules")
    for name, subject in zip(names, subjects, strict=True):
        started = time.perf_counter()
        idle = ablate(subject, wanted)
        print(f"{name}: {time.perf_counter() - started:.0f} s; changes nothing: {', '.join(idle) or 'none'}")  # noqa: T201 - a report


if __name__ == "__main__":
    main()
