"""A cache of rendered pages: valid as long as the database file is the same; the least recently used are dropped."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path

from archive.exports.downloads import downloads_folder

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Rendered:
    """A rendered answer; `etag` is a digest of its bytes."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """A strong entity tag: equal bytes have equal tags."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'


class PageCache:
    """At most `max_bytes` of rendered bodies, least recently used dropped first."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max, self._bytes = max_bytes, 0
        self._pages: OrderedDict[Hashable, tuple[Rendered, str]] = OrderedDict()

    def get(self, key: Hashable) -> tuple[Rendered, str] | None:
        """The page and its entity tag."""
        found = self._pages.get(key)
        if found:
            self._pages.move_to_end(key)
        return found

    def put(self, key: Hashable, page: Rendered) -> tuple[Rendered, str]:
        """Store a page, unless it is larger than the whole cache."""
        entry = (page, page.etag)
        if len(page.body) <= self._max and key not in self._pages:
            self._pages[key] = entry
            self._bytes += len(page.body)
            while self._bytes > self._max:
                _, (dropped, _) = self._pages.popitem(last=False)
                self._bytes -= len(dropped.body)
        return entry


def file_identity(path: str | None) -> Hashable:
    """What changes when a database file is replaced or written; None for one in memory."""
    if path is None:
        return None
    stat = Path(path).stat()
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def downloads_identity(path: str | None) -> Hashable:
    """What changes when the files to download are made, a while after their database."""
    folder = downloads_folder(Path(path)) if path else None
    return folder.stat().st_mtime_ns if folder and folder.exists() else None
