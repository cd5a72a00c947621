"""Withdrawals while a database is made or updated: what goes, what is made anew, which captures are not shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from archive.attachments.withheld import withheld_attachments
from archive.capture_reader import CaptureReader
from archive.database.store import Database
from archive.releases.gone import Sighting
from archive.releases.withdrawn import WithdrawalRow
from scraper.captures import CaptureStore
from scraper.errors import StoreError
from scraper.naming import releases_named
from scraper.passages import BLACK
from scraper.runs import Alarm, CrawlRoute
from scraper.withdrawals import AWAY, WITHHELD, slug_digest


def lifted(database: Database, reader: CaptureReader) -> bool:
    """Whether something that was withheld when the database was made no longer is: only a whole build brings it."""
    withdrawn = reader.withdrawn
    away = {slug_digest(twin) for slug in withdrawn.away for twin in withdrawn.twins(slug)}
    kept = {withdrawn.shown(slug) for slug in withdrawn.passages}
    for row in database.withdrawals():
        if (
            row.decided_by == "operator"
            and row.scope in WITHHELD
            and row.digest not in away
            and row.release not in kept
        ):
            return True
    return False


class Withholding:
    """Brings what is withdrawn to where it must be.

    anew: releases that have to be made again, whatever else an update touches.
    """

    def __init__(self, database: Database, reader: CaptureReader, store: CaptureStore, *, whole: bool) -> None:
        self._database, self._reader, self._store, self._whole = database, reader, store, whole
        self._withdrawn = reader.withdrawn
        self._before = database.withdrawals()
        hidden = {row.digest: row.day for row in self._before if row.decided_by == "site" and row.scope == "hide"}
        for slug in reader.addressed if hidden else ():
            if (day := hidden.get(slug_digest(slug))) and not self._withdrawn.is_away(slug):
                self._withdrawn.hidden_by_rule[slug] = day
        self._hidden_before = set(self._withdrawn.hidden_by_rule)
        self.attached: dict[str, int] = {}  # addresses of withheld attachments → number of the withdrawal
        self._dropped: set[str] = set()  # captures of what is made again under another slug
        self._last = max((rank[0] for rank in reader.ranks.values()), default="")
        self.anew = {self._withdrawn.shown(slug) for slug in self._withdrawn.passages}
        if not whole and self._new():
            self.anew |= self._drop()
        elif not whole and self._withdrawn.passages:  # words may be others than before, in links to it too
            self.anew |= self._database.naming(self._concerned) - self._withdrawn.away

    def _new(self) -> bool:
        """Whether the operator withdrew something since the database was made."""
        return _withheld(self._before, "operator") != _withheld(self._withdrawn.rows({}), "operator")

    def _drop(self) -> set[str]:
        """Take out what is newly withdrawn; returns the releases to make again, as they name it or waited beside it."""
        away = self._withdrawn.away | self._withdrawn.passages.keys()
        self._dropped = self._database.captures_of(self._withdrawn.passages)
        self._database.drop_releases(away)
        for slug in away:
            self._database.drop_doubts(slug)
        rows = self._reader.rows
        self._database.drop_unreadable(
            c for c in self._database.unreadable() if c in rows and self.is_away(rows[c].url)
        )
        waiting = {release for _, release, _, state in self._database.doubts() if state == "waiting"}
        return (waiting | self._database.naming(self._concerned)) - self._withdrawn.away

    def is_away(self, url: str) -> bool:
        """Whether an address is that of a release that is not in the database."""
        key = self._reader.site.key(url)
        return bool(key) and self._withdrawn.is_away(str(key))

    def _concerned(self, text: str) -> bool:
        return text == BLACK or self._withdrawn.concerns(text) or self._withdrawn.without_addresses(text) != text

    def captures_for(self, touched: Collection[str]) -> set[str]:
        """Captures that show touched releases of which the database says nothing: hidden, or renamed."""
        hidden = self._hidden_before & {self._withdrawn.origin(slug) for slug in touched}
        return self._dropped | (self._database.withheld_captures() if hidden else set())

    @property
    def returned(self) -> bool:
        """Whether an update met a release that the site's rule hid and that is back: others may link to it again."""
        return not self._whole and not self._hidden_before <= self._withdrawn.hidden_by_rule.keys()

    def hides(self, slug: str, gone: Sighting | None) -> bool:
        """Whether the site's rule takes a release out of the database, which is noted."""
        due = self._withdrawn.due_by_rule(gone.captured_at, self._last) if gone else None
        origin = self._withdrawn.origin(slug)
        if due and due[0] == "hide":
            self._withdrawn.hidden_by_rule[origin] = due[1]
            return True
        self._withdrawn.hidden_by_rule.pop(origin, None)
        return False

    def due(self) -> set[str]:
        """Releases of the database that the site's rule hides by now."""
        gone = self._database.gone()
        return {
            s for s, at in gone.items() if (due := self._withdrawn.due_by_rule(at, self._last)) and due[0] == "hide"
        }

    def beside(self) -> set[str]:
        """Releases that name one which this build hid by the site's rule."""
        if self._withdrawn.hidden_by_rule.keys() <= self._hidden_before:
            return set()
        return self._database.naming(self._concerned) - self._withdrawn.hidden_by_rule.keys()

    def finish(self, new: Iterable[str]) -> None:
        """Write the withdrawals, and the captures with what keeps them from being shown.

        new: captures that the database does not know yet.
        """
        rules = {s: self._withdrawn.due_by_rule(at, self._last) for s, at in self._database.gone().items()}
        rows = self._withdrawn.rows({slug: due[1] for slug, due in rules.items() if due and due[0] == "noindex"})
        self._database.put_withdrawals(rows)
        everything = self._whole or _withheld(rows) != _withheld(self._before)
        numbers = self._withdrawn.withheld()
        known: dict[tuple[str, str], int | None] = {}  # (address, digest of the bytes) → number
        all_rows = self._reader.rows
        self.attached = withheld_attachments(self._store, self._reader.site, all_rows.values(), numbers)
        chosen = all_rows if everything else {*new, *(row.id for row in all_rows.values() if row.url in self.attached)}
        for capture in sorted(chosen):
            row = all_rows[capture]
            if numbers and (row.url, row.digest) not in known:
                known[row.url, row.digest] = self._number(capture, numbers)
            url = BLACK if row.url in self.attached else self._withdrawn.veiled(row.url)
            self._database.put_capture(row, url, known.get((row.url, row.digest)))

    def _number(self, capture: str, numbers: Mapping[str, int]) -> int | None:
        """The withdrawal for which a capture is not shown: its bytes, or those that it repeats, name the release."""
        row = self._reader.rows[capture]
        if row.url in self.attached:
            return self.attached[row.url]
        try:
            named = releases_named(self._store.shown(row), self._reader.site)
        except StoreError:
            named = {key for key in [self._reader.site.key(row.url)] if key}
        return min((numbers[slug] for slug in named if slug in numbers), default=None)

    def routes(self, routes: Iterable[CrawlRoute]) -> list[CrawlRoute]:
        """What runs found, without addresses that must not stand in the database."""
        return [replace(route, url=self._withdrawn.veiled(route.url)) for route in routes]

    def alarms(self, alarms: Iterable[Alarm]) -> list[Alarm]:
        """What was wrong, without such addresses."""
        return [replace(alarm, reason=self._withdrawn.without_addresses(alarm.reason)) for alarm in alarms]

    def notes(self) -> list[str]:
        """A line for each entry that concerns nothing, and for each of its words that stand nowhere."""
        entries, path = self._withdrawn.withdrawals.entries, self._withdrawn.withdrawals.path
        named = self._database.withholding()
        numbers, lines = self._withdrawn.withheld(), []
        there = self._database.slugs()
        for place, entry in enumerate(entries, 1):
            where, root = f"{path}: entry {place} ({entry.release})", self._withdrawn.root(entry.release)
            if entry.scope == "hide" and not any(numbers[slug] in named for slug in entry.slugs):
                lines.append(f"{where}: nothing was captured of this release: is the slug right?")
            if entry.scope in ("noindex", "redact") and self._withdrawn.shown(root) not in there | self._withdrawn.away:
                lines.append(f"{where}: there is no such release: is the slug right?")
            elif entry.scope == "redact" and root in self._withdrawn.passages:
                erased = self._withdrawn.withdrawals.erased_elsewhere.get(entry.release)
                gone = erased.words if erased else ()
                missing = [word for word in entry.words if word not in self._withdrawn.found[root] and word not in gone]
                lines += [f"{where}: „{word}“ stands nowhere in it: is it as printed?" for word in missing]
        return lines


def _withheld(
    rows: Iterable[WithdrawalRow], decided_by: str | None = None
) -> list[tuple[int, str | None, str | None, bool]]:
    chosen = [row for row in rows if row.scope in WITHHELD and decided_by in (None, row.decided_by)]
    return [(row.number, row.release, row.digest, row.scope in AWAY) for row in chosen]
