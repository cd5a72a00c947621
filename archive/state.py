"""What people decided about a site's pages and were told: `DIR/<site>.state.db`, which cannot be rebuilt. Back it up.

decisions   which doubtful pages are the release after all, and which are not
alert_…     what alerts have found and told, as archive/alerts/ledger.py says
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.errors import StateError
from scraper.sites import Site

if TYPE_CHECKING:
    from archive.releases.quarantine import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
  release TEXT NOT NULL, digest TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
  capture TEXT NOT NULL, decided_at TEXT NOT NULL, PRIMARY KEY (release, digest)
) STRICT
"""


def state_path(data: Path, site: Site) -> Path:
    """The path of a site's decisions below the data folder."""
    return data / f"{site.name}.state.db"


def open_state(path: Path, *, new: bool = False) -> sqlite3.Connection:
    """A connection to a file that exists, or to a new one; for readers too, as only a writer undoes what a kill left.

    Raises: StateError, if the file is damaged.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={'rwc' if new else 'rw'}", uri=True, timeout=60)
    try:
        (wrong,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError as error:
        wrong = str(error)
    if wrong != "ok":
        connection.close()
        raise StateError(
            f"{path}: {' '.join(wrong.split())}; nothing can make it again: restore it from a backup, or move it away:"
            " then what you decided is asked again, and alerts take stock anew"
        )
    return connection


def decisions(path: Path) -> dict[tuple[str, str], State]:
    """(release, digest of the wording) → the decision; empty if there is none."""
    if not path.exists():
        return {}
    with closing(open_state(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'decisions'").fetchone():
            return {}
        rows = connection.execute("SELECT release, digest, verdict FROM decisions").fetchall()
    return {(release, digest): verdict for release, digest, verdict in rows}


def forget(path: Path, slugs: Collection[str]) -> None:
    """Take what was decided about pages of erased releases out of the file, and its traces."""
    if not path.exists():
        return
    with closing(open_state(path)) as connection:
        connection.isolation_level = None
        connection.execute("PRAGMA secure_delete = ON")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'decisions'").fetchone():
            connection.executemany("DELETE FROM decisions WHERE release = ?", [(slug,) for slug in slugs])
            connection.execute("VACUUM")


def decide(path: Path, release: str, digest: str, verdict: State, capture: str, now: str) -> None:
    """Record a decision, replacing an earlier one.

    capture: the page that the person saw; now: UTC, ISO 8601.
    """
    with closing(open_state(path, new=True)) as connection, connection:
        connection.execute(SCHEMA)
        connection.execute(
            "INSERT INTO decisions VALUES (?, ?, ?, ?, ?) ON CONFLICT (release, digest)"
            " DO UPDATE SET verdict = excluded.verdict, capture = excluded.capture, decided_at = excluded.decided_at",
            (release, digest, verdict, capture, now),
        )
