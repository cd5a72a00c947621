"""The rows of the index: where each record lies, and which parts of the WARC files are no readable record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)  # a build holds one for every capture
class CaptureRow:
    """An index row: the capture without its bytes, and where they lie (`offset` and `length` in bytes of `file`).

    repeats: of a revisit, the id of the capture that holds its bytes; None while that is not in the store.
    location: where a redirect leads, as sent.
    """

    number: int
    id: str
    run: str
    url: str
    captured_at: str
    kind: str
    status: int | None
    content_type: str | None
    digest: str
    etag: str | None
    last_modified: str | None
    file: str
    offset: int
    length: int
    repeats: str | None = None
    cut: str | None = None
    unverified: int = 0
    location: str | None = None


@dataclass(frozen=True)
class Damage:
    """A stretch of a WARC file that is no readable record: where it lies, in bytes, and why."""

    file: str
    offset: int
    length: int
    reason: str
