"""Crawling to the end, and what a run says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scraper.captures import CaptureStore
from scraper.runs import CrawlRun
from tests.processes import Processes


def run_spider(processes: Processes, site: str | Path, data: Path, **how: Any) -> tuple[CrawlRun, str]:
    """Crawl to the end, as `Processes.crawl` does; returns the run and the spider's log."""
    log = processes.crawl(site, data, **how)
    with CaptureStore(captures(data)) as store:
        return store.runs()[-1], log


def captures(data: Path) -> Path:
    """The one folder of captures below a data folder."""
    (folder,) = (data / "captures").iterdir()
    return folder
