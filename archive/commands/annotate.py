"""The `annotate` command, which reads texts of a researcher's own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import click

from archive.commands.workplace import Place
from archive.german.composed import Composed, composed
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


def annotate_lines(
    lines: Iterable[str | bytes], *, dates: bool, quoted: bool, look: Look, explain: bool = False,
    feasts: Feasts = COMMON, skipped: list[str] | None = None,
) -> Iterator[str]:  # fmt: skip
    """Annotate JSON lines `{"doc_id", "date", "text"}`; yields `{"doc_id", "timexes", "quotes"}` lines.

    `dates` needs "date", the ISO day on which a text was issued. Offsets are code points into "text". `explain` adds
    "tried" to each mention: the rules that were tried on its words. `feasts` are holidays by name. `skipped` collects
    what is wrong with each line that is skipped; without it, the first such line is an error.
    Raises: WrongInput, naming the line that is not of this form or not in UTF-8.
    """
    wanted = '{"doc_id": …, "date": "2021-04-01", "text": …}' if dates else '{"doc_id": …, "text": …}'
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            printed = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
            document = json.loads(printed)
            found, text = {"doc_id": document["doc_id"]}, document["text"]
            issued = date.fromisoformat(document["date"]) if dates else None
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError) as error:
            wrong = f"line {number} is not of the form {wanted}: {_why(error)}"
            if isinstance(error, UnicodeDecodeError):
                wrong = f"line {number} is not in UTF-8: convert it first, e.g. with iconv -f latin1 -t utf-8"
            if skipped is None:
                raise WrongInput(wrong) from error
            skipped.append(wrong)
            continue
        read = composed(text)
        if issued:
            trace = Trace() if explain else None
            rows = timexes(date_mentions(read.text, issued, look=look, trace=trace, feasts=feasts), trace)
            found["timexes"] = [_as_it_came(row, text, read) for row in rows]
        if quoted:
            found["quotes"] = [_as_it_came(row, text, read) for row in annotate_quotes(read.text, explain=explain)]
        yield json.dumps(found, ensure_ascii=False)


def _as_it_came(row: dict[str, object], text: str, read: Composed) -> dict[str, object]:
    """A mention with offsets and words of the original text, before it was normalised."""
    if read.origins is None:
        return row
    start, end = (read.origin(at) for at in (row["start"], row["end"]) if isinstance(at, int))
    return row | {"start": start, "end": end} | ({"text": text[start:end]} if "text" in row else {})


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON from character {error.pos + 1} on"
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    return "the date is no ISO day" if isinstance(error, ValueError) else "a value is of another type"
