"""What several tests share: the sample site crawled once, and a process that has loaded everything."""

from __future__ import annotations

import fcntl
import gc
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis
import pytest

from archive.build import build
from archive.commands.spider import judged
from archive.paths import database_path
from scraper.captures import CaptureStore
from scraper.runs import Mode
from scraper.sample.server import SampleSite
from scraper.sites import Site, load_site
from tests.processes import Processes, Run, loaded

hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of what is tested
hypothesis.settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Ten thousand tests stay to the end: the garbage collector need not look through them a hundred times."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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


def crawl_sample(
    processes: Processes, served: SampleSite, data: Path, mode: Mode = "new", now: datetime | None = None
) -> Crawled:
    """Crawl the served sample site into `data`, at a given time if need be, and build its database."""
    site = load_site("sample").at(served.home)
    crawled = Crawled(data, site, data / "captures" / "sample")
    processes.crawl("sample", data, home=served.home, mode=mode, now=now)
    with CaptureStore(crawled.folder) as store:
        run = judged(site, store, data / "log").run
        assert (run.ended_why, run.errors) == ("finished", 0)
        build(store, site, crawled.database)
    return crawled


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Crawled]) -> Crawled:
    """What `make` makes in a folder, for all workers of a run: one makes it, the others wait for it."""
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent
    with (top / f"{name}.home").open("a+") as home:
        fcntl.flock(home, fcntl.LOCK_EX)
        home.seek(0)
        if address := home.read():
            return Crawled(top / name, load_site("sample").at(address), top / name / "captures" / "sample")
        crawled = make(top / name)
        home.write(crawled.site.home)
    return crawled


@pytest.fixture(scope="session")
def processes() -> Processes:
    """Begins commands and crawls, forked from a process that has loaded everything."""
    return loaded()


@pytest.fixture
def run(processes: Processes) -> Run:
    """Run the command line to its end, as `Processes.command` does."""
    return processes.command


@pytest.fixture(scope="session")
def sample(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The sample site in its first state, crawled and built once; tests only read it."""

    def make(folder: Path) -> Crawled:
        with SampleSite() as served:
            return crawl_sample(processes, served, folder)

    return once(tmp_path_factory, "sample", make)


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
