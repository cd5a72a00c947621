"""The `annotate` command, which reads texts of a researcher's own."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import click

from archive.commands.workplace import Place
from scraper.errors import WrongInput

LINES, CSV, PARQUET = ".jsonl", ".csv", ".parquet"
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("annotate")
@click.argument("file", type=FILE, required=False)
@click.option("--to", type=FILE, metavar="FILE", help="Where to write, in the form of what is read. [default: stdout]")
@click.option(
    "--dates",
    is_flag=True,
    help='Find dates and times. Each text needs the day on which it was issued, e.g. "date": "2021-04-01".',
)
@click.option(
    "--quotes", "quoted", is_flag=True, help="Find quotes and who said them, e.g. „…“, sagte Anna Berg → Anna Berg."
)
@click.option("--text", "of_text", metavar="NAME", default="text", show_default=True, help="The column of the texts.")
@click.option("--date", "of_day", metavar="NAME", default="date", show_default=True, help="The column of the days.")
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
@click.option(
    "--skip-bad", is_flag=True, help="Skip lines and rows that cannot be read, and report how many there were."
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    show_default="every core",
    help="How many processes read; with 1 each line is answered before the next is taken.",
)
@click.pass_obj
def annotate_command(
    place: Place, *, file: Path | None, to: Path | None, dates: bool, quoted: bool, of_text: str, of_day: str,
    look: Literal["ahead", "back"], explain: bool, skip_bad: bool, jobs: int,
) -> None:  # fmt: skip
    """Annotate texts with dates and quotes: JSON lines {"doc_id", "date", "text"} from stdin, or a FILE.

    JSON Lines become {"doc_id", "timexes", "quotes"}; CSV and Parquet (.csv, .parquet) keep every column and get
    these two. Texts come out in the order in which they came.

    Example: darmstadt-aktuell annotate --dates --quotes articles.csv --text body --date day --to annotated.csv
    """
    # they load the grammars; `--help` need not wait for them
    from archive.commands.annotate_lines import annotate_lines
    from archive.commands.annotate_tables import annotate_csv, annotate_parquet
    from archive.commands.annotate_texts import Asked, Skipped
    from archive.exports.files import whole

    if not (dates or quoted):
        raise WrongInput("say what to annotate: --dates, --quotes or both")
    form = file.suffix.lower() if file else LINES
    if form not in (LINES, CSV, PARQUET):
        raise WrongInput(f"{file}: give a .jsonl, .csv or .parquet file")
    if to and to.suffix.lower() != form:
        raise WrongInput(f"{to}: what is read as {form} is written as {form}")
    asked = Asked(dates, quoted, look, explain, place.site.city.holidays)
    skipped = Skipped() if skip_bad else None
    columns = (of_text, of_day)
    with ExitStack() as stack:
        lines = stack.enter_context(file.open("rb")) if file else sys.stdin.buffer
        if form == PARQUET:
            if not (file and to):
                raise WrongInput("a Parquet file is written to a file: give --to FILE.parquet")
            annotate_parquet(file, to, asked, columns, jobs, skipped)
        else:
            out = sys.stdout
            if to:
                part = stack.enter_context(whole(to))
                out = stack.enter_context(part.open("w", encoding="utf-8", newline=""))
            if form == CSV:
                annotate_csv(lines, out, asked, columns, jobs, skipped)
            else:
                for line in annotate_lines(
                    lines, dates=dates, quoted=quoted, look=look, explain=explain, holidays=asked.holidays, jobs=jobs,
                    columns=columns, skipped=skipped,
                ):  # fmt: skip
                    out.write(f"{line}\n")
                    if jobs == 1:
                        out.flush()
    if skipped and skipped.count:
        what = ("row" if form == PARQUET else "line") + ("s" if skipped.count > 1 else "")
        click.echo(f"{skipped.count} {what} skipped; the first: {skipped.first}", err=True)
