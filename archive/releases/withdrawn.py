"""A withdrawal as the database says it."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.withdrawals import Scope


@dataclass(frozen=True)
class WithdrawalRow:
    """A row of the table `withdrawals`, see `archive/database/schema.py`."""

    number: int
    scope: Scope
    reason: str
    day: str
    decided_by: str
    release: str | None
    digest: str | None
