"""Crawls one after another in one process of their own: what takes time is to start one, not to run it.

The process reads a line of JSON for each crawl (the arguments of `Spiders.run`) and answers with one when it has ended.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Spiders:
    """A process that crawls when it is told to; use `spiders()`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(
        self, site: Path, data: Path, *, now: datetime | None = None, mode: str = "new", start: str = "",
        **settings: object,
    ) -> None:  # fmt: skip
        """Crawl to the end, with the spider and the settings that every crawl has; `now` is when the run begins."""
        order = {
            "arguments": {"site": str(site), "data": str(data), "mode": mode, "start": start},
            "settings": {**settings, "STARTED_AT": now.isoformat() if now else ""},
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer == "done\n", answer or "the process has ended"


@contextmanager
def spiders(log: Path) -> Iterator[Spiders]:
    """Keep the process while the block runs; its log goes to a file."""
    with log.open("w") as output, subprocess.Popen(
        [sys.executable, "-m", "tests.crawl.worker"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=output, text=True,
    ) as process:  # fmt: skip
        try:
            yield Spiders(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(20)


async def work() -> None:
    """Crawl what standard input says, until it ends."""
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.settings import Settings

    from scraper.spiders.releases import ReleasesSpider

    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order: dict[str, Any] = json.loads(line)
        settings = Settings()
        settings.setmodule("scraper.settings", priority="project")
        settings.update(order["settings"], priority="cmdline")
        await AsyncCrawlerRunner(settings).crawl(ReleasesSpider, **order["arguments"])
        sys.stdout.write("done\n")
        sys.stdout.flush()


def main() -> None:
    """Run the reactor around `work`."""
    from scrapy.utils.log import configure_logging
    from scrapy.utils.reactor import install_reactor
    from twisted.internet import task
    from twisted.internet.defer import Deferred

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    configure_logging({"LOG_LEVEL": "INFO"})
    task.react(lambda _: Deferred.fromFuture(asyncio.ensure_future(work(), loop=asyncio.get_event_loop())))


if __name__ == "__main__":
    main()
