"""What a store does when records are erased: files are replaced, and the index follows whenever a run ends."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from scraper.capture_index import CaptureRow
from scraper.items import Capture
from scraper.members import read_members
from scraper.passages import BLACK
from scraper.sites import Site
from scraper.warc import BrokenRecord, address_digest, erased_beside, read_record

UNFINISHED = ""  # among the files that are being rewritten: an erasure as a whole


class Rewriting:
    """The part of a store that lets files be written anew."""

    folder: Path
    _db: sqlite3.Connection

    def erasing(self, at_work: bool, beside: Iterable[str] = ()) -> None:
        """Note that an erasure begins or has come to its end.

        beside: further addresses to erase, which nothing names once the releases are gone.
        """
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute("PRAGMA synchronous = FULL")  # the note outlasts a power cut, as the rename does
        sql = "INSERT OR IGNORE INTO rewriting VALUES (?)" if at_work else "DELETE FROM rewriting WHERE file = ?"
        self._db.execute(sql, (UNFINISHED,))
        self._db.executemany("INSERT OR IGNORE INTO erasing_beside VALUES (?)", [(url,) for url in beside])
        if not at_work:
            self._db.execute("DELETE FROM erasing_beside")
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def erasing_beside(self) -> set[str]:
        """The further addresses of the erasure in progress."""
        return {url for (url,) in self._db.execute("SELECT url FROM erasing_beside")}

    def is_erased(self, url: str) -> bool:
        """Whether a file or image was erased with the release that named it."""
        sql = "SELECT 1 FROM erased WHERE address = ?"
        return self._db.execute(sql, (address_digest(url),)).fetchone() is not None

    def _note_erased(self, member: bytes) -> None:
        if digest := erased_beside(member):
            self._db.execute("INSERT OR IGNORE INTO erased VALUES (?)", (digest,))

    @property
    def erasure_unfinished(self) -> bool:
        """Whether an erasure began and did not come to its end."""
        return bool(self._db.execute("SELECT 1 FROM rewriting WHERE file = ?", (UNFINISHED,)).fetchone())

    def rewrite(self, path: Path, new: Path) -> None:
        """Let a file that is whole and on the disk take the place of a WARC file, and the index follow."""
        self._db.execute("INSERT OR IGNORE INTO rewriting VALUES (?)", (path.name,))
        shutil.copymode(path, new)
        new.replace(path)
        _sync(self.folder)
        self._follow(path.name)

    def finish_rewriting(self) -> None:
        """Bring the index to the files that a killed run rewrote, or was about to."""
        for (file,) in self._db.execute("SELECT file FROM rewriting WHERE file != ?", (UNFINISHED,)).fetchall():
            self._follow(file)
        for left in self.folder.glob("*.erasing"):
            left.unlink()

    def forget(self, slugs: set[str], site: Site, beside: Iterable[str] = ()) -> None:
        """Take erased releases out of what the crawl knows, and their traces out of the index's file.

        beside: further addresses that were erased, and are not to be asked again.
        """
        db = self._db
        db.executemany("DELETE FROM pending WHERE url = ?", [(url,) for url in beside])
        for slug in slugs:
            db.execute("DELETE FROM known_releases WHERE key = ?", (slug,))
            db.execute("UPDATE known_releases SET moved_to = NULL WHERE moved_to = ?", (slug,))
            db.execute("DELETE FROM readings WHERE key = ?", (slug,))
        for (url,) in db.execute("SELECT url FROM pending UNION SELECT start FROM pending").fetchall():
            if site.key(url) in slugs:
                db.execute("DELETE FROM pending WHERE ? IN (url, start)", (url,))
        for run, route, url in db.execute("SELECT run, route, url FROM crawl_routes").fetchall():
            if site.key(url) in slugs:
                place = (run, route, url)
                db.execute("DELETE FROM crawl_routes WHERE run = ? AND route = ? AND url = ?", place)
        for run, name, reason in db.execute("SELECT run, name, reason FROM alarms").fetchall():
            black = " ".join(BLACK if site.key(word.strip("(),;")) in slugs else word for word in reason.split(" "))
            db.execute("UPDATE alarms SET reason = ? WHERE run = ? AND name = ?", (black, run, name))

    def _follow(self, file: str) -> None:
        """Read a file anew into the index: rows keep their numbers, what is gone has none, revisits follow."""
        old: dict[tuple[str, str, bool], list[CaptureRow]] = {}  # an address may have answered twice in a second
        for row in self._db.execute("SELECT * FROM captures WHERE file = ? ORDER BY offset", (file,)).fetchall():
            old.setdefault(_name(CaptureRow(**row)), []).append(CaptureRow(**row))
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("DELETE FROM captures WHERE file = ?", (file,))
        for member, data in read_members(self.folder / file):
            try:
                capture = read_record(data) if not member.damage else None
            except BrokenRecord:
                self._note_erased(data)
                continue
            if capture is None:
                continue
            same = old.get(_name(capture))
            self._put(file, capture, same.pop(0) if same else None, member.offset, member.length)
        self._db.execute("DELETE FROM damage WHERE file = ?", (file,))
        self._db.execute("DELETE FROM rewriting WHERE file = ?", (file,))
        self._db.execute("COMMIT")

    def _put(self, file: str, capture: Capture, before: CaptureRow | None, offset: int, length: int) -> None:
        run = before.run if before else file.removesuffix(".warc.gz")
        digest, repeats = capture.digest, before.repeats if before else None
        if capture.kind == "revisit" and before:
            digest = before.digest
        values = {
            "number": before.number if before else None, "id": capture.id, "run": run, "url": capture.url,
            "captured_at": capture.captured_at, "kind": capture.kind, "status": capture.status,
            "content_type": capture.header("Content-Type"), "digest": digest, "etag": capture.header("ETag"),
            "last_modified": capture.header("Last-Modified"), "file": file, "offset": offset, "length": length,
            "repeats": repeats, "cut": capture.cut, "unverified": int(capture.unverified),
            "location": capture.header("Location"),
        }  # fmt: skip
        marks = ", ".join(f":{name}" for name in values)
        self._db.execute(f"INSERT INTO captures ({', '.join(values)}) VALUES ({marks})", values)  # noqa: S608 - our own names
        if before and before.id != values["id"]:
            self._db.execute(
                "UPDATE captures SET repeats = ?, digest = ? WHERE repeats = ?", (capture.id, digest, before.id)
            )


def _name(one: CaptureRow | Capture) -> tuple[str, str, bool]:
    """What a record is known by before and after it was blackened."""
    return one.url, one.captured_at, one.kind == "revisit"


def _sync(folder: Path) -> None:
    """Make a rename outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
