"""The only writer of the database."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import sqlite_utils

from archive.database.attached import Attached
from archive.database.authors import count_authors
from archive.database.create import create_database
from archive.database.fingerprinted import Fingerprinted
from archive.database.schema import TABLES
from archive.database.speakers import count_speakers
from archive.database.withheld import Withheld
from archive.german.quotes import Quote
from archive.releases.anchors import anchors
from archive.releases.authors import RegisteredCode
from archive.releases.gone import Sighting
from archive.releases.markup import body_html
from archive.releases.mentions import PlacedDate
from archive.releases.nested import counted
from archive.releases.quarantine import Doubt
from archive.releases.release import Release
from archive.releases.revised_quotes import RevisionQuotes
from archive.releases.revisions import changes
from archive.releases.withdrawn import WithdrawalRow
from scraper.capture_index import CaptureRow
from scraper.errors import BuildError
from scraper.runs import Alarm, CrawlRoute, CrawlRun

COLUMNS = {table.name: [column.name for column in table.columns if not column.made] for table in TABLES}
MOST_WAITING = 5_000  # rows that are held before they are written together
# A wording was still there in every unchanged answer of its address until the next one appeared.
SEEN_LAST = """UPDATE revisions SET last_seen = max(last_seen, coalesce((SELECT max(again.captured_at)
  FROM captures shown JOIN captures again ON again.url = shown.url JOIN crawl_runs ON crawl_runs.id = again.run
  WHERE shown.id = revisions.capture AND crawl_runs.clock IS NULL AND again.captured_at >= revisions.first_seen
  AND again.captured_at < coalesce((SELECT min(later.first_seen) FROM revisions later
    WHERE later.release = revisions.release AND later.number > revisions.number), '9999')
  AND again.digest IN (SELECT c.digest FROM release_captures JOIN captures c ON c.id = capture
    WHERE release = revisions.release AND c.url = shown.url)), ''))"""
OF_RELEASE = tuple(t.name for t in TABLES if any(c.refers == "releases.slug" for c in t.columns))


class Database(Attached, Fingerprinted, Withheld):
    """The published database of one site; one transaction from opening to `commit`.

    register: the site's known author codes.
    Putting, `index` and `commit` follow each other; leaving the block without `commit` leaves the file as it was.
    """

    def __init__(self, path: Path, register: Mapping[str, RegisteredCode]) -> None:
        self._register = register
        path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite_utils.Database(path, execute_plugins=False)  # installed plugins must not change a database
        # Rows come in any order, and keys are checked at the commit. SQLite's own way to defer that looks through every
        # table that may refer to a row, for each row that comes behind others: of 20,000 releases hours.
        self.db.execute("PRAGMA foreign_keys=OFF")
        self.db.begin()
        self._empty = not self.db.table_names()
        if self._empty:
            create_database(self.db)
        self._known = {slug for (slug,) in self.db.execute("SELECT slug FROM releases")}
        self._rows: dict[str, list[list[Any]]] = defaultdict(list)
        self._waiting = 0
        self._reworded = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.rollback()
        self.db.close()

    def index(self, wikidata: Mapping[str, str]) -> None:
        """Write pending rows, and refresh counts, persons, fingerprints and the search index of the releases.

        wikidata: as `count_speakers` takes it.
        """
        self._flush()
        count_authors(self.db, self._register)
        self.db.execute(
            # of a run whose clock is in doubt only where no other capture shows it; by address (+ keeps SQLite off the
            # index of digests), since one page of an error may have come from thousands
            "UPDATE releases SET last_seen = (SELECT coalesce(max(CASE WHEN crawl_runs.clock IS NULL THEN"
            " again.captured_at END), max(again.captured_at)) FROM release_captures JOIN captures c"
            " ON c.id = capture JOIN captures again ON again.url = c.url AND +again.digest = c.digest"
            " JOIN crawl_runs ON crawl_runs.id = again.run WHERE release = slug)"
        )
        self.db.execute(SEEN_LAST)
        count_speakers(self.db, wikidata)
        self._write_fingerprints()
        self.db.table("releases_fts").rebuild_fts()
        # One segment is smaller than many; sqlite-utils optimises the indexes of tables only.
        self.db.execute("INSERT INTO releases_fts(releases_fts) VALUES ('optimize')")
        self.db.table("quotes").rebuild_fts()

    def commit(self) -> None:
        """Make what was written visible at once, with the statistics that SQLite chooses its indexes by.

        Raises: BuildError, if a row refers to one that is not there.
        """
        if broken := self.db.execute("PRAGMA foreign_key_check").fetchall():
            raise BuildError(
                f"{len(broken)} rows refer to rows that are not there, the first from {broken[0][0]} to {broken[0][2]};"
                " the database was left unchanged: this is an error of the program, report it with this line"
            )
        self.db.analyze()
        self.db.commit()

    def readers(self) -> str | None:
        """The digest of the readers that made this database; None if it is new."""
        row = self.db.execute("SELECT readers FROM builds").fetchone()
        return str(row[0]) if row else None

    def known_captures(self) -> dict[str, tuple[str, str | None]]:
        """Ids of the captures that were read already, with the digest of their bytes and the capture they repeat."""
        rows = self.db.execute("SELECT id, digest, repeats FROM captures")
        return {capture: (digest, repeats) for capture, digest, repeats in rows}

    def drop_releases(self, slugs: Iterable[str]) -> set[str]:
        """Delete releases that turned out to be another slug of one; returns those that existed."""
        found = set()
        for slug in slugs:
            self._reworded.add(slug)
            for table in OF_RELEASE:
                self.db.execute(f'DELETE FROM "{table}" WHERE release = ?', (slug,))  # noqa: S608 - own names
            self.put_named(slug, ())
            if self.db.execute("DELETE FROM releases WHERE slug = ?", (slug,)).rowcount:
                found.add(slug)
        self._known -= found
        return found

    def drop_unreadable(self, captures: Iterable[str]) -> None:
        """Delete the entries of captures that can be read now."""
        for capture in captures:
            self.db.execute("DELETE FROM unreadable WHERE capture = ?", (capture,))

    def put_doubt(self, doubt: Doubt) -> None:
        """Write a page in quarantine, waiting or decided."""
        self._put("quarantine", asdict(doubt))

    def drop_doubts(self, release: str) -> None:
        """Delete the quarantined pages of a release's addresses."""
        self.db.execute("DELETE FROM quarantine WHERE release = ?", (release,))

    def doubts(self) -> list[tuple[str, str, str, str]]:
        """(capture, release, digest of the wording, state) of every page in quarantine."""
        return list(self.db.execute("SELECT capture, release, digest, state FROM quarantine").fetchall())

    def wordings(self) -> list[tuple[str, str, str]]:
        """(release, digest, address of the capture that shows it first) of every revision."""
        sql = "SELECT release, revisions.digest, url FROM revisions JOIN captures ON captures.id = revisions.capture"
        return list(self.db.execute(sql).fetchall())

    def unreadable(self) -> dict[str, str]:
        """Captures that cannot be read, with their addresses."""
        return dict(self.db.execute("SELECT capture, url FROM unreadable JOIN captures ON id = capture").fetchall())

    def captures_of(self, slugs: Iterable[str]) -> set[str]:
        """Ids of the captures that show one of the releases, or name it while nothing shows it."""
        sql = "SELECT capture FROM release_captures WHERE release = :slug UNION SELECT capture FROM named"
        rows = (self.db.execute(f"{sql} WHERE release = :slug", {"slug": slug}) for slug in slugs)
        return {capture for found in rows for (capture,) in found}

    def put_named(self, slug: str, captures: Iterable[str]) -> None:
        """Write which captures name a release that nothing shows yet, in place of what was written of it."""
        self.db.execute("DELETE FROM named WHERE release = ?", (slug,))
        for capture in captures:
            self._put("named", {"release": slug, "capture": capture})

    def put_build(self, version: str, readers: str) -> None:
        """Record the version, the digest of the readers, and which captures were read."""
        self._flush()
        captures = "".join(f"{i}\n" for (i,) in self.db.execute("SELECT id FROM captures ORDER BY id"))
        count, first, last = self.db.execute(
            # of a run whose clock is in doubt only where there is no other
            "SELECT count(*), coalesce(min(CASE WHEN clock IS NULL THEN captured_at END), min(captured_at)),"
            " coalesce(max(CASE WHEN clock IS NULL THEN captured_at END), max(captured_at))"
            " FROM captures JOIN crawl_runs ON crawl_runs.id = run"
        ).fetchone()
        self._put("builds", {
            "id": 1, "version": version, "readers": readers, "captures": count,
            "digest": hashlib.sha256(captures.encode()).hexdigest(), "first_captured_at": first,
            "last_captured_at": last,
        })  # fmt: skip

    def put_run(self, run: CrawlRun) -> None:
        """Write a crawl run."""
        self._put("crawl_runs", {c: getattr(run, c) for c in COLUMNS["crawl_runs"]})

    def put_capture(self, row: CaptureRow, url: str, withdrawal: int | None = None) -> None:
        """Write a capture's index row.

        url: its address as it may be shown. withdrawal: the number of the one that keeps its bytes from being shown.
        """
        values = {c: getattr(row, c) for c in COLUMNS["captures"] if c not in {"url", "withdrawal"}}
        self._put("captures", {**values, "url": url, "withdrawal": withdrawal})

    def put_withdrawals(self, rows: Iterable[WithdrawalRow]) -> None:
        """Write the withdrawals in force, in place of what was written before."""
        self.db.execute("DELETE FROM withdrawals")
        for row in rows:
            self._put("withdrawals", asdict(row))

    def put_unreadable(self, capture: str, reason: str) -> None:
        """Record that a capture should be a release and cannot be read."""
        self._put("unreadable", {"capture": capture, "reason": reason})

    def put_crawl(self, routes: Iterable[CrawlRoute], alarms: Iterable[Alarm]) -> None:
        """Write on which routes the runs searched and what was wrong with them, in place of what was written before."""
        self.db.execute("DELETE FROM alarms")
        for route in routes:
            self._put("crawl_routes", asdict(route))
        for alarm in alarms:
            self._put("alarms", asdict(alarm))

    def put_release(self, release: Release, gone: Sighting | None = None, forms: Iterable[str] = ()) -> None:
        """Write a release whole, in place of what was there.

        gone: the sighting that says that it is no more. forms: what its search index holds beside what is printed.
        """
        self._reworded.add(release.slug)
        if release.slug in self._known:
            for table in OF_RELEASE:
                self.db.table(table).delete_where("release = ?", [release.slug])
        published = release.published
        self._put("releases", {
            "slug": release.slug, "title": release.title, "teaser": release.teaser, "body": release.body,
            "author_codes": ", ".join(a.code for a in release.authors) or None, "kicker": release.kicker,
            "meta_line": release.meta_line, "url": release.url, "uid": release.uid, "layout": release.layout,
            "capture": release.capture, "revisions": len(release.revisions),
            "first_seen": release.first_seen, "last_seen": release.last_seen,
            "gone_at": gone and gone.captured_at, "gone_capture": gone and gone.capture,
            "published": published and published.day, "year": published and int(published.day[:4]),
            "published_at": published and published.at, "published_local": published and published.local,
            "published_source": release.published_source, "published_capture": release.published_capture,
            "modified": release.modified and release.modified.day,
            "modified_at": release.modified and release.modified.at,
            "weekday_fits": published and published.weekday_fits,
            "body_html": body_html(release.blocks),
            "search_forms": "\n".join(forms) or None,
        })  # fmt: skip
        for source in release.sources:
            self._put("release_sources", {"release": release.slug, **asdict(source)})
        self._put_each("conflicts", release.slug, map(asdict, release.conflicts))
        for revision in release.revisions:
            self._put("revisions", {"release": release.slug, **asdict(revision)})
        for change in changes(release.revisions):
            self._put("changes", {"release": release.slug, "number": change.number, "field": change.field,
                                  "removed": change.removed, "added": change.added,
                                  "diff": json.dumps(change.diff, ensure_ascii=False)})  # fmt: skip
        for capture in release.captures:
            self._put("release_captures", {"release": release.slug, "capture": capture})
        self._put_each("blocks", release.slug, [
            {"kind": b.kind, "level": b.level, "text": b.text, "anchor": anchor}
            for b, anchor in zip(release.blocks, anchors("a", (b.text for b in release.blocks)), strict=True)
        ])  # fmt: skip
        self._put_each(
            "release_authors", release.slug, [{"code": a.code, "printed": a.printed} for a in release.authors]
        )
        self._put_each("release_categories", release.slug, [{"category": c} for c in release.categories])
        for table, things in (
            ("images", release.images), ("files", release.files), ("former_files", release.former_files),
            ("links", release.links),
        ):  # fmt: skip
            self._put_each(table, release.slug, [
                {c: getattr(thing, c) for c in COLUMNS[table] if c not in {"release", "position"}} for thing in things
            ])  # fmt: skip

    def put_quotes(self, slug: str, quotes: Iterable[Quote]) -> None:
        """Write the quotes of a release and, apart from them, the spans between marks that are none."""
        found = list(quotes)
        kept = [q for q in found if q.refused is None]
        rows = zip(kept, counted(kept), anchors("z", [q.text for q in kept]), strict=True)
        self._put_each("quotes", slug, [
            {"text": q.text, "speaker": q.speaker, "role": q.role, "kind": q.kind, "cue": q.cue,
             "cue_lemma": q.cue_lemma, "speaker_kind": q.speaker_kind, "speaker_mention": q.speaker_mention,
             "candidates": _json(q.candidates), "also": _json(q.also),
             "where_": q.where, "start": q.start, "end": q.end, "confidence": q.confidence, "rule": q.rule,
             "corrected": int(q.rule.endswith("+corrected")), "repeats": q.repeats,
             "within": place.within, "counted": int(place.counts), "anchor": anchor}
            for q, place, anchor in rows])  # fmt: skip
        self._put_each("refused_quotes", slug, [
            {"text": q.text, "where_": q.where, "start": q.start, "end": q.end, "reason": q.refused}
            for q in found if q.refused is not None])  # fmt: skip

    def put_revision_quotes(self, slug: str, revisions: Iterable[RevisionQuotes]) -> None:
        """Write the quotes of each revision of a release."""
        for revision in revisions:
            for position, (q, anchor) in enumerate(
                zip(revision.quotes, anchors("z", [q.text for q in revision.quotes]), strict=True)
            ):
                self._put("revision_quotes", {
                    "release": slug, "number": revision.number, "position": position, "text": q.text,
                    "speaker": q.speaker, "speaker_kind": q.speaker_kind, "role": q.role, "kind": q.kind,
                    "where_": q.where, "start": q.start, "end": q.end, "confidence": q.confidence, "rule": q.rule,
                    "anchor": anchor,
                })  # fmt: skip

    def put_dates(self, slug: str, dates: Iterable[PlacedDate]) -> None:
        """Write the date mentions of a release and the days that each names."""
        found = list(dates)
        marks = anchors("d", [placed.mention.text for placed in found])
        for position, (placed, anchor) in enumerate(zip(found, marks, strict=True)):
            m = placed.mention
            self._put("dates", {
                "anchor": anchor,
                "release": slug, "position": position, "where_": placed.where, "sentence": placed.sentence,
                "text": m.text, "type": m.type, "value": m.value, "mod": m.mod, "begin_day": m.begin_day,
                "end_day": m.end_day, "utc": m.utc, "utc_end": m.utc_end, "rule": m.rule, "flags": _json(m.flags),
                "direction": m.direction, "reason": m.reason, "span": int(m.span), "start": m.start, "end": m.end,
                "weekdays": m.weekdays, "certainty": m.certainty, "status": m.status,
            })  # fmt: skip
            for day in placed.days:
                row = {"day": day.day, "utc": day.utc, "utc_end": day.utc_end, "ends": int(day.ends)}
                self._put("date_days", {"release": slug, "position": position, **row})

    def _put_each(self, table: str, slug: str, rows: Iterable[dict[str, Any]]) -> None:
        for position, row in enumerate(rows):
            self._put(table, {"release": slug, "position": position, **row})

    def _put(self, table: str, row: dict[str, Any]) -> None:
        self._rows[table].append([row[name] for name in COLUMNS[table]])
        self._waiting += 1
        if self._waiting > MOST_WAITING:
            self._flush()

    def _flush(self) -> None:
        for table in TABLES:
            rows = self._rows.pop(table.name, [])
            if rows and self._empty:
                # sqlite-utils looks at each value for what it should turn into JSON, which takes twice as long as the
                # writing; of a whole build there is nothing to look at, and hardly a row to replace
                marks = ", ".join("?" * len(COLUMNS[table.name]))
                self.db.conn.executemany(f'INSERT OR REPLACE INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 - own names
            elif rows:
                self.db.table(table.name, pk=table.key).upsert_all([COLUMNS[table.name], *rows])
        self._waiting = 0


def _json(values: Sequence[str]) -> str | None:
    return json.dumps(list(values), ensure_ascii=False) if values else None
