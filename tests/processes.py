"""Commands and crawls in processes of their own, forked from one that has loaded everything: starting takes no time.

The process reads a line of JSON for each: `{"begin": {"command": […]}}` (words of the command line),
`{"begin": {"crawl": {…}}}` (arguments of the spider) or `{"begin": {"door": path}}` (the socket of a pool whose
requests the child is to answer, as `archive.site.apart.forks` does). It answers with the pid of the child, and to
`{"wait": pid}`, once that has ended, with how it ended. The spider of a command is forked as well.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any, Protocol

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


@cache
def loaded() -> Processes:
    """The process that has loaded everything: started when it is first needed, and ended with this one."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        process = stack.enter_context(subprocess.Popen(
            [sys.executable, "-m", "tests.processes"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ))  # fmt: skip
        atexit.register(stack.pop_all().close)
    return Processes(process, Path(folder))


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
    from archive.search.forms import read_lists

    for name in (
        "archive.build", "archive.site.apart.forks", "scrapy.core.downloader.handlers.http11",
        "scraper.spiders.releases", "scrapy.commands.crawl", "trafilatura",
    ):  # fmt: skip
        import_module(name)
    for name in set(COMMANDS.values()):
        import_module(f"archive.commands.{name}")
    read_lists()
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
    if words := order.get("command"):
        return _exit_code(lambda: _command(words))
    if path := order.get("door"):
        return _exit_code(lambda: _answer(path))
    return _exit_code(lambda: _crawl(order))


def _exit_code(call: Callable[[], object]) -> int:
    """Call a function, and end as the interpreter does."""
    try:
        call()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 - as the interpreter does at its top
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _command(words: list[str]) -> None:
    import archive.cli
    from archive.commands import spider

    starting = SimpleNamespace(Popen=_ForkedSpider, TimeoutExpired=subprocess.TimeoutExpired)
    vars(spider)["subprocess"] = starting  # in place of the module, for this child
    archive.cli.main(words, prog_name="darmstadt-aktuell")


def _answer(path: str) -> None:
    from archive.site.apart import forks

    vars(forks)["NICENESS"] = 0  # else queries stand behind other tests until their seconds are over
    door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    door.connect(path)
    forks.main(str(door.detach()))


class _ForkedSpider:
    """The spider of a command: what `subprocess.Popen` would start, forked from this process."""

    def __init__(
        self, command: list[str], *, env: dict[str, str], stdout: IO[bytes], pass_fds: list[int], **_: object
    ) -> None:
        self.pid = os.fork()
        if self.pid:
            self._ended = os.pidfd_open(self.pid)
            return
        os.setsid()
        os.environ.update(env)
        for number in (1, 2):
            os.dup2(stdout.fileno(), number)
        for number in range(3, max(pass_fds) + 50):
            if number not in pass_fds:
                with suppress(OSError):
                    os.close(number)
        for number, handler in ((signal.SIGTERM, signal.SIG_DFL), (signal.SIGINT, signal.default_int_handler)):
            signal.signal(number, handler)
        logging.root.handlers.clear()
        from scrapy.cmdline import execute

        os._exit(_exit_code(lambda: execute(command[command.index("scrapy") :])))

    def wait(self, timeout: float) -> int:
        if not select.select([self._ended], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("spider", timeout)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


def _crawl(order: dict[str, Any]) -> None:
    from scrapy.crawler import CrawlerProcess

    settings = _settings()
    settings.update(order.get("settings", {}), priority="cmdline")
    process = CrawlerProcess(settings)
    process.crawl("releases", **order["crawl"])
    process.start()


if __name__ == "__main__":
    main()
