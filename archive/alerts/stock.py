"""What is new since the last run. Everything here is one transaction of the caller's.

An entry of a watched page is news to an alert when the page did not show it at any run before, and its release has been
seen anew since the last run: with a capture that the database did not hold then. So a release that is found late,
accepted from quarantine or matches after a revision is news on that day, whatever its date; an old one that is merely
read otherwise is not. Where what the page shows now cannot be compared with the last run, because the alert is new or
the captures are read by other rules (a newer program, a correction by hand), only a new wording counts as seen anew: a
page that was fetched again, as it was, says nothing. Slugs and captures decide, never the rows of a database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive.alerts.finds import Entry, Watch, mark
from archive.alerts.ledger import forget
from archive.alerts.operators_file import SavedSearch
from scraper.sites import Site

_EVIDENCE = """SELECT release, capture FROM release_captures
  UNION SELECT slug, gone_capture FROM releases WHERE gone_capture IS NOT NULL"""
_ATTACHED = "SELECT release, capture FROM attachment_versions"
_WORDINGS = """SELECT release, capture FROM revisions
  UNION SELECT slug, gone_capture FROM releases WHERE gone_capture IS NOT NULL"""
_ADDRESSES = """SELECT DISTINCT c.url FROM release_captures x JOIN captures c ON c.id = x.capture WHERE x.release = ?"""


@dataclass(frozen=True)
class Stock:
    """What each watch shows now, and what of it is news; both by the mark of its address.

    first: whether nothing was watched before, so that this run only takes stock.
    """

    shown: dict[int, dict[int, Entry]]
    news: dict[int, list[int]]
    first: bool


def take_stock(
    ledger: sqlite3.Connection, archive: sqlite3.Connection, site: Site, searches: Sequence[SavedSearch], now: str
) -> Stock:
    """Look at every watched page, record what it shows, and tell what of it is news.

    What is no longer watched is forgotten: an alert that comes back begins anew. now: UTC, ISO 8601.
    """
    watches = {mark(one.watch.address): one.watch for one in searches}
    before = {watch for (watch,) in ledger.execute("SELECT watch FROM alert_watches")}
    fresh, wordings = _fresh(ledger, archive, _EVIDENCE), _wordings(archive)
    attached = _fresh(ledger, archive, _ATTACHED)
    reworded = {release: captures & wordings.get(release, set()) for release, captures in fresh.items()}
    otherwise = _is_read_otherwise(ledger, archive)
    stock = Stock({}, {}, not before)
    for number, watch in watches.items():
        shown = entries_of(watch, archive)
        known = {e for (e,) in ledger.execute("SELECT entry FROM alert_found WHERE watch = ?", (number,))}
        unknown = {one: entry for one, entry in shown.items() if one not in known}
        stock.shown[number] = shown
        stock.news[number] = [
            one for one, entry in unknown.items()
            if before
            and _is_seen_anew(
                entry, reworded if otherwise or number not in before else fresh, attached, watched=number in before
            )
            and not _was_found(entry, known, archive, site)
        ]  # fmt: skip
        ledger.executemany("INSERT INTO alert_found VALUES (?, ?)", [(number, one) for one in unknown])
        ledger.execute("INSERT OR IGNORE INTO alert_watches VALUES (?, ?)", (number, now))
    forget(ledger, before - watches.keys())
    return stock


def entries_of(watch: Watch, archive: sqlite3.Connection) -> dict[int, Entry]:
    """What a watch shows now, by mark."""
    return {mark(*entry[:2]): entry for entry in watch.entries(archive)}


def _fresh(ledger: sqlite3.Connection, archive: sqlite3.Connection, evidence: str) -> dict[str, set[str]]:
    """Release → its captures that no run has met before; they are recorded as met. evidence: SQL for such pairs."""
    met = {one for (one,) in ledger.execute("SELECT mark FROM alert_shown")}
    fresh: dict[str, set[str]] = {}
    marks = []
    for release, capture in archive.execute(evidence):
        if (one := mark(release, capture)) not in met:
            fresh.setdefault(release, set()).add(capture)
            marks.append((one,))
    ledger.executemany("INSERT OR IGNORE INTO alert_shown VALUES (?)", marks)
    return fresh


def _wordings(archive: sqlite3.Connection) -> dict[str, set[str]]:
    """Release → the captures that showed a new wording of it first, or that it is gone."""
    found: dict[str, set[str]] = {}
    for release, capture in archive.execute(_WORDINGS):
        found.setdefault(release, set()).add(capture)
    return found


def _is_read_otherwise(ledger: sqlite3.Connection, archive: sqlite3.Connection) -> bool:
    """Whether the database was made by other rules than at the last run; which ones is recorded."""
    ((readers,),) = archive.execute("SELECT readers FROM builds").fetchall()
    known = ledger.execute("SELECT readers FROM alert_readers").fetchone()
    ledger.execute("INSERT OR REPLACE INTO alert_readers VALUES (1, ?)", (readers,))
    return known is not None and known[0] != readers


def _is_seen_anew(
    entry: Entry, fresh: dict[str, set[str]], attached: dict[str, set[str]], *, watched: bool
) -> bool:  # fmt: skip
    """Whether there is new evidence of an entry; what belongs to no release is new if it was watched for.

    attached: captures of attachments, which count for entries that name them alone.
    """
    if not entry.release:
        return watched
    seen = fresh.get(entry.release, set())
    if not entry.captures:
        return bool(seen)
    return bool((seen | attached.get(entry.release, set())) & set(entry.captures))


def _was_found(entry: Entry, known: Collection[int], archive: sqlite3.Connection, site: Site) -> bool:
    """Whether it was found under another slug that its release once had."""
    if not entry.release or not known:
        return False
    slugs = {site.key(url) for (url,) in archive.execute(_ADDRESSES, (entry.release,))}
    return any(mark(slug, entry.what) in known for slug in slugs if slug)
