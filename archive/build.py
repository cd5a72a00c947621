"""Captures → database. Pure and repeatable: the same captures give the same database, in whatever order they came."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from archive.attachments.gather import Gatherer
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
from archive.withholding import Withholding, lifted
from scraper.capture_index import CaptureRow
from scraper.captures import CaptureStore
from scraper.errors import BuildError
from scraper.sites import Site
from scraper.withdrawals import load_withdrawals

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build did: captures read, releases written, captures that cannot be read, pages newly in doubt.

    whole: it began afresh. notes: what is wrong with the withdrawals, a line each.
    """

    captures: int
    releases: int
    unreadable: int
    waiting: int
    whole: bool
    notes: tuple[str, ...] = ()


def build(
    store: CaptureStore, site: Site, path: Path, *, whole: bool = False, progress: Progress | None = None
) -> BuildResult:
    """Make or update the database at `path` from the captures of a store.

    Only captures that the database does not know are read, and those that show a release which they touch; all of them
    when the readers, the site, the corrections (`<site>.corrections.toml` beside it) or the schema of the database have
    changed, a withdrawal was lifted, captures were erased, or `whole` is set. Either way the new database takes the
    place of the old one at the very end.
    Raises: BuildError, if the captures are of another site, the new database would lose every release of the old for
    another reason than that a person rejected or withdrew them, or the old one was made by a newer program;
    WithdrawalsError, if the withdrawals cannot be read.
    """
    rows = {row.id: row for row in store.rows()}
    _check_hosts(rows.values(), site)
    corrected = path.with_suffix(".corrections.toml")
    text = corrected.read_text(encoding="utf-8") if corrected.exists() else ""
    corrections = parse_corrections(text)
    withdrawals = load_withdrawals(path.parent, site)
    decided = decisions(state_path(path.parent, site))
    register = parse_register(site.city.authors)
    digest = readers_digest(site, text)
    fresh = path.with_name(path.name + ".new")
    for left in (fresh, _clean_path(fresh)):
        left.unlink(missing_ok=True)  # of a run that was killed
    result: BuildResult | None = None
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(Spool(path.parent)) as spool:
        if path.exists() and stored_schema(path) == SCHEMA_VERSION and not whole:
            shutil.copyfile(path, fresh)  # readers that have the old database open keep it until they close it
            with Database(fresh, register) as database:
                if database.readers() == digest and database.known_captures().keys() <= rows.keys():
                    reader = CaptureReader(store, site, rows, spool, withdrawals)
                    if not lifted(database, reader):
                        result = _update(database, store, reader, corrections, decided, digest, progress, whole=False)
        if result is None:
            fresh.unlink(missing_ok=True)
            with Database(fresh, register) as database:
                reader = CaptureReader(store, site, rows, spool, withdrawals)
                result = _update(database, store, reader, corrections, decided, digest, progress, whole=True)
            assert result is not None, "a whole build leaves nothing to a whole build"
    if reader.withdrawn:
        _clean(fresh)
    if (
        path.exists()
        and not _releases(fresh)
        and (lost := {s for s in _releases(path) - _rejected(fresh) if not reader.withdrawn.is_away(s)})
    ):
        fresh.unlink()
        raise BuildError(
            f"these captures contain no release, but {path} holds {len(lost)}; it was left unchanged: check whether"
            " site and captures belong together"
        )
    fresh.replace(path)
    return result


def _clean(path: Path) -> None:
    """Write a database anew, so that nothing of what was taken out of it is left in free pages.

    `VACUUM INTO` keeps the rowids, by which the search index knows its texts; `VACUUM` may change them.
    """
    clean = _clean_path(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(clean),))
    clean.replace(path)


