"""What was answered at an address, with redirects followed as the crawl followed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scraper.attachments import target_of
from scraper.capture_index import CaptureRow

MOST_HOPS = 5  # of one redirect to the next


class Answers:
    """The answers at every address. rows: of all captures, oldest first."""

    def __init__(self, rows: Iterable[CaptureRow]) -> None:
        self._at: dict[str, list[tuple[int, CaptureRow]]] = {}
        self._in_run: dict[tuple[str, str], list[tuple[int, CaptureRow]]] = {}
        for place, row in enumerate(rows):
            self._at.setdefault(row.url, []).append((place, row))
            self._in_run.setdefault((row.url, row.run), []).append((place, row))

    def of(self, url: str) -> Iterator[CaptureRow]:
        """The answers at an address, oldest first; of a redirect, what was answered at its end."""
        for place, row in self._at.get(url, ()):
            yield self._end(place, row)

    def _end(self, place: int, row: CaptureRow) -> CaptureRow:
        """What a redirect led to: the next answer of the same run at its target; itself, where there is none.

        Records of other tools may be of the same second, and then stand in any order.
        """
        for _ in range(MOST_HOPS):
            there = self._in_run.get((target_of(row) or "", row.run), ())
            later = ((p, one) for p, one in there if p > place or one.captured_at >= row.captured_at)
            if (found := next(later, None)) is None:
                break
            place, row = found
        return row
