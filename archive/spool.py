"""What was read of a page, on the disk until its release is made: the texts of 100,000 pages do not fit into memory."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from pathlib import Path
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where a value lies, in bytes."""

    offset: int
    length: int


class Spool:
    """Values in a file without a name, which ends with the process; equal ones are written once.

    folder: on whose disk it lies; that of the database has room for the texts once more.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - open as long as the spool, closed with it
        self._places: dict[bytes, Place] = {}
        self._end = 0

    def put(self, value: object) -> Place:
        """Write a value that pickle can; returns its place. Raises: OSError, if the disk is full."""
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        name = hashlib.blake2b(data, digest_size=16).digest()
        if name not in self._places:
            self._file.write(data)
            self._places[name] = Place(self._end, len(data))
            self._end += len(data)
        return self._places[name]

    def get(self, place: Place) -> Any:
        """The value at a place."""
        self._file.flush()
        data = os.pread(self._file.fileno(), place.length, place.offset)
        return pickle.loads(data)  # noqa: S301 - our own bytes, in a file that nobody else can open

    def close(self) -> None:
        """Delete everything."""
        self._file.close()
