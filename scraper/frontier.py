"""The frontier: which addresses are still to be asked, which releases are known, and when to look at them again.

It lies in the store's index beside the captures. What is found is written down before the page that named it counts as
done, so a run that is killed leaves its unfinished addresses to the next one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

from scraper.index import open_index

Route = Literal["feed", "list", "sitemap", "link", "again"]

FRESH = timedelta(days=7)  # this old at most: looked at in every run
RECENT = timedelta(days=60)  # this old at most: looked at weekly; older ones monthly
WEEKLY, MONTHLY = timedelta(days=7), timedelta(days=30)
SLACK = timedelta(hours=6)  # a daily timer is never on the second: six days and 18 hours are a week
AGAIN_PER_RUN = 24  # releases looked at again in one run besides the fresh ones; the longest overdue come first

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PRINTED_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2}|[^\W\d_]{3,9})\.?\s?(\d{4})")
MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")


@dataclass(frozen=True)
class KnownRelease:
    """A release that was captured before: the address that showed it last, and when (UTC, ISO 8601).

    published: the day that its page, the list or the feed prints; saved: the day that a sitemap gives. As far as the
               crawl can tell: they only decide how often to look, and how long the city was silent.
    listed:    whether a sitemap named it when we looked.
    missing_since: when its address first said that it is gone, since it was last there; evidence comes later.
    wording:   digest of its text. asked_plainly: when it was last asked without validators.
    moved_to:  the release to which its address leads now: an editor changed the slug.
    """

    key: str
    url: str
    published: str | None
    saved: str | None
    first_seen: str
    looked_at: str
    gone: bool
    listed: bool = False
    missing_since: str | None = None
    wording: str | None = None
    asked_plainly: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True)
class Pending:
    """An address that was found and not yet answered; `start` is where its route began."""

    url: str
    route: Route
    start: str
    failures: int


class Frontier:
    """The frontier of one site's store; one process at a time, under the store's lock."""

    def __init__(self, folder: Path) -> None:
        self._db = open_index(folder)

    def close(self) -> None:
        """Close the index."""
        self._db.close()

    def found(self, addresses: Iterable[tuple[str, Route, str]]) -> None:
        """Remember (address, route, start of the route) as still to be asked; one that is there already stays."""
        rows = list(addresses)
        if rows:
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR IGNORE INTO pending(url, route, start) VALUES (?, ?, ?)", rows)
            self._db.execute("COMMIT")

    def done(self, url: str) -> None:
        """An address was answered and everything that it named is remembered."""
        self._db.execute("DELETE FROM pending WHERE url = ?", (url,))

    def failed(self, url: str) -> None:
        """An address gave no usable answer: it stays for the next run."""
        self._db.execute("UPDATE pending SET failures = failures + 1 WHERE url = ?", (url,))

    def pending(self) -> list[Pending]:
        """What is still to be asked, those that failed least first."""
        rows = self._db.execute("SELECT url, route, start, failures FROM pending ORDER BY failures, rowid")
        return [Pending(**row) for row in rows]

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
        """A release was looked at: there, or gone. What was known of its days stays, and so does its first look."""
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
        rows = self._db.execute("SELECT run, key, missing FROM readings ORDER BY run, rowid")
        return [(row["run"], row["key"], frozenset(row["missing"].split())) for row in rows]


def due(
    known: Iterable[KnownRelease], unchanged: Iterable[str], named: Iterable[str], now: datetime
) -> Iterator[KnownRelease]:
    """The releases to look at again, the most urgent first: every fresh one, then the longest overdue ones.

    unchanged: keys of releases that a sitemap names with a `lastmod` before our last look: they need none.
    named:     keys of every release that a sitemap names. One that it named when we last looked and no longer names has
               probably been taken down and comes first of the overdue; if no sitemap was read, this tells nothing.
    now: UTC.
    """
    same, listed = set(unchanged), set(named)
    fresh: list[tuple[datetime, KnownRelease]] = []
    overdue: list[tuple[float, KnownRelease]] = []
    for release in known:
        looked = datetime.fromisoformat(release.looked_at)
        born = release.published or release.saved or release.first_seen[:10]
        age = now.date() - date.fromisoformat(born)
        if age <= FRESH:
            fresh.append((looked, release))
        elif listed and release.listed and release.key not in listed:
            overdue.append((-math.inf, release))
        elif release.key not in same:
            pause = WEEKLY if age <= RECENT else MONTHLY
            if now - looked >= pause - SLACK:
                overdue.append((-((now - looked) / pause), release))
    for _, release in sorted(fresh, key=lambda pair: (pair[0], pair[1].key)):
        yield release
    for _, release in sorted(overdue, key=lambda pair: (pair[0], pair[1].key))[:AGAIN_PER_RUN]:
        yield release


def saved_since(lastmod: str, looked_at: str) -> bool | None:
    """Whether a sitemap's `lastmod` (W3C date or time) lies after our last look; None if it cannot be read.

    A bare day may be any of its hours, so the same day counts as after.
    """
    try:
        if ISO_DAY.fullmatch(lastmod):
            return lastmod >= looked_at[:10]
        saved = datetime.fromisoformat(lastmod)
    except ValueError:
        return None
    return saved.tzinfo is not None and saved > datetime.fromisoformat(looked_at)


def printed_day(text: str | None) -> str | None:
    """The ISO day in a printed, RFC 822 or ISO date; None if there is none. Only for how often to look again."""
    if not text:
        return None
    try:
        if match := ISO_DAY.match(text.strip()):
            return date.fromisoformat(match[0]).isoformat()
        if match := PRINTED_DAY.search(text):
            month = match[2]
            number = int(month) if month.isdigit() else MONTHS.index(month[:3].casefold()) + 1
            return date(int(match[3]), number, int(match[1])).isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return None
