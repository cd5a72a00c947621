"""Commands and crawls in processes of their own, forked from one that has loaded everything: starting takes no time.

The process reads a line of JSON for each: `{"begin": {"command": […]}}` (words of the command line) or
`{"begin": {"crawl": {…}}}` (arguments of the spider). It answers with the pid of the child, and to `{"wait": pid}`,
once that has ended, with how it ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).parents[1]
STREAMS = ("stdin", "stdout", "stderr")


class Run(Protocol):
    """Runs the command line to its end; given: its standard input."""

    def __call__(self, *words: str | Path, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]: ...


class Processes:
    """Begins processes and says how they ended; use the fixture `processes`."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process, self._folder, self._number = process, folder, 0

    def begin(self, **order: object) -> int:
        """Begin a process; returns its pid."""
        return self._ask({"begin": order})

    def ended(self, pid: int) -> int:
        """Wait for the end of a process: its exit code, or minus the signal that ended it."""
        return self._ask({"wait": pid})

    def command(
        self, *words: str | Path, given: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:  # fmt: skip
        """Run the command line to its end; given: its standard input."""
        arguments = [str(word) for word in words]
        return self._run(given, arguments, command=arguments, environment=environment)

    def crawl(
        self, site: str | Path, data: Path, *, home: str = "", now: datetime | None = None, mode: str = "new",
        environment: dict[str, str] | None = None, **settings: object,
    ) -> str:  # fmt: skip
        """Crawl to the end, with the settings that every crawl has and those given; `now` is when the run begins.

        Returns the spider's log.
        """
        arguments = {"site": str(site), "data": str(data), "home": home, "mode": mode}
        settings |= {"STARTED_AT": now.isoformat()} if now else {}
        done = self._run("", [], crawl=arguments, settings=settings, environment=environment or {})
        assert done.returncode == 0, done.stderr
        return done.stderr

    def _run(self, given: str, words: list[str], **order: object) -> subprocess.CompletedProcess[str]:
        self._number += 1
        files = {stream: self._folder / f"{self._number}.{stream}" for stream in STREAMS}
        files["stdin"].write_text(given, encoding="utf-8")
        code = self.ended(self.begin(**order, **{stream: str(path) for stream, path in files.items()}))
        out, err = (files[stream].read_text(encoding="utf-8") for stream in STREAMS[1:])
        return subprocess.CompletedProcess(words, code, out, err)

    def _ask(self, order: object) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def loaded() -> Iterator[Processes]:
    """Keep the process that has loaded everything while the block runs."""
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(
        [sys.executable, "-m", "tests.processes"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield Processes(process, Path(folder))
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(120)  # it may still be loading


def main() -> None:
    """Load everything but the reactor, then fork for each order."""
    _load()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        elif not (answer := os.fork()):
            os._exit(_child(order["begin"]))
        print(answer, flush=True)  # noqa: T201 - the protocol


def _load() -> None:
    from scrapy.utils.conf import build_component_list
    from scrapy.utils.misc import load_object

    from archive.cli import COMMANDS

    for name in ("archive.build", "scrapy.core.downloader.handlers.http11", "scraper.spiders.releases"):
        import_module(name)
    for name in set(COMMANDS.values()):
        import_module(f"archive.commands.{name}")
    settings = _settings()
    for name in ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS"):
        for component in build_component_list(settings.get_component_priority_dict_with_base(name)):
            load_object(component)
    for name in ("DOWNLOADER", "SCHEDULER", "DUPEFILTER_CLASS", "STATS_CLASS", "LOG_FORMATTER", "DNS_RESOLVER"):
        load_object(settings[name])


def _settings() -> Any:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("scraper.settings", priority="project")
    return settings


def _child(order: dict[str, Any]) -> int:
    """Do what an order says; returns the exit code."""
    for number, stream in enumerate(STREAMS):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(order.get(stream, os.devnull), flags, 0o600), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for as long as the process lives
    os.environ.pop("DARMSTADT_AKTUELL_CONTACT", None)
    os.environ.update(order.get("environment", {}))
    try:
        if words := order.get("command"):
            import archive.cli

            archive.cli.main(words, prog_name="darmstadt-aktuell")
        else:
            _crawl(order)
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 - as the interpreter does at its top
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _crawl(order: dict[str, Any]) -> None:
    from scrapy.crawler import CrawlerProcess

    settings = _settings()
    settings.update(order.get("settings", {}), priority="cmdline")
    process = CrawlerProcess(settings)
    process.crawl("releases", **order["crawl"])
    process.start()


if __name__ == "__main__":
    main()
