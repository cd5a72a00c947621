"""The command line `darmstadt-aktuell`: a name, its options, a few lines and an exit code for each command.

The commands that ask the site are in commands/crawl.py. Exit codes: see commands/workplace.py.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import click

from archive.commands.crawl import crawl_command, probe_command, status_command, unreadable, update_command
from archive.commands.demo import demo_site, run_demo
from archive.commands.import_files import ImportResult, check_file, import_file, text_capture
from archive.commands.workplace import FOUND_SOMETHING, OneLineErrors, Place, build_place
from archive.errors import BuildError, WrongInput
from archive.releases.mentions import annotate_lines
from archive.site.serving import listen, serve
from scraper.captures import CaptureStore
from scraper.lock import RunLock
from scraper.sites import load_site

UNKNOWN_AUTHORS = (
    "SELECT code, releases, first_published, last_published FROM authors WHERE source IS NULL"
    " ORDER BY releases DESC, code"
)


@click.group(cls=OneLineErrors)
@click.version_option(version("darmstadt-aktuell"), message="%(prog)s %(version)s")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default="data",
    show_default=True,
    help="Folder of captures and databases.",
)
@click.option(
    "--site", "site_file", metavar="NAME|FILE.toml", default="darmstadt", show_default=True, help="Which source."
)
@click.pass_context
def main(ctx: click.Context, data: Path, site_file: str) -> None:
    """Pull, keep and publish the press releases of a city.

    Example: darmstadt-aktuell --data /srv/archive crawl
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    ctx.obj = Place(data, load_site(site_file), site_file)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", help="Address of a .txt page.")
@click.option("--captured", metavar="ISO-TIME", help="When a .txt page was captured, e.g. 2021-04-02T08:00:00Z.")
@click.pass_obj
def import_command(place: Place, files: tuple[Path, ...], url: str | None, captured: str | None) -> None:
    """Copy captures from WARC and WET files, or one .txt page, into the store.

    Example: darmstadt-aktuell import crawl.warc.gz
    """
    texts = [path for path in files if path.suffix == ".txt"]
    if texts and not (url and captured and len(files) == 1):
        raise WrongInput("a .txt page needs --url and --captured, and stands alone")
    if not texts and (url or captured):
        raise WrongInput("--url and --captured go with one .txt page")
    for path in files:
        check_file(path)
    page = text_capture(texts[0], url, captured, place.site) if texts and url and captured else None
    result = ImportResult()
    with RunLock(place.captures, "import"), CaptureStore(place.captures) as store:
        store.mend()
        store.start_run("import", version("darmstadt-aktuell"), datetime.now(UTC))
        why = "stopped"
        try:
            if page:
                result.count(store.add(page))
            else:
                for path in files:
                    import_file(path, store, place.site, result)
            why = "finished"
        finally:
            store.end_run(why, datetime.now(UTC), new=result.taken, unchanged=result.known)
    click.echo(f"{result.taken} captures taken, {result.known} already there, {result.skipped.total()} skipped")
    for reason, count in sorted(result.skipped.items()):
        click.echo(f"  skipped {count}: {reason}")


@main.command("build")
@click.option("--whole", is_flag=True, help="Start afresh from all captures.")
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


@main.command("check")
@click.option("--authors", is_flag=True, help="List author codes that are not in the register instead.")
@click.pass_obj
def check_command(place: Place, *, authors: bool) -> None:
    """List every capture that should be a release and cannot be read; exit code 1 if there is one.

    Example: darmstadt-aktuell check --authors
    """
    if authors:
        unknown = _unknown_authors(place)
        for code, releases, first, last in unknown:
            click.echo(f"{code}  {releases} releases, {first or 'undated'} to {last or 'undated'}")
        click.echo(f"{len(unknown)} author codes are not in archive/releases/authors.toml", err=True)
        sys.exit(FOUND_SOMETHING if unknown else 0)
    rows = unreadable(place)
    for url, reason in rows:
        click.echo(f"{url}  {reason}")
    click.echo(f"{len(rows)} captures cannot be read", err=True)
    sys.exit(FOUND_SOMETHING if rows else 0)


def _unknown_authors(place: Place) -> list[tuple[str, int, str | None, str | None]]:
    if not place.database.exists():
        raise BuildError(f"there is no {place.database}: build it first")
    with sqlite3.connect(f"{place.database.absolute().as_uri()}?mode=ro", uri=True) as connection:
        return connection.execute(UNKNOWN_AUTHORS).fetchall()


@main.command("annotate")
@click.option("--dates", is_flag=True, help="Find date and time expressions; each line needs its day in `date`.")
@click.option("--quotes", "quoted", is_flag=True, help="Find quotes with their speakers.")
@click.option("--look", type=click.Choice(["ahead", "back"]), default="ahead", show_default=True,
              help="Whether texts announce (press releases) or report (news).")  # fmt: skip
def annotate_command(*, dates: bool, quoted: bool, look: Literal["ahead", "back"]) -> None:
    """Annotate JSON lines {"doc_id", "date", "text"} from stdin; write {"doc_id", "timexes", "quotes"} to stdout.

    Example: darmstadt-aktuell annotate --dates --quotes < texts.jsonl
    """
    if not (dates or quoted):
        raise WrongInput("say what to annotate: --dates, --quotes or both")
    for line in annotate_lines(sys.stdin, dates=dates, quoted=quoted, look=look):
        click.echo(line)


@main.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="TCP port on 127.0.0.1.")
@click.pass_obj
def serve_command(place: Place, port: int) -> None:
    """Publish the database with Datasette on 127.0.0.1.

    Example: darmstadt-aktuell serve --port 8080
    """
    serve(place.database, place.site_file, listen(port))


@main.command("demo")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="TCP port on 127.0.0.1.")
@click.option("--no-serve", is_flag=True, help="Stop before serving.")
@click.pass_obj
def demo_command(place: Place, port: int, *, no_serve: bool) -> None:
    """Crawl the bundled sample site, build its database and serve it.

    Example: darmstadt-aktuell demo --no-serve
    """
    listener = None if no_serve else listen(port)  # a port that is taken is told before anything is done
    with demo_site() as served:
        site, database = run_demo(served, place.data, click.echo)
        if listener:
            serve(database, site.name, listener)


for command in (crawl_command, update_command, status_command, probe_command):
    main.add_command(command)
