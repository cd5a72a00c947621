"""The frontier: which addresses are still to be fetched, which releases are known, and when to fetch them again.

It is part of the store's index. What is found is written down before the page that named it counts as
done, so a run that is killed leaves its unfinished addresses to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from scraper.due import SLACK, WEEKLY, KnownRelease, believed
from scraper.evidence import APART, LASTING
from scraper.index import open_index

Route = Literal["feed", "list", "sitemap", "link", "again", "attachment"]
# How long an address waits after so many failures; after the first, only until the next run.
PAUSES = (timedelta(0), timedelta(0), *(timedelta(days=days) for days in (1, 2, 4, 8, 16, 30)))
MANY_TRIES = 5  # failures after which an address is listed as never answering


@dataclass(frozen=True)
class Pending:
    """An address that was found and has not answered yet; `start` is the start of its route.

    failures: tries without one. next_try: not before (UTC). missing_since: when it first said that there is nothing.
    why: what came last.
    """

    url: str
    route: Route
    start: str
    failures: int
    next_try: str | None = None
    missing_since: str | None = None
    why: str | None = None


class Frontier:
    """The frontier of one site's store; one process at a time, under the store's lock."""

    def __init__(self, folder: Path) -> None:
        self._db = open_index(folder)

    def close(self) -> None:
        """Close the index."""
        self._db.close()

    def found(self, addresses: Iterable[tuple[str, Route, str]]) -> None:
        """Remember (address, route, start of the route) as still to be fetched; known ones stay as they are."""
        rows = list(addresses)
        if rows:
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR IGNORE INTO pending(url, route, start) VALUES (?, ?, ?)", rows)
            self._db.execute("COMMIT")

    def done(self, url: str) -> None:
        """Note that an address answered, and that everything it named has been remembered."""
        self._db.execute("DELETE FROM pending WHERE url = ?", (url,))

    def failed(self, url: str, why: str, now: datetime) -> None:
        """Note that an address gave no usable answer: it waits for the next run, and later for longer and longer."""
        self._later(url, why, now, lambda failures: PAUSES[min(failures, len(PAUSES) - 1)])

    def missing(self, url: str, why: str, now: datetime, *, doubtful: bool) -> None:
        """An address that nobody has seen says that there is nothing; it leaves once that is sure.

        doubtful: on a night on which most addresses said so.
        """
        row = self._db.execute("SELECT missing_since FROM pending WHERE url = ?", (url,)).fetchone()
        since = datetime.fromisoformat(believed(row["missing_since"], now)) if row and row["missing_since"] else now
        if now - since >= (LASTING if doubtful else APART):
            self.done(url)
            return
        self._db.execute(
            "UPDATE pending SET missing_since = coalesce(missing_since, ?) WHERE url = ?", (_text(now), url)
        )
        self._later(url, why, now, lambda failures: max(APART, PAUSES[min(failures, len(PAUSES) - 1)]))

    def waits(self, url: str, why: str) -> None:
        """Note that an address was not fetched because robots.txt forbids it; this counts as no failure."""
        self._db.execute("UPDATE pending SET why = ? WHERE url = ?", (why, url))

    def forgive(self, urls: Iterable[str]) -> None:
        """Forget one failure of each address: the whole night was bad, and the next run tries them all again."""
        self._db.executemany(
            "UPDATE pending SET failures = max(failures - 1, 0), next_try = NULL WHERE url = ?", [(u,) for u in urls]
        )

    def _later(self, url: str, why: str, now: datetime, pause: Callable[[int], timedelta]) -> None:
        row = self._db.execute("SELECT failures FROM pending WHERE url = ?", (url,)).fetchone()
        if row:
            failures = row["failures"] + 1
            self._db.execute(
                "UPDATE pending SET failures = ?, next_try = ?, why = ? WHERE url = ?",
                (failures, _text(now + pause(failures) - SLACK), why, url),
            )

    def pending(self, now: datetime | None = None) -> list[Pending]:
        """What is still to be fetched, the fewest failures first; with `now`, only what need not wait any longer."""
        rows = self._db.execute(
            "SELECT url, route, start, failures, next_try, missing_since, why FROM pending ORDER BY failures, rowid"
        )
        found = [Pending(**row) for row in rows]
        if now is None:
            return found
        latest = now + max(PAUSES)  # a later moment was written by a wrong clock
        return [p for p in found if not p.next_try or not now < datetime.fromisoformat(p.next_try) <= latest]

    def unanswered(self) -> list[Pending]:
        """The addresses that failed so often that somebody should have a look."""
        return [left for left in self.pending() if left.failures >= MANY_TRIES]

    def sweep_due(self, start: str, now: datetime) -> bool:
        """Whether a list has not been read to its end for a week."""
        row = self._db.execute("SELECT swept_at FROM sweeps WHERE start = ?", (start,)).fetchone()
        return not row or now - datetime.fromisoformat(believed(row["swept_at"], now)) >= WEEKLY - SLACK

    def swept(self, start: str, now: datetime) -> None:
        """A list was read to its end."""
        self._db.execute("INSERT OR REPLACE INTO sweeps(start, swept_at) VALUES (?, ?)", (start, _text(now)))

    def known(self) -> dict[str, KnownRelease]:
        """Every release that was captured, by key."""
        rows = self._db.execute("SELECT * FROM known_releases ORDER BY key")
        return {
            row["key"]: KnownRelease(**{**dict(row), "gone": bool(row["gone"]), "listed": bool(row["listed"])})
            for row in rows
        }

    def recover(self, key: Callable[[str], str | None]) -> None:
        """Where nothing is known (an index made again from the WARC files), what the captures show is known.

        key: the release that an address names.
        """
        if self._db.execute("SELECT 1 FROM known_releases LIMIT 1").fetchone():
            return
        shown = self._db.execute(
            "SELECT url, min(captured_at) first, max(captured_at) last FROM captures WHERE status = 200 GROUP BY url"
            " ORDER BY last"
        )
        for url, first, last in shown.fetchall():
            if name := key(url):
                self.looked(KnownRelease(name, url, None, None, first, last, gone=False))

    def looked(self, release: KnownRelease) -> None:
        """Note that a release was fetched, and whether it was there. Its days and the first fetch are kept."""
        self._db.execute(
            "INSERT INTO known_releases(key, url, published, saved, first_seen, looked_at, gone, listed, missing_since,"
            " wording, asked_plainly, moved_to) VALUES (:key, :url, :published, :saved, :first_seen, :looked_at, :gone,"
            " :listed, :missing_since, :wording, :asked_plainly, :moved_to)"
            " ON CONFLICT (key) DO UPDATE SET url = excluded.url, looked_at = excluded.looked_at, gone = excluded.gone,"
            " published = coalesce(excluded.published, published), saved = coalesce(excluded.saved, saved),"
            " listed = excluded.listed, missing_since = excluded.missing_since, moved_to = excluded.moved_to,"
            " wording = coalesce(excluded.wording, wording),"
            " asked_plainly = coalesce(excluded.asked_plainly, asked_plainly)",
            asdict(release),
        )

    def read(self, run: str, key: str, missing: Iterable[str]) -> None:
        """A release's page was read in a run; `missing`: which of title, date, body, author it lacks, or `page`."""
        self._db.execute(
            "INSERT OR REPLACE INTO readings(run, key, missing) VALUES (?, ?, ?)", (run, key, " ".join(missing))
        )

    def readings(self) -> list[tuple[str, str, frozenset[str]]]:
        """(run, release, what was missing) of each page read, oldest first."""
        rows = self._db.execute("SELECT run, key, missing FROM readings ORDER BY rowid")
        return [(row["run"], row["key"], frozenset(row["missing"].split())) for row in rows]


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
