"""Starting the spider as the command line does, with settings that make waiting short."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scraper.captures import CaptureStore
from scraper.runs import CrawlRun

ROOT = Path(__file__).parents[2]


def spider_command(site: str | Path, data: Path, *, home: str = "", mode: str = "new", **settings: object) -> list[str]:
    """The command that crawls a site; settings are Scrapy's."""
    command = [sys.executable, "-m", "scrapy", "crawl", "releases"]
    for name, value in (("site", site), ("data", data), ("home", home), ("mode", mode)):
        command += ["-a", f"{name}={value}"]
    for setting, bound in settings.items():
        command += ["-s", f"{setting}={bound}"]
    return command


def run_spider(
    site: str | Path, data: Path, *, home: str = "", mode: str = "new", environment: dict[str, str] | None = None,
    **settings: object,
) -> tuple[CrawlRun, str]:  # fmt: skip
    """Crawl to the end; returns the run and the spider's log."""
    done = subprocess.run(
        spider_command(site, data, home=home, mode=mode, **settings),
        cwd=ROOT, env=os.environ | (environment or {}), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    with CaptureStore(captures(data)) as store:
        runs = store.runs()
    assert runs, done.stderr
    return runs[-1], done.stderr


def captures(data: Path) -> Path:
    """The one folder of captures below a data folder."""
    (folder,) = (data / "captures").iterdir()
    return folder
