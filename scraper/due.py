"""When a known release is fetched again, and how its age is determined."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

FRESH = timedelta(days=7)  # days; up to this age a release is fetched in every run
RECENT = timedelta(days=60)  # days; up to this age weekly, and monthly after it
WEEKLY, MONTHLY = timedelta(days=7), timedelta(days=30)
SLACK = timedelta(hours=6)  # daily timers are not exact: six days and 18 hours count as a week
PLAINLY_PER_RUN = 4  # old releases asked without validators: a cancellation comes without a new time stamp
WRONG_CLOCK = timedelta(days=1)  # a moment further in the future was written by a wrong clock
AGAIN_PER_RUN = 24  # releases looked at again in one run besides the fresh ones; the longest overdue come first

LONG_AGO = "1970-01-01T00:00:00Z"
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


def due(
    known: Iterable[KnownRelease], unchanged: Iterable[str], named: Iterable[str], now: datetime
) -> Iterator[KnownRelease]:
    """The releases to fetch again, the most urgent first: all fresh ones, then the longest overdue.

    unchanged: keys of releases that a sitemap names with a `lastmod` before our last look: they need none.
    named:     keys of every release that a sitemap names. One that it named when we last looked and no longer names has
               probably been taken down and comes first of the overdue; if no sitemap was read, this tells nothing.
    now: UTC.
    """
    same, listed = set(unchanged), set(named)
    fresh: list[tuple[datetime, KnownRelease]] = []
    overdue: list[tuple[float, KnownRelease]] = []
    for release in known:
        if release.moved_to:
            continue
        looked = datetime.fromisoformat(believed(release.looked_at, now))
        age = now.date() - date.fromisoformat(_born(release))
        if age <= FRESH or _lately_missing(release, now):
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


def asked_plainly(known: Iterable[KnownRelease], now: datetime) -> list[KnownRelease]:
    """The old releases to fetch without validators next: those for which this was longest ago."""
    old = [
        release
        for release in known
        if not release.gone and not release.moved_to and now.date() - date.fromisoformat(_born(release)) > RECENT
    ]
    old.sort(key=lambda release: (believed(release.asked_plainly or LONG_AGO, now), release.key))
    return old[:PLAINLY_PER_RUN]


def believed(moment: str, now: datetime) -> str:
    """A moment that was written down (UTC, ISO 8601), or long ago, if only a wrong clock can have written it."""
    return moment if datetime.fromisoformat(moment) <= now + WRONG_CLOCK else LONG_AGO


def _born(release: KnownRelease) -> str:
    return release.published or release.saved or release.first_seen[:10]


def _lately_missing(release: KnownRelease, now: datetime) -> bool:
    """Whether its address recently said that it is gone, which may not be certain yet or may not last."""
    if not release.missing_since:
        return False
    since = datetime.fromisoformat(believed(release.missing_since, now))
    return not release.gone or now - since <= FRESH


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
