"""The command that reads a researcher's own texts: annotate."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import click

from archive.commands.workplace import Place
from archive.german.dates import Feasts, Look, date_mentions, timexes
from archive.german.dates.holidays import COMMON
from archive.german.quotes import annotate as annotate_quotes
from archive.german.trace import Trace
from archive.releases.holidays import parse_feasts
from scraper.errors import WrongInput


@click.command("annotate")
@click.option(
    "--dates",
    is_flag=True,
    help='Find dates and times; each line needs the day it was issued, e.g. "date": "2021-04-01".',
)
@click.option("--quotes", "quoted", is_flag=True, help="Find quotes and who said them, e.g. „…“, sagte Anna Berg.")
@click.option("--look", type=click.Choice(["ahead", "back"]), default="ahead", show_default=True,
              help="Where „am Montag“ points: ahead in press releases, back in news.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Add to each mention which rules looked at it, what won and why.")
@click.pass_obj
def annotate_command(place: Place, *, dates: bool, quoted: bool, look: Literal["ahead", "back"], explain: bool) -> None:
    """Annotate JSON lines {"doc_id", "date", "text"} from stdin; write {"doc_id", "timexes", "quotes"} to stdout.

    Example: darmstadt-aktuell annotate --dates --quotes < texts.jsonl
    """
    if not (dates or quoted):
        raise WrongInput("say what to annotate: --dates, --quotes or both")
    feasts = parse_feasts(place.site.city.holidays)
    for line in annotate_lines(sys.stdin, dates=dates, quoted=quoted, look=look, explain=explain, feasts=feasts):
        click.echo(line)


def annotate_lines(
    lines: Iterable[str], *, dates: bool, quoted: bool, look: Look, explain: bool = False, feasts: Feasts = COMMON
) -> Iterator[str]:
    """Annotate JSON lines `{"doc_id", "date", "text"}`; yields `{"doc_id", "timexes", "quotes"}` lines.

    dates needs `date`, the ISO day on which a text was issued. Offsets are code points into `text`. explain adds to
    each mention `tried`, the rules that looked at its words. feasts: holidays by name.
    Raises: WrongInput, naming the line that is not of this form.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            found, text = {"doc_id": document["doc_id"]}, document["text"]
            issued = date.fromisoformat(document["date"]) if dates else None
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError) as error:
            wanted = '{"doc_id": …, "date": "2021-04-01", "text": …}' if dates else '{"doc_id": …, "text": …}'
            raise WrongInput(f"line {number} is not of the form {wanted}: {_why(error)}") from error
        if issued:
            trace = Trace() if explain else None
            found["timexes"] = timexes(date_mentions(text, issued, look=look, trace=trace, feasts=feasts), trace)
        if quoted:
            found["quotes"] = annotate_quotes(text, explain=explain)
        yield json.dumps(found, ensure_ascii=False)


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON from character {error.pos + 1} on"
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    return "the date is no ISO day" if isinstance(error, ValueError) else "a value is of another type"
