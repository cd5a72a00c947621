"""When the city withdrew a release, according to its captures; this needs evidence of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from archive.releases.order import Rank
from scraper.evidence import APART, LASTING, most_gone


@dataclass(frozen=True, order=True)
class Sighting:
    """One capture of a release's address: the release was there, or the server said that it is no more.

    rank: see `archive.releases.order`. captured_at: UTC, ISO 8601. address: canonical. capture: id.
    words: the page itself says that there is no such article. doubtful: on that night most releases seemed gone.
    """

    rank: Rank
    captured_at: str
    capture: str
    address: str
    there: bool
    words: bool = False
    doubtful: bool = False


@dataclass(frozen=True)
class Look:
    """What one capture of our own says of a release (by its key), for judging a whole run; in the order of asking."""

    run: str
    key: str
    time: str
    there: bool


def gone_since(sightings: Iterable[Sighting]) -> Sighting | None:
    """The first sighting that says that a release is gone, if there is evidence and it has not come back; else None.

    Evidence is the city's own words, or two answers at least APART, doubtful ones LASTING apart. Only the address that
    showed the release last can say so: an older address that ends after a move means nothing. A server error, a timeout
    or an unreadable page is no sighting at all.
    """
    ordered = sorted(sightings)
    there = [number for number, sighting in enumerate(ordered) if sighting.there]
    if not there:
        return None
    last = there[-1]
    missing = [s for s in ordered[last + 1 :] if s.address == ordered[last].address]
    sure = [s for s in missing if not s.doubtful]
    if any(s.words for s in sure) or _apart(sure, APART) or _apart(missing, LASTING):
        return missing[0]
    return None


def _apart(sightings: Sequence[Sighting], pause: timedelta) -> bool:
    times = [datetime.fromisoformat(s.rank[0]) for s in sightings]
    return bool(times) and times[-1] - times[0] >= pause


def doubtful_runs(looks: Iterable[Look]) -> set[str]:
    """The runs in which a good part of the releases that were looked at seemed gone.

    looks: in order; one that was marked gone before and is asked again says nothing about the night.
    """
    found: set[str] = set()
    missing: dict[str, list[tuple[str, bool]]] = {}  # key → (time, doubtful) of the answers since it was last there
    for run, of_run in groupby(looks, key=lambda look: look.run):
        last = {look.key: look for look in of_run}
        fresh = [look for key, look in last.items() if look.there or not _marked(missing.get(key, ()))]
        away = [look for look in fresh if not look.there]
        doubtful = most_gone(len(away), len(fresh))
        if doubtful:
            found.add(run)
        for key, look in last.items():
            if look.there:
                missing.pop(key, None)
            else:
                missing.setdefault(key, []).append((look.time, doubtful))
    return found


def _marked(missing: Sequence[tuple[str, bool]]) -> bool:
    times = [datetime.fromisoformat(time) for time, _ in missing]
    sure = [datetime.fromisoformat(time) for time, doubtful in missing if not doubtful]
    return bool(sure and sure[-1] - sure[0] >= APART) or bool(times and times[-1] - times[0] >= LASTING)
