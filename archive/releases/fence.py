"""Isolates releases from each other: a failure costs only what failed, is reported, and stops no other release."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from archive.releases.merge import Witness, merge
from archive.releases.release import Release
from scraper.sites import Site

T = TypeVar("T")


class Fence:
    """Makes releases one by one.

    failed: capture id → what could not be made of it.
    """

    def __init__(self) -> None:
        self.failed: dict[str, str] = {}

    def release(self, slug: str, witnesses: Sequence[Witness], site: Site) -> Release | None:
        """The release of these witnesses. If that fails, witnesses are left out, the newest first, and reported.

        So a release keeps the state that it had before the capture that breaks it, whatever was built before.
        """
        left = sorted(witnesses, key=lambda w: w.place)
        while left:
            try:
                return merge(slug, left, site.zone, site.first_day, site.boilerplate)
            except Exception as error:  # noqa: BLE001 - whatever a page holds, it must not stop the others
                odd = left.pop()
                self.failed[odd.capture.id] = f"release {slug} cannot be made of it: {type(error).__name__}: {error}"
        return None

    def part(self, release: Release, name: str, make: Callable[[Release], list[T]]) -> list[T]:
        """A derived part of a release, e.g. its quotes; if that fails, an empty list, and the failure is reported."""
        try:
            return make(release)
        except Exception as error:  # noqa: BLE001 - as above
            why = f"the {name} of release {release.slug} cannot be made: {type(error).__name__}: {error}"
            self.failed.setdefault(release.capture, why)
            return []
