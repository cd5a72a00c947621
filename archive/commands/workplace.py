"""Where a command works, and what several commands do there."""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.database.opening import open_database
from archive.paths import database_path
from archive.settings import Settings, load_settings
from archive.state import forget, state_path
from scraper.errors import BuildError, ReportedError
from scraper.lock import RunLock
from scraper.sites import Site
from scraper.withdrawals import load_withdrawals

if TYPE_CHECKING:
    from archive.build import BuildResult
    from scraper.captures import CaptureStore

OWN = ("archive", "scraper")
PLACES_NAMED = 3  # damaged places of one file; a file that is missing has as many as it had records


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
    def has_captures(self) -> bool:
        """Whether anything was crawled or imported."""
        return (self.captures / "index.db").exists() or any(self.captures.glob("*.warc.gz"))

    @property
    def damage(self) -> list[str]:
        """A line for each stretch of the WARC files that holds no readable record, at most so many per file."""
        from scraper.captures import CaptureStore  # `annotate` is installed without what it needs

        if not self.has_captures:
            return []
        with CaptureStore(self.captures) as store:
            damage = store.damage()
        lines = []
        for file, found in groupby(damage, key=lambda d: d.file):
            path, places = self.captures / file, list(found)
            for d in places[:PLACES_NAMED]:
                lines.append(f"{path} at byte {d.offset}: {d.reason.removeprefix(f'{path} at {d.offset}: ')}")
            if more := len(places[PLACES_NAMED:]):
                lines.append(f"{path}: {more} more records: darmstadt-aktuell verify names them")
        return lines

    @property
    def database(self) -> Path:
        """The site's database."""
        return database_path(self.data, self.site)

    @property
    def snapshots(self) -> Path:
        """The folder of the snapshots of all sites."""
        return self.data / "snapshots"

    @cached_property
    def settings(self) -> Settings:
        """What the operator set for the site. Raises: SettingsError."""
        return load_settings(self.data, self.site)


class CommandGroup(click.Group):
    """Reports errors of the system and of SQLite in one line, as click reports the errors of `scraper/errors.py`.

    So it does where a package is missing, since not every extra was installed.
    """

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if is_own(error):
                raise
            raise ReportedError(not_installed(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of our output has closed the pipe: click ends quietly
            raise ReportedError(f"{error.filename or 'input or output'}: {error.strerror or error}") from error
        except sqlite3.DatabaseError as error:
            place = ctx.obj
            where = f"{place.database} or {place.captures / 'index.db'}" if isinstance(place, Place) else "a database"
            raise ReportedError(f"{where}: SQLite: {error}") from error


def is_own(error: ModuleNotFoundError) -> bool:
    """Whether what is missing is a module of ours, which no extra brings."""
    return (error.name or "").partition(".")[0] in OWN


def not_installed(error: ModuleNotFoundError) -> str:
    """What to do about a package that is missing."""
    return f"{error.name} is not installed: install darmstadt-aktuell with its extra [all]"


def build_place(place: Place, *, whole: bool = False) -> BuildResult:
    """Build under the lock, with a progress bar on a terminal."""
    from archive.build import build  # it loads every grammar, which commands that do not build need not wait for
    from scraper.captures import CaptureStore

    if not place.has_captures:
        raise BuildError(f"there are no captures in {place.captures}: crawl or import first")
    with RunLock(place.captures, "build"), CaptureStore(place.captures) as store:
        store.mend()
        finish_erasure(place.data, place.site, store)
        bar: AbstractContextManager[Any] = click.progressbar(
            length=1, label="Reading captures", file=sys.stderr, hidden=not sys.stderr.isatty()
        )
        with bar as shown:
            result = build(store, place.site, place.database, whole=whole, progress=progress_of(shown))
        renew_downloads(place)
    return result


def renew_downloads(place: Place) -> None:
    """Have the files to download be those of the database as it is, or none, as the operator's settings say."""
    from archive.exports.downloads import make_downloads, remove_downloads  # Parquet is large

    if place.settings.downloads:
        make_downloads(place.database, place.site, place.settings)
    else:
        remove_downloads(place.database)


def finish_erasure(data: Path, site: Site, store: CaptureStore) -> None:
    """Bring an erasure that was killed to its end; call it under the lock."""
    if store.erasure_unfinished:
        from scraper.erasing import Eraser

        withdrawals = load_withdrawals(data, site)
        Eraser(store, site, withdrawals).run()
        forget(state_path(data, site), withdrawals.erased)


def unreadable(place: Place, run: str | None = None) -> list[tuple[str, str]]:
    """(address, reason) of captures that should be a release and cannot be read; of one run, or of all."""
    return _listed(place, "SELECT capture, reason FROM unreadable", run)


def in_doubt(place: Place, run: str | None = None) -> list[tuple[str, str]]:
    """(address, reason) of the pages in quarantine; of one run, or of all."""
    return _listed(place, "SELECT capture, reason FROM quarantine WHERE state = 'waiting'", run)


def unread_attachments(place: Place) -> list[tuple[str, str]]:
    """(address, reason) of attachments that show something else than a file, or whose text cannot be read whole."""
    sql = "SELECT DISTINCT url, problem FROM attachments WHERE problem NOT LIKE 'it was not captured%' ORDER BY url"
    with closing(open_database(place.database)) as connection:
        return connection.execute(sql).fetchall()


def _listed(place: Place, found: str, run: str | None) -> list[tuple[str, str]]:
    with closing(open_database(place.database)) as connection:
        return connection.execute(
            f"SELECT url, captured_at || '  capture ' || capture || ': ' || reason FROM ({found})"  # noqa: S608 - own SQL
            " JOIN captures ON id = capture WHERE run = ? OR ? IS NULL ORDER BY url, captured_at",
            (run, run),
        ).fetchall()


def progress_of(bar: Any) -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None

    def report(done: int, total: int) -> None:
        bar.length = max(total, 1)
        bar.update(done - bar.pos)

    return report
