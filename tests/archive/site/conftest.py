"""The published site over the sample as it is on a later day: one release corrected, one taken down, one new."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser

from tests.archive.site.asking import Get, site_over
from tests.archive.site.browsing import chromium, served
from tests.conftest import Crawled

__all__ = ["Get"]


@pytest.fixture(scope="session")
def get(later: Crawled) -> Iterator[Get]:
    """Ask the published site for a path."""
    with site_over(later.database, later.site) as ask:
        yield ask


@pytest.fixture
def rows(later: Crawled) -> Iterator[Callable[..., list[sqlite3.Row]]]:
    """Read the database that is published."""
    with closing(sqlite3.connect(later.database)) as connection:
        connection.row_factory = sqlite3.Row
        yield lambda sql, *params: connection.execute(sql, params).fetchall()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; closed behind each module, since it keeps other event loops from running."""
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def home(later: Crawled) -> Iterator[str]:
    """The address of the served site."""
    with served(later.database, later.site) as address:
        yield address
