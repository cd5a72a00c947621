"""Captures → database. Pure and repeatable: the same captures give the same database, in whatever order they came."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from archive.capture_reader import READ_STATUSES, CaptureReader
from archive.database.opening import stored_schema
from archive.database.schema import SCHEMA_VERSION
from archive.database.store import Database
from archive.quarantine import Quarantine
from archive.readers import readers_digest
from archive.releases.authors import parse_register
from archive.releases.corrections import Corrections, parse_corrections
from archive.releases.fence import Fence
from archive.releases.gone import Sighting, gone_since
from archive.releases.holidays import parse_feasts
from archive.releases.mentions import release_dates, release_quotes
from archive.releases.merge import Witness
from archive.releases.offices import parse_offices
from archive.releases.quarantine import State
from archive.releases.revised_quotes import revision_quotes
from archive.search.additions import added_forms
from archive.search.wordlist import write_words
from archive.spool import Spool
from archive.state import decisions, state_path
from scraper.capture_index import CaptureRow
from scraper.captures import CaptureStore
from scraper.errors import BuildError
from scraper.sites import Site

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build did: captures read, releases written, captures that cannot be read, pages newly in doubt.

    whole: it began afresh.
    """

    captures: int
    releases: int
    unreadable: int
    waiting: int
    whole: bool


def build(
    store: CaptureStore, site: Site, path: Path, *, whole: bool = False, progress: Progress | None = None
) -> BuildResult:
    """Make or update the database at `path` from the captures of a store.

    Only captures that the database does not know are read, and those that show a release which they touch; all of them
    when the readers, the site, the corrections (`<site>.corrections.toml` beside it) or the schema of the database have
    changed, or `whole` is set. Either way the new database takes the place of the old one at the very end.
    Raises: BuildError, if the captures are of another site, the new database would lose every release of the old for
    another reason than that a person rejected its pages, or the old one was made by a newer program.
    """
    rows = {row.id: row for row in store.rows()}
    _check_hosts(rows.values(), site)
    corrected = path.with_suffix(".corrections.toml")
    text = corrected.read_text(encoding="utf-8") if corrected.exists() else ""
    corrections = parse_corrections(text)
    decided = decisions(state_path(path.parent, site))
    register = parse_register(site.city.authors)
    digest = readers_digest(site, text)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    result: BuildResult | None = None
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(Spool(path.parent)) as spool:
        if path.exists() and stored_schema(path) == SCHEMA_VERSION and not whole:
            shutil.copyfile(path, fresh)  # readers that have the old database open keep it until they close it
            with Database(fresh, register) as database:
                if database.readers() == digest:
                    reader = CaptureReader(store, site, rows, spool)
                    result = _update(database, store, reader, corrections, decided, digest, progress, whole=False)
        if result is None:
            fresh.unlink(missing_ok=True)
            with Database(fresh, register) as database:
                reader = CaptureReader(store, site, rows, spool)
                result = _update(database, store, reader, corrections, decided, digest, progress, whole=True)
    if path.exists() and not _releases(fresh) and (lost := _releases(path) - _rejected(fresh)):
        fresh.unlink()
        raise BuildError(
            f"these captures contain no release, but {path} holds {len(lost)}; it was left unchanged: check whether"
            " site and captures belong together"
        )
    fresh.replace(path)
    return result


def _check_hosts(rows: Collection[CaptureRow], site: Site) -> None:
    if rows and not any(site.owns(row.url) for row in rows):
        raise BuildError(
            f"none of the {len(rows)} captures is of a host of site {site.name} ({', '.join(site.hosts)}); the first is"
            f" of {next(iter(rows)).url}: name the site that they were fetched from with --site"
        )


