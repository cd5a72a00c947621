"""Files and pictures that a release was shown with once, and no longer is: the city took the link away, or moved it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from urllib.parse import urldefrag

from archive.releases.release import FormerFile
from archive.releases.text import clean
from scraper.items import ReleaseItem

NO_MARKUP = "plain_text"  # such a page tells of no files


def former_files(pages: Sequence[tuple[str, ReleaseItem]]) -> tuple[FormerFile, ...]:
    """What pages of a release named that the last one does not, the latest loss first.

    pages: whole pages, oldest first, each with the id of its capture.
    """
    named = [(capture, _named(item)) for capture, item in pages if item.layout != NO_MARKUP]
    lost: dict[str, FormerFile] = {}
    for (_, before), (capture, after) in pairwise(named):
        for url in after:
            lost.pop(url, None)
        for url, (kind, title) in before.items():
            if url not in after:
                lost[url] = FormerFile(kind, url, title, capture)
    return tuple(reversed(lost.values()))


def _named(item: ReleaseItem) -> dict[str, tuple[str, str | None]]:
    """Address, without a fragment → kind and title."""
    files: Iterable[tuple[str, tuple[str, str | None]]] = (
        (urldefrag(file.url).url, ("file", clean(file.title))) for file in item.files
    )
    images = (
        (urldefrag(one.url).url, ("image", clean(one.caption) or clean(one.alt))) for one in item.images if one.url
    )
    return dict(images) | dict(files)
