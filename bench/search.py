"""What the search finds, scored on lists that somebody else wrote, in this process and in seconds.

python -m bench.search lists FILE.jsonl… [--background FILE.jsonl] [--quiet]
    Rows of {kind, query, match, near} or {kind, query, order}: recall, and precision against the near misses.
python -m bench.search nouns FILE.json
    {noun: {"true": [compounds and forms], "false": [words that only look so]}}: how many of the words found are wrong.
python -m bench.search graded COLLECTION.jsonl NEEDS.jsonl
    Releases of {id, title, teaser, body, date} and needs of {query, relevant: {id: grade}}: nDCG@10 and recall@10.
python -m bench.search size FILE.jsonl
    Texts of {text}: bytes of the index and the word tables by those of what they index.
"""

from __future__ import annotations

import argparse
import json
import math
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from archive.search import Filters, search_releases
from archive.search.expand import expand
from archive.search.parse import parse
from archive.search.results import find
from archive.search.wordlist import WordList
from tests.archive.search.small import small_database

WISHES = frozenset({"derivation", "synonym"})
BEST = 10


def main() -> None:
    """Score what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["lists", "nouns", "graded", "size"])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--background", type=Path)
    parser.add_argument("--quiet", action="store_true")
    asked = parser.parse_args()
    if asked.what == "lists":
        for file in asked.files:
            lists(read_lines(file), read_lines(asked.background) if asked.background else [], quiet=asked.quiet)
    elif asked.what == "nouns":
        nouns(json.loads(asked.files[0].read_text(encoding="utf-8")), quiet=asked.quiet)
    elif asked.what == "graded":
        graded(read_lines(asked.files[0]), read_lines(asked.files[1]), quiet=asked.quiet)
    else:
        size(read_lines(asked.files[0]))


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def lists(rows: list[dict[str, Any]], background: list[dict[str, Any]], *, quiet: bool) -> None:
    """Print recall and precision, kind by kind, and each miss."""
    texts = list(dict.fromkeys(t for row in rows for t in (*row["match"], *row["near"], *row.get("order", []))))
    releases: list[dict[str, object]] = [{"title": "Hinweis", "body": text} for text in texts]
    releases += [{"title": one["text"].strip()[:60], "body": one["text"]} for one in background]
    for number, release in enumerate(releases):
        release["published"] = f"{2012 + number // 300}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
    connection = small_database(releases)
    rowid = {text: number for number, text in enumerate(texts, 1)}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        count, query = kinds[row["kind"]], row["query"]
        if row.get("expect") == "ok":
            search_releases(connection, query)
            continue
        found = find(connection, query, Filters()).ordered(connection, "relevance", 0, len(releases))
        wanted = {rowid[text] for text in row["match"]}
        if "order" in row:
            first, second = (rowid[text] for text in row["order"])
            good = first in found and (second not in found or found.index(first) < found.index(second))
            count.update(match=1, hit=good)
            if not (good or quiet):
                say("ORDER", repr(query), row["order"])
            continue
        hits = wanted & set(found)
        if row["kind"] == "typo" and wanted - hits:
            help_for = search_releases(connection, query)
            near = {word.casefold() for one in help_for.help for word in one.nearest}
            if any(word.casefold().strip(".,") in near for word in row["match"][0].split() if len(word) > BEST // 2):
                hits = wanted
        wrong = {rowid[text] for text in row["near"]} & set(found)
        count.update(match=len(wanted), hit=len(hits), false=len(wrong))
        if not quiet:
            for number in sorted(wanted - hits):
                say("MISS ", row["kind"], repr(query), "->", texts[number - 1])
            for number in sorted(wrong):
                say("FALSE", row["kind"], repr(query), "->", texts[number - 1])
    every: Counter[str] = Counter()
    for kind, count in sorted(kinds.items()):
        say(f"{kind + (' (wish)' if kind in WISHES else ''):24}{_measured(count)}")
        if kind not in WISHES:
            every.update(count)
    say(f"{'all but wishes':24}{_measured(every)}")


def _measured(count: Counter[str]) -> str:
    recall, found = count["hit"] / max(1, count["match"]), count["hit"] + count["false"]
    return f"{count['match']:5} wanted, recall {recall:.3f}, precision {count['hit'] / max(1, found):.3f}"


def nouns(listed: dict[str, dict[str, list[str]]], *, quiet: bool) -> None:
    """Print how many of the words that nouns find are wrong, and how many of the right ones are found."""
    words = sorted({word for lists in listed.values() for word in (*lists["true"], *lists["false"])} | set(listed))
    connection = small_database([{"title": "", "body": f"Auch {word} steht da."} for word in words])
    right = wrong = wanted = 0
    for noun, lists in listed.items():
        expansion = expand(parse(noun), WordList(connection))
        found = {
            words[rowid - 1]
            for rowid in find(connection, noun, Filters()).ordered(connection, "relevance", 0, len(words))
        }
        true, false = set(lists["true"]), set(lists["false"])
        right, wanted, wrong = right + len(true & found), wanted + len(true), wrong + len(false & found)
        if not quiet and (false & found or true - found):
            say(f"{noun}: false {sorted(false & found)}, missing {sorted(true - found)}")
        assert expansion
    say(f"{len(listed)} nouns: {wrong} wrong of {right + wrong} found ({100 * wrong / max(1, right + wrong):.2f} %), "
          f"{right} of {wanted} right ones found ({100 * right / max(1, wanted):.1f} %)")  # fmt: skip


def graded(collection: list[dict[str, Any]], needs: list[dict[str, Any]], *, quiet: bool) -> None:
    """Print nDCG@10 and recall@10 over all needs, over those of several words, and each need that is not perfect."""
    connection = small_database([
        {"title": one["title"], "teaser": one.get("teaser"), "body": one["body"], "published": one["date"]}
        for one in collection
    ])  # fmt: skip
    scores: dict[str, list[tuple[float, float]]] = {"all": [], "one word": [], "several words": []}
    for need in needs:
        shown = search_releases(connection, need["query"])
        ids = [
            collection[hit.rowid - 1]["id"]
            for hit in (*shown.hits, *(one.hit for one in (shown.nearly.hits if shown.nearly else ())))
        ][:BEST]
        gains = need["relevant"]
        ideal = sum(gain / math.log2(n + 2) for n, gain in enumerate(sorted(gains.values(), reverse=True)[:BEST]))
        got = sum(gains.get(one, 0) / math.log2(n + 2) for n, one in enumerate(ids))
        recall = len(set(ids) & set(gains)) / min(BEST, len(gains))
        score = (got / ideal, recall)
        scores["all"].append(score)
        scores["several words" if " " in need["query"] else "one word"].append(score)
        if not quiet and score < (1.0, 1.0):
            say(f"{score[0]:.2f} {score[1]:.2f} {need['query']!r}: {ids}, wanted {gains}")
    for name, some in scores.items():
        means = [sum(one[n] for one in some) / max(1, len(some)) for n in (0, 1)]
        say(f"{name:15}{len(some):4} needs, nDCG@{BEST} {means[0]:.3f}, recall@{BEST} {means[1]:.3f}")


def size(texts: list[dict[str, Any]]) -> None:
    """Print the bytes of each table that serves the search, by those of title, teaser and body."""
    rows: list[dict[str, object]] = [{"title": t["text"][:60], "body": t["text"][60:]} for t in texts]
    began = time.perf_counter()
    connection = small_database(rows)
    say(f"{len(texts)} texts indexed in {time.perf_counter() - began:.1f} s")
    (of_text,) = connection.execute("SELECT sum(length(CAST(title || body AS BLOB))) FROM releases").fetchone()
    total = 0
    for name, used in _used(connection):
        total += used
        say(f"{name:32}{used / of_text:7.3f}")
    say(f"{'together':32}{total / of_text:7.3f}")


def _used(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    sql = """SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE 'releases_fts%' OR name LIKE 'word%'
        OR name LIKE 'quotes_fts%' OR name LIKE 'sqlite_autoindex_word%' GROUP BY name ORDER BY 2 DESC"""
    return connection.execute(sql).fetchall()


def say(*parts: object) -> None:
    """Print a line."""
    sys.stdout.write(" ".join(map(str, parts)) + "\n")


if __name__ == "__main__":
    main()