def _releases(path: Path) -> set[str]:
    """The slugs of the releases in a database."""
    with closing(sqlite3.connect(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'releases'").fetchone():
            return set()
        return {slug for (slug,) in connection.execute("SELECT slug FROM releases")}


def _rejected(path: Path) -> set[str]:
    """The slugs of the releases of which a person rejected a page."""
    with closing(sqlite3.connect(path)) as connection:
        return {slug for (slug,) in connection.execute("SELECT release FROM quarantine WHERE state = 'rejected'")}


def _update(
    database: Database,
    store: CaptureStore,
    reader: CaptureReader,
    corrections: Corrections,
    decided: Mapping[tuple[str, str], State],
    digest: str,
    progress: Progress | None,
    *,
    whole: bool,
) -> BuildResult:
    rows, site, known = reader.rows, reader.site, database.known_captures()
    new = [row for row in rows.values() if known.get(row.id) != (row.digest, row.repeats)]
    # what could not be read is read again: its file may have been restored
    again = [rows[capture] for capture in sorted(database.unreadable().keys() & (rows.keys() - {r.id for r in new}))]
    offices, feasts = parse_offices(site.city.offices), parse_feasts(site.city.holidays)
    for run in store.runs():
        database.put_run(run)
    moved = database.captures_of(reader.later_slugs)
    touched = {reader.later_slugs[slug] for slug in database.drop_releases(reader.later_slugs)}
    quarantine = Quarantine(database, reader, decided)
    touched |= quarantine.decided
    for done, row in enumerate((*new, *again)):
        if progress:
            progress(done, len(new) + len(again))
        database.put_capture(row)
        if (slug := reader.key(row.url)) and (row.status not in READ_STATUSES or slug in quarantine.open):
            touched.add(slug)
        for shown in reader.read_anew(row):
            touched.update(found.release for found in reader.found(shown))
            if shown.id in reader.gone and (slug := reader.key(shown.url)):
                touched.add(slug)
    needed = {shown.id for row in (*new, *again) for shown in reader.read_anew(row)} | (
        (database.captures_of(touched) | moved) & set(rows)
    )
    needed |= {row.id for slug in touched for row in reader.addressed.get(slug, ())}
    by_slug = reader.by_slug(touched, needed)
    by_slug |= quarantine.sharing(by_slug)
    written = 0
    fence = Fence()
    for slug in sorted(by_slug):
        witnesses = quarantine.good(slug, reader.witnesses(by_slug[slug]))
        if release := fence.release(slug, witnesses, site):
            gone = gone_since([*reader.sightings(slug), *shown_by(witnesses, site)])
            database.put_release(release, gone, added_forms("\n".join(release.texts)))
            database.put_quotes(slug, fence.part(release, "quotes", lambda r: release_quotes(r, corrections, offices)))
            database.put_revision_quotes(
                slug, fence.part(release, "quotes of revisions", lambda r: revision_quotes(r, corrections, offices))
            )
            database.put_dates(slug, fence.part(release, "dates", lambda r: release_dates(r, feasts)))
            database.put_named(slug, ())
            written += 1
        else:
            database.drop_releases([slug])
            database.put_named(slug, sorted({one.capture for one in by_slug[slug] if one.wording is None}))
    database.drop_unreadable(reader.readable)
    quarantine.heal_lists((database.unreadable().keys() | reader.unreadable.keys()) - reader.readable)
    unreadable = {c: why for c, why in (reader.unreadable | fence.failed).items() if c not in quarantine.healed}
    database.drop_unreadable(quarantine.healed)
    for capture_id, reason in sorted(unreadable.items()):
        database.put_unreadable(capture_id, reason)
    quarantine.judge_run(store)
    database.put_crawl(store.routes(), store.alarms())
    database.put_build(version("darmstadt-aktuell"), digest)
    database.index(corrections.wikidata)
    write_words(database.db.conn)
    database.commit()
    if progress:
        progress(len(new), len(new))
    return BuildResult(len(new), written, len(unreadable), quarantine.waiting, whole)


def shown_by(witnesses: Iterable[Witness], site: Site) -> Iterator[Sighting]:
    """A feed shows whole releases at its own address: each is a sighting of the release."""
    for witness in witnesses:
        if witness.item.layout == "feed" and not witness.item.partial:
            address = site.canonical(witness.item.url)
            at, capture = witness.capture.captured_at, witness.capture.id
            yield Sighting(witness.place[0], at, capture, address, there=True)
