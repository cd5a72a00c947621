"""The canned queries of the page „Daten“: `questions.toml`.

Each answers within 300 ms on 20,000 releases (`python -m bench.questions`), so that none meets the site's limits.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Question:
    """A canned query: its title, a sentence that says what it counts, and the SQL; `:name` is asked for (`ASKED`)."""

    title: str
    sentence: str
    sql: str


def _read() -> tuple[Question, ...]:
    found = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))
    return tuple(Question(one["title"], one["sentence"], one["sql"].strip()) for one in found["question"])


QUESTIONS = _read()
# What the questions ask for, so that each link shows something at once.
ASKED = {"name": "SELECT name FROM speakers ORDER BY quotes DESC, name LIMIT 1",
         "jahr": "SELECT max(r.year) FROM quotes JOIN releases r ON slug = release WHERE speaker IS NOT NULL",
         "monat": "SELECT substr(max(day), 1, 7) FROM date_days WHERE day <= (SELECT max(published) FROM releases)",
         "suche": "SELECT 'Stadt'",
         "slug": "SELECT slug FROM releases ORDER BY published DESC LIMIT 1"}  # fmt: skip
