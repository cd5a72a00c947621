"""Releases that seem gone or moved: they are judged when the run ends, never page by page.

One night's fault of a site looks like the end of each release; so nothing is marked before it is known how many there
were. A run that is killed marks none: they are asked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scraper.due import KnownRelease, believed
from scraper.evidence import APART, most_gone
from scraper.frontier import Frontier

MOST_SOURCES = 3  # slugs that may lead to one release; more of them lead to a page for whatever is not found
MOSTLY = 5  # failures; if there are more of them than answers, the whole night was bad


@dataclass(frozen=True)
class Away:
    """An address of a release that said that it has none any more, or led to another release (`target`).

    words: the page itself said so, with a status that says otherwise.
    """

    url: str
    key: str
    why: str
    words: bool = False
    target: str | None = None


class Night:
    """Collects what the addresses of releases said in one run."""

    def __init__(self) -> None:
        self.there: set[str] = set()
        self.away: dict[str, Away] = {}
        self.failed: dict[str, str] = {}  # address → key, or nothing

    @property
    def gone(self) -> dict[str, Away]:
        """What seems gone, apart from releases that redirect to another one that was there."""
        sources = Counter(away.target for away in self.away.values() if away.target)
        return {
            key: away
            for key, away in self.away.items()
            if not (away.target and away.target in self.there and sources[away.target] <= MOST_SOURCES)
        }

    def settle(self, frontier: Frontier, known: Mapping[str, KnownRelease], run: str, now: datetime) -> int:
        """Write down what the run as a whole is evidence for; returns how many releases are gone that were not.

        Gone is what the page itself says, or what says so for the second time after a pause; on a night on which most
        seem gone, nothing is.
        """
        gone = self.gone
        for key in self.away.keys() - gone.keys():
            self._moved(frontier, known, self.away[key], now)
        fresh = {key: away for key, away in gone.items() if key not in known or not known[key].gone}
        doubtful = most_gone(len(fresh), len(fresh.keys() | self.there))
        if len(self.failed) >= MOSTLY and len(self.failed) > len(self.there):
            frontier.forgive(self.failed)
        marked = 0
        for key, away in gone.items():
            release = known.get(key)
            if release is None:
                frontier.missing(away.url, away.why, now, doubtful=doubtful)
                continue
            if key in fresh:
                frontier.read(run, key, ("gone",))
            if doubtful:
                frontier.found([(release.url, "again", release.url)])
                continue
            since = believed(release.missing_since, now) if release.missing_since else None
            sure = release.gone or away.words or bool(since and now - datetime.fromisoformat(since) >= APART)
            marked += sure and not release.gone
            at = f"{now:%Y-%m-%dT%H:%M:%SZ}"
            frontier.looked(replace(release, looked_at=at, gone=sure, missing_since=since or at))
            frontier.done(away.url)
        return marked

    def _moved(self, frontier: Frontier, known: Mapping[str, KnownRelease], away: Away, now: datetime) -> None:
        if release := known.get(away.key):
            at = f"{now:%Y-%m-%dT%H:%M:%SZ}"
            frontier.looked(replace(release, looked_at=at, moved_to=away.target, missing_since=None))
        frontier.done(away.url)
