"""Reads each capture once: what it shows, whether it can be read, and in which order captures came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from archive.releases.gone import Look, Sighting, doubtful_runs
from archive.releases.merge import Witness
from archive.releases.order import capture_ranks, spans
from archive.releases.renamed import renamed
from archive.releases.revisions import digest_of
from archive.spool import Place, Spool
from archive.withdrawn import Withdrawn
from scraper.capture_index import CaptureRow, Damage
from scraper.captures import CaptureStore
from scraper.errors import StoreError
from scraper.items import Capture, PageReading
from scraper.pages import Gone, NotARelease, PageError, is_gone, read_page
from scraper.pages.addresses import absolute
from scraper.pages.characters import each_text
from scraper.sites import Site
from scraper.withdrawals import Withdrawals

READ_STATUSES = (None, 200)


@dataclass(frozen=True, slots=True)
class Found:
    """A witness that was read and lies in the spool.

    wording: of a whole page, the digest of its wording; None of a list entry or feed item.
    """

    release: str
    capture: str
    item: Place
    wording: str | None


class CaptureReader:
    """Reads each capture once and remembers what it says, or why it cannot be read.

    spool: takes what was read; only the places stay in memory.
    """

    def __init__(
        self, store: CaptureStore, site: Site, rows: Mapping[str, CaptureRow], spool: Spool, withdrawals: Withdrawals
    ) -> None:
        self._store, self.site, self.rows, self._spool = store, site, rows, spool
        self.zone = site.zone
        self.printed: dict[
            str, dict[str, str]
        ] = {}  # release → digests of its blackened wordings, as they were printed
        self._read: dict[str, list[Found]] = {}
        self.gone: set[str] = set()
        self.unreadable: dict[str, str] = {}
        self.doubtful: set[str] = set()  # pages that may not be the release: they say nothing of whether it was there
        runs = store.runs()
        self.ranks = capture_ranks(rows.values(), runs)
        self._answers: dict[tuple[str, str], list[CaptureRow]] = {}  # (address, digest) → its captures, oldest first
        for row in sorted(rows.values(), key=lambda row: self.ranks[row.id]):
            self._answers.setdefault((row.url, row.digest), []).append(row)
        self.later_slugs = self._renamed()
        self.withdrawn = Withdrawn(withdrawals, site, self.later_slugs)
        self.addressed: dict[str, list[CaptureRow]] = {}
        for row in rows.values():
            if slug := self.key(row.url):
                self.addressed.setdefault(slug, []).append(row)
        self._returned = {row.id for of_one in self.addressed.values() for row in self._returning(of_one)}
        self._doubtful = doubtful_runs(self._looks({run.id for run in runs if run.own}))

    def by_slug(self, slugs: Iterable[str], captures: Iterable[str]) -> dict[str, list[Found]]:
        """The witnesses of these releases in these captures."""
        by_slug: dict[str, list[Found]] = {slug: [] for slug in slugs}
        for capture in sorted(captures):
            for found in self.found(self.rows[capture]):
                if found.release in by_slug:
                    by_slug[found.release].append(found)
        return by_slug

    def witnesses(self, found: Iterable[Found]) -> list[Witness]:
        """What was found, with its texts, as far as they are not withdrawn."""
        return [self._witness(one) for one in found]

    def _witness(self, found: Found) -> Witness:
        printed = self._spool.get(found.item)
        item = self.withdrawn.unlinked(printed)
        wording = found.wording if item is printed else None
        return Witness(_shown(self.rows[found.capture]), item, self.ranks[found.capture], wording)

    @property
    def readable(self) -> set[str]:
        """Captures that were read and can be."""
        return set(self._read) - set(self.unreadable)

    def key(self, url: str) -> str | None:
        """The release that an address names, under the slug by which it was first seen, blackened if need be."""
        slug = self.site.key(url)
        return self.withdrawn.shown(slug) if slug else None

    def read_anew(self, row: CaptureRow) -> list[CaptureRow]:
        """The captures to read for a new one: itself, or the one whose bytes it declares to be of another type."""
        original = self.rows.get(row.repeats or "")
        if row.kind != "revisit" or original is None or original.url != row.url or row.id in self._returned:
            return [row]
        return [original] if row.content_type and row.content_type != original.content_type else []

    def found(self, row: CaptureRow) -> list[Found]:
        """The witness of each release that a capture shows.

        A revisit of the same address shows nothing new, unless the address had shown something else in between.
        """
        original = self.rows.get(row.repeats or "")
        if row.kind == "revisit" and (original is None or original.url == row.url) and row.id not in self._returned:
            return []
        return self._reading(row) if row.status in READ_STATUSES else []

    def sightings(self, slug: str) -> Iterator[Sighting]:
        """What the captures of a release's own addresses say about whether it was there; nothing if all say it was."""
        there: dict[tuple[str, str], bool] = {}
        rows = [row for row in self.addressed.get(slug, ()) if not self._leads_to(row, slug)]
        for row in rows:
            if row.id in self.doubtful:
                continue
            if row.kind != "revisit" and (reading := self._reading(row) or row.id in self.gone):
                there[row.url, row.digest] = reading is not True
        if all(there.values()):
            return
        for row in rows:
            if (shown := there.get((row.url, row.digest))) is not None:
                words = not shown and row.status in (*READ_STATUSES, 304)
                yield Sighting(
                    self.ranks[row.id], row.captured_at, row.id, self.site.canonical(row.url), shown,
                    words, row.run in self._doubtful,
                )  # fmt: skip

    def _returning(self, rows: Iterable[CaptureRow]) -> Iterator[CaptureRow]:
        """Revisits that bring back an earlier page of their address: the one shown last was another."""
        shown: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: self.ranks[row.id]):
            if row.status not in (*READ_STATUSES, 304) or row.cut:
                continue
            original = self.rows.get(row.repeats or "")
            if row.kind == "revisit" and (original is None or original.url != row.url):
                continue
            digest = original.digest if original else row.digest
            if row.kind == "revisit" and shown.get(row.url, digest) != digest:
                yield row
            shown[row.url] = digest

    def _looks(self, own: set[str]) -> Iterator[Look]:
        """What the status of each answer of our own crawls says, without reading its bytes; to judge a whole night."""
        for row in sorted((r for rows in self.addressed.values() for r in rows), key=lambda row: self.ranks[row.id]):
            slug = self.key(row.url)
            if row.run not in own or not slug or self._leads_to(row, slug):
                continue
            if row.status in (200, 304) or is_gone(_without_bytes(row), self.site):
                yield Look(row.run, slug, self.ranks[row.id][0], there=row.status in (200, 304))

    def _renamed(self) -> dict[str, str]:
        shown = [(slug, row.id) for row in self.rows.values() if row.status == 200 and (slug := self.site.key(row.url))]
        moves = [
            (old, new)
            for row in self.rows.values()
            if row.location and (old := self.site.key(row.url)) and (new := self.site.key(_target(row)))
        ]
        return renamed(moves, spans(self.ranks, shown)) if moves else {}

    def _leads_to(self, row: CaptureRow, slug: str) -> bool:
        """Whether an answer is a redirect to the same release."""
        return bool(row.location) and self.key(_target(row)) == slug

    def _reading(self, row: CaptureRow) -> list[Found]:
        if row.id not in self._read:
            self._read[row.id] = list(self._find(row))
        return self._read[row.id]

    def _find(self, row: CaptureRow) -> Iterator[Found]:
        try:
            capture = self._store.shown(row)
            reading = self._as_answered(row, capture)
        except Gone:
            self.gone.add(row.id)
            return
        except NotARelease:
            return
        except PageError as error:
            self.unreadable[row.id] = str(error)
            return
        except StoreError as error:
            self.unreadable[row.id] = str(error)
            self._store.put_damage([Damage(row.file, row.offset, row.length, str(error))])
            return
        except Exception as error:  # noqa: BLE001 - a bad page costs that page only, and `check` reports it
            self.unreadable[row.id] = f"the reader failed: {type(error).__name__}: {error}"
            return
        for printed in reading.items:
            item = each_text(printed, self.site.boilerplate.revealed)  # links and texts alike
            if slug := self.key(item.url):
                shown = self.withdrawn.redacted(item)
                if shown is not item and Witness(capture, item).whole:
                    self.printed.setdefault(slug, {})[digest_of(shown)] = digest_of(item)
                item = shown
                wording = digest_of(item) if Witness(capture, item).whole else None
                yield Found(slug, row.id, self._spool.put(item), wording)

    def _as_answered(self, row: CaptureRow, capture: Capture) -> PageReading:
        """Read a page under the type and charset that its newest answer gave, if it can be read so.

        The same bytes may come under a wrong type one day and under the right one the next.
        """
        answers = self._answers[row.url, row.digest]
        types = dict.fromkeys(a.content_type for a in reversed(answers) if a.content_type and a.status in (200, 304))
        for kind in types:
            if kind != row.content_type:
                headers = tuple((n, v) for n, v in capture.headers if n.casefold() != "content-type")
                try:
                    return read_page(replace(capture, headers=(("Content-Type", kind), *headers)), self.site)
                except PageError:
                    continue
            break
        return read_page(capture, self.site)


def _target(row: CaptureRow) -> str:
    return absolute(row.url, row.location or "")


def _without_bytes(row: CaptureRow) -> Capture:
    headers = (("Location", row.location),) if row.location else ()
    return Capture(row.url, row.captured_at, "response", row.status, headers, b"")


def _shown(row: CaptureRow) -> Capture:
    """The capture without its bytes and headers, which are not needed once read."""
    return Capture(row.url, row.captured_at, "response", row.status, (), b"", row.digest, row=row.id)
