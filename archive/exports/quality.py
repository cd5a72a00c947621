"""How reliable the readers are: what was measured, on which texts. The page „Über“ and snapshots say it.

The figures stand in quality.toml, which `python -m bench.quality --write` makes from the labelled texts and from the
pinned floors; docs/quality.md has all of them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """One measured figure: what, on which texts, in percent.

    labels: of how many labels a share is, with its 95 % interval from `low` to `high` in percent; None of an F1.
    floor:  of texts that do not ship, the pinned floor (`file.key`) that the figure is: at least so much is reached.
    """

    what: str
    texts: str
    percent: float
    labels: int | None = None
    low: float | None = None
    high: float | None = None
    floor: str | None = None


FILE = Path(__file__).with_name("quality.toml")
MEASURED = tuple(Measured(**one) for one in tomllib.loads(FILE.read_text(encoding="utf-8"))["measured"])
