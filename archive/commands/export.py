"""The `export` command: the database as files for research."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import get_args

import click

from archive.commands.workplace import Place
from archive.database.opening import open_database
from archive.exports.about import about
from archive.exports.files import Written
from archive.exports.formats import Format, export


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Format)),
    required=True,
    help="What to write: one file per table (parquet, csv, jsonl with releases nested), one workbook (xlsx),"
    " a TEI corpus (tei), or CSV with a description of every column (datapackage).",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Folder to write into, e.g. ./data; it is made, and files of the same names are replaced.",
)
@click.option(
    "--query",
    metavar="TEXT",
    help="Only the releases that this search finds, as the site's search reads it, e.g. 'Klima jahr:2021'.",
)
@click.pass_obj
def export_command(place: Place, *, form: Format, folder: Path, query: str | None) -> None:
    """Write the database as files for research, the same bytes for the same captures.

    Example: darmstadt-aktuell export --format parquet --to ./data
    """
    with closing(open_database(place.database)) as connection:
        if query is not None:
            from archive.exports.chosen import choose_by_query  # it loads the word lists

            choose_by_query(connection, query)
        cut = 0
        for one in export(connection, form, folder, about(connection, place.site, place.settings)):
            _say(one)
            cut += one.cut
    if cut:
        click.echo(
            f"{cut} cells were cut: Excel holds 32,767 characters; the other formats have the whole texts", err=True
        )


def _say(one: Written) -> None:
    click.echo(f"{one.path}  {one.rows} rows  {one.bytes} bytes")
