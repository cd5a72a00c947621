"""Captures → database. Pure and repeatable: the same captures give the same database, in whatever order they came."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from archive.database.opening import stored_schema
from archive.database.schema import SCHEMA_VERSION
from archive.database.store import Database
from archive.readers import readers_digest
from archive.releases.authors import parse_register
from archive.releases.corrections import Corrections, parse_corrections
from archive.releases.fence import Fence
from archive.releases.gone import Look, Sighting, doubtful_runs, gone_since
from archive.releases.holidays import parse_feasts
from archive.releases.mentions import release_dates, release_quotes
from archive.releases.merge import Witness
from archive.releases.offices import parse_offices
from archive.releases.order import capture_ranks, spans
from archive.releases.renamed import renamed
from archive.search.additions import added_forms
from archive.search.wordlist import write_words
from scraper.capture_index import CaptureRow
from scraper.captures import CaptureStore
from scraper.errors import BuildError, StoreError
from scraper.items import Capture, PageReading, ReleaseItem
from scraper.pages import Gone, NotARelease, PageError, is_gone, read_page
from scraper.pages.addresses import absolute
from scraper.sites import Site

Progress = Callable[[int, int], None]
ROOT = Path(__file__).parent.parent
READ_STATUSES = (None, 200)


@dataclass(frozen=True)
class BuildResult:
    """What a build did: captures read, releases written, captures that cannot be read; `whole` if it began afresh."""

    captures: int
    releases: int
    unreadable: int
    whole: bool


def database_path(data: Path, site: Site) -> Path:
    """Where a site's database lies below the data folder."""
    return data / f"{site.name}.db"


def build(
    store: CaptureStore, site: Site, path: Path, *, whole: bool = False, progress: Progress | None = None
) -> BuildResult:
    """Make or update the database at `path` from the captures of a store.

    Only captures that the database does not know are read, and those that show a release which they touch; all of them
    when the readers, the site, the corrections (`<site>.corrections.toml` beside it) or the schema of the database have
    changed, or `whole` is set. Either way the new database takes the place of the old one at the very end.
    Raises: BuildError, if the captures are of another site, the new database would lose every release of the old, or
    the old one was made by a newer program.
    """
    rows = {row.id: row for row in store.rows()}
    _check_hosts(rows.values(), site)
    corrected = path.with_suffix(".corrections.toml")
    text = corrected.read_text(encoding="utf-8") if corrected.exists() else ""
    corrections = parse_corrections(text)
    register = parse_register(site.city.authors)
    digest = readers_digest(site, text)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    result: BuildResult | None = None
    if path.exists() and stored_schema(path) == SCHEMA_VERSION and not whole:
        shutil.copyfile(path, fresh)  # whoever reads the database meanwhile, reads the old one to the end
        with Database(fresh, register) as database:
            if database.readers() == digest:
                result = _update(database, store, rows, site, corrections, digest, progress, whole=False)
    if result is None:
        fresh.unlink(missing_ok=True)
        with Database(fresh, register) as database:
            result = _update(database, store, rows, site, corrections, digest, progress, whole=True)
    if path.exists() and not _count_releases(fresh) and (lost := _count_releases(path)):
        fresh.unlink()
        raise BuildError(
            f"these captures give no release, {path} holds {lost}; it is left as it is: see whether site and captures"
            " belong together"
        )
    fresh.replace(path)
    return result


def _check_hosts(rows: Collection[CaptureRow], site: Site) -> None:
    if rows and not any(site.owns(row.url) for row in rows):
        raise BuildError(
            f"none of the {len(rows)} captures is of a host of site {site.name} ({', '.join(site.hosts)}); the first is"
            f" of {next(iter(rows)).url}: name the site that they were fetched from with --site"
        )


