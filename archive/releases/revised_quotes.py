"""The quotes of every revision of a release that was reworded: so it is seen when words are given to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from archive.german.quotes import OfficeTable, Quote
from archive.releases.corrections import Corrections
from archive.releases.mentions import release_quotes
from archive.releases.release import Release, Revision
from scraper.items import Block

BETWEEN_BLOCKS = "\n\n"  # in the body of a revision, as in `Release.body`


@dataclass(frozen=True)
class RevisionQuotes:
    """The quotes of one revision, in reading order; `number` is the revision's."""

    number: int
    quotes: tuple[Quote, ...]


def revision_quotes(
    release: Release,
    corrections: Corrections,
    offices: OfficeTable,
    checked: Callable[[list[Quote], Release], list[Quote]] = lambda found, _: found,
) -> list[RevisionQuotes]:
    """The quotes of each revision, refused spans left out; none where there is but one wording.

    Every revision is read from its own title, teaser and body, the last one too, so that two of them differ only
    where their words do. checked: what becomes of the quotes that were found.
    """
    return list(_read(release, corrections, offices, checked)) if len(release.revisions) > 1 else []


def _read(
    release: Release,
    corrections: Corrections,
    offices: OfficeTable,
    checked: Callable[[list[Quote], Release], list[Quote]],
) -> Iterator[RevisionQuotes]:
    for revision in release.revisions:
        as_it_read = _as_it_read(release, revision)
        found = checked(release_quotes(as_it_read, corrections, offices), as_it_read)
        yield RevisionQuotes(revision.number, tuple(q for q in found if q.refused is None))


def _as_it_read(release: Release, revision: Revision) -> Release:
    paragraphs = revision.body.split(BETWEEN_BLOCKS) if revision.body else []
    blocks = tuple(Block("paragraph", paragraph) for paragraph in paragraphs)
    return replace(release, title=revision.title, teaser=revision.teaser, blocks=blocks)
