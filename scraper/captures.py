"""The capture store: WARC files, one per run, and an SQLite index beside them.

    DIR/captures/<site>/index.db                      runs and captures: where each record lies
    DIR/captures/<site>/<run>.warc.gz                 the records themselves, each a gzip member of its own

The WARC files are the evidence; the index can be made again from them. A record is on the disk before its index row is,
so a run that is killed loses at most the record being written: opening the store indexes whole records that have no row
yet and cuts off a torn one.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.errors import StoreError
from scraper.index import open_index
from scraper.items import Capture
from scraper.runs import Alarm, CrawlRoute, CrawlRun, Mode
from scraper.warc import BrokenRecord, read_record, record_bytes, warcinfo_bytes

# A killed process loses nothing that was written; only a power cut could take what is younger than this.
SYNC_SECONDS = 1.0


@dataclass(frozen=True)
class CaptureRow:
    """An index row: the capture without its bytes, and where they lie (`offset` and `length` in bytes of `file`)."""

    number: int
    id: str
    run: str
    url: str
    captured_at: str
    kind: str
    status: int | None
    content_type: str | None
    digest: str
    etag: str | None
    last_modified: str | None
    file: str
    offset: int
    length: int


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
        raise StoreError(f"{path} at {offset}: {error}; restore the file from a backup") from error
    if capture.digest != digest:
        raise StoreError(f"{path} at {offset}: the digest is not that of the index; restore the file from a backup")
    return capture


class CaptureStore:
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
        """Close the index; the WARC files are closed after each record anyway."""
        self._db.close()

    def mend(self, why: str = "killed") -> int:
        """Index whole records that a killed run left without a row and cut off a torn one; call it under the lock.

        why: the end that is written for a run that did not write its own.
        Returns: how many records were found again.
        """
        found = 0
        for path in sorted(self.folder.glob("*.warc.gz")):
            row = self._db.execute("SELECT max(offset + length) FROM captures WHERE file = ?", (path.name,)).fetchone()
            found += self._mend_file(path, row[0] or 0)
        self._db.execute(
            "UPDATE crawl_runs SET ended_at = max(started_at, coalesce((SELECT max(captured_at) FROM captures"
            " WHERE run = crawl_runs.id), started_at)), ended_why = ? WHERE ended_at IS NULL",
            (why,),
        )
        return found

    def start_run(self, kind: str, version: str, now: datetime, mode: Mode | None = None) -> str:
        """Begin a run, whose captures go to a WARC file of its own; returns its id, `<UTC time>-<kind>`.

        now: UTC; two runs in one second get different ids. mode: of a crawl.
        """
        base, number = f"{now:%Y%m%dT%H%M%SZ}-{kind}", 1
        run = base
        while self._db.execute("SELECT 1 FROM crawl_runs WHERE id = ?", (run,)).fetchone():
            number += 1
            run = f"{base}-{number}"
        started = f"{now:%Y-%m-%dT%H:%M:%SZ}"
        self._db.execute(
            "INSERT INTO crawl_runs(id, kind, mode, version, started_at) VALUES (?,?,?,?,?)",
            (run, kind, mode, version, started),
        )
        self._append(
            self.folder / f"{run}.warc.gz", warcinfo_bytes(f"{run}.warc.gz", f"darmstadt-aktuell/{version}", started)
        )
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

    def count_run(self, **counts: int) -> None:
        """Write the counts of the run so far (columns of `crawl_runs`), so that a killed run leaves true ones."""
        if counts:
            settings = ", ".join(f"{name} = :{name}" for name in counts)
            statement = f"UPDATE crawl_runs SET {settings} WHERE id = :id"  # noqa: S608 - names are our own
            self._db.execute(statement, {**counts, "id": self._run})

    def add(self, capture: Capture, *, repeats: Capture | None = None) -> bool:
        """Write a capture; False if this very capture (address, time, bytes) is there already."""
        return self.add_record(capture, record_bytes(capture, repeats=repeats))

    def add_record(self, capture: Capture, member: bytes) -> bool:
        """Write a capture whose record bytes are given (an import keeps them as they were)."""
        if self._run is None:
            raise StoreError("no run has been started")
        if self._db.execute("SELECT 1 FROM captures WHERE id = ?", (capture.id,)).fetchone():
            return False
        path = self.folder / f"{self._run}.warc.gz"
        offset = self._append(path, member)
        self._index(self._run, capture, path.name, offset, len(member))
        return True

    def last(self, url: str) -> CaptureRow | None:
        """The newest capture of an address that holds bytes, whatever its status."""
        row = self._db.execute(
            "SELECT * FROM captures WHERE url = ? AND kind = 'response'"
            " ORDER BY captured_at DESC, number DESC LIMIT 1", (url,),
        ).fetchone()  # fmt: skip
        return CaptureRow(**row) if row else None

    def newest_time(self) -> str | None:
        """The time (UTC, ISO 8601, whole seconds) of the newest capture; None if there is none."""
        newest: str | None = self._db.execute("SELECT max(captured_at) FROM captures").fetchone()[0]
        return newest

    def rows(self) -> list[CaptureRow]:
        """Every index row, in the order of writing."""
        return [CaptureRow(**row) for row in self._db.execute("SELECT * FROM captures ORDER BY number")]

    def rows_of(self, run: str) -> list[CaptureRow]:
        """Index rows of one run, in the order of writing."""
        rows = self._db.execute("SELECT * FROM captures WHERE run = ? ORDER BY number", (run,))
        return [CaptureRow(**row) for row in rows]

    def runs(self) -> list[CrawlRun]:
        """Every run, oldest first."""
        return [CrawlRun(**row) for row in self._db.execute("SELECT * FROM crawl_runs ORDER BY started_at, id")]

    def routes(self) -> list[CrawlRoute]:
        """What each route of each run found."""
        return [CrawlRoute(**row) for row in self._db.execute("SELECT * FROM crawl_routes ORDER BY run, route, url")]

    def alarms(self) -> list[Alarm]:
        """Every alarm, oldest run first."""
        return [Alarm(**row) for row in self._db.execute("SELECT * FROM alarms ORDER BY run, name")]

    def put_route(self, route: CrawlRoute) -> None:
        """Write what a route of a run found."""
        self._db.execute(
            "INSERT OR REPLACE INTO crawl_routes(run, route, url, pages, releases, new, problem)"
            " VALUES (:run, :route, :url, :pages, :releases, :new, :problem)",
            asdict(route),
        )

    def put_alarms(self, run: str, alarms: Iterable[Alarm]) -> None:
        """Write the alarms of a run, in place of those that were there."""
        self._db.execute("DELETE FROM alarms WHERE run = ?", (run,))
        self._db.executemany("INSERT INTO alarms(run, name, reason) VALUES (:run, :name, :reason)", map(asdict, alarms))

    def read(self, row: CaptureRow) -> Capture:
        """The capture with its bytes, checked against its digest.

        Raises: StoreError, if the file is missing or its bytes are not those that were indexed.
        """
        return read_capture(self.folder, row.file, row.offset, row.length, row.digest)

    def _append(self, path: Path, member: bytes) -> int:
        with path.open("ab") as file:
            offset = file.tell()
            file.write(member)
            file.flush()
            if time.monotonic() - self._synced > SYNC_SECONDS:
                os.fsync(file.fileno())
                self._synced = time.monotonic()
        return offset

    def _index(self, run: str, capture: Capture, file: str, offset: int, length: int) -> None:
        row = CaptureRow(
            0, capture.id, run, capture.url, capture.captured_at, capture.kind, capture.status,
            capture.header("Content-Type"), capture.digest, capture.header("ETag"), capture.header("Last-Modified"),
            file, offset, length,
        )  # fmt: skip
        values = asdict(row) | {"number": None}
        marks = ", ".join(f":{name}" for name in values)
        statement = f"INSERT OR IGNORE INTO captures ({', '.join(values)}) VALUES ({marks})"  # noqa: S608 - our own names
        self._db.execute(statement, values)

    def _mend_file(self, path: Path, start: int) -> int:
        data = path.read_bytes() if path.stat().st_size > start else b""
        run, found, offset = path.name.removesuffix(".warc.gz"), 0, start
        if data:
            self._db.execute(
                "INSERT OR IGNORE INTO crawl_runs(id, kind, version, started_at) VALUES (?, 'recovered', '', ?)",
                (run, f"{run[:4]}-{run[4:6]}-{run[6:11]}:{run[11:13]}:{run[13:15]}Z"),
            )
        while offset < len(data):
            length = _member_length(data, offset)
            if length is None:
                with path.open("r+b") as file:
                    file.truncate(offset)
                break
            try:
                capture = read_record(data[offset : offset + length])
            except BrokenRecord:
                capture = None  # the warcinfo record that opens the file
            if capture:
                self._index(run, capture, path.name, offset, length)
                found += 1
            offset += length
        return found


def _member_length(data: bytes, offset: int) -> int | None:
    """Length in bytes of the gzip member at `offset`, or None if it is torn."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
    view = memoryview(data)
    try:
        for start in range(offset, len(data), 65536):
            inflater.decompress(view[start : start + 65536])
            if inflater.eof:
                return min(start + 65536, len(data)) - len(inflater.unused_data) - offset
    except zlib.error:
        return None
    return None