def _count_releases(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'releases'").fetchone():
            return 0
        (count,) = connection.execute("SELECT count(*) FROM releases").fetchone()
    return int(count)


def _update(
    database: Database,
    store: CaptureStore,
    rows: Mapping[str, CaptureRow],
    site: Site,
    corrections: Corrections,
    digest: str,
    progress: Progress | None,
    *,
    whole: bool,
) -> BuildResult:
    known = database.known_captures()
    new = [row for row in rows.values() if known.get(row.id) != row.digest]
    reader = _Reader(store, site, rows)
    offices, feasts = parse_offices(site.city.offices), parse_feasts(site.city.holidays)
    for run in store.runs():
        database.put_run(run)
    database.put_crawl(store.routes(), store.alarms())
    moved = database.captures_of(reader.later_slugs)
    touched = {reader.later_slugs[slug] for slug in database.drop_releases(reader.later_slugs)}
    for done, row in enumerate(new):
        if progress:
            progress(done, len(new))
        database.put_capture(row)
        if row.status not in READ_STATUSES and (slug := reader.key(row.url)):
            touched.add(slug)
        for shown in reader.read_anew(row):
            touched.update(slug for slug, _ in reader.witnesses(shown))
    needed = {shown.id for row in new for shown in reader.read_anew(row)} | (
        (database.captures_of(touched) | moved) & set(rows)
    )
    needed |= {row.id for slug in touched for row in reader.addressed.get(slug, ())}
    by_slug: dict[str, list[Witness]] = {slug: [] for slug in sorted(touched)}
    for capture_id in sorted(needed):
        for slug, witness in reader.witnesses(rows[capture_id]):
            if slug in by_slug:
                by_slug[slug].append(witness)
    written = 0
    fence = Fence()
    for slug, witnesses in by_slug.items():
        if release := fence.release(slug, witnesses, site):
            gone = gone_since([*reader.sightings(slug), *shown_by(witnesses, site)])
            database.put_release(release, gone, added_forms("\n".join(release.texts)))
            database.put_quotes(slug, fence.part(release, "quotes", lambda r: release_quotes(r, corrections, offices)))
            database.put_dates(slug, fence.part(release, "dates", lambda r: release_dates(r, feasts)))
            written += 1
    database.drop_unreadable(reader.readable)
    for capture_id, reason in sorted((reader.unreadable | fence.failed).items()):
        database.put_unreadable(capture_id, reason)
    database.put_build(version("darmstadt-aktuell"), digest)
    database.index()
    write_words(database.db.conn)
    database.commit()
    if progress:
        progress(len(new), len(new))
    return BuildResult(len(new), written, len(reader.unreadable | fence.failed), whole)


class _Reader:
    """Reads captures once each and remembers what they say, and which cannot be read."""

    def __init__(self, store: CaptureStore, site: Site, rows: Mapping[str, CaptureRow]) -> None:
        self._store, self._site, self._rows = store, site, rows
        self._read: dict[str, list[tuple[str, Witness]]] = {}
        self._items: dict[ReleaseItem, ReleaseItem] = {}  # a feed shows the same release in every capture
        self._gone: set[str] = set()
        self.unreadable: dict[str, str] = {}
        runs = store.runs()
        self.ranks = capture_ranks(rows.values(), runs)
        self._answers: dict[tuple[str, str], list[CaptureRow]] = {}  # (address, digest) → its captures, oldest first
        for row in sorted(rows.values(), key=lambda row: self.ranks[row.id]):
            self._answers.setdefault((row.url, row.digest), []).append(row)
        self.later_slugs = self._renamed()
        self.addressed: dict[str, list[CaptureRow]] = {}
        for row in rows.values():
            if slug := self.key(row.url):
                self.addressed.setdefault(slug, []).append(row)
        self._doubtful = doubtful_runs(self._looks({run.id for run in runs if run.own}))

    @property
    def readable(self) -> set[str]:
        """Captures that were read and can be."""
        return set(self._read) - set(self.unreadable)

    def key(self, url: str) -> str | None:
        """The release that an address names, under the slug by which it was first seen."""
        slug = self._site.key(url)
        return self.later_slugs.get(slug, slug) if slug else None

    def read_anew(self, row: CaptureRow) -> list[CaptureRow]:
        """The captures that a new one shows: itself, or the one whose bytes it says to be of another type."""
        original = self._rows.get(row.repeats or "")
        if row.kind != "revisit" or original is None or original.url != row.url:
            return [row]
        return [original] if row.content_type and row.content_type != original.content_type else []

    def witnesses(self, row: CaptureRow) -> list[tuple[str, Witness]]:
        """(slug, witness) for each release that a capture shows; a revisit of the same address shows nothing new."""
        original = self._rows.get(row.repeats or "")
        if row.kind == "revisit" and (original is None or original.url == row.url):
            return []
        return self._reading(row) if row.status in READ_STATUSES else []

    def sightings(self, slug: str) -> Iterator[Sighting]:
        """What the captures of a release's own addresses say about whether it was there."""
        there: dict[tuple[str, str], bool] = {}
        rows = [row for row in self.addressed.get(slug, ()) if not self._leads_to(row, slug)]
        for row in rows:
            if row.kind != "revisit" and (reading := self._reading(row) or row.id in self._gone):
                there[row.url, row.digest] = reading is not True
        for row in rows:
            if (shown := there.get((row.url, row.digest))) is not None:
                words = not shown and row.status in (*READ_STATUSES, 304)
                yield Sighting(
                    self.ranks[row.id], row.captured_at, row.id, self._site.canonical(row.url), shown,
                    words, row.run in self._doubtful,
                )  # fmt: skip

    def _looks(self, own: set[str]) -> Iterator[Look]:
        """What each own answer says at once, by its status alone: for judging a night."""
        for row in sorted((r for rows in self.addressed.values() for r in rows), key=lambda row: self.ranks[row.id]):
            slug = self.key(row.url)
            if row.run not in own or not slug or self._leads_to(row, slug):
                continue
            if row.status in (200, 304) or is_gone(_without_bytes(row), self._site):
                yield Look(row.run, slug, self.ranks[row.id][0], there=row.status in (200, 304))

    def _renamed(self) -> dict[str, str]:
        shown = [
            (slug, row.id) for row in self._rows.values() if row.status == 200 and (slug := self._site.key(row.url))
        ]
        moves = [
            (old, new)
            for row in self._rows.values()
            if row.location and (old := self._site.key(row.url)) and (new := self._site.key(_target(row)))
        ]
        return renamed(moves, spans(self.ranks, shown)) if moves else {}

    def _leads_to(self, row: CaptureRow, slug: str) -> bool:
        """Whether an answer is a redirect to the same release."""
        return bool(row.location) and self.key(_target(row)) == slug

    def _reading(self, row: CaptureRow) -> list[tuple[str, Witness]]:
        if row.id not in self._read:
            self._read[row.id] = list(self._witnesses(row))
        return self._read[row.id]

    def _witnesses(self, row: CaptureRow) -> Iterator[tuple[str, Witness]]:
        try:
            capture = self._store.shown(row)
            reading = self._as_answered(row, capture)
        except Gone:
            self._gone.add(row.id)
            return
        except NotARelease:
            return
        except (PageError, StoreError) as error:
            self.unreadable[row.id] = str(error)
            return
        except Exception as error:  # noqa: BLE001 - a bad page costs that page only, and `check` reports it
            self.unreadable[row.id] = f"the reader failed: {type(error).__name__}: {error}"
            return
        for item in reading.items:
            if slug := self.key(item.url):
                yield slug, Witness(without_body(capture), self._items.setdefault(item, item), self.ranks[row.id])

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
                    return read_page(replace(capture, headers=(("Content-Type", kind), *headers)), self._site)
                except PageError:
                    continue
            break
        return read_page(capture, self._site)


def _target(row: CaptureRow) -> str:
    return absolute(row.url, row.location or "")


def _without_bytes(row: CaptureRow) -> Capture:
    headers = (("Location", row.location),) if row.location else ()
    return Capture(row.url, row.captured_at, "response", row.status, headers, b"")


def without_body(capture: Capture) -> Capture:
    """The same capture without its bytes: nobody needs them once read, and an archive of them fills the memory."""
    return replace(capture, body=b"", headers=())


def shown_by(witnesses: Iterable[Witness], site: Site) -> Iterator[Sighting]:
    """A feed shows whole releases at its own address: each is a sighting of the release."""
    for witness in witnesses:
        if witness.item.layout == "feed" and not witness.item.partial:
            address = site.canonical(witness.item.url)
            at, capture = witness.capture.captured_at, witness.capture.id
            yield Sighting(witness.place[0], at, capture, address, there=True)
