"""The `annotate` command, which reads texts of a researcher's own."""

from __future__ import annotations

import sys
from typing import Literal

import click

from archive.commands.workplace import Place
from scraper.errors import WrongInput


@click.command("annotate")
@click.option(
    "--dates",
    is_flag=True,
    help='Find dates and times. Each line needs the day on which its text was issued, e.g. "date": "2021-04-01".',
)
@click.option(
    "--quotes", "quoted", is_flag=True, help="Find quotes and who said them, e.g. „…“, sagte Anna Berg → Anna Berg."
)
@click.option(
    "--look",
    type=click.Choice(["ahead", "back"]),
    default="ahead",
    show_default=True,
    help="Which Monday „am Montag“ is: the next one (ahead), as in press releases, or the last (back), as in news.",
)
@click.option(
    "--explain", is_flag=True, help="Add to each mention the rules that were tried on it, which one won, and why."
)
@click.option("--skip-bad", is_flag=True, help="Skip lines that cannot be read, and report how many there were.")
@click.pass_obj
def annotate_command(
    place: Place, *, dates: bool, quoted: bool, look: Literal["ahead", "back"], explain: bool, skip_bad: bool
) -> None:
    """Annotate JSON lines {"doc_id", "date", "text"} from stdin; write {"doc_id", "timexes", "quotes"} to stdout.

    Example: darmstadt-aktuell annotate --dates --quotes < texts.jsonl
    """
    from archive.commands.annotate_lines import annotate_lines  # it loads the grammars; `--help` need not wait for them
    from archive.releases.holidays import parse_feasts

    if not (dates or quoted):
        raise WrongInput("say what to annotate: --dates, --quotes or both")
    feasts = parse_feasts(place.site.city.holidays)
    skipped: list[str] | None = [] if skip_bad else None
    lines = sys.stdin.buffer
    for line in annotate_lines(lines, dates=dates, quoted=quoted, look=look, explain=explain, feasts=feasts,
                               skipped=skipped):  # fmt: skip
        click.echo(line)
    if skipped:
        click.echo(f"{len(skipped)} line{'s' if len(skipped) > 1 else ''} skipped; the first: {skipped[0]}", err=True)
