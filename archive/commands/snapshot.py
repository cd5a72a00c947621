"""The commands of snapshots: make one, list them, compare two, verify one."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from archive.commands.workplace import Place
from archive.database.opening import open_database
from archive.exports.about import about
from archive.exports.difference import difference
from archive.exports.snapshot import Snapshot, make_snapshot, snapshots
from scraper.errors import FOUND_SOMETHING, WrongInput


@click.group("snapshot", invoke_without_command=True)
@click.pass_context
def snapshot_command(context: click.Context) -> None:
    """Make a snapshot of the database in DIR/snapshots: data package, database, checksums, quality of the readers.

    Example: darmstadt-aktuell snapshot
    """
    if context.invoked_subcommand is None:
        place: Place = context.obj
        with closing(open_database(place.database)) as connection:
            made = make_snapshot(connection, place.snapshots, about(connection, place.site, place.settings))
        click.echo(str(made.path))


@snapshot_command.command("list")
@click.option("--holding", metavar="SLUG", help="Only those that hold this release, e.g. neue-bruecke.")
@click.pass_obj
def list_command(place: Place, *, holding: str | None) -> None:
    """List the snapshots of the site, each with the number of its releases.

    Example: darmstadt-aktuell snapshot list --holding neue-bruecke
    """
    for one in snapshots(place.snapshots, holding):
        click.echo(f"{one.name}  {len(one.releases)} releases")


@snapshot_command.command("verify")
@click.argument("name")
@click.pass_obj
def verify_command(place: Place, name: str) -> None:
    """Compare every file of a snapshot with its checksum; exit code 1 if one is damaged or missing.

    Example: darmstadt-aktuell snapshot verify darmstadt-2026-11-28-0123456789ab
    """
    damage = _named(place, name).damage()
    for line in damage:
        click.echo(line)
    click.echo(f"{len(damage)} files damaged", err=True)
    sys.exit(FOUND_SOMETHING if damage else 0)


@snapshot_command.command("diff")
@click.argument("before")
@click.argument("after")
@click.pass_obj
def diff_command(place: Place, before: str, after: str) -> None:
    """Say what differs between two snapshots: releases added, changed, gone, withdrawn; rows by table.

    BEFORE and AFTER are names in DIR/snapshots, or folders. „gone“ is what the city no longer shows and the archive
    keeps; „withdrawn“ is what the later snapshot no longer holds.

    Example: darmstadt-aktuell snapshot diff darmstadt-2026-11-27-0123456789ab darmstadt-2026-11-28-ba9876543210
    """
    found = difference(_named(place, before).database, _named(place, after).database)
    for slug in found.added:
        click.echo(f"added      {slug}")
    for slug, fields in found.changed:
        click.echo(f"changed    {slug}: {', '.join(fields)}")
    for slug in found.gone:
        click.echo(f"gone       {slug}")
    for slug in found.withdrawn:
        click.echo(f"withdrawn  {slug}")
    for rows in found.rows:
        if rows.removed or rows.added:
            click.echo(
                f"{rows.table:18} {rows.before} rows, now {rows.after}: {rows.removed} removed, {rows.added} added"
            )
    if found.nothing:
        click.echo("nothing differs")


def _named(place: Place, name: str) -> Snapshot:
    for path in (place.snapshots / name, Path(name)):
        if path.is_dir():
            return Snapshot(path)
    raise WrongInput(f"there is no snapshot {name}: darmstadt-aktuell snapshot list names those in {place.snapshots}")
