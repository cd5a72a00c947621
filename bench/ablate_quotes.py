"""The grammar of quotes as a subject of ablation: rules, weights, words; press releases, cases and Wikinews."""

from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path

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
)  # fmt: skip

TESTS = ROOT / "tests"
CASES = TESTS / "archive" / "german" / "quotes" / "quote_cases.toml"
PRESS = ("worked_on", "many_voices", "kept_aside")
NEWS = ("wikinews-dev", "wikinews-dev2")


def subject() -> Subject:
    """Return the subject; the grammar is imported here, so that a word list can be emptied before."""
    from archive.german.quotes import quotes
    from archive.german.quotes.grammar import RULES
    from archive.german.quotes.speech_or_not import features
    from archive.german.quotes.weights import WEIGHTS

    def read(document: Document, without: frozenset[str]) -> Rows:
        found = quotes(document.get("title") or "", document.get("teaser"), document["parts"], without=without)
        return [
            {"where": q.where, "start": q.start, "end": q.end, "kind": q.kind, "speaker": q.speaker, "role": q.role,
             "speaker_mention": q.speaker_mention, "cue": q.cue, "cue_lemma": q.cue_lemma,
             "text": q.text, "also": list(q.also)}
            for q in found
        ]  # fmt: skip

    told = rules_told(RULES) | {features.__code__: lambda weights: weights}

    def touched(document: Document) -> frozenset[str]:
        return named_while(lambda: read(document, frozenset()), told)

    corpora = [_cases(), *(_press(name) for name in PRESS), *(_news(name) for name in NEWS if _gold(name).exists())]
    return Subject(
        "quotes", [*(rule.name for rule in RULES), *WEIGHTS], lists_read_by("quotes"), read, corpora, touched
    )


def _cases() -> Corpus:
    documents = [{**case, "parts": case["body"]} for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]]

    def score(found: list[Rows]) -> Figures:
        return {"right": sum(_said(rows) == d["speakers"] for rows, d in zip(found, documents, strict=True))}

    return Corpus("cases", documents, score)


def _said(rows: Rows) -> list[str]:
    direct = [row for row in rows if row["kind"] == "direct"]
    names = [" + ".join([row["speaker"] or "?", *row["also"]]) for row in direct]
    return [f"{name} | {row['role']}" if row["role"] else name for name, row in zip(names, direct, strict=True)]


def _press(name: str) -> Corpus:
    from tests.archive.labelled import fold, labelled_people, people

    lines = (TESTS / "fixtures" / "press" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [{**line, "parts": line["body"].split("\n\n")} for line in map(json.loads, lines)]

    def score(found: list[Rows]) -> Figures:
        right = 0
        for rows, document in zip(found, documents, strict=True):
            said = [(r["where"], fold(r["text"]), people([r["speaker"], *r["also"]])) for r in rows]
            wanted = [q for q in document["quotes"] if q["kind"] == "direct"]
            right += sum((q["where"], fold(q["text"]), labelled_people(q["speaker"])) in said for q in wanted)
        return {"right": right}

    return Corpus(name, documents, score)


def _gold(name: str) -> Path:
    return EVAL / f"{name}.jsonl"


def _news(name: str) -> Corpus:
    lines = _gold(name).read_text(encoding="utf-8").splitlines()
    documents = [{"doc_id": line["doc_id"], "parts": [line["text"]]} for line in map(json.loads, lines)]

    def score(found: list[Rows]) -> Figures:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "found.jsonl"
            rows = ({"doc_id": d["doc_id"], "quotes": r} for d, r in zip(documents, found, strict=True))
            path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
            figures = json.loads(scored_by("score_quotes.py", [str(_gold(name)), str(path)]))
        return {
            "exact": figures["exact"]["f1"], "with speaker": figures["quote_and_speaker"]["f1"],
            "indirect": figures["indirect"]["f1"],
        }  # fmt: skip

    return Corpus(name.removeprefix("wikinews-"), documents, score)
