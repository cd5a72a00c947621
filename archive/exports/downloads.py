"""The whole archive in each format as one file, made behind a build for the site to send as it lies.

DIR/<site>.downloads/<state>/<site>-….zip

A folder belongs to one state of the database file. No other is offered, since files of an older one may hold what has
been withdrawn since; making new ones removes them.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.database.opening import open_database
from archive.exports.about import about
from archive.exports.formats import Format, export
from archive.settings import Settings
from scraper.sites import Site

# What a file is called behind the site's name; the CSV files are in the data package.
NAMES: dict[Format, str] = {
    "datapackage": "-datenpaket.zip", "parquet": "-parquet.zip", "jsonl": "-jsonl.zip", "xlsx": ".xlsx",
    "tei": "-tei.zip",
}  # fmt: skip
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every file in an archive (ZIP knows none before): the same rows, the same bytes


@dataclass(frozen=True)
class Download:
    """A file that holds the whole archive in a format."""

    form: Format
    path: Path

    @property
    def bytes(self) -> int:
        """The size of the file."""
        return self.path.stat().st_size


def downloads_folder(database: Path) -> Path:
    """Where the files of all states of a database lie."""
    return database.with_suffix(".downloads")


def downloads(database: Path) -> list[Download]:
    """The files of a database as it is now; none, if none were made of this state."""
    folder = downloads_folder(database) / _state(database)
    found = [Download(form, folder / f"{database.stem}{name}") for form, name in NAMES.items()]
    return [one for one in found if one.path.exists()]


def make_downloads(database: Path, site: Site, settings: Settings) -> None:
    """Write the files of a database as it is now, unless they are there, and remove those of other states.

    Raises: ExportError, if a value cannot be written; BuildError, if there is no database.
    """
    folder, state = downloads_folder(database), _state(database)
    _keep_only(folder, state)
    if (folder / state).exists():
        return
    new = folder / f".new-{os.getpid()}"
    new.mkdir(parents=True)
    with closing(open_database(database)) as connection:
        said = about(connection, site, settings)
        for form, name in NAMES.items():
            files = [one.path for one in export(connection, form, new / form, said)]
            target = new / f"{database.stem}{name}"
            if target.suffix == ".zip":
                _zip(target, new / form, files)
            else:
                files[0].replace(target)
            shutil.rmtree(new / form)
    new.replace(folder / state)


def remove_downloads(database: Path) -> None:
    """Remove the files of every state."""
    shutil.rmtree(downloads_folder(database), ignore_errors=True)


def _state(database: Path) -> str:
    """What changes with every build of a database."""
    stat = database.stat()
    return f"{stat.st_mtime_ns:x}-{stat.st_size:x}"


def _keep_only(folder: Path, state: str) -> None:
    for path in folder.iterdir() if folder.exists() else ():
        if path.name != state:
            shutil.rmtree(path)


def _zip(target: Path, folder: Path, files: list[Path]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), FIRST_DAY)
            # Parquet is packed already
            entry.compress_type = zipfile.ZIP_STORED if path.suffix == ".parquet" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as file, archive.open(entry, "w", force_zip64=True) as packed:
                shutil.copyfileobj(file, packed)
