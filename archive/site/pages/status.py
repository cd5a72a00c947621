"""The status page: how the last runs went, what they found on which route, what is wrong."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass

from archive.site.page import Asked, Document, Query
from archive.site.reported import ROUTES, told

RUNS = """SELECT id, kind, mode, version, started_at, ended_at, ended_why, requests, bytes, new, changed, unchanged,
  gone, errors, clock, unverified FROM crawl_runs ORDER BY number DESC, id DESC LIMIT 30"""
LAST_JUDGED = """SELECT (SELECT id FROM crawl_runs WHERE kind = 'crawl' AND mode IS NOT NULL
  ORDER BY number DESC, id DESC LIMIT 1)"""
ROUTES_OF = "SELECT route, url, pages, releases, new, problem, late FROM crawl_routes WHERE run = ? ORDER BY route, url"
ALARMS = "SELECT name, reason FROM alarms WHERE run = ? ORDER BY name"
LAST_GOOD = "SELECT max(ended_at) FROM crawl_runs WHERE kind = 'crawl' AND ended_why = 'finished'"
COUNTS = "SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM releases), (SELECT count(*) FROM unreadable)"
KINDS = {"crawl": "abgeholt", "import": "eingelesen", "recovered": "aus den Archivkopien wiederhergestellt"}
MODES = {"new": "Neues und Jüngstes", "all": "alles"}
ENDS = {
    "running": "läuft noch",
    "finished": "zu Ende geführt",
    "stopped": "auf Wunsch beendet",
    "killed": "abgebrochen",
    "recovered": "Ende unbekannt",
}
DOUBTS = {"Uhrzeit zweifelhaft": "clock", "Zertifikate der Stadt nicht geprüft": "unverified"}


@dataclass(frozen=True)
class Run:
    """A run; times UTC. what, end: in German words."""

    id: str
    kind: str
    mode: str | None
    version: str
    started_at: str
    ended_at: str | None
    ended_why: str | None
    requests: int
    bytes: int
    new: int
    changed: int
    unchanged: int
    gone: int
    errors: int
    clock: str | None
    unverified: int

    @property
    def what(self) -> str:
        """Mode and kind."""
        return " ".join(filter(None, (MODES.get(self.mode or ""), KINDS.get(self.kind, self.kind))))

    @property
    def end(self) -> str:
        """Why it ended."""
        why = self.ended_why or "running"
        doubts = [word for word, so in DOUBTS.items() if getattr(self, so)]
        return "; ".join([ENDS.get(why) or told(why).words, *doubts])


@dataclass(frozen=True)
class RouteLine:
    """A route of the last run: what it found, or what was missing."""

    route: str
    url: str
    pages: int
    releases: int
    new: int
    problem: str | None
    late: int

    @property
    def name(self) -> str:
        """The route in German."""
        return ROUTES.get(self.route, self.route)


@dataclass(frozen=True)
class Status:
    """The state of the archive. alarms: (name, reason) of the newest judged run; last_good: UTC."""

    query: Query
    runs: list[Run]
    routes: list[RouteLine]
    alarms: list[tuple[str, str]]
    last_good: str | None
    captures: int
    releases: int
    unreadable: int


def load(connection: sqlite3.Connection, _: Asked) -> Status:
    """Runs, routes of the last one, open alarms, counts."""
    (judged,) = connection.execute(LAST_JUDGED).fetchone()
    (last_good,) = connection.execute(LAST_GOOD).fetchone()
    captures, releases, unreadable = connection.execute(COUNTS).fetchone()
    return Status(
        query=Query(RUNS),
        runs=[Run(*row) for row in connection.execute(RUNS)],
        routes=[RouteLine(*row) for row in connection.execute(ROUTES_OF, (judged,))],
        alarms=[(name, reason) for name, reason in connection.execute(ALARMS, (judged,))],
        last_good=last_good,
        captures=captures,
        releases=releases,
        unreadable=unreadable,
    )


def as_json(connection: sqlite3.Connection, asked: Asked) -> Document:
    """The same for machines: `{"alarms": […], "last_good": …, "runs": […], "routes": […], …}`."""
    found = load(connection, asked)
    state = {
        "site": asked.site.database, "last_good": found.last_good, "captures": found.captures,
        "releases": found.releases, "unreadable": found.unreadable,
        "alarms": [{"name": name, "reason": reason} for name, reason in found.alarms],
        "routes": [asdict(route) for route in found.routes], "runs": [asdict(run) for run in found.runs],
    }  # fmt: skip
    return Document("application/json; charset=utf-8", json.dumps(state, ensure_ascii=False, indent=1))
