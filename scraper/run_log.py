"""What the index knows about runs: how each went, what its routes found, what was wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from scraper.runs import Alarm, CrawlRoute, CrawlRun


class RunLog:
    """The runs of a store; `CaptureStore` begins and ends them."""

    _db: sqlite3.Connection
    _run: str | None

    def put_attempt(self, why: str, version: str, now: datetime) -> None:
        """Record a crawl that could not start, so that `status` can report it."""
        run = f"{now:%Y%m%dT%H%M%SZ}-crawl-not-started"
        at = f"{now:%Y-%m-%dT%H:%M:%SZ}"
        self._db.execute(
            "INSERT OR IGNORE INTO crawl_runs(id, number, kind, version, started_at, ended_at, ended_why)"
            " VALUES (?, ?, 'crawl', ?, ?, ?, ?)",
            (run, self._next_number(), version, at, at, why),
        )

    def doubt_clock(self, why: str) -> None:
        """Mark the times of the run as doubtful; the first reason stays."""
        self._db.execute("UPDATE crawl_runs SET clock = coalesce(clock, ?) WHERE id = ?", (why, self._run))

    def _next_number(self) -> int:
        (highest,) = self._db.execute("SELECT coalesce(max(number), 0) FROM crawl_runs").fetchone()
        return int(highest) + 1

    def _last_start(self) -> datetime | None:
        """When the newest crawl whose clock is not in doubt ended, or began."""
        (last,) = self._db.execute(
            "SELECT coalesce(ended_at, started_at) FROM crawl_runs WHERE kind != 'import' AND clock IS NULL"
            " UNION ALL SELECT NULL ORDER BY 1 DESC LIMIT 1"
        ).fetchone()
        return datetime.fromisoformat(last) if last else None

    def count_run(self, **counts: int) -> None:
        """Write the counts of the run so far (columns of `crawl_runs`), so that a killed run leaves true ones."""
        if counts:
            settings = ", ".join(f"{name} = :{name}" for name in counts)
            statement = f"UPDATE crawl_runs SET {settings} WHERE id = :id"  # noqa: S608 - names are our own
            self._db.execute(statement, {**counts, "id": self._run})

    def runs(self) -> list[CrawlRun]:
        """Every run, in the order in which they began."""
        return [CrawlRun(**row) for row in self._db.execute("SELECT * FROM crawl_runs ORDER BY number")]

    def routes(self) -> list[CrawlRoute]:
        """What each route of each run found."""
        return [CrawlRoute(**row) for row in self._db.execute("SELECT * FROM crawl_routes ORDER BY run, route, url")]

    def alarms(self) -> list[Alarm]:
        """Every alarm, oldest run first."""
        return [Alarm(**row) for row in self._db.execute("SELECT * FROM alarms ORDER BY run, name")]

    def put_route(self, route: CrawlRoute) -> None:
        """Write what a route of a run found."""
        self._db.execute(
            "INSERT OR REPLACE INTO crawl_routes(run, route, url, pages, releases, new, problem, late)"
            " VALUES (:run, :route, :url, :pages, :releases, :new, :problem, :late)",
            asdict(route),
        )

    def put_alarms(self, run: str, alarms: Iterable[Alarm]) -> None:
        """Write the alarms of a run, in place of those that were there."""
        self._db.execute("DELETE FROM alarms WHERE run = ?", (run,))
        self._db.executemany(
            "INSERT INTO alarms(run, name, reason, since) VALUES (:run, :name, :reason, :since)", map(asdict, alarms)
        )

    def open_alarm(self, alarm: Alarm) -> None:
        """Write one more alarm of a run; one that is open stays as old as it is."""
        self._db.execute(
            "INSERT INTO alarms(run, name, reason, since) VALUES (:run, :name, :reason, :since)"
            " ON CONFLICT (run, name) DO UPDATE SET reason = excluded.reason",
            asdict(alarm),
        )

    def close_alarm(self, run: str, name: str) -> None:
        """Withdraw an alarm of a run."""
        self._db.execute("DELETE FROM alarms WHERE run = ? AND name = ?", (run, name))
