"""The best place for a passage among the releases that may hold it, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from archive.wording.alignment import Aligned, align
from archive.wording.attribution import another_person, quote_at
from archive.wording.passages import Passage
from archive.wording.stored import StoredQuote, StoredRelease, Wording

Verdict = Literal["verbatim", "changed", "other_speaker", "earlier_revision", "withdrawn", "not_found"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True)
class Place:
    """Where a passage stands: in which wording of which release, and beside which of its quotes."""

    release: StoredRelease
    wording: Wording
    aligned: Aligned
    quote: StoredQuote | None
    other_speaker: bool

    @property
    def exact(self) -> bool:
        """Whether nothing is different."""
        return not self.aligned.differences

    @property
    def verdict(self) -> Verdict:
        """What is said of it: what weighs most for who prints the passage."""
        if self.release.gone_at:
            return "withdrawn"
        if self.exact and not self.wording.current:
            return "earlier_revision"
        if self.other_speaker:
            return "other_speaker"
        return "verbatim" if self.exact else "changed"


def best_place(article: str, passage: Passage, releases: Iterable[StoredRelease]) -> Place | None:
    """The place that fits best: most words the same, then the same speaker, still shown, the latest wording."""
    places = [place for release in releases for place in _places(article, passage, release)]
    return min(places, key=_order, default=None)


def _order(place: Place) -> tuple[object, ...]:
    aligned = place.aligned
    different = sum(max(len(d.release.split()), len(d.article.split())) for d in aligned.differences)
    return (
        not place.exact, -(aligned.same - 2 * different), place.other_speaker, bool(place.release.gone_at),
        not place.wording.current, place.release.published or "9999", place.release.slug, -place.wording.number,
    )  # fmt: skip


def _places(article: str, passage: Passage, release: StoredRelease) -> Iterable[Place]:
    """The passage in the latest wording, and in earlier ones where that is not all the same."""
    for wording in release.wordings:
        if (aligned := align(article, passage, wording)) is not None:
            quote = quote_at(aligned, wording)
            place = Place(release, wording, aligned, quote, another_person(passage, quote))
            yield place
            if place.exact:
                return
