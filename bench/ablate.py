"""What each rule and word list contributes: each is switched off in turn, and the changed figures are printed.

python -m bench.ablate [dates] [quotes] [NAME …]     all parts of a grammar, or those named

`cases: 1 changed (right -1)`: without it one document is read otherwise, and one fewer is right. `changed` alone: just
as many are right without it.

A grammar plugs in as a Subject. A rule is switched off by an argument of its engine, a word list by a process
of its own in which it is empty when the grammar is imported.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench import ablate_dates, ablate_quotes
from bench.ablation import Corpus, Figures, Rows, Subject, empty_list

SUBJECTS: dict[str, Callable[[], Subject]] = {"dates": ablate_dates.subject, "quotes": ablate_quotes.subject}


@dataclass(frozen=True)
class Outcome:
    """What a part is worth on a corpus: documents that change without it, and each figure's change."""

    corpus: str
    changed: int
    figures: Figures


def outcomes(subject: Subject, read: Callable[[Corpus], list[Rows]], whole: dict[str, list[Rows]]) -> list[Outcome]:
    """Compare each corpus as it is read now with how it is read by the whole grammar."""
    found = []
    for corpus in subject.corpora:
        rows = read(corpus)
        changed = sum(now != then for now, then in zip(rows, whole[corpus.name], strict=True))
        before, after = (corpus.score(r) if changed else {} for r in (whole[corpus.name], rows))
        found.append(Outcome(corpus.name, changed, {k: round(after[k] - before[k], 1) for k in before}))
    return found


def ablate(subject: Subject, wanted: Sequence[str]) -> list[str]:
    """Print a line for each part; returns the parts that change nothing."""
    whole = {corpus.name: [subject.read(d, frozenset()) for d in corpus.documents] for corpus in subject.corpora}
    idle = []
    for kind, name in [*(("rule", n) for n in subject.rules), *(("words", n) for n in subject.word_lists)]:
        if wanted and name not in wanted:
            continue
        without = frozenset([name]) if kind == "rule" else frozenset()
        if kind == "rule":
            found = outcomes(subject, lambda c, w=without: [subject.read(d, w) for d in c.documents], whole)  # type: ignore[misc]
        else:
            rows = _without_words(subject, name)
            if rows is None:
                print(f"{kind:6} {name:24} the grammar cannot be imported without it", flush=True)  # noqa: T201 - a report
                continue
            found = outcomes(subject, lambda c, r=rows: r[c.name], whole)  # type: ignore[misc]
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
