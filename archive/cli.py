"""The command line `darmstadt-aktuell`: the group, and the options that all commands share.

The commands are in commands/, one file per family of verbs. Errors and exit codes: scraper/errors.py.
"""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click

from archive.commands.workplace import CommandGroup, Place, is_own, not_installed
from scraper.sites import load_site

# Command → its file in commands/, which is loaded on demand: `status` need not wait for the grammars of `build`.
COMMANDS = {
    "accept": "decide", "alerts": "alerts", "annotate": "annotate", "build": "build", "check": "build",
    "compare": "compare", "crawl": "crawl", "demo": "demo", "erase": "withdrawals", "export": "export",
    "import": "import_files", "probe": "crawl", "reject": "decide", "serve": "serve", "snapshot": "snapshot",
    "status": "status", "update": "crawl", "verify": "verify",
}  # fmt: skip


class Commands(CommandGroup):
    """The commands of `COMMANDS`, each named `<command>_command` in its file."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        if cmd_name not in COMMANDS:
            return None
        try:
            module = import_module(f"archive.commands.{COMMANDS[cmd_name]}")
        except ModuleNotFoundError as error:
            if is_own(error):
                raise
            return _not_installed(cmd_name, error)
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


def _not_installed(name: str, error: ModuleNotFoundError) -> click.Command:
    """A command whose packages are missing: it says so, whatever it is called with."""

    @click.command(
        name,
        help=f"Unavailable: {not_installed(error)}",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    def missing() -> None:
        raise error

    return missing


@click.group(cls=Commands)
@click.version_option(version("darmstadt-aktuell"), message="%(prog)s %(version)s")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default="data",
    show_default=True,
    help="Folder with captures, databases and settings, e.g. /var/lib/darmstadt-aktuell.",
)
@click.option(
    "--site",
    "site_file",
    metavar="NAME|FILE.toml",
    default="darmstadt",
    show_default=True,
    help="The site to work on: the name of a bundled one, or a site file of your own, e.g. ./mainz.toml.",
)
@click.pass_context
def main(ctx: click.Context, data: Path, site_file: str) -> None:
    """Fetch, keep and publish the press releases of a city.

    Example: darmstadt-aktuell --data /srv/archive crawl
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    ctx.obj = Place(data, load_site(site_file), site_file)
