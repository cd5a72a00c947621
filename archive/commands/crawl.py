"""The commands that send requests to the site: crawl, update, probe."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from archive.alerts.operators_file import read_pings
from archive.alerts.ping import ping
from archive.alerts.secret_values import Value
from archive.commands.alerts import tell
from archive.commands.spider import Crawl, Order, crawl
from archive.commands.workplace import Place, build_place, in_doubt, unreadable
from archive.database.opening import open_database
from archive.paths import alerts_path
from scraper.alarms import QUARANTINED
from scraper.captures import CaptureStore
from scraper.contact import CONTACT, VERSION, user_agent
from scraper.due import FRESH
from scraper.errors import FOUND_SOMETHING, NoContact, ReportedError, SettingsError
from scraper.frontier import Frontier
from scraper.lock import RunLock
from scraper.runs import Alarm, Mode

CLEAN_ENDS = ("finished", "stopped", "budget")
STOPPED = -1  # of `_update`: no failure for whoever stopped it, and no success for a dead man's switch

BUDGETS = (
    click.option(
        "--max-requests",
        type=click.IntRange(1),
        metavar="N",
        help="Stop after N requests, e.g. 500; the remaining addresses wait for the next run.",
    ),
    click.option(
        "--max-minutes",
        type=click.FloatRange(0, min_open=True),
        metavar="M",
        help="Stop after M minutes, e.g. 240; the remaining addresses wait for the next run.",
    ),
    click.option(
        "--largest-response",
        type=click.IntRange(1),
        metavar="BYTES",
        help="Refuse responses that are larger than BYTES, e.g. 20000000.",
    ),
)


def _budgets(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(BUDGETS):
        command = option(command)
    return command


@click.command("crawl")
@click.option(
    "--all", "mode", flag_value="all", help="Fetch all list pages and all known releases again, e.g. once a year."
)
@click.option(
    "--new",
    "mode",
    flag_value="new",
    default=True,
    help="Fetch new releases, and recent ones again to catch edits. This is the default.",
)
@click.option(
    "--start",
    multiple=True,
    metavar="URL",
    help="Start at this address, e.g. a list page, instead of the ones in the site file. May be given several times.",
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
        found = f"{route.releases} releases, {route.new} of them new, on {route.pages} pages" if route.pages else ""
        late = f"{route.late} of them late" if route.late else ""
        click.echo(f"  {route.route} {route.url}: {'; '.join(filter(None, (found, late, route.problem)))}")
    if done.pending:
        click.echo(f"{done.pending} addresses wait for a later run")
    for left in done.unanswered:
        click.echo(f"  no answer in {left.failures} tries: {left.url} ({left.why})")
    lines, code = _wrong(done)
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


@click.command("update")
@_budgets
@click.pass_obj
def update_command(place: Place, /, **budgets: Any) -> None:
    """Crawl what is new, build, check and send alerts. Meant for a timer: it prints nothing when all is well.

    Example: darmstadt-aktuell --data /var/lib/darmstadt-aktuell update
    """
    said = _Said()
    pings, code = _pings(place, said), 0
    with RunLock(place.captures, "update"):
        said.also(ping(pings, "start"))
        try:
            code = _update(place, Order("new", **budgets), said)
        except BaseException as error:
            why = error.message if isinstance(error, ReportedError) else f"{type(error).__name__}: {error}"
            said.also(ping(pings, "failure", [*said.lines, why]))
            raise
    if code != STOPPED:
        lines, found = tell(place)
        said.also(lines)
        code = code or found
    said.also(ping(pings, "failure" if code else "success", said.lines))
    sys.exit(0 if code == STOPPED else code)


@click.command("probe")
@click.argument("url", required=False)
@click.pass_obj
def probe_command(place: Place, url: str | None) -> None:
    """Fetch one address, or every start address and one release, and print what was read there. Nothing is stored.

    Example: darmstadt-aktuell probe https://www.darmstadt.de/presseportal/pressemitteilungen
    """
    from archive.commands.probe import probe  # it loads the readers of pages; `--help` need not wait for them

    _introduce(place)
    understood = 0
    for probed in probe(place.site, place.site_file, url):
        understood += probed.understood
        for line in probed.lines:
            click.echo(line)
    sys.exit(0 if understood else FOUND_SOMETHING)


class _Said:
    """Says on stderr what is wrong, and remembers it for the pings."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def also(self, lines: Iterable[str]) -> None:
        """Say some more."""
        for line in lines:
            self.lines.append(line)
            click.echo(line, err=True)


