"""The search finds what a German reader means, and little else: recall and precision over labelled queries."""

from __future__ import annotations

import sqlite3
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.search import german_query
from scraper.sample.releases import sample_releases
from tests.archive.search.small import small_database

TESTS = Path(__file__).parents[2]
FLOORS = tomllib.loads((TESTS / "floors" / "search.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Row:
    """A query with the texts that it must find and those that it must not."""

    query: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def rows() -> list[Row]:
    lines = (TESTS / "fixtures" / "search" / "relevance.txt").read_text(encoding="utf-8").splitlines()
    parted = [[part.strip() for part in line.split("::")] for line in lines if "::" in line and line[0] != "#"]
    return [Row(query, tuple(yes.split(" / ")), tuple(no.split(" / "))) for query, yes, no in parted]


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    texts: dict[str, None] = dict.fromkeys(text for row in rows() for text in (*row.wanted, *row.unwanted))
    releases: list[dict[str, object]] = [{"title": "", "body": text} for text in texts]
    releases += [{"title": r.title, "teaser": r.teaser, "body": r.body} for r in sample_releases()]
    return small_database(releases)


def found(connection: sqlite3.Connection, query: str) -> set[str]:
    sql = "SELECT body FROM releases WHERE rowid IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH ?)"
    return {row[0] for row in connection.execute(sql, (german_query(connection, query),))}


def test_there_are_enough_rows_and_none_twice() -> None:
    assert len(rows()) >= 150
    assert len(set(rows())) == len(rows())


def test_recall_and_precision_stay_above_their_floors(connection: sqlite3.Connection) -> None:
    right, missed, wrong = 0, [], []
    for row in rows():
        hits = found(connection, row.query)
        right += len(hits & set(row.wanted))
        missed += [f"{row.query} -/-> {text}" for text in row.wanted if text not in hits]
        wrong += [f"{row.query} ---> {text}" for text in row.unwanted if text in hits]
    recall = 100 * right / (right + len(missed))
    precision = 100 * right / (right + len(wrong))
    report = "\n".join([f"recall {recall:.1f}, precision {precision:.1f}", *missed, *wrong])
    assert recall >= FLOORS["recall"], report
    assert precision >= FLOORS["precision"], report
