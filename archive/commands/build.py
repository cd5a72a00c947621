"""The commands that make the database and report what is missing from it: build, check."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from archive.commands.workplace import Place, build_place, in_doubt, unread_attachments, unreadable
from archive.database.opening import open_database
from scraper.errors import FOUND_SOMETHING

UNKNOWN_AUTHORS = (
    "SELECT code, releases, first_published, last_published FROM authors WHERE source IS NULL"
    " ORDER BY releases DESC, code"
)


@click.command("build")
@click.option(
    "--whole",
    is_flag=True,
    help="Read every capture again instead of only the new ones, e.g. when you do not trust the last build.",
)
@click.pass_obj
def build_command(place: Place, *, whole: bool) -> None:
    """Make or update the database from the captures.

    Example: darmstadt-aktuell build --whole
    """
    result = build_place(place, whole=whole)
    click.echo(
        f"{result.captures} captures read, {result.releases} releases written to {place.database}"
        f"{' afresh' if result.whole else ''}"
    )
    if result.unreadable:
        click.echo(f"{result.unreadable} captures cannot be read: darmstadt-aktuell check lists them", err=True)
    if result.waiting:
        click.echo(f"{result.waiting} pages may not be releases: darmstadt-aktuell check lists them", err=True)
    for note in result.notes:
        click.echo(note, err=True)
    if place.damage:
        click.echo("records of the store are damaged: darmstadt-aktuell check lists them", err=True)
    sys.exit(FOUND_SOMETHING if place.damage or result.notes else 0)


@click.command("check")
@click.option(
    "--authors",
    is_flag=True,
    help="List author codes that are missing from the site's register, e.g. xyz, instead of captures.",
)
@click.option(
    "--persons",
    is_flag=True,
    help="List names that may be one person, e.g. Röhl beside Bastian Röhl, as lines for the corrections file.",
)
@click.option(
    "--withdrawals",
    is_flag=True,
    help="Search every file of the data folder for what is withdrawn, e.g. after `erase`, instead of listing captures.",
)
@click.pass_obj
def check_command(place: Place, *, authors: bool, persons: bool, withdrawals: bool) -> None:
    """List captures and attachments that cannot be read, pages that may not be a release, damaged records; else exit 0.

    Example: darmstadt-aktuell check --authors
    """
    if authors:
        unknown = _unknown_authors(place)
        for code, releases, first, last in unknown:
            click.echo(f"{code}  {releases} releases, {first or 'undated'} to {last or 'undated'}")
        click.echo(
            f"{len(unknown)} author codes are not in the file that the site file names as authors",
            err=True,
        )
        sys.exit(FOUND_SOMETHING if unknown else 0)
    if persons:
        sys.exit(_say_persons(place))
    if withdrawals:
        from archive.commands.withdrawals import say_withdrawals

        sys.exit(say_withdrawals(place))
    rows = unreadable(place)
    for url, reason in rows:
        click.echo(f"{url}  {reason}")
    doubtful = in_doubt(place)
    for url, reason in doubtful:
        click.echo(f"{url}  {reason} (accept or reject)")
    attachments = unread_attachments(place)
    for url, reason in attachments:
        click.echo(f"{url}  attachment: {reason}")
    damage = place.damage
    for line in damage:
        click.echo(f"damaged: {line}")
    said = [f"{len(rows)} captures cannot be read"]
    said += [f"{len(doubtful)} pages may not be releases"] if doubtful else []
    said += [f"{len(attachments)} attachments cannot be read"] if attachments else []
    said += ["records damaged"] if damage else []
    click.echo(", ".join(said), err=True)
    sys.exit(FOUND_SOMETHING if rows or doubtful or attachments or damage else 0)


def _say_persons(place: Place) -> int:
    """Print the names that may be one person, and entries at Wikidata for nobody; the exit code."""
    from archive.database.speakers import printed_names
    from archive.releases.persons import offers

    with closing(open_database(place.database)) as connection:
        known = dict(connection.execute("SELECT name, person FROM speakers WHERE person IS NOT NULL"))
        offered = list(offers(printed_names(connection), known))
    for offer in offered:
        click.echo(f'[[same]]  # {offer.reason}\nperson = "{offer.person}"\nalso = ["{offer.also}"]\n')
    corrections = place.database.with_suffix(".corrections.toml")
    click.echo(
        f"pairs of names that may be one person: {len(offered)}; copy those that are into {corrections}", err=True
    )
    return FOUND_SOMETHING if offered else 0


def _unknown_authors(place: Place) -> list[tuple[str, int, str | None, str | None]]:
    with closing(open_database(place.database)) as connection:
        return connection.execute(UNKNOWN_AUTHORS).fetchall()
