"""The index of a store (`index.db`): its tables, made and brought up to date by sqlite-utils' migrations.

The table `_sqlite_migrations` says which migrations a file has had. Older stores lack it, so each
step looks whether what it makes is there. A step that was released is never changed: a new one follows it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from scraper.errors import StoreError

NAME = "index.db"


def runs_and_captures(db: Database) -> None:
    """Runs, and where each capture lies."""
    counts = dict.fromkeys(("requests", "bytes", "new", "changed", "unchanged", "gone", "errors"), 0)
    words = ("id", "kind", "version", "started_at", "ended_at", "ended_why")
    db.table("crawl_runs").create(
        dict.fromkeys(words, "TEXT") | dict.fromkeys(counts, "INTEGER"),
        pk="id", not_null={"id", "kind", "version", "started_at", *counts}, defaults=counts,
        if_not_exists=True, strict=True,
    )  # fmt: skip
    if not db.table("captures").exists():
        captures = db.table("captures").create(
            {
                "number": "INTEGER", "id": "TEXT", "run": "TEXT", "url": "TEXT", "captured_at": "TEXT", "kind": "TEXT",
                "status": "INTEGER", "content_type": "TEXT", "digest": "TEXT", "etag": "TEXT", "last_modified": "TEXT",
                "file": "TEXT", "offset": "INTEGER", "length": "INTEGER",
            },
            pk="number", foreign_keys=[("run", "crawl_runs", "id")], strict=True,
            not_null={"id", "run", "url", "captured_at", "kind", "digest", "file", "offset", "length"},
        )  # fmt: skip
        captures.create_index(["id"], index_name="captures_id", unique=True)
    db.table("captures").create_index(["url", "captured_at"], index_name="captures_url", if_not_exists=True)


def modes_routes_and_alarms(db: Database) -> None:
    """In which mode a crawl ran, what each of its routes found, and what was wrong with it."""
    if "mode" not in db.table("crawl_runs").columns_dict:
        db.table("crawl_runs").add_column("mode", "TEXT")
    db.table("crawl_routes").create(
        {
            "run": "TEXT", "route": "TEXT", "url": "TEXT", "pages": "INTEGER", "releases": "INTEGER", "new": "INTEGER",
            "problem": "TEXT",
        },
        pk=("run", "route", "url"), foreign_keys=[("run", "crawl_runs", "id")],
        not_null={"run", "route", "url", "pages", "releases", "new"}, if_not_exists=True, strict=True,
    )  # fmt: skip
    db.table("alarms").create(
        {"run": "TEXT", "name": "TEXT", "reason": "TEXT"},
        pk=("run", "name"), foreign_keys=[("run", "crawl_runs", "id")], not_null={"run", "name", "reason"},
        if_not_exists=True, strict=True,
    )  # fmt: skip


def frontier(db: Database) -> None:
    """Addresses still to be asked, releases that are known, and how well their pages could be read."""
    db.table("pending").create(
        {"url": "TEXT", "route": "TEXT", "start": "TEXT", "failures": "INTEGER"},
        pk="url", not_null={"url", "route", "start", "failures"}, defaults={"failures": 0},
        if_not_exists=True, strict=True,
    )  # fmt: skip
    db.table("known_releases").create(
        {
            "key": "TEXT", "url": "TEXT", "published": "TEXT", "first_seen": "TEXT", "looked_at": "TEXT",
            "gone": "INTEGER",
        },
        pk="key", not_null={"key", "url", "first_seen", "looked_at", "gone"}, defaults={"gone": 0},
        if_not_exists=True, strict=True,
    )  # fmt: skip
    db.table("readings").create(
        {"run": "TEXT", "key": "TEXT", "missing": "TEXT"},
        pk=("run", "key"), foreign_keys=[("run", "crawl_runs", "id")], not_null={"run", "key", "missing"},
        if_not_exists=True, strict=True,
    )  # fmt: skip


def sitemaps(db: Database) -> None:
    """What sitemaps say of known releases."""
    known = db.table("known_releases")
    if "saved" not in known.columns_dict:
        known.add_column("saved", "TEXT")
    if "listed" not in known.columns_dict:
        known.add_column("listed", "INTEGER", not_null_default=0)


def evidence(db: Database) -> None:
    """Why bytes are not whole, what revisits repeat, the order of runs, and what waits for evidence of its own."""
    captures, runs = db.table("captures"), db.table("crawl_runs")
    for name in ("repeats", "cut", "location"):
        captures.add_column(name, "TEXT")
    captures.add_column("unverified", "INTEGER", not_null_default=0)
    db.execute(
        "UPDATE captures SET repeats = (SELECT id FROM captures AS first WHERE first.url = captures.url"
        " AND first.digest = captures.digest AND first.kind != 'revisit' ORDER BY number LIMIT 1)"
        " WHERE kind = 'revisit'"
    )
    runs.add_column("number", "INTEGER", not_null_default=0)
    runs.add_column("clock", "TEXT")
    runs.add_column("unverified", "INTEGER", not_null_default=0)
    db.execute(
        "UPDATE crawl_runs SET number = (SELECT count(*) FROM crawl_runs AS other"
        " WHERE (other.started_at, other.id) <= (crawl_runs.started_at, crawl_runs.id))"
    )
    db.table("crawl_routes").add_column("late", "INTEGER", not_null_default=0)
    db.table("alarms").add_column("since", "TEXT")
    db.table("damage").create(
        {"file": "TEXT", "offset": "INTEGER", "length": "INTEGER", "reason": "TEXT"},
        pk=("file", "offset"), not_null={"file", "offset", "length", "reason"}, strict=True,
    )  # fmt: skip
    for name in ("found_at", "next_try", "missing_since", "why"):
        db.table("pending").add_column(name, "TEXT")
    for name in ("missing_since", "wording", "asked_plainly", "moved_to"):
        db.table("known_releases").add_column(name, "TEXT")
    db.table("sweeps").create({"start": "TEXT", "swept_at": "TEXT"}, pk="start", not_null={"swept_at"}, strict=True)


def places(db: Database) -> None:
    """Find what is known of a WARC file without reading the whole index: a store of ten years has thousands."""
    db.table("captures").create_index(["file", "offset", "length"], index_name="captures_file")


def rewriting(db: Database) -> None:
    """Files that are being written anew, without what was erased; "" while an erasure is in progress."""
    db.table("rewriting").create({"file": "TEXT"}, pk="file", strict=True)


def erasing_beside(db: Database) -> None:
    """Addresses that an erasure in progress takes with it: files and images that nothing else names."""
    db.table("erasing_beside").create({"url": "TEXT"}, pk="url", strict=True)


def erased_addresses(db: Database) -> None:
    """Digests of addresses that were erased with a release: nothing at them is taken in again."""
    db.table("erased").create({"address": "TEXT"}, pk="address", strict=True)


STEPS: tuple[Callable[[Database], None], ...] = (
    runs_and_captures,
    modes_routes_and_alarms,
    frontier,
    sitemaps,
    evidence,
    places,
    rewriting,
    erasing_beside,
    erased_addresses,
)
MIGRATIONS = Migrations("captures")
for step in STEPS:
    MIGRATIONS(name=step.__name__)(step)


def open_index(folder: Path) -> sqlite3.Connection:
    """Open the index in a store's folder, made or brought up to date; rows have names, each statement commits itself.

    Raises: StoreError, if the file is damaged, or a newer version of this program wrote it.
    """
    path = folder / NAME
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")  # whole after a power cut; `mend` makes lost rows again
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        raise StoreError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: {error}; move it away: the next run makes it again from the WARC files") from error
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    db = Database(connection, recursive_triggers=False, execute_plugins=False)
    names = {step.__name__ for step in STEPS}
    applied = [migration.name for migration in MIGRATIONS.applied(db)]
    if unknown := [name for name in applied if name not in names]:
        raise StoreError(
            f"{path} was written by a newer version of this program (it knows „{unknown[0]}“): update the program"
        )
    if len(applied) < len(STEPS):
        MIGRATIONS.apply(db)
