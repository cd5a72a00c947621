"""What the site says of withdrawals: of a release that is gone from it, of one that is blackened, of their captures."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from archive.site.german import short_day
from scraper.withdrawals import AWAY, slug_digest

OF_SLUG = "SELECT scope, reason, day FROM withdrawals WHERE digest = :digest OR release = :slug ORDER BY day, number"
OF_CAPTURE = """SELECT w.scope, w.reason, w.day FROM captures c JOIN withdrawals w ON w.number = c.withdrawal
  WHERE c.id = ?"""


class WithdrawalLine(NamedTuple):
    """A withdrawal: its scope, the reason in German, since which day (ISO)."""

    scope: str
    reason: str
    day: str


def withdrawals_of(connection: sqlite3.Connection, slug: str) -> list[WithdrawalLine]:
    """What is withdrawn of a release, by the slug in its address here or at the city."""
    rows = connection.execute(OF_SLUG, {"digest": slug_digest(slug), "slug": slug})
    return [WithdrawalLine(*row) for row in rows]


def why_away(connection: sqlite3.Connection, slug: str) -> str:
    """Why there is no page of a release, as a German sentence; "" if it is not withdrawn."""
    away = [line for line in withdrawals_of(connection, slug) if line.scope in AWAY]
    if not away:
        return ""
    return f"Diese Mitteilung ist seit dem {short_day(away[0].day)} gesperrt. Grund: {away[0].reason}"


def why_withheld(connection: sqlite3.Connection, capture: str) -> str:
    """Why a capture is not shown, as a German sentence; "" if it is."""
    row = connection.execute(OF_CAPTURE, (capture,)).fetchone()
    if not row:
        return ""
    line = WithdrawalLine(*row)
    state = "gesperrt ist" if line.scope in AWAY else "an Stellen geschwärzt ist"
    since = f"seit dem {short_day(line.day)} {state}. Grund: {line.reason}"
    return f"Diese Archivkopie zeigt oder nennt eine Mitteilung, die {since}"


def is_noindex(connection: sqlite3.Connection, slug: str) -> bool:
    """Whether search engines are asked to leave a release out."""
    return any(line.scope == "noindex" for line in withdrawals_of(connection, slug))
