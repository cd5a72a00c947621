"""What several tests share: the sample site crawled once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from archive.build import build
from archive.commands.spider import Order, crawl
from archive.paths import database_path
from scraper.captures import CaptureStore
from scraper.runs import Mode
from scraper.sample.server import SampleSite
from scraper.sites import Site, load_site


@dataclass(frozen=True)
class Crawled:
    """A crawled and built sample site: data folder, site, and the folder of its captures."""

    data: Path
    site: Site
    folder: Path

    @property
    def database(self) -> Path:
        """The built database."""
        return database_path(self.data, self.site)


def crawl_sample(served: SampleSite, data: Path, mode: Mode = "new", started_at: datetime | None = None) -> Crawled:
    """Crawl the served sample site into `data`, at a given time if need be, and build its database."""
    site = load_site("sample").at(served.home)
    crawled = Crawled(data, site, data / "captures" / "sample")
    run = crawl(site, "sample", data, crawled.folder, Order(mode, started_at=started_at)).run
    assert (run.ended_why, run.errors) == ("finished", 0)
    with CaptureStore(crawled.folder) as store:
        build(store, site, crawled.database)
    return crawled


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The sample site in its first state, crawled and built once; tests only read it."""
    with SampleSite() as served:
        yield crawl_sample(served, tmp_path_factory.mktemp("sample"))
