"""A snapshot: a state of the archive as a folder to cite, `<site>-<day>-<digest>`, and what differs between two.

    datapackage.json data/*.csv CITATION.cff metadata.json dcat.jsonld   the data package (`package.py`)
    <site>.db          the database
    quality.json       how reliable the readers are: what was measured
    snapshot.json      site, day, digest, versions, and which captures it was made from
    releases.txt       the slugs of the releases that it holds
    SHA256SUMS         of every other file; `sha256sum --check SHA256SUMS`

The day is that of the last capture, and the digest that of `datapackage.json`, which has those of all tables: the same
captures, read by the same program, give the same name.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.database.schema import SCHEMA_VERSION
from archive.exports.about import About
from archive.exports.files import Written
from archive.exports.formats import export
from archive.exports.package import NAME, checksum
from archive.exports.quality import MEASURED
from scraper.errors import ExportError

SUMS, STATE, RELEASES, QUALITY = "SHA256SUMS", "snapshot.json", "releases.txt", "quality.json"
DIGITS = 12  # of the digest, in the name


@dataclass(frozen=True)
class Snapshot:
    """A snapshot on disk."""

    path: Path

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.path.name

    @property
    def releases(self) -> list[str]:
        """The slugs of the releases that it holds. Raises: ExportError, if the folder is no snapshot."""
        return self._text(RELEASES).split()

    @property
    def database(self) -> Path:
        """Its database. Raises: ExportError, if the folder is no snapshot."""
        path = self.path / f"{json.loads(self._text(STATE))['site']}.db"
        if not path.exists():
            raise ExportError(f"{path} is missing: the snapshot is not whole")
        return path

    def damage(self) -> list[str]:
        """A line for each file that is missing, or not what SHA256SUMS says. Raises: ExportError, as above."""
        found = []
        for line in self._text(SUMS).splitlines():
            digest, _, name = line.partition("  ")
            path = self.path / name
            if not path.is_file():
                found.append(f"{path} is missing")
            elif checksum(path) != digest:
                found.append(f"{path} is not what it was")
        return found

    def _text(self, name: str) -> str:
        try:
            return (self.path / name).read_text(encoding="utf-8")
        except OSError as error:
            raise ExportError(f"{self.path} is no snapshot: {name}: {error.strerror}") from error


def snapshots(folder: Path, holding: str | None = None) -> list[Snapshot]:
    """The snapshots in a folder, by name; holding: only those that hold the release with this slug."""
    found = [Snapshot(path.parent) for path in sorted(folder.glob(f"*/{STATE}"))]
    return [one for one in found if holding is None or holding in one.releases]


def make_snapshot(
    connection: sqlite3.Connection, folder: Path, about: About, progress: Callable[[Written], None] = lambda _: None
) -> Snapshot:
    """Write a snapshot of a database into a folder, and give it its name when it is whole.

    Where one of that name is there already, it is kept: it has the same data.
    """
    new = folder / f".new-{os.getpid()}"
    shutil.rmtree(new, ignore_errors=True)
    try:
        for one in export(connection, "datapackage", new, about):
            progress(one)
        digest = checksum(new / NAME)
        connection.execute("VACUUM INTO ?", (str(new / f"{about.site.name}.db"),))
        slugs = [slug for (slug,) in connection.execute("SELECT slug FROM releases ORDER BY slug")]
        (new / RELEASES).write_text("".join(f"{slug}\n" for slug in slugs), encoding="utf-8")
        _write_json(new / QUALITY, [asdict(one) for one in MEASURED])
        _write_json(new / STATE, {
            "site": about.site.name, "day": about.state.day, "digest": f"sha256:{digest}",
            "version": about.state.version, "program": about.state.program, "readers": about.state.readers,
            "schema": SCHEMA_VERSION, "captures": about.state.captures,
            "captures_digest": f"sha256:{about.state.digest}", "last_captured_at": about.state.last_captured_at,
            "releases": len(slugs),
        })  # fmt: skip
        files = sorted(path for path in new.rglob("*") if path.is_file())
        sums = "".join(f"{checksum(path)}  {path.relative_to(new).as_posix()}\n" for path in files)
        (new / SUMS).write_text(sums, encoding="utf-8")
        path = folder / f"{about.site.name}-{about.state.day}-{digest[:DIGITS]}"
        if not path.exists():
            new.replace(path)
        return Snapshot(path)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _write_json(path: Path, value: object) -> None:
    path.write_text(f"{json.dumps(value, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
