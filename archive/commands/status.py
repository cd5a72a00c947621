"""The `status` command: how the last runs went, and whether anything is wrong with the crawls as a whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click

from archive.alerts.ledger import failing
from archive.commands.workplace import Place
from archive.state import state_path
from scraper.captures import CaptureStore
from scraper.errors import FOUND_SOMETHING, BuildError
from scraper.frontier import Frontier
from scraper.lock import is_held
from scraper.runs import Alarm, CrawlRun

RUNS_SHOWN = 10
GOOD_ENDS = ("finished", "budget")
CLOCKS_DIFFER = timedelta(hours=1)


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON, e.g. for a monitoring system.")
@click.pass_obj
def status_command(place: Place, *, as_json: bool) -> None:
    """Show the last runs and what is wrong; exit code 1 if anything is.

    Example: darmstadt-aktuell status --json
    """
    if not place.has_captures:
        raise BuildError(f"there are no captures in {place.captures}: crawl or import first")
    if not (index := place.captures / "index.db").exists():
        raise BuildError(f"{index} is missing: build makes it again from the WARC files")
    at_work = is_held(place.captures)
    with CaptureStore(place.captures) as store:
        runs, alarms = store.runs(), open_alarms(store.runs(), store.alarms())
    frontier = Frontier(place.captures)
    pending, unanswered = len(frontier.pending()), frontier.unanswered()
    frontier.close()
    good = [run for run in runs if is_good(run)]
    at_work = at_work or is_held(
        place.captures
    )  # before and after reading the store: a run may have begun or ended in between
    wrong = list(troubles(runs, place.settings.expect_every, datetime.now(UTC), at_work=at_work))
    wrong += [f"damaged: {line}" for line in place.damage]
    wrong += [
        f"receiver {one.receiver!r} was not reached in {one.failures} tries since {one.since}: {one.reason}"
        for one in failing(state_path(place.data, place.site))
    ]
    if as_json:
        state = {
            "site": place.site.name, "last_finished": good[-1].ended_at if good else None,
            "wrong": wrong, "alarms": [asdict(alarm) for alarm in alarms], "pending": pending,
            "unanswered": [asdict(left) for left in unanswered],
            "runs": [asdict(run) for run in reversed(runs[-RUNS_SHOWN:])],
        }  # fmt: skip
        click.echo(json.dumps(state, ensure_ascii=False, indent=1))
    else:
        for run in runs[-RUNS_SHOWN:]:
            click.echo(_line(run))
        click.echo(f"last finished crawl: {good[-1].ended_at if good else 'none'}")
        if pending:
            click.echo(f"{pending} addresses wait for a later run")
        for left in unanswered:
            click.echo(f"no answer in {left.failures} tries: {left.url} ({left.why})")
        for alarm in alarms:
            click.echo(f"ALARM {alarm.name}: {alarm.reason} (since {alarm.since})")
        for line in wrong:
            click.echo(f"WRONG {line}")
    sys.exit(FOUND_SOMETHING if alarms or wrong else 0)


def is_good(run: CrawlRun) -> bool:
    """Whether a run did what it should: it ended by itself or at its budget."""
    return run.kind == "crawl" and bool(run.mode) and (run.ended_why or "").startswith(GOOD_ENDS)


def open_alarms(runs: Sequence[CrawlRun], alarms: Sequence[Alarm]) -> list[Alarm]:
    """The open alarms: those of the newest crawl that was judged. Each run starts with those of the run before."""
    crawls = [run.id for run in runs if run.kind == "crawl" and run.mode]
    return [alarm for alarm in alarms if crawls and alarm.run == crawls[-1]]


def troubles(
    runs: Sequence[CrawlRun], expect_every: timedelta, now: datetime, *, at_work: bool = False
) -> Iterator[str]:
    """What is wrong with the crawls as a whole, in words: the last one failed, or was too long ago.

    at_work: whether a run is in progress; if so, a run without an end was not killed.
    """
    crawls = [run for run in runs if run.kind == "crawl"]
    last = crawls[-1] if crawls else None
    if last and not last.ended_at and not at_work:
        yield f"the last crawl ({last.started_at}) was killed"
    if last and (why := last.ended_why) and not why.startswith((*GOOD_ENDS, "stopped")):
        yield f"the last crawl ({last.started_at}) ended early: {why}"
    if last and last.unverified:
        yield "the server's certificates are not checked: `verify_tls = false` in the site file"
    good = [run for run in crawls if is_good(run)]
    if crawls and not good:
        yield "no crawl has come to its end yet"
    elif good:
        ended = datetime.fromisoformat(good[-1].ended_at or good[-1].started_at)
        if ended > now + CLOCKS_DIFFER:
            yield f"the last good crawl is dated {good[-1].ended_at}, which is still to come: a clock was wrong"
        elif now - ended > expect_every:
            hours = (now - ended) / timedelta(hours=1)
            yield f"the last good crawl ended {hours:.0f} hours ago; one is expected every {expect_every}"


def _line(run: CrawlRun) -> str:
    what = " ".join(filter(None, (run.kind, run.mode)))
    return (
        f"{run.started_at}  {what}: {run.requests} requests, {run.new} new, {run.changed} changed,"
        f" {run.unchanged} unchanged, {run.gone} gone, {run.errors} errors; {run.ended_why or 'running'}"
    )
