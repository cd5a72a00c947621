"""The date grammar as a subject of ablation: tables, words, cases, sample releases and, where it is at hand, KRAUTS."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from bench.ablation import (
    EVAL,
    ROOT,
    Corpus,
    Document,
    Figures,
    Rows,
    Subject,
    lists_read_by,
    named_while,
    rules_told,
    scored_by,
    word_lists_of,
)  # fmt: skip
from scraper.sample.releases import sample_releases

CASES = ROOT / "tests" / "archive" / "german" / "dates" / "date_cases.txt"
OUTSIDE = ROOT / "tests" / "archive" / "german" / "dates" / "outside_cases.jsonl"
SAMPLE = ROOT / "tests" / "fixtures" / "sample_dates.jsonl"
KRAUTS = EVAL / "krauts-dev.jsonl"


def subject() -> Subject:
    """Return the subject; the grammar is imported here, so that a word list can be emptied before."""
    from archive.german.dates import date_mentions, timexes
    from archive.german.dates.engine import TABLES

    def read(document: Document, without: frozenset[str]) -> Rows:
        mentions = date_mentions(document["text"], document["date"], look=document["look"], without=without)
        return json.loads(json.dumps(timexes(mentions)))  # type: ignore[no-any-return]

    rules = [rule for table in TABLES for rule in table]
    told = rules_told(rules)

    def touched(document: Document) -> frozenset[str]:
        return named_while(lambda: read(document, frozenset()), told)

    corpora = [_cases(), _outside(), _sample()]
    if KRAUTS.exists():
        corpora.append(_krauts())
    lists = [*word_lists_of("calendar"), *lists_read_by("dates")]
    return Subject("dates", [rule.name for rule in rules], lists, read, corpora, touched)


def _cases() -> Corpus:
    documents: list[Document] = []
    issued = look = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            issued, look = line[2:].split()
        else:
            text, wanted = line.split(" => ")
            documents.append({"text": text, "date": issued, "look": look, "wanted": wanted})

    def score(found: list[Rows]) -> Figures:
        return {"right": sum(_as_written(r) == _wanted(d["wanted"]) for r, d in zip(found, documents, strict=True))}

    return Corpus("cases", documents, score)


def _wanted(line: str) -> set[str]:
    """What a line of the cases wants, as `_as_written` says it: without flags, and without days that never were."""
    parts = {part.removesuffix(" weekday_mismatch") for part in line.split(" | ")}
    return {part for part in parts if part != "-" and not part.endswith("= None")}


def _as_written(rows: Rows) -> set[str]:
    return {f"{row['text']} {'~' if row.get('span') else '='} {row['value']}" for row in rows}


def _outside() -> Corpus:
    documents = [{"look": "ahead"} | json.loads(line) for line in OUTSIDE.read_text(encoding="utf-8").splitlines()]

    def score(found: list[Rows]) -> Figures:
        right = 0
        for rows, document in zip(found, documents, strict=True):
            right += all(any(_fits(wanted, row) for row in rows) for wanted in document.get("dates", ()))
        return {"right": right}

    return Corpus("outside", documents, score)


def _fits(wanted: dict[str, Any], row: dict[str, Any]) -> bool:
    if wanted["text"] not in row["text"]:
        return False
    for key, patterns in wanted.items():
        value, known = row.get(key), [patterns] if isinstance(patterns, str) else patterns
        if key != "text" and (value if known is None else not any(fnmatchcase(str(value), one) for one in known)):
            return False
    return True


def _sample() -> Corpus:
    labels = {r["slug"]: r["dates"] for r in map(json.loads, SAMPLE.read_text(encoding="utf-8").splitlines())}
    documents: list[Document] = [
        {"text": text, "date": release.published.date().isoformat(), "look": "ahead",
         "dates": [(d["text"], d["value"]) for d in labels[release.slug] if d["where"] == where]}
        for release in sample_releases() if release.slug in labels
        for where, text in (("teaser", release.teaser), ("body", release.body)) if text
    ]  # fmt: skip

    def score(found: list[Rows]) -> Figures:
        right = 0
        for rows, document in zip(found, documents, strict=True):
            known = Counter((row["text"], row["value"]) for row in rows)
            right += sum((known & Counter(document["dates"])).values())
        return {"right": right}

    return Corpus("sample", documents, score)


def _krauts() -> Corpus:
    documents = [json.loads(line) | {"look": "back"} for line in KRAUTS.read_text(encoding="utf-8").splitlines()]

    def score(found: list[Rows]) -> Figures:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "found.jsonl"
            rows = ({"doc_id": d["doc_id"], "timexes": r} for d, r in zip(documents, found, strict=True))
            path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
            figures = json.loads(scored_by("score_dates.py", [str(KRAUTS), str(path)]))
        return {f"{name} {key.removesuffix('_f1')}": figures[name][key] for name in ("DATE cal", "TIME cal")
                for key in ("strict_f1", "relaxed_f1", "value_f1")}  # fmt: skip

    return Corpus("krauts", documents, score)
