"""The `serve` command, which publishes a database."""

from __future__ import annotations

import click

from archive.commands.workplace import Place
from archive.database.opening import check_database
from archive.site.serving import listen, serve


@click.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="TCP port on 127.0.0.1, e.g. 8080; 0 picks a free one.",
)
@click.pass_obj
def serve_command(place: Place, port: int) -> None:
    """Publish the database with Datasette on 127.0.0.1.

    Example: darmstadt-aktuell serve --port 8080
    """
    check_database(place.database)
    serve(place.database, place.site_file, listen(port))
