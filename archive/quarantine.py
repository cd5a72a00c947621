"""The quarantine of a database: which pages wait, which releases they affect, and what was decided about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from archive.capture_reader import CaptureReader, Found
from archive.database.store import Database
from archive.releases.merge import Witness
from archive.releases.order import Rank
from archive.releases.quarantine import State, judge
from archive.releases.reposts import out_of_place, shared_wordings, told_again
from scraper.alarms import QUARANTINED
from scraper.captures import CaptureStore
from scraper.evidence import most_gone
from scraper.runs import Alarm

SHOWN = (200, 304)
DECIDED = ("accepted", "rejected")


class Quarantine:
    """Separates good pages from doubtful ones while a database is made or updated.

    open:    releases with a page in doubt or a capture that cannot be read: a new look may heal them.
    decided: releases about whose pages a person decided since the database was made.
    healed:  captures that could not be read, after which the release was back.
    waiting: number of pages that wait now.
    """

    def __init__(self, database: Database, reader: CaptureReader, decisions: Mapping[tuple[str, str], State]) -> None:
        self._database, self._reader, self._decisions = database, reader, decisions
        self._stored = database.doubts()
        self.open = {release for _, release, _, state in self._stored if state == "waiting"}
        self.open |= {slug for url in database.unreadable().values() if (slug := reader.key(url))}
        self.decided = {
            release
            for _, release, digest, state in self._stored
            if decisions.get((release, digest)) != (state if state in DECIDED else None)
        }
        self._pages: dict[str, set[str]] = {}  # release → its captures that wait
        for capture, release, _, state in self._stored:
            if state == "waiting":
                self._pages.setdefault(release, set()).add(capture)
        self._shared: set[str] = set()
        self._out_of_place: set[str] = set()
        self.healed: set[str] = set()
        self.waiting = 0

    def sharing(self, by_slug: Mapping[str, list[Found]]) -> dict[str, list[Found]]:
        """The witnesses of further releases whose pages say the same as these: all of them are judged together."""
        fresh = {(slug, one.wording) for slug, found in by_slug.items() for one in found if one.wording}
        stored = {(release, digest) for _, release, digest, _ in self._stored}
        stored |= {(slug, digest) for slug, digest, url in self._database.wordings() if self._reader.key(url) == slug}
        shared = shared_wordings(fresh | {(slug, digest) for slug, digest in stored if slug not in by_slug})
        self._shared = set(shared)
        together, todo = dict(by_slug), {digest for _, digest in fresh} & shared.keys()
        while slugs := {slug for digest in todo for slug in shared[digest]} - together.keys():
            captures = self._database.captures_of(slugs)
            captures |= {row.id for slug in slugs for row in self._reader.addressed.get(slug, ())}
            together |= (found := self._reader.by_slug(slugs, captures & self._reader.ranks.keys()))
            todo = {one.wording for pages in found.values() for one in pages if one.wording} & shared.keys()
        alike = (pages for pages in together.values() if any(one.wording in self._shared for one in pages))
        self._out_of_place = out_of_place(map(self._reader.witnesses, alike), self._shared)
        return {slug: pages for slug, pages in together.items() if slug not in by_slug}

    def good(self, slug: str, witnesses: Iterable[Witness]) -> list[Witness]:
        """The witnesses that show the release; the others are written down with their reason."""
        pages = list(witnesses)
        held = {w.capture.id for w in pages if w.whole and self._held(w, slug)}
        good, doubtful = judge(slug, pages, held, self._decided_of(slug))
        back = self._last([w.capture.id for w in good if w.whole], slug)
        self._database.drop_doubts(slug)
        self._pages.pop(slug, None)
        for witness, doubt in doubtful:
            if doubt.state != "accepted":
                self._reader.doubtful.add(doubt.capture)
            state = doubt.state
            if state == "waiting" and back and (self._last([witness.capture.id], slug) or back) < back:
                state = "healed"
            if state == "waiting":
                self.waiting += 1
                self._pages.setdefault(slug, set()).add(doubt.capture)
            self._database.put_doubt(replace(doubt, state=state))
        for row in self._reader.addressed.get(slug, ()):
            if row.id in self._reader.unreadable and back and (self._last([row.id], slug) or back) < back:
                self.healed.add(row.id)
        return good

    def _decided_of(self, slug: str) -> Mapping[tuple[str, str], State]:
        """The decisions; those on pages that were blackened afterwards hold on."""
        origin = self._reader.withdrawn.origin(slug)
        printed = self._reader.printed.get(slug, {})
        held = {(slug, black): self._decisions.get((origin, was)) for black, was in printed.items()}
        return (
            {**{key: state for key, state in held.items() if state}, **self._decisions} if printed else self._decisions
        )

    def heal_lists(self, unreadable: Collection[str]) -> None:
        """A feed, list or sitemap that could not be read is of no matter once its address could be read again."""
        rows, ranks = self._reader.rows, self._reader.ranks
        lists = [rows[c] for c in unreadable if c in rows and self._reader.key(rows[c].url) is None]
        answers, urls = {(row.url, row.digest) for row in lists}, {row.url for row in lists}
        good = [r for r in rows.values() if r.url in urls and r.status in SHOWN and (r.url, r.digest) not in answers]
        self.healed |= {one.id for one in lists if any(r.url == one.url and ranks[r.id] > ranks[one.id] for r in good)}

    def judge_run(self, store: CaptureStore) -> None:
        """Open or close the alarm that a good part of what the newest crawl was shown waits.

        The same bytes wait on every night on which they are seen. A run that was cut short closes nothing.
        """
        crawls = [run for run in store.runs() if run.kind == "crawl" and run.mode]
        if not crawls:
            return
        run = crawls[-1]
        rows, seen = self._reader.rows, store.rows_of(run.id)
        waiting = {(rows[c].url, rows[c].digest) for pages in self._pages.values() for c in pages if c in rows}
        shown = {key: row for row in seen if row.status in SHOWN and (key := self._reader.key(row.url))}
        doubtful = [key for key, row in shown.items() if (row.url, row.digest) in waiting]
        if most_gone(len(doubtful), len(shown)):
            reason = f"{len(doubtful)} of {len(shown)} release pages of this run wait: what does the site show?"
            store.open_alarm(Alarm(run.id, QUARANTINED, reason, run.started_at))
        elif run.ended_why == "finished":
            store.close_alarm(run.id, QUARANTINED)

    def _held(self, page: Witness, slug: str) -> bool:
        """Whether a page's wording was found at too many addresses to be the release at this one."""
        digest = page.digest
        if digest not in self._shared:
            return False
        rows = self._reader.addressed.get(slug, ())
        answers = {(row.url, row.digest) for row in rows if row.id == page.capture.id}
        own = [r.captured_at for r in rows if (r.url, r.digest) in answers and self._reader.ranks[r.id][1] >= 0]
        return digest in self._out_of_place or not told_again(page, own, self._reader.zone)

    def _last(self, captures: Iterable[str], slug: str) -> Rank | None:
        """When the bytes of one of these captures were last seen at the release's addresses, revisits included."""
        rows = self._reader.addressed.get(slug, ())
        ids = set(captures)
        answers = {(row.url, row.digest) for row in rows if row.id in ids}
        return max((self._reader.ranks[row.id] for row in rows if (row.url, row.digest) in answers), default=None)
