"""Starts the spider as a process of its own, so that nothing else loads Twisted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from archive.errors import WrongInput
from scraper.captures import CaptureStore
from scraper.lock import INHERITED, RunLock
from scraper.runs import CrawlRun
from scraper.sites import Site

ANSWERED = (200, 304)


def crawl(site: Site, site_file: str, data: Path, folder: Path, start: Sequence[str] = ()) -> tuple[CrawlRun, int]:
    """Run the spider over a site; returns its crawl run and how many releases' pages answered.

    site_file: the name or path that the site was loaded from; folder: its captures.
    start:     addresses to begin at, in place of the site's own.
    Raises: WrongInput, if the spider did not start; Locked, if another run is at work.
    """
    if foreign := [url for url in start if not site.owns(url)]:
        raise WrongInput(f"{foreign[0]} is not on a host of site {site.name}: {', '.join(site.hosts)}")
    arguments = {"site": site_file, "data": str(data), "home": site.home, "start": ",".join(start)}
    command = [sys.executable, "-m", "scrapy", "crawl", "releases"]
    for name, value in arguments.items():
        command += ["-a", f"{name}={value}"]
    with RunLock(folder, "crawl") as lock:
        with CaptureStore(folder) as store:
            before = len(store.runs())
        environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "scraper.settings", INHERITED: str(lock.fd)}
        log = folder / "crawl.log"
        with log.open("ab") as output:
            code = subprocess.run(  # noqa: S603 - our own interpreter and arguments, no shell
                command, env=environment, stdout=output, stderr=output, pass_fds=[lock.fd], check=False
            ).returncode
        with CaptureStore(folder) as store:
            store.mend()
            runs = store.runs()
            rows = store.rows_of(runs[-1].id) if runs else []
    if len(runs) == before:
        raise WrongInput(f"the spider did not start (exit code {code}); {log} says why")
    return runs[-1], len({key for row in rows if row.status in ANSWERED and (key := site.key(row.url))})
