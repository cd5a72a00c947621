"""The command line `darmstadt-aktuell`: the group, and the options that stand before every command.

The commands are in commands/, one file per family of verbs. Errors and exit codes: scraper/errors.py.
"""

from __future__ import annotations

import logging
from importlib.metadata import version
from pathlib import Path

import click

from archive.commands.annotate import annotate_command
from archive.commands.build import build_command, check_command
from archive.commands.crawl import crawl_command, probe_command, update_command
from archive.commands.decide import accept_command, reject_command
from archive.commands.demo import demo_command
from archive.commands.import_files import import_command
from archive.commands.serve import serve_command
from archive.commands.status import status_command
from archive.commands.verify import verify_command
from archive.commands.workplace import CommandGroup, Place
from scraper.sites import load_site


@click.group(cls=CommandGroup)
@click.version_option(version("darmstadt-aktuell"), message="%(prog)s %(version)s")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default="data",
    show_default=True,
    help="Folder that holds captures, databases and settings, e.g. /var/lib/darmstadt-aktuell.",
)
@click.option(
    "--site",
    "site_file",
    metavar="NAME|FILE.toml",
    default="darmstadt",
    show_default=True,
    help="The source to work on: a shipped site, or a site file of your own, e.g. ./mainz.toml.",
)
@click.pass_context
def main(ctx: click.Context, data: Path, site_file: str) -> None:
    """Fetch, keep and publish the press releases of a city.

    Example: darmstadt-aktuell --data /srv/archive crawl
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    ctx.obj = Place(data, load_site(site_file), site_file)


for command in (
    crawl_command,
    update_command,
    status_command,
    probe_command,
    import_command,
    build_command,
    check_command,
    accept_command,
    reject_command,
    verify_command,
    annotate_command,
    serve_command,
    demo_command,
):
    main.add_command(command)
