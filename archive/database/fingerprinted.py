"""The fingerprints of every wording in a database that is being written: made of `revisions`, as the search index is.

So what is hidden, erased or blackened, which `revisions` does not hold, leaves no number behind either.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import sqlite_utils

from archive.wording.fingerprints import fingerprints, release_number

# sqlite-utils declares no table without rowids, which takes half the room of one with them and an index.
FINGERPRINT_TABLE = """CREATE TABLE fingerprints(fingerprint INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (fingerprint, number)) STRICT, WITHOUT ROWID"""
AT_ONCE = 500  # slugs in one question
COLLECTED = "CREATE TEMP TABLE collected(fingerprint INTEGER, number INTEGER)"
# In the order of the key, so that the pages of the table are full.
IN_ORDER = "INSERT OR IGNORE INTO fingerprints SELECT fingerprint, number FROM collected ORDER BY fingerprint, number"


class Fingerprinted:
    """The fingerprints of the releases that were written or dropped."""

    db: sqlite_utils.Database
    _reworded: set[str]

    def _write_fingerprints(self) -> None:
        """Have the fingerprints be those of `revisions`, after releases were written or dropped."""
        connection: sqlite3.Connection = self.db.conn
        numbers = {release_number(slug) for slug in self._reworded}
        # another release may have the number of one that was written: both are made anew
        there = (slug for (slug,) in connection.execute("SELECT slug FROM releases"))
        slugs = sorted(slug for slug in there if release_number(slug) in numbers)
        connection.execute("CREATE TEMP TABLE renumbered(number INTEGER PRIMARY KEY)")
        connection.executemany("INSERT INTO renumbered VALUES (?)", ((number,) for number in sorted(numbers)))
        connection.execute("DELETE FROM fingerprints WHERE number IN (SELECT number FROM renumbered)")
        connection.execute("DROP TABLE renumbered")
        connection.execute(COLLECTED)
        for number, kept in self._of_revisions(slugs):
            connection.executemany("INSERT INTO collected VALUES (?, ?)", ((one, number) for one in kept))
        connection.execute(IN_ORDER)
        connection.execute("DROP TABLE collected")
        self._reworded.clear()

    def _of_revisions(self, slugs: Sequence[str]) -> Iterator[tuple[int, set[int]]]:
        """(number of the release, fingerprints) of each revision of these releases."""
        for start in range(0, len(slugs), AT_ONCE):
            some = slugs[start : start + AT_ONCE]
            marks = ", ".join("?" * len(some))
            sql = f"SELECT release, title, teaser, body FROM revisions WHERE release IN ({marks})"  # noqa: S608 - marks
            for slug, *texts in self.db.conn.execute(sql, some):
                yield release_number(slug), fingerprints(text for text in texts if text)
