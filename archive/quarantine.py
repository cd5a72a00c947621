"""The quarantine of a database: which pages wait, which releases they touch, and what a person decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from archive.capture_reader import CaptureReader
from archive.database.store import Database
from archive.releases.merge import Witness
from archive.releases.order import Rank
from archive.releases.quarantine import State, digest_of, judge, shared_wordings

DECIDED = ("accepted", "rejected")


class Quarantine:
    """Parts the pages of releases while a database is made or brought up to date.

    open:    releases with a page in doubt or a capture that cannot be read: a new look may heal them.
    decided: releases about whose pages a person decided since the database was made.
    healed:  captures that could not be read, after which the release was back.
    waiting: number of pages that wait now.
    """

    def __init__(self, database: Database, reader: CaptureReader, decisions: Mapping[tuple[str, str], State]) -> None:
        self._database, self._reader, self._decisions = database, reader, decisions
        self._stored = database.doubts()
        self.open = {release for _, release, _, state in self._stored if state == "waiting"}
        self.open |= {slug for url in database.unreadable_addresses() if (slug := reader.key(url))}
        self.decided = {
            release
            for _, release, digest, state in self._stored
            if decisions.get((release, digest)) != (state if state in DECIDED else None)
        }
        self._shared: set[str] = set()
        self.healed: set[str] = set()
        self.waiting = 0

    def sharing(self, by_slug: Mapping[str, list[Witness]]) -> dict[str, list[Witness]]:
        """The witnesses of further releases whose pages say the same as these: all of them are judged together."""
        fresh = {(slug, digest_of(w.item)) for slug, found in by_slug.items() for w in found if w.whole}
        stored = {(release, digest) for _, release, digest, _ in self._stored}
        stored |= {(slug, digest) for slug, digest, url in self._database.wordings() if self._reader.key(url) == slug}
        shared = shared_wordings(fresh | {(slug, digest) for slug, digest in stored if slug not in by_slug})
        self._shared = set(shared)
        told = {digest for _, digest in fresh}
        others = {slug for digest, slugs in shared.items() if digest in told for slug in slugs if slug not in by_slug}
        captures = self._database.captures_of(others)
        captures |= {row.id for slug in others for row in self._reader.addressed.get(slug, ())}
        return self._reader.by_slug(others, captures & self._reader.ranks.keys())

    def good(self, slug: str, witnesses: Iterable[Witness]) -> list[Witness]:
        """The witnesses that show the release; the others are written down with their reason."""
        good, doubtful = judge(slug, witnesses, self._shared, self._decisions)
        back = self._last([w.capture.id for w in good if w.whole], slug)
        self._database.drop_doubts(slug)
        for witness, doubt in doubtful:
            if doubt.state != "accepted":
                self._reader.doubtful.add(doubt.capture)
            state = doubt.state
            if state == "waiting" and back and (self._last([witness.capture.id], slug) or back) < back:
                state = "healed"
            self.waiting += state == "waiting"
            self._database.put_doubt(replace(doubt, state=state))
        for row in self._reader.addressed.get(slug, ()):
            if row.id in self._reader.unreadable and back and (self._last([row.id], slug) or back) < back:
                self.healed.add(row.id)
        return good

    def _last(self, captures: Iterable[str], slug: str) -> Rank | None:
        """When the bytes of one of these captures were last seen at the release's addresses, revisits included."""
        rows = self._reader.addressed.get(slug, ())
        ids = set(captures)
        answers = {(row.url, row.digest) for row in rows if row.id in ids}
        return max((self._reader.ranks[row.id] for row in rows if (row.url, row.digest) in answers), default=None)
