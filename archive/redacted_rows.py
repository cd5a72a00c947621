"""Whether what is blackened in a release is blackened wherever the database speaks of that release."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import gettempdir

from archive.capture_reader import CaptureReader
from archive.database.opening import open_database
from archive.database.schema import TABLES
from archive.spool import Spool
from archive.withdrawn import Withdrawn
from scraper.captures import CaptureStore
from scraper.passages import Passages
from scraper.sites import Site
from scraper.withdrawals import Withdrawals

OF_RELEASE = [t.name for t in TABLES if any(c.name == "release" for c in t.columns) and t.name != "withdrawals"]


def withdrawn_now(store: CaptureStore, site: Site, withdrawals: Withdrawals) -> Withdrawn:
    """The withdrawals as a build of these captures applies them."""
    rows = {row.id: row for row in store.rows()}
    with closing(Spool(Path(gettempdir()))) as spool:
        return CaptureReader(store, site, rows, spool, withdrawals).withdrawn


def is_built(database: Path, withdrawn: Withdrawn) -> bool:
    """Whether a database was built with these withdrawals of the operator's."""
    with closing(open_database(database)) as connection:
        sql = (
            "SELECT scope, reason, day, release, digest FROM withdrawals WHERE decided_by = 'operator' ORDER BY number"
        )
        built = connection.execute(sql).fetchall()
    now = [(r.scope, r.reason, r.day, r.release, r.digest) for r in withdrawn.rows({}) if r.decided_by == "operator"]
    return now == built


def words_left(database: Path, withdrawn: Withdrawn, site: Site) -> Iterator[tuple[str, str, str]]:
    """(release, table, word) of each blackened word that the database still says of its release."""
    with closing(open_database(database)) as connection:
        for slug, passages in withdrawn.passages.items():
            shown = withdrawn.shown(slug)
            for table, text in _texts(connection, shown, withdrawn, site):
                yield from ((shown, table, word) for word in sorted(passages.found(text)))


def elsewhere(database: Path, slug: str, passages: Passages) -> list[str]:
    """The other releases that print one of the words, which no withdrawal of theirs covers."""
    with closing(open_database(database)) as connection:
        texts = connection.execute("SELECT slug, title, teaser, body FROM releases WHERE slug != ?", (slug,))
        return [one for one, *said in texts if passages.found("\n".join(filter(None, said)))]


def _texts(
    connection: sqlite3.Connection, shown: str, withdrawn: Withdrawn, site: Site
) -> Iterator[tuple[str, str]]:  # fmt: skip
    for table, column in (("releases", "slug"), *((name, "release") for name in OF_RELEASE)):
        rows = connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (shown,))  # noqa: S608 - own names
        yield table, "\n".join(str(value) for row in rows for value in row if isinstance(value, str))
    for url, text in connection.execute("SELECT url, text FROM links"):
        if (key := site.key(url)) and withdrawn.shown(key) == shown:
            yield "links", text or ""
