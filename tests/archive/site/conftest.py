"""The published site over the sample as it is on a later day: one release corrected, one taken down, one new."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from archive.build import build
from archive.commands.spider import Order, crawl
from scraper.captures import CaptureStore
from scraper.sample.server import SampleSite
from tests.archive.site.asking import Get, site_over
from tests.archive.site.browsing import chromium, served
from tests.conftest import Crawled, crawl_sample

__all__ = ["Get"]


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The sample site crawled on two days, on the second one twice, and built; tests only read it."""
    now, pause = datetime.now(UTC), timedelta(hours=13)
    with SampleSite() as served:
        crawled = crawl_sample(served, tmp_path_factory.mktemp("later"), started_at=now - 2 * pause)
        served.state = 2
        for started_at in (now - pause, now):
            crawl(crawled.site, "sample", crawled.data, crawled.folder, Order(mode="all", started_at=started_at))
    with CaptureStore(crawled.folder) as store:
        build(store, crawled.site, crawled.database)
    return crawled


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
