"""Labelled passages: as many come out right as docs/quality.md says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.archive.wording.labelled import wrong
from tests.conftest import Crawled


@pytest.fixture(scope="module")
def connection(later: Crawled) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(later.database)) as opened:
        yield opened


@pytest.mark.parametrize(("name", "right", "labelled"), [("articles.toml", 36, 36), ("aside.toml", 32, 33)])
def test_as_many_passages_come_out_right(
    connection: sqlite3.Connection, name: str, right: int, labelled: int
) -> None:  # fmt: skip
    lines, count = wrong(connection, name)
    assert (count - len(lines), count) == (right, labelled), "\n".join(lines)
