"""Mending a store: its index is brought to what its WARC files hold, and nothing that was kept is shortened."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from scraper.capture_index import Damage
from scraper.items import Capture
from scraper.members import close_torn, read_members
from scraper.rewriting import Rewriting
from scraper.run_log import RunLog
from scraper.warc import BrokenRecord, NoCapture, read_record, run_number

RUN_NAME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-")


class Mending(RunLog, Rewriting):
    """What a store does with WARC files that its index does not know, or that are damaged."""

    @abstractmethod
    def resolve(self) -> int:
        """Find the captures that revisits of other crawlers repeat; returns how many are still without."""

    @abstractmethod
    def _index(
        self, run: str, capture: Capture, file: str, offset: int, length: int, repeats: str | None = None
    ) -> None: ...

    def mend(self, why: str = "killed") -> int:
        """Index whole records that a killed run left without a row, and close a torn one; call it under the lock.

        What is known to be damaged is looked at again: it may have been restored from a backup.

        why: the end that is written for a run that did not write its own.
        Returns: how many records were found again.
        """
        found = 0
        self.finish_rewriting()
        damaged = {damage.file for damage in self.damage()}
        for path in sorted(self.folder.glob("*.warc.gz")):
            if path.name in damaged:
                found += self._look_again(path)
            found += self._mend_file(path, self._known_end(path.name))
        self._db.execute(
            "UPDATE crawl_runs SET ended_at = max(started_at, coalesce((SELECT max(captured_at) FROM captures"
            " WHERE run = crawl_runs.id), started_at)), ended_why = CASE kind WHEN 'recovered' THEN kind ELSE ? END"
            " WHERE ended_at IS NULL",
            (why,),
        )
        if found:
            self.resolve()
        return found

    def damage(self) -> list[Damage]:
        """What lies in the WARC files and is no readable record, by file and place."""
        return [Damage(**row) for row in self._db.execute("SELECT * FROM damage ORDER BY file, offset")]

    def put_damage(self, found: Iterable[Damage], file: str | None = None) -> None:
        """Write down damage; with `file` in place of what was known of that file."""
        if file:
            self._db.execute("DELETE FROM damage WHERE file = ?", (file,))
        self._db.executemany(
            "INSERT OR REPLACE INTO damage VALUES (:file, :offset, :length, :reason)", map(asdict, found)
        )

    def _mend_file(self, path: Path, start: int) -> int:
        run, found = path.name.removesuffix(".warc.gz"), 0
        for member, data in read_members(path, start):
            if member.torn and self._open(run):
                close_torn(path, member.offset, data)
                break
            self._recover_run(run, data)
            try:
                if member.damage:
                    raise BrokenRecord(member.damage)
                self._index(run, read_record(data), path.name, member.offset, member.length)
                found += 1
            except NoCapture:
                self._note_erased(data)
            except BrokenRecord as error:
                self.put_damage([Damage(path.name, member.offset, member.length, str(error))])
        return found

    def _look_again(self, path: Path) -> int:
        """Read a file anew from its first damaged place on; what is whole now is damaged no more."""
        known, found = [damage for damage in self.damage() if damage.file == path.name], 0
        end, still = self._known_end(path.name), []
        for member, data in read_members(path, min(damage.offset for damage in known)):
            if member.offset >= end:
                break
            try:
                if member.damage:
                    raise BrokenRecord(member.damage)
                capture = read_record(data)
            except NoCapture:
                continue
            except BrokenRecord as error:
                still.append(Damage(path.name, member.offset, member.length, str(error)))
                continue
            place = {"file": path.name, "offset": member.offset}
            row = self._db.execute("SELECT * FROM captures WHERE file = :file AND offset = :offset", place).fetchone()
            if row is None:
                run = path.name.removesuffix(".warc.gz")
                self._recover_run(run, data)
                self._index(run, capture, path.name, member.offset, member.length)
                found += 1
            elif row["kind"] != "revisit" and row["digest"] != capture.digest:
                still += [damage for damage in known if damage.offset == member.offset]
        self.put_damage(still, path.name)
        return found

    def _known_end(self, file: str) -> int:
        """Up to which byte the index says what a file holds."""
        (end,) = self._db.execute(
            "SELECT max(e) FROM (SELECT offset + length AS e FROM captures WHERE file = :file"
            " UNION ALL SELECT offset + length FROM damage WHERE file = :file)", {"file": file},
        ).fetchone()  # fmt: skip
        return end or 0

    def _open(self, run: str) -> bool:
        """Whether a run is one of ours that has not written its end: what is torn at the end of its file, it tore."""
        row = self._db.execute(
            "SELECT 1 FROM crawl_runs WHERE id = ? AND ended_at IS NULL AND kind != 'recovered'", (run,)
        ).fetchone()
        return row is not None

    def _recover_run(self, run: str, first: bytes) -> None:
        if self._db.execute("SELECT 1 FROM crawl_runs WHERE id = ?", (run,)).fetchone():
            return
        match = RUN_NAME.match(run)
        started = "{}-{}-{}T{}:{}:{}Z".format(*match.groups()) if match else "1970-01-01T00:00:00Z"
        self._db.execute(
            "INSERT INTO crawl_runs(id, number, kind, version, started_at) VALUES (?, ?, 'recovered', '', ?)",
            (run, run_number(first) or self._next_number(), started),
        )
