"""Gone is a fact: when the city stopped to show a release, told from its captures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Sighting:
    """One capture of a release's address: the release was there, or the server said that it is no more.

    captured_at: UTC, ISO 8601. address: canonical. capture: id.
    """

    captured_at: str
    capture: str
    address: str
    there: bool


def gone_since(sightings: Iterable[Sighting]) -> Sighting | None:
    """The first sighting that says that a release is gone, if it has not come back since; else None.

    Only the address that showed the release last can say so: an older address that ends after a move means nothing.
    A server error, a timeout or an unreadable page is no sighting at all, so one transient error marks nothing.
    """
    ordered = sorted(sightings)
    there = [number for number, sighting in enumerate(ordered) if sighting.there]
    if not there:
        return None
    last = there[-1]
    return next((s for s in ordered[last + 1 :] if s.address == ordered[last].address), None)
