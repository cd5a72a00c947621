"""The `demo` command: crawls the bundled sample site over HTTP on two of its days, builds it afresh and serves it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import click

from archive.commands.spider import Order, crawl
from archive.commands.workplace import Place
from archive.paths import database_path
from archive.settings import load_settings
from archive.site.serving import listen, serve
from scraper.captures import CaptureStore
from scraper.errors import BuildError
from scraper.lock import RunLock
from scraper.sample.releases import STATES
from scraper.sample.server import SampleSite
from scraper.sites import Site, load_site


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="TCP port on 127.0.0.1, e.g. 8080; 0 picks a free one.",
)
@click.option("--no-serve", is_flag=True, help="Crawl and build, but do not serve, e.g. in a script.")
@click.pass_obj
def demo_command(place: Place, port: int, *, no_serve: bool) -> None:
    """Crawl the bundled sample site, build its database and serve it.

    Example: darmstadt-aktuell demo --no-serve
    """
    listener = None if no_serve else listen(port)  # so that a port in use is reported before any work is done
    with demo_site() as served:
        site, database = run_demo(served, place.data, click.echo)
        if listener:
            serve(database, site.name, listener)


PAUSE = timedelta(hours=13)  # between two crawls; see APART in archive/releases/gone.py


def demo_site() -> SampleSite:
    """The sample site at the address in its site file, or on a free port if that one is in use."""
    try:
        return SampleSite(urlsplit(load_site("sample").home).port or 0)
    except OSError:
        return SampleSite()


def run_demo(served: SampleSite, data: Path, say: Callable[[str], None]) -> tuple[Site, Path]:
    """Crawl the sample site and build its database; returns site and database.

    It begins afresh each time: the sample site can always be crawled again. The second crawl finds the site as it is
    later: one release corrected, one taken down, one new. The third, half a day later, finds it so still: only then
    does what was taken down count as gone. Their times are given: the last is now.
    say: takes one line about what was done.
    Raises: BuildError, if the crawl did not finish.
    """
    from archive.build import build  # it loads readers and grammars; `--help` need not wait for them
    from archive.exports.downloads import make_downloads

    started = time.monotonic()
    folder, database = data / "captures" / "sample", database_path(data, load_site("sample"))
    with RunLock(folder, "demo"):
        for path in folder.glob("*"):
            if path.name != "lock":
                path.unlink()
        database.unlink(missing_ok=True)
    named = load_site("sample")
    site = named.at(served.home)
    say(f"Sample site at {served.home}")
    if site != named:
        say(f"{named.home} is taken: the other commands do not know this data as --site sample")
    runs = []
    states, now = (*STATES, STATES[-1]), datetime.now(UTC)
    for after, state in enumerate(states, 1):
        served.state = state
        order = Order(mode="all", started_at=now - (len(states) - after) * PAUSE)
        runs.append(crawl(site, "sample", data, folder, order).run)
    for run in runs:
        if run.ended_why != "finished" or run.errors:
            raise BuildError(
                f"a crawl ended with „{run.ended_why}“ and {run.errors} errors; see {folder / 'crawl.log'}"
            )
    with RunLock(folder, "build"), CaptureStore(folder) as store:
        result = build(store, site, database, whole=True)
        make_downloads(database, site, load_settings(data, site))
    seconds = time.monotonic() - started
    say(f"{sum(run.requests for run in runs)} pages fetched, {result.releases} releases built, {seconds:.1f} seconds")
    return site, database