def _clean_path(path: Path) -> Path:
    return path.with_name(path.name + ".clean")


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
) -> BuildResult | None:
    """Bring a database up to date; None if only a whole build can."""
    rows, site, known = reader.rows, reader.site, database.known_captures()
    new = [row for row in rows.values() if known.get(row.id) != (row.digest, row.repeats)]
    # what could not be read is read again: its file may have been restored
    again = [rows[capture] for capture in sorted(database.unreadable().keys() & (rows.keys() - {r.id for r in new}))]
    offices, feasts = parse_offices(site.city.offices), parse_feasts(site.city.holidays)
    for run in store.runs():
        database.put_run(run)
    moved = database.captures_of(reader.later_slugs)
    touched = {reader.later_slugs[slug] for slug in database.drop_releases(reader.later_slugs)}
    withdrawn, withholding = reader.withdrawn, Withholding(database, reader, store, whole=whole)
    quarantine = Quarantine(database, reader, decided)
    touched |= quarantine.decided
    for done, row in enumerate((*new, *again)):
        if progress:
            progress(done, len(new) + len(again))
        if (slug := reader.key(row.url)) and (row.status not in READ_STATUSES or slug in quarantine.open):
            touched.add(slug)
        for shown in reader.read_anew(row):
            touched.update(found.release for found in reader.found(shown))
            if shown.id in reader.gone and (slug := reader.key(shown.url)):
                touched.add(slug)
    touched = (touched | withholding.anew | withholding.due()) - withdrawn.away
    moved |= withholding.captures_for(touched)
    needed = {shown.id for row in (*new, *again) for shown in reader.read_anew(row)}
    needed |= (database.captures_of(touched) | moved) & set(rows)
    needed |= {row.id for slug in touched for row in reader.addressed.get(slug, ())}
    written = 0
    fence = Fence()

    def write(slugs: Collection[str], captures: Collection[str]) -> None:
        nonlocal written
        by_slug = reader.by_slug(slugs, captures)
        by_slug |= quarantine.sharing(by_slug)
        for slug in sorted(by_slug.keys() - withdrawn.away):
            witnesses = quarantine.good(slug, reader.witnesses(by_slug[slug]))
            release = fence.release(slug, witnesses, site)
            gone = gone_since([*reader.sightings(slug), *shown_by(witnesses, site)]) if release else None
            if release is None:
                database.drop_releases([slug])
                database.put_named(slug, sorted({one.capture for one in by_slug[slug] if one.wording is None}))
            elif withholding.hides(slug, gone):
                database.drop_releases([slug])
                database.drop_doubts(slug)
            else:
                forms = added_forms("\n".join(release.texts))
                database.put_release(replace(release, url=withdrawn.veiled(release.url)), gone, forms)
                database.put_quotes(
                    slug,
                    fence.part(
                        release,
                        "quotes",
                        lambda r: withdrawn.beside_black(release_quotes(r, corrections, offices), r),
                    ),
                )
                database.put_revision_quotes(
                    slug,
                    fence.part(
                        release,
                        "quotes of revisions",
                        lambda r: revision_quotes(r, corrections, offices, withdrawn.beside_black),
                    ),
                )
                database.put_dates(slug, fence.part(release, "dates", lambda r: release_dates(r, feasts)))
                database.put_named(slug, ())
                written += 1

    write(touched, needed)
    if beside := withholding.beside():
        write(
            beside,
            (database.captures_of(beside) & set(rows)) | {r.id for s in beside for r in reader.addressed.get(s, ())},
        )
    database.drop_unreadable(reader.readable)
    quarantine.heal_lists((database.unreadable().keys() | reader.unreadable.keys()) - reader.readable)
    unreadable = {
        c: why
        for c, why in (reader.unreadable | fence.failed).items()
        if c not in quarantine.healed and not withholding.is_away(rows[c].url)
    }
    database.drop_unreadable(quarantine.healed)
    for capture_id, reason in sorted(unreadable.items()):
        database.put_unreadable(capture_id, reason)
    quarantine.judge_run(store)
    database.put_crawl(withholding.routes(store.routes()), withholding.alarms(store.alarms()))
    withholding.finish(row.id for row in new)
    in_order = sorted(rows.values(), key=lambda row: reader.ranks[row.id]) if site.attachments else []
    gatherer = Gatherer(store, site, in_order, withholding.attached, database.read_pdfs(), database.attached_facts())
    database.put_attachments(gatherer.gather(database.with_files()))
    database.put_build(version("darmstadt-aktuell"), digest)
    database.index(corrections.wikidata)
    write_words(database.db.conn)
    database.commit()
    if progress:
        progress(len(new), len(new))
    if withholding.returned:
        return None
    return BuildResult(len(new), written, len(unreadable), quarantine.waiting, whole, tuple(withholding.notes()))


def shown_by(witnesses: Iterable[Witness], site: Site) -> Iterator[Sighting]:
    """A feed shows whole releases at its own address: each is a sighting of the release."""
    for witness in witnesses:
        if witness.item.layout == "feed" and not witness.item.partial:
            address = site.canonical(witness.item.url)
            at, capture = witness.capture.captured_at, witness.capture.id
            yield Sighting(witness.place[0], at, capture, address, there=True)
