"""The commands that send requests to the site (crawl, update, probe), and status, which reports on past runs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click

from archive.commands.probe import probe
from archive.commands.spider import Crawl, Order, crawl
from archive.commands.workplace import Place, build_place, in_doubt, unreadable
from scraper.captures import CaptureStore
from scraper.contact import CONTACT, user_agent
from scraper.errors import FOUND_SOMETHING, BuildError
from scraper.lock import RunLock
from scraper.runs import CrawlRun, Mode

CLEAN_ENDS = ("finished", "stopped", "budget")
RUNS_SHOWN = 10

BUDGETS = (
    click.option(
        "--max-requests",
        type=click.IntRange(1),
        metavar="N",
        help="Stop after N requests, e.g. 500; the rest waits for the next run.",
    ),
    click.option(
        "--max-minutes",
        type=click.FloatRange(0, min_open=True),
        metavar="M",
        help="Stop after M minutes, e.g. 240; the rest waits for the next run.",
    ),
    click.option(
        "--largest-response",
        type=click.IntRange(1),
        metavar="BYTES",
        help="Refuse responses of more than BYTES bytes, e.g. 20000000.",
    ),
)


def _budgets(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(BUDGETS):
        command = option(command)
    return command


@click.command("crawl")
@click.option("--all", "mode", flag_value="all", help="Fetch every list page and every known release again.")
@click.option(
    "--new",
    "mode",
    flag_value="new",
    default=True,
    help="Fetch what is new, and recent releases again to catch edits. [default]",
)
@click.option(
    "--start", multiple=True, metavar="URL", help="Start at this address instead of the site's own; may be repeated."
)
@_budgets
@click.pass_obj
def crawl_command(place: Place, /, mode: Mode, start: tuple[str, ...], **budgets: Any) -> None:
    """Fetch releases and keep every response as it was sent.

    Example: darmstadt-aktuell crawl --all --max-minutes 120
    """
    done = _crawl(place, Order(mode, start, **budgets))
    run = done.run
    click.echo(
        f"{run.requests} requests, {done.releases} releases: {run.new} new, {run.changed} changed,"
        f" {run.unchanged} unchanged, {run.gone} gone, {run.errors} errors; {run.bytes} bytes; ended: {run.ended_why}"
    )
    for route in done.routes:
        found = f"{route.releases} releases, {route.new} of them new, on {route.pages} pages"
        click.echo(f"  {route.route} {route.url}: {route.problem or found}")
    if done.pending:
        click.echo(f"{done.pending} addresses wait for the next run")
    sys.exit(_report(done))


@click.command("update")
@_budgets
@click.pass_obj
def update_command(place: Place, /, **budgets: Any) -> None:
    """Crawl what is new, build and check in one go, for a timer. Prints nothing when all is well.

    Example: darmstadt-aktuell --data /var/lib/darmstadt-aktuell update
    """
    _introduce(place)
    with RunLock(place.captures, "update"):
        done = _crawl(place, Order("new", **budgets))
        code = _report(done)
        if done.run.ended_why == "stopped":
            sys.exit(code)
        result = build_place(place)
        for url, reason in unreadable(place, done.run.id):
            click.echo(f"cannot be read: {url}: {reason}", err=True)
            code = FOUND_SOMETHING
        for url, reason in in_doubt(place, done.run.id):
            click.echo(f"may not be the release: {url}: {reason}", err=True)
            code = FOUND_SOMETHING
    if sys.stderr.isatty():
        run = done.run
        click.echo(
            f"{run.requests} requests; {run.new} new, {run.changed} changed, {run.gone} gone;"
            f" {result.releases} releases written to {place.database}"
        )
    sys.exit(code)


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print the same as JSON, e.g. for a monitoring system.")
@click.pass_obj
def status_command(place: Place, *, as_json: bool) -> None:
    """Show the last runs and the open alarms; exit code 1 if there is one.

    Example: darmstadt-aktuell status --json
    """
    if not (place.captures / "index.db").exists():
        raise BuildError(f"there are no captures in {place.captures}: crawl or import first")
    with CaptureStore(place.captures) as store:
        runs, alarms = store.runs(), store.alarms()
    judged = [run.id for run in runs if run.kind == "crawl" and run.mode]
    opened = [alarm for alarm in alarms if judged and alarm.run == judged[-1]]
    good = [run for run in runs if run.kind == "crawl" and run.ended_why == "finished"]
    if as_json:
        state = {
            "site": place.site.name, "last_finished": good[-1].ended_at if good else None,
            "alarms": [asdict(alarm) for alarm in opened],
            "runs": [asdict(run) for run in reversed(runs[-RUNS_SHOWN:])],
        }  # fmt: skip
        click.echo(json.dumps(state, ensure_ascii=False, indent=1))
    else:
        for run in runs[-RUNS_SHOWN:]:
            click.echo(_line(run))
        click.echo(f"last finished crawl: {good[-1].ended_at if good else 'none'}")
        for alarm in opened:
            click.echo(f"ALARM {alarm.name}: {alarm.reason}")
    sys.exit(FOUND_SOMETHING if opened else 0)


@click.command("probe")
@click.argument("url", required=False)
@click.pass_obj
def probe_command(place: Place, url: str | None) -> None:
    """Fetch one address, or every start address and one release, and print what was read there. Keeps nothing.

    Example: darmstadt-aktuell probe https://www.darmstadt.de/presseportal/pressemitteilungen
    """
    _introduce(place)
    understood = 0
    for probed in probe(place.site, place.site_file, url):
        understood += probed.understood
        for line in probed.lines:
            click.echo(line)
    sys.exit(0 if understood else FOUND_SOMETHING)


def _introduce(place: Place) -> None:
    """Set who asks, for the spider's process too; raises before anything is asked if nobody is named."""
    if contact := place.settings.contact:
        os.environ[CONTACT] = contact
    user_agent(place.site)


def _crawl(place: Place, order: Order) -> Crawl:
    _introduce(place)
    with _progress() as progress:
        return crawl(place.site, place.site_file, place.data, place.captures, order, progress)


def _report(done: Crawl) -> int:
    """Say on stderr what went wrong; returns the exit code."""
    run, code = done.run, 0
    if run.errors:
        click.echo(f"{run.errors} addresses gave no usable answer; {done.log} says which", err=True)
    if not (run.ended_why or "").startswith(CLEAN_ENDS):
        click.echo(f"Error: the crawl ended early: {run.ended_why}; see {done.log}", err=True)
        code = FOUND_SOMETHING
    elif not done.releases and not run.mode:
        click.echo(f"Error: the crawl found too little: no release; see {done.log}", err=True)
        code = FOUND_SOMETHING
    for alarm in done.alarms:
        click.echo(f"ALARM {alarm.name}: {alarm.reason}", err=True)
        code = FOUND_SOMETHING
    return code


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal, whose length grows with what is found; nothing otherwise."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label="Crawling", file=sys.stderr, show_pos=True) as bar:

        def show(requests: int, pending: int) -> None:
            bar.length = max(requests + pending, 1)
            bar.update(requests - bar.pos)

        yield show


def _line(run: CrawlRun) -> str:
    what = " ".join(filter(None, (run.kind, run.mode)))
    return (
        f"{run.started_at}  {what}: {run.requests} requests, {run.new} new, {run.changed} changed,"
        f" {run.unchanged} unchanged, {run.gone} gone, {run.errors} errors; {run.ended_why or 'running'}"
    )
