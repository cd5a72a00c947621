"""Whether the archive is fresh, for machines that watch it."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

# A run that ended by itself or at its budget, as `darmstadt-aktuell status` counts them.
LAST_GOOD = """SELECT ended_at FROM crawl_runs WHERE kind = 'crawl' AND mode IS NOT NULL AND ended_at IS NOT NULL
  AND (ended_why LIKE 'finished%' OR ended_why LIKE 'budget%') ORDER BY number DESC, id DESC LIMIT 1"""
CLOCKS_DIFFER = timedelta(hours=1)


class Health(NamedTuple):
    """What `/-/health` says. last_good: UTC, of the end of the last good run that the database knows."""

    fresh: bool
    last_good: str | None

    def body(self, expect_every: timedelta) -> str:
        """JSON: `{"status": "fresh" or "stale", "last_good": …, "expect_every_hours": …}`."""
        told = {
            "status": "fresh" if self.fresh else "stale", "last_good": self.last_good,
            "expect_every_hours": round(expect_every / timedelta(hours=1), 2),
        }  # fmt: skip
        return json.dumps(told)


def load(connection: sqlite3.Connection, now: datetime, expect_every: timedelta) -> Health:
    """Fresh while the last good run is no older than `expect_every`; one that is still to come was wrongly dated."""
    row = connection.execute(LAST_GOOD).fetchone()
    if not row:
        return Health(False, None)
    age = now - datetime.fromisoformat(row[0]).astimezone(UTC)
    return Health(-CLOCKS_DIFFER <= age <= expect_every, row[0])