def _update(place: Place, order: Order, said: _Said) -> int:
    """Crawl, build and check; the exit code, or STOPPED, if somebody stopped the crawl."""
    done = _crawl(place, order)
    lines, code = _wrong(replace(done, alarms=[alarm for alarm in done.alarms if alarm.name != QUARANTINED]))
    said.also(lines)
    if done.run.ended_why == "stopped":
        said.lines.append("the crawl was stopped")
        return code or STOPPED
    result = build_place(place)
    found = [f"cannot be read: {url}: {reason}" for url, reason in unreadable(place, done.run.id)]
    found += [f"may not be the release: {url}: {reason}" for url, reason in in_doubt(place, done.run.id)]
    _ask_again(place)
    found += [f"ALARM {alarm.name}: {alarm.reason}" for alarm in _quarantined(place, done)]
    found += result.notes
    found += [f"damaged: {line}" for line in place.damage]
    said.also(found)
    if sys.stderr.isatty():
        run = done.run
        click.echo(
            f"{run.requests} requests; {run.new} new, {run.changed} changed, {run.gone} gone;"
            f" {result.releases} releases written to {place.database}"
        )
    return FOUND_SOMETHING if found else code


def _pings(place: Place, said: _Said) -> tuple[Value, ...]:
    """The addresses of the dead man's switch; a mistake in their file is said, and stops no crawl."""
    path = alerts_path(place.data, place.site)
    try:
        return read_pings(path) if path.exists() else ()
    except SettingsError as error:
        said.also([error.message])
        return ()


def _quarantined(place: Place, done: Crawl) -> list[Alarm]:
    """The alarm of a run that its build opened or found still open."""
    with CaptureStore(place.captures) as store:
        return [alarm for alarm in store.alarms() if (alarm.run, alarm.name) == (done.run.id, QUARANTINED)]


def _ask_again(place: Place) -> None:
    """Pages that wait since the last days are asked again by the next run: when the release is back, they heal."""
    since = f"{datetime.now(UTC) - FRESH:%Y-%m-%dT%H:%M:%SZ}"
    sql = "SELECT url FROM quarantine JOIN captures ON id = capture WHERE state = 'waiting' AND captured_at >= ?"
    with closing(open_database(place.database)) as connection:
        urls = [url for (url,) in connection.execute(sql, (since,))]
    frontier = Frontier(place.captures)
    frontier.found((url, "again", url) for url in urls)
    frontier.close()


def _introduce(place: Place) -> None:
    """Set the contact in the user agent, for the spider's process too; raises before any request if there is none."""
    if contact := place.settings.contact:
        os.environ[CONTACT] = contact
    try:
        user_agent(place.site)
    except NoContact:
        with RunLock(place.captures, "crawl"), CaptureStore(place.captures) as store:
            store.put_attempt("not started: no contact", VERSION, datetime.now(UTC))
        raise


def _crawl(place: Place, order: Order) -> Crawl:
    _introduce(place)
    with _progress() as progress:
        return crawl(place.site, place.site_file, place.data, place.captures, order, progress)


def _wrong(done: Crawl) -> tuple[list[str], int]:
    """What went wrong, a line each, and the exit code."""
    run, code = done.run, 0
    lines = [f"{run.errors} addresses gave no usable answer; {done.log} says which"] if run.errors else []
    if not (run.ended_why or "").startswith(CLEAN_ENDS):
        lines.append(f"Error: the crawl ended early: {run.ended_why}; see {done.log}")
        code = FOUND_SOMETHING
    elif not done.releases and not run.mode:
        lines.append(f"Error: the crawl found too little: no release; see {done.log}")
        code = FOUND_SOMETHING
    lines += [f"ALARM {alarm.name}: {alarm.reason}" for alarm in done.alarms]
    return lines, FOUND_SOMETHING if done.alarms else code


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar whose total grows as addresses are found; nothing if stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label="Crawling", file=sys.stderr, show_pos=True) as bar:

        def show(requests: int, pending: int) -> None:
            bar.length = max(requests + pending, 1)
            bar.update(requests - bar.pos)

        yield show
