"""Where a command works, and how it says that something went wrong.

Exit codes: 0 done, 1 found something wrong, 2 called wrongly, 3 another run holds the lock.
"""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from archive.build import BuildResult, build, database_path
from archive.errors import ArchiveError, BuildError, WrongInput
from scraper.captures import CaptureStore, StoreError
from scraper.contact import NoContact
from scraper.lock import Locked, RunLock
from scraper.sites import Site, SiteError

FOUND_SOMETHING, CALLED_WRONGLY, LOCKED = 1, 2, 3


@dataclass(frozen=True)
class Place:
    """Where a command works: the data folder and the site."""

    data: Path
    site: Site
    site_file: str

    @property
    def captures(self) -> Path:
        """The folder of the site's captures."""
        return self.data / "captures" / self.site.name

    @property
    def database(self) -> Path:
        """The site's database."""
        return database_path(self.data, self.site)


class OneLineErrors(click.Group):
    """Shows an error that we foresaw as one line on stderr and turns it into its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Locked as error:
            code, message = LOCKED, str(error)
        except (SiteError, WrongInput, NoContact) as error:
            code, message = CALLED_WRONGLY, str(error)
        except (ArchiveError, StoreError, sqlite3.DatabaseError) as error:
            code, message = FOUND_SOMETHING, str(error)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read the output has enough: click ends quietly
            code, message = FOUND_SOMETHING, f"{error.filename or 'input or output'}: {error.strerror or error}"
        click.echo(f"Error: {message}", err=True)
        sys.exit(code)


def build_place(place: Place, *, whole: bool = False) -> BuildResult:
    """Build under the lock, with a progress bar on a terminal."""
    if not (place.captures / "index.db").exists() and not any(place.captures.glob("*.warc.gz")):
        raise BuildError(f"there are no captures in {place.captures}: crawl or import first")
    with RunLock(place.captures, "build"), CaptureStore(place.captures) as store:
        store.mend()
        bar: AbstractContextManager[Any] = click.progressbar(
            length=1, label="Reading captures", file=sys.stderr, hidden=not sys.stderr.isatty()
        )
        with bar as shown:
            return build(store, place.site, place.database, whole=whole, progress=_progress(shown))


def unreadable(place: Place, run: str | None = None) -> list[tuple[str, str]]:
    """(address, reason) of captures that should be a release and cannot be read; of one run, or of all."""
    if not place.database.exists():
        raise BuildError(f"there is no {place.database}: build it first")
    with sqlite3.connect(f"{place.database.absolute().as_uri()}?mode=ro", uri=True) as connection:
        return connection.execute(
            "SELECT url, captured_at || '  capture ' || capture || ': ' || reason FROM unreadable"
            " JOIN captures ON id = capture WHERE run = ? OR ? IS NULL ORDER BY url, captured_at",
            (run, run),
        ).fetchall()


def _progress(bar: Any) -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None

    def report(done: int, total: int) -> None:
        bar.length = max(total, 1)
        bar.update(done - bar.pos)

    return report
