"""What was found, as an object for JSON: the same from the command line and from the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archive.wording.checking import Checked, CheckedArticle
from archive.wording.stored import StoredRelease
from archive.wording.verdicts import Verdict

# The German names of the verdicts. None says that an article is wrong: the archive knows only what the city wrote.
LABELS: dict[Verdict, str] = {
    "verbatim": "wörtlich",
    "changed": "verändert",
    "other_speaker": "andere Person",
    "earlier_revision": "nur in einer früheren Fassung",
    "withdrawn": "zurückgezogen",
    "not_found": "nicht gefunden",
}

# (slug, number of an earlier revision, anchor) → address
Permalink = Callable[[str, int | None, str | None], str]


def permalink_of(one: Checked, permalink: Permalink) -> str | None:
    """The address of the place that was found: on the release's page, or of the earlier revision."""
    if one.place is None:
        return None
    wording = one.place.wording
    return permalink(one.place.release.slug, None if wording.current else wording.number, one.anchor)


def as_object(checked: CheckedArticle, permalink: Permalink) -> dict[str, Any]:
    """The findings as an object that `json.dumps` takes; docs/operating.md explains its keys."""
    return {
        "words": checked.words,
        "shared": checked.shared,
        "share": share(checked.shared, checked.words),
        "cut": checked.cut,
        "passages": [_passage(one, permalink) for one in checked.passages],
        "releases": [
            _release(source.release, permalink) | {"words": source.words, "share": share(source.words, checked.words)}
            for source in checked.sources
        ],
    }


def share(some: int, every: int) -> float:
    """A share from 0 to 1, to four digits."""
    return round(some / every, 4) if every else 0.0


def _passage(one: Checked, permalink: Permalink) -> dict[str, Any]:
    start, end = one.span
    place = one.place
    said: dict[str, Any] = {
        "start": start, "end": end, "text": _of_passage(one), "quoted": one.passage.quoted,
        "verdict": one.verdict, "label": LABELS[one.verdict],
        "release": _release(place.release, permalink) if place else None,
    }  # fmt: skip
    if place:
        aligned, wording = place.aligned, place.wording
        said |= {
            "permalink": permalink_of(one, permalink),
            "revision": wording.number, "latest": wording.current,
            "passage": wording.text[aligned.first : aligned.last],
            "exact": place.exact,
            "differences": [{"release": d.release, "article": d.article} for d in aligned.differences],
            "diff": [list(piece) for piece in aligned.pieces],
            "speaker": {"article": one.passage.speaker, "release": place.quote.speaker if place.quote else None},
        }  # fmt: skip
    return said


def _of_passage(one: Checked) -> str:
    start, end = one.span
    return one.passage.text[start - one.passage.start : end - one.passage.start]


def _release(release: StoredRelease, permalink: Permalink) -> dict[str, Any]:
    return {
        "slug": release.slug, "published": release.published, "title": release.title.replace("\u00ad", ""),
        "gone_at": release.gone_at, "permalink": permalink(release.slug, None, None),
    }  # fmt: skip
