"""The commands by which a person decides about pages in quarantine: accept, reject."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.commands.workplace import Place, build_place
from archive.database.opening import open_database
from archive.state import decide, state_path
from scraper.errors import WrongInput

if TYPE_CHECKING:
    from archive.releases.quarantine import State

CAPTURES = click.argument("captures", nargs=-1, required=True, metavar="CAPTURE...")


@click.command("accept")
@CAPTURES
@click.pass_obj
def accept_command(place: Place, captures: tuple[str, ...]) -> None:
    """Accept doubtful pages as releases, and build, so that what they show counts.

    Example: darmstadt-aktuell accept 0f3c9a1be5d27486
    """
    _decide(place, captures, "accepted")


@click.command("reject")
@CAPTURES
@click.pass_obj
def reject_command(place: Place, captures: tuple[str, ...]) -> None:
    """Reject pages that are not the releases at whose addresses they were found, and build. They are no longer listed.

    Example: darmstadt-aktuell reject 0f3c9a1be5d27486
    """
    _decide(place, captures, "rejected")


def _decide(place: Place, captures: tuple[str, ...], verdict: State) -> None:
    with closing(open_database(place.database)) as connection:
        sql = "SELECT capture, release, digest, title FROM quarantine"
        known = {row[0]: row for row in connection.execute(sql)}
    if strange := [capture for capture in captures if capture not in known]:
        raise WrongInput(
            f"not in quarantine: {', '.join(strange)}; darmstadt-aktuell check lists the captures that are"
        )
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for capture in captures:
        _, release, digest, title = known[capture]
        decide(state_path(place.data, place.site), release, digest, verdict, capture, now)
        click.echo(f"{verdict}: {release}: {title}")
    build_place(place)
