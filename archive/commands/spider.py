"""Runs the spider in a process of its own, so that nothing else loads Twisted, and judges the run afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType

from scraper.alarms import History, judge
from scraper.captures import CaptureStore
from scraper.errors import CANNOT_WRITE, CrawlError, WrongInput
from scraper.frontier import Frontier, Pending
from scraper.lock import INHERITED, PARENT, RunLock
from scraper.runs import Alarm, CrawlRoute, CrawlRun, Mode
from scraper.sites import Site
from scraper.withdrawals import load_withdrawals

ANSWERED = (200, 304)
LOG_BYTES, LOG_FILES = 5_000_000, 5  # bytes of crawl.log, after which a new one is begun
GRACE = 5.0  # seconds in which a stopped spider may finish its request; a service manager allows 10 in all
LOOK = 0.2  # seconds between looks at the spider


@dataclass(frozen=True)
class Order:
    """What to crawl: mode, addresses to begin at in place of the site's own, budgets (None = no bound).

    largest_response: bytes, with headers, on the wire and decompressed; a larger one is refused and reported.
    started_at: when the run begins, in place of the system's clock.
    """

    mode: Mode = "new"
    start: Sequence[str] = ()
    max_requests: int | None = None
    max_minutes: float | None = None
    largest_response: int | None = None
    started_at: datetime | None = None


@dataclass(frozen=True)
class Crawl:
    """The outcome of a crawl: its run, how many release pages answered, what each route found, what is wrong.

    pending: addresses that wait for a later run. unanswered: those of them that did not answer in many attempts.
    """

    run: CrawlRun
    releases: int
    routes: Sequence[CrawlRoute]
    alarms: Sequence[Alarm]
    pending: int
    unanswered: Sequence[Pending]
    log: Path = field(compare=False)


def crawl(
    site: Site,
    site_file: str,
    data: Path,
    folder: Path,
    order: Order = Order(),
    progress: Callable[[int, int], None] | None = None,
) -> Crawl:
    """Run the spider over a site and judge the run.

    site_file: the name or path that the site was loaded from; folder: its captures.
    progress:  takes the requests made and the addresses still pending, a few times a second.
    Raises: WithdrawalsError, if the withdrawals cannot be read; WrongInput, for a foreign start address; CrawlError, if
    the spider died before it began; Locked, if another run is at work.
    """
    if foreign := [url for url in order.start if not site.owns(url)]:
        raise WrongInput(f"{foreign[0]} is not on a host of site {site.name}: {', '.join(site.hosts)}")
    load_withdrawals(data, site)  # a wrong file is said before anything is fetched
    with RunLock(folder, "crawl") as lock:
        with CaptureStore(folder) as store:
            before = len(store.runs())
        log = _log_file(folder)
        code, stopped = _run_spider(_command(site, site_file, data, order), lock.fd, log, folder, progress)
        with CaptureStore(folder) as store:
            full = "the store cannot be written: is the disk full?"
            store.mend(full if code == CANNOT_WRITE else "stopped" if stopped else "killed")
            if len(store.runs()) == before:
                raise CrawlError(f"the spider died before it began (exit code {code}); {log} says why")
            return judged(site, store, log)


def judged(site: Site, store: CaptureStore, log: Path) -> Crawl:
    """Judge the newest run of a store and record its alarms."""
    runs = store.runs()
    frontier = Frontier(store.folder)
    published = [known.published for known in frontier.known().values() if known.published]
    alarms = judge(History(runs, store.routes(), frontier.readings(), published, store.alarms()))
    pending, unanswered = len(frontier.pending()), frontier.unanswered()
    frontier.close()
    store.put_alarms(runs[-1].id, alarms)
    rows = store.rows_of(runs[-1].id)
    releases = len({key for row in rows if row.status in ANSWERED and (key := site.key(row.url))})
    routes = [route for route in store.routes() if route.run == runs[-1].id]
    return Crawl(runs[-1], releases, routes, alarms, pending, unanswered, log)


def _command(site: Site, site_file: str, data: Path, order: Order) -> list[str]:
    arguments = {
        "site": site_file, "data": str(data), "home": site.home, "start": ",".join(order.start), "mode": order.mode,
    }  # fmt: skip
    settings = {
        "MAX_REQUESTS": order.max_requests, "MAX_MINUTES": order.max_minutes,
        "DOWNLOAD_MAXSIZE": order.largest_response,
        "STARTED_AT": order.started_at and order.started_at.isoformat(),
    }  # fmt: skip
    command = [sys.executable, "-m", "scrapy", "crawl", "releases"]
    for name, value in arguments.items():
        command += ["-a", f"{name}={value}"]
    for name, bound in settings.items():
        if bound is not None:
            command += ["-s", f"{name}={bound}"]
    return command


def _log_file(folder: Path) -> Path:
    path = folder / "crawl.log"
    if path.exists() and path.stat().st_size > LOG_BYTES:
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES)
        handler.doRollover()
        handler.close()
    return path


def _run_spider(
    command: list[str], lock: int, log: Path, folder: Path, progress: Callable[[int, int], None] | None
) -> tuple[int, bool]:
    """The spider's exit code, and whether it was asked to stop."""
    ours, its = os.pipe()
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "scraper.settings", INHERITED: str(lock), PARENT: str(ours)}
    with log.open("ab") as output, _told_to_stop() as told:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments, no shell
            command, env=environment, stdout=output, stderr=output, pass_fds=[lock, ours], start_new_session=True
        )
        os.close(ours)
        try:
            asked_at: float | None = None
            while True:
                try:
                    return child.wait(LOOK), bool(told)
                except subprocess.TimeoutExpired:
                    asked_at = _stop(child, asked_at) if told else None
                    if progress:
                        _report(folder, progress)
        finally:
            os.close(its)


def _stop(child: subprocess.Popen[bytes], asked_at: float | None) -> float:
    """Ask the spider to stop. If it still waits for an answer after GRACE, kill it: its store is whole in any case."""
    now = time.monotonic()
    if asked_at is None:
        child.terminate()
        return now
    if now - asked_at > GRACE:
        child.kill()
    return asked_at


@contextmanager
def _told_to_stop() -> Iterator[list[int]]:
    """The signals that told us to stop while the block ran. Only the main thread receives any."""
    told: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    try:
        before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    except ValueError:  # not the main thread
        before = {}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(folder: Path, progress: Callable[[int, int], None]) -> None:
    with CaptureStore(folder) as store:
        runs = store.runs()
    frontier = Frontier(folder)
    progress(runs[-1].requests if runs else 0, len(frontier.pending()))
    frontier.close()
