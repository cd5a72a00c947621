"""Which bytes were shown at the address of an attachment, and when: one after another, as revisions of a text are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from archive.attachments.signs import media_type_of
from scraper.attachments import type_of
from scraper.capture_index import CaptureRow
from scraper.errors import StoreError
from scraper.items import Capture
from scraper.pages import PageError
from scraper.pages.decoding import payload

NOTHING = "it was not captured"
ANOTHER = "what its address shows is no file of this type"


@dataclass(frozen=True)
class Shown:
    """Bytes at an address: the capture that shows them first, when they were seen (UTC), what they are."""

    capture: str
    first_seen: str
    last_seen: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True)
class Facts:
    """What the bytes of a capture are; `media_type` None: not what the address says."""

    media_type: str | None
    size: int


def facts_of(capture: Capture, url: str) -> Facts:
    """What the bytes of a capture are, by the address at which they were shown."""
    try:
        data = payload(capture)
    except PageError:
        return Facts(None, 0)
    return Facts(media_type_of(data, type_of(url)), len(data))


def versions(rows: Iterable[CaptureRow], facts: Callable[[CaptureRow], Facts]) -> tuple[list[Shown], str | None]:
    """The bytes that captures of one address show, in their order; and, where the last ones show none, why.

    rows: oldest first. An answer that is no such file (an error page, 404) shows nothing, and ends nothing.
    """
    found: list[Shown] = []
    problem: str | None = NOTHING
    for row in rows:
        if row.status not in (200, 304) or row.cut:
            if not found and row.status:
                problem = f"{NOTHING}: {'its answer was cut short' if row.cut else f'the answer was {row.status}'}"
            continue
        if found and row.digest == found[-1].digest:
            found[-1], problem = replace(found[-1], last_seen=row.captured_at), None
            continue
        if row.kind == "revisit" and not row.repeats:
            continue
        try:
            told = facts(row)
        except StoreError as error:
            problem = str(error)
            continue
        if told.media_type is None:
            problem = ANOTHER
            continue
        found.append(Shown(row.id, row.captured_at, row.captured_at, told.media_type, told.size, row.digest))
        problem = None
    return found, problem
