"""What is said of an article beside its passages, and that no article takes more than its share of work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from archive.wording import passages as of_passages
from archive.wording import stored as of_stored
from archive.wording.checking import LARGEST, TooLong, check_article
from tests.conftest import Crawled

QUOTE = "„Wir löschen nichts, wir hören nur auf zu ehren“"


@pytest.fixture(scope="module")
def connection(later: Crawled) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(later.database)) as opened:
        yield opened


def test_shares_are_of_the_words_of_the_article(connection: sqlite3.Connection) -> None:
    checked = check_article(connection, f"{QUOTE}, sagte Ines Valentin. Mehr ist nicht zu sagen.")
    (source,) = checked.sources
    assert (checked.words, checked.shared, source.words) == (17, 9, 9)
    assert source.release.slug == "strassenumbenennung-kolonialzeit"


def test_a_place_has_the_anchor_of_its_quote_or_paragraph(connection: sqlite3.Connection) -> None:
    run = "Die neuen Namensgeberinnen sind die Schifferin Katharina Anheuser, die Lehrerin Rosa Lichtenfels"
    quote, sentence = check_article(connection, f"{QUOTE}, sagte sie.\n\n{run}.").passages
    slug = "strassenumbenennung-kolonialzeit"
    of_quote = "SELECT text FROM quotes WHERE release = ? AND anchor = ?"
    assert connection.execute(of_quote, (slug, quote.anchor)).fetchone() == (QUOTE,)
    (block,) = connection.execute(
        "SELECT text FROM blocks WHERE release = ? AND anchor = ?", (slug, sentence.anchor)
    ).fetchone()
    assert run in block


def test_an_article_of_more_bytes_is_refused(connection: sqlite3.Connection) -> None:
    check_article(connection, "a" * LARGEST)
    with pytest.raises(TooLong):
        check_article(connection, "ä" * (LARGEST // 2) + "a")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "„",
        "„“" * 8_000,
        "…" * 16_000,
        "[" * 40_000,
        "\ud800 " * 100,
        "\x00" * 1_000,
        "„" * 16_000,
        "1.1." * 12_000,
    ],
    ids=["nothing", "a mark", "marks", "ellipses", "brackets", "surrogates", "zeros", "openings", "numbers"],
)
def test_odd_articles_have_no_passages_that_are_found(connection: sqlite3.Connection, text: str) -> None:
    assert [one for one in check_article(connection, text).passages if one.place] == []


def test_the_work_for_an_article_is_bounded_by_counts(connection: sqlite3.Connection) -> None:
    questions: list[str] = []
    connection.set_trace_callback(questions.append)
    every = [text for (text,) in connection.execute("SELECT text FROM quotes WHERE kind = 'direct'")]
    article = "\n".join(f"{text} Das gibt es {n} „nirgends {n} zu lesen“." for n, text in enumerate(every * 4))
    checked = check_article(connection, article.encode()[:LARGEST].decode(errors="ignore"))
    connection.set_trace_callback(None)
    assert len(checked.passages) <= of_passages.MOST_PASSAGES
    asked = [sql.split("WHERE")[0] for sql in questions]
    assert sum("FROM releases_fts" in sql for sql in questions) <= of_stored.MOST_ASKED
    assert sum(sql.startswith("SELECT title, published") for sql in asked) <= of_stored.MOST_RELEASES
    assert sum("FROM fingerprints" in sql for sql in asked) <= LARGEST // 4


def test_more_passages_than_are_compared_are_said(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not check_article(connection, f"{QUOTE} {QUOTE}").cut
    monkeypatch.setattr(of_passages, "MOST_PASSAGES", 1)
    assert check_article(connection, f"{QUOTE} {QUOTE}").cut
