"""Processes that can be killed, forked from one that has loaded everything: starting one takes no time.

The process reads a line of JSON for each: `{"crawl": {…}}` (arguments of the spider) or `{"command": […]}` (words of
the command line). It answers with the pid of the child, and once that has ended with how it ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Forks:
    """Begins processes and says how they ended; use `forks()`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._ended: dict[int, int] = {}

    def begin(self, **order: object) -> int:
        """Begin a process; returns its pid."""
        return self._ask({"begin": order})

    def ended(self, pid: int) -> int:
        """Wait for the end of a process: its exit code, or minus the signal that ended it."""
        return self._ask({"wait": pid})

    def run(self, **order: object) -> int:
        """Begin a process and wait for its end."""
        return self.ended(self.begin(**order))

    def _ask(self, order: object) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def forks(log: Path) -> Iterator[Forks]:
    """Keep the loaded process while the block runs; what its children say goes to a file."""
    with log.open("w") as output, subprocess.Popen(
        [sys.executable, "-m", "tests.crawl.forks"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=output, text=True,
    ) as process:  # fmt: skip
        try:
            yield Forks(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(20)


def main() -> None:
    """Load everything but the reactor, then fork for each order."""
    import archive.cli
    import scraper.spiders.releases  # noqa: F401 - loaded for the children

    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        elif not (answer := os.fork()):
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.dup2(2, 1)
            code = 1
            with contextlib.suppress(BaseException):
                code = _child(order["begin"], archive.cli.main)
            os._exit(code)
        print(answer, flush=True)  # noqa: T201 - the protocol


def _child(order: dict[str, Any], command: Any) -> int:
    if words := order.get("command"):
        try:
            command.main(words, standalone_mode=True)
        except SystemExit as end:
            return int(end.code or 0)
    from scrapy.crawler import CrawlerProcess
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("scraper.settings", priority="project")
    settings.update({"LOG_LEVEL": "WARNING", **order.get("settings", {})}, priority="cmdline")
    process = CrawlerProcess(settings, install_root_handler=False)
    process.crawl("releases", **order["crawl"])
    process.start()
    return 0


if __name__ == "__main__":
    main()
