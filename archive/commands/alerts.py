"""The `alerts` command: tells receivers what is new; and the same as the last part of `update`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.alerts.ledger import forget_all
from archive.commands.workplace import Place
from archive.paths import alerts_path
from archive.state import state_path
from scraper.errors import FOUND_SOMETHING, ReportedError, WrongInput
from scraper.lock import RunLock

if TYPE_CHECKING:
    from archive.alerts.run import Place as Where
    from archive.alerts.run import Told


@click.command("alerts")
@click.option(
    "--dry-run",
    "dry",
    is_flag=True,
    help="Print what would go out, and send and record nothing, e.g. after a change of the file.",
)
@click.pass_obj
def alerts_command(place: Place, *, dry: bool) -> None:
    """Send what the alerts of DIR/<site>.alerts.toml have found since the last run. `update` does so after its build.

    Example: darmstadt-aktuell alerts --dry-run
    """
    if not (path := alerts_path(place.data, place.site)).exists():
        raise WrongInput(f"there is no {path}: docs/operating.md says how to write it")
    told = run_alerts(place, dry=dry)
    for name, entries, new in told.counts:
        click.echo(f"alert {name!r}: {entries} found in all, {new} new")
    if told.first:
        click.echo("nothing was watched before: this run only takes stock, and tells nobody of what is there already")
    for head, text in told.shown:
        click.echo(f"\n--- {head}\n{text}")
    if not dry:
        click.echo(f"{told.delivered.sent} messages sent, {told.delivered.waiting} wait")
    lines, wrong = problems(told)
    for line in lines:
        click.echo(line, err=True)
    sys.exit(FOUND_SOMETHING if wrong else 0)


def run_alerts(place: Place, *, dry: bool = False) -> Told:
    """Take stock and send, one run at a time. Raises: as `archive.alerts.run.run_alerts`; Locked."""
    from archive.alerts.run import run_alerts as run  # it loads the site, which `update` without alerts need not

    where = _where(place)
    if dry:
        return run(where, dry=True)
    with RunLock(place.captures, "alerts", "alerts.lock"):
        return run(where)


def tell(place: Place) -> tuple[list[str], int]:
    """The part of `update`: send what is new; (lines about what is wrong, exit code). Without the file nothing is told.

    Alerts that are removed with their file begin anew if it comes back.
    """
    if not alerts_path(place.data, place.site).exists():
        forget_all(state_path(place.data, place.site))
        return [], 0
    try:
        lines, wrong = problems(run_alerts(place))
    except ReportedError as error:
        return [f"alerts: {error.message}"], error.exit_code
    return lines, FOUND_SOMETHING if wrong else 0


def problems(told: Told) -> tuple[list[str], bool]:
    """A line for each thing that is wrong, and whether any of it makes the run a failure."""
    lines = [f"refused: {line}" for line in told.refused]
    lines += [*told.delivered.problems, *(f"ALARM {line}" for line in told.delivered.alarms)]
    return lines, bool(told.refused or told.delivered.alarms)


def _where(place: Place) -> Where:
    from archive.alerts.run import Place as Where

    return Where(place.data, place.site, place.settings, place.database, datetime.now(UTC))
