"""Files that an export leaves: written beside their name first, so that a broken run leaves no half file under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Written:
    """A file that was written, and how many rows, releases or other entries it holds. cut: cells that did not fit."""

    path: Path
    rows: int
    cut: int = 0

    @property
    def bytes(self) -> int:
        """The size of the file."""
        return self.path.stat().st_size


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which takes its name when the block has ended well; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def written(path: Path, write: Callable[[Path], int]) -> Written:
    """Write a file with a function that takes its path and returns how many rows it wrote."""
    with whole(path) as part:
        rows = write(part)
    return Written(path, rows)
