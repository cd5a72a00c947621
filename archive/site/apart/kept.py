"""Answers of processes that are dear to make and small to keep: pictures."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from archive.site.headers import Headers

MOST = 400  # answers
LARGEST = 128 * 1024  # bytes of one of them: at most 50 MiB in all


@dataclass(frozen=True)
class KeptAnswer:
    """A whole answer."""

    headers: Headers
    body: bytes

    def is_known(self, request: Headers) -> bool:
        """Whether who asks has it already (If-None-Match)."""
        tag = next((value for name, value in self.headers if name.lower() == b"etag"), None)
        known = b", ".join(value for name, value in request if name.lower() == b"if-none-match")
        return tag is not None and tag in known


class Kept:
    """At most so many answers, the least recently used dropped first; a larger one, or a failure, is never kept."""

    def __init__(self, most: int = MOST, largest: int = LARGEST) -> None:
        self._most, self._largest = most, largest
        self._answers: OrderedDict[Hashable, KeptAnswer] = OrderedDict()

    def get(self, key: Hashable) -> KeptAnswer | None:
        """The answer that is kept for a key: the database's identity and the path."""
        found = self._answers.get(key)
        if found:
            self._answers.move_to_end(key)
        return found

    def put(self, key: Hashable, status: int, headers: Headers, body: bytes) -> None:
        """Keep an answer."""
        if status == 200 and len(body) <= self._largest:
            self._answers[key] = KeptAnswer(headers, body)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
