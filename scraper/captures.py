"""The capture store: WARC files, one per run, and an SQLite index beside them.

    DIR/captures/<site>/index.db                      runs and captures: where each record lies
    DIR/captures/<site>/<run>.warc.gz                 the records themselves, each a gzip member of its own

The WARC files are the evidence; the index can be rebuilt from them. A record is on the disk before its index row is,
so a run that is killed loses at most the record being written: `mend` indexes whole records that have no row yet.
Nothing that was stored is ever shortened, unless a withdrawal erases it (`scraper.erasing`). Damage
is skipped, recorded and reported; only the torn record at the end of a run that was killed is closed, and its bytes go
to `<run>.warc.gz.torn-<offset>`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.capture_index import CaptureRow
from scraper.clock import doubt_of_clock
from scraper.errors import StoreError
from scraper.index import open_index
from scraper.items import Capture
from scraper.mending import Mending
from scraper.revisits import answer, repeated_by
from scraper.runs import Mode
from scraper.warc import BrokenRecord, read_record, record_bytes, warcinfo_bytes

# A killed process loses nothing that was written; only a power cut can lose what is younger than this.
SYNC_SECONDS = 1.0


def read_capture(folder: Path, file: str, offset: int, length: int, digest: str) -> Capture:
    """The capture that lies at a place in a WARC file, checked against its digest; needs no index.

    Raises: StoreError, if the file is missing or its bytes are not those that were indexed.
    """
    path = folder / file
    try:
        with path.open("rb") as opened:
            opened.seek(offset)
            capture = read_record(opened.read(length))
    except (OSError, BrokenRecord) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"{path} at {offset}: {why}; restore the file from a backup") from error
    if capture.kind != "revisit" and capture.digest != digest:
        raise StoreError(f"{path} at {offset}: the digest is not that of the index; restore the file from a backup")
    return capture


class CaptureStore(Mending):
    """Opens the store of one site; use as a context manager. Raises: StoreError, as `scraper.index.open_index`.

    Reading needs nothing more; writing needs `start_run` first and is for one process at a time (see `scraper.lock`).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._db = open_index(folder)
        self._run: str | None = None
        self._synced = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the index. WARC files are closed after every record."""
        self._db.close()

    def start_run(
        self, kind: str, version: str, now: datetime, mode: Mode | None = None, *, unverified: bool = False
    ) -> str:
        """Begin a run, whose captures go to a WARC file of its own; returns its id, `<UTC time>-<kind>`.

        now: UTC; two runs in one second get different ids. mode, unverified: of a crawl.
        """
        base, twin = f"{now:%Y%m%dT%H%M%SZ}-{kind}", 1
        run = base
        while self._db.execute("SELECT 1 FROM crawl_runs WHERE id = ?", (run,)).fetchone():
            twin += 1
            run = f"{base}-{twin}"
        started, number = f"{now:%Y-%m-%dT%H:%M:%SZ}", self._next_number()
        clock = doubt_of_clock(now, self._last_start()) if kind == "crawl" else None
        self._db.execute(
            "INSERT INTO crawl_runs(id, number, kind, mode, version, started_at, clock, unverified)"
            " VALUES (?,?,?,?,?,?,?,?)",
            (run, number, kind, mode, version, started, clock, int(unverified)),
        )
        if mode:  # alarms stay open until this run shows that they are over
            self._db.execute(
                "INSERT OR IGNORE INTO alarms(run, name, reason, since) SELECT ?, name, reason, since FROM alarms"
                " WHERE run = (SELECT id FROM crawl_runs WHERE kind = 'crawl' AND mode IS NOT NULL AND number < ?"
                " ORDER BY number DESC LIMIT 1)",
                (run, number),
            )
        software = f"darmstadt-aktuell/{version}"
        self._append(self.folder / f"{run}.warc.gz", warcinfo_bytes(f"{run}.warc.gz", software, started, number))
        self._run = run
        return run

    def end_run(self, why: str, now: datetime, **counts: int) -> None:
        """Close the run with the reason it ended and its counts (columns of `crawl_runs`)."""
        self.count_run(**counts)
        self._db.execute(
            "UPDATE crawl_runs SET ended_at = ?, ended_why = ? WHERE id = ?",
            (f"{now:%Y-%m-%dT%H:%M:%SZ}", why, self._run),
        )
        self._run = None

    def add(self, capture: Capture, *, repeats: Capture | None = None) -> bool:
        """Write a capture; False if this very capture (address, time, bytes) is there already.

        Raises: StoreError, if the disk takes no more.
        """
        return self.add_record(capture, record_bytes(capture, repeats=repeats), repeats)

    def add_blackened(self, conversion: Capture) -> bool:
        """Write the blackened conversion of a page; as a revisit, if its address showed the same before."""
        if self.row(conversion.id):
            return False
        same = self._db.execute(
            "SELECT * FROM captures WHERE url = ? AND kind = 'conversion' AND digest = ? ORDER BY number DESC LIMIT 1",
            (conversion.url, conversion.digest),
        ).fetchone()
        if not same or conversion.status is None:
            return self.add_record(conversion, record_bytes(conversion, blackened=True))
        earlier = self.read(CaptureRow(**same))
        return self.add(replace(conversion, kind="revisit", body=b""), repeats=earlier)

    def add_record(self, capture: Capture, member: bytes, repeats: Capture | None = None) -> bool:
        """Write a capture whose record bytes are given (an import keeps them as they were). Raises: StoreError."""
        if self._run is None:
            raise StoreError("no run has been started")
        if self._db.execute("SELECT 1 FROM captures WHERE id = ?", (capture.id,)).fetchone():
            return False
        path = self.folder / f"{self._run}.warc.gz"
        offset = self._append(path, member)
        self._index(self._run, capture, path.name, offset, len(member), repeats.id if repeats else None)
        return True

    def last(self, url: str) -> CaptureRow | None:
        """The last capture of an address that has bytes, of whatever status, by runs and records, not by the clock.

        Captures of our own come before imported ones, among which the newest counts.
        """
        row = self._db.execute(
            "SELECT captures.* FROM captures JOIN crawl_runs ON crawl_runs.id = run WHERE url = ?"
            " AND captures.kind = 'response' AND cut IS NULL ORDER BY crawl_runs.kind = 'import',"
            " CASE WHEN crawl_runs.kind = 'import' THEN captured_at ELSE '' END DESC,"
            " crawl_runs.number DESC, captures.number DESC LIMIT 1", (url,),
        ).fetchone()  # fmt: skip
        return CaptureRow(**row) if row else None

    def row(self, capture: str) -> CaptureRow | None:
        """The index row of a capture's id."""
        row = self._db.execute("SELECT * FROM captures WHERE id = ?", (capture,)).fetchone()
        return CaptureRow(**row) if row else None

    def repeated_at(self, url: str, captured_at: str) -> bool:
        """Whether a revisit of an address at a moment is in the store."""
        sql = "SELECT 1 FROM captures WHERE url = ? AND captured_at = ? AND kind = 'revisit'"
        return self._db.execute(sql, (url, captured_at)).fetchone() is not None

    def rows(self) -> list[CaptureRow]:
        """Every index row, in the order of writing."""
        return [CaptureRow(**row) for row in self._db.execute("SELECT * FROM captures ORDER BY number")]

    def rows_of(self, run: str) -> list[CaptureRow]:
        """Index rows of one run, in the order of writing."""
        rows = self._db.execute("SELECT * FROM captures WHERE run = ? ORDER BY number", (run,))
        return [CaptureRow(**row) for row in rows]

    def read(self, row: CaptureRow) -> Capture:
        """The capture with its bytes, checked against its digest.

        Raises: StoreError, if the file is missing or its bytes are not those that were indexed.
        """
        capture = read_capture(self.folder, row.file, row.offset, row.length, row.digest)
        return replace(capture, row=row.id, digest=row.digest)

    def shown(self, row: CaptureRow) -> Capture:
        """What an answer showed: of a revisit, the bytes of the capture that it repeats under headers of its own.

        A „304 Not Modified“ renews the headers that it gives (RFC 9111 3.2). Raises: StoreError.
        """
        capture = self.read(row)
        original = self.row(row.repeats) if row.repeats else None
        return answer(self.read(original), capture) if original else capture

    def resolve(self) -> int:
        """Find the captures that revisits of other crawlers repeat; returns how many revisits are still unresolved."""
        open_rows = self._db.execute("SELECT * FROM captures WHERE kind = 'revisit' AND repeats IS NULL").fetchall()
        for row in (CaptureRow(**row) for row in open_rows):
            if found := repeated_by(self, row):
                self._db.execute(
                    "UPDATE captures SET repeats = ?, digest = ? WHERE id = ?", (found.id, found.digest, row.id)
                )
        (left,) = self._db.execute(
            "SELECT count(*) FROM captures WHERE kind = 'revisit' AND repeats IS NULL"
        ).fetchone()
        return int(left)

    def with_bytes(self, urls: Iterable[str]) -> list[CaptureRow]:
        """Captures of these addresses that hold bytes, newest first by their own times."""
        rows = [
            CaptureRow(**row)
            for url in dict.fromkeys(urls)
            for row in self._db.execute("SELECT * FROM captures WHERE url = ? AND kind != 'revisit'", (url,))
        ]
        return sorted(rows, key=lambda row: (row.captured_at, row.number), reverse=True)

    def _append(self, path: Path, member: bytes) -> int:
        try:
            with path.open("ab") as file:
                offset = file.tell()
                file.write(member)
                file.flush()
                if time.monotonic() - self._synced > SYNC_SECONDS:
                    os.fsync(file.fileno())
                    self._synced = time.monotonic()
        except OSError as error:
            raise StoreError(
                f"{path} cannot be written: {error.strerror}; free some space and run the command again"
            ) from error
        return offset

    def _index(
        self, run: str, capture: Capture, file: str, offset: int, length: int, repeats: str | None = None
    ) -> None:
        row = CaptureRow(
            0, capture.id, run, capture.url, capture.captured_at, capture.kind, capture.status,
            capture.header("Content-Type"), capture.digest, capture.header("ETag"), capture.header("Last-Modified"),
            file, offset, length, repeats, capture.cut, int(capture.unverified),
            capture.header("Location"),
        )  # fmt: skip
        values = asdict(row) | {"number": None}
        marks = ", ".join(f":{name}" for name in values)
        statement = f"INSERT OR IGNORE INTO captures ({', '.join(values)}) VALUES ({marks})"  # noqa: S608 - our own names
        self._db.execute(statement, values)
