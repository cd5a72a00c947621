"""The published site over the sample as it is on a later day: one release corrected, one taken down, one new."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scraper.sample.server import SampleSite
from tests.archive.site.asking import Get, site_over
from tests.archive.site.browsing import chromium, served
from tests.conftest import Crawled, crawl_sample, once
from tests.processes import Processes

__all__ = ["Get"]


@pytest.fixture(scope="session")
def later(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The sample site crawled on two days, on the second one twice, and built; tests only read it."""
    now, pause = datetime.now(UTC), timedelta(hours=13)

    def make(folder: Path) -> Crawled:
        with SampleSite() as served:
            crawl_sample(processes, served, folder, now=now - 2 * pause)
            served.state = 2
            processes.crawl("sample", folder, home=served.home, mode="all", now=now - pause)
            return crawl_sample(processes, served, folder, "all", now)

    return once(tmp_path_factory, "later", make)


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
