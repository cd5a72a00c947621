"""A run of the alerts: takes stock of the database as it is now, and sends what is due."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from archive.alerts import outbox, stock
from archive.alerts.connecting import NotDelivered
from archive.alerts.delivery import Delivered, deliver
from archive.alerts.finds import Entry, mark
from archive.alerts.ledger import SCHEMA, failing, ledger
from archive.alerts.letters import MOST_SHOWN, Letter, Section, section_of
from archive.alerts.mail import Leaving, mail_of, send_mail
from archive.alerts.operators_file import AlertsFile, Receiver, read_alerts
from archive.alerts.outbox import Outgoing
from archive.alerts.watched.addresses import watch_of
from archive.alerts.webhook import send_webhook
from archive.database.opening import open_database
from archive.paths import alerts_path
from archive.settings import Settings
from archive.site.metadata import metadata
from archive.site.page import PLUGIN, SiteInfo
from archive.site.safe import unbroken
from archive.site.serving import site_address
from archive.state import open_state, state_path
from scraper.errors import SettingsError
from scraper.sites import Site


@dataclass(frozen=True)
class Place:
    """Where a run works. now: its time."""

    data: Path
    site: Site
    settings: Settings
    database: Path
    now: datetime

    @property
    def file(self) -> Path:
        """The operator's alerts."""
        return alerts_path(self.data, self.site)

    @property
    def state(self) -> Path:
        """Where the ledger lies."""
        return state_path(self.data, self.site)

    @property
    def today(self) -> datetime:
        """The time of the run on the city's clocks."""
        return self.now.astimezone(ZoneInfo(self.site.time_zone))


@dataclass
class Told:
    """What a run told. first: it only took stock. refused: alerts whose page the archive does not have.

    shown: of a dry run, (receiver, letter as text) of what would go out. counts: entries that each alert knows.
    """

    first: bool
    refused: list[str]
    delivered: Delivered = field(default_factory=lambda: Delivered(0, 0, [], []))
    shown: list[tuple[str, str]] = field(default_factory=list)
    counts: list[tuple[str, int, int]] = field(default_factory=list)


def run_alerts(place: Place, *, dry: bool = False) -> Told:
    """Take stock and send. dry: send nothing and record nothing, but show what would go out.

    Raises: SettingsError, if the file is wrong: nothing is sent or recorded; BuildError, if there is no database.
    """
    info = _site_info(place)
    look = partial(
        watch_of, site=info, folder=place.data, today=place.today.date(), failing=tuple(failing(place.state))
    )
    file = read_alerts(place.file, look)
    with closing(open_database(place.database)) as archive, _opened(place.state, dry=dry) as book:
        now = f"{place.now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        told = Told(False, _refused(file, archive))
        with book:
            taken = stock.take_stock(book, archive, place.site, file.searches, now)
            outbox.put_in(book, file, taken.news, now)
            outbox.make_up(book, file, place.today)
        told.first = taken.first
        told.counts = [
            (one.name, len(taken.shown[number]), len(taken.news[number]))
            for one in file.searches
            for number in [mark(one.watch.address)]
        ]
        compose = partial(_letter, file, archive, info, taken.shown)
        leaving = Leaving(unbroken(place.settings.contact.removeprefix("mailto:")) or _sender(file))
        if dry:
            told.shown = list(_shown(file, book, compose, leaving))
        else:
            told.delivered = deliver(book, file, compose, partial(_send, file, leaving))
    return told


@contextmanager
def _opened(state: Path, *, dry: bool) -> Iterator[sqlite3.Connection]:
    """The ledger, or a copy of it in memory."""
    if not dry:
        with ledger(state) as book:
            yield book
        return
    with closing(sqlite3.connect(":memory:")) as copy:
        if state.exists():
            with closing(open_state(state)) as kept:
                kept.backup(copy)
        copy.executescript(SCHEMA)
        yield copy


def _refused(file: AlertsFile, archive: sqlite3.Connection) -> list[str]:
    found = ((one, one.watch.refused(archive)) for one in file.searches)
    return [f"alert {one.name!r}: {one.watch.address}: {why}" for one, why in found if why]


def _letter(
    file: AlertsFile, archive: sqlite3.Connection, info: SiteInfo, shown: dict[int, dict[int, Entry]], message: Outgoing
) -> Letter | None:
    sections = []
    for one in file.searches:
        number = mark(one.watch.address)
        wanted = set(message.entries.get(number, ()))
        if wanted and message.receiver in one.receivers:
            there = [entry for entry_mark, entry in shown[number].items() if entry_mark in wanted]
            finds = one.watch.finds(archive, there[:MOST_SHOWN])
            more, vanished = len(there[MOST_SHOWN:]), len(wanted) - len(there)
            sections.append(section_of(one.name, one.watch.address, one.watch.page, finds, more, vanished))
    if not any(one.count for one in sections):
        return None
    kept: tuple[Section, ...] = tuple(one for one in sections if one.count)
    return Letter(message.id, message.made_at, info.database, info.title, info.address, message.receiver, kept)


def _send(file: AlertsFile, leaving: Leaving, letter: Letter, receiver: Receiver) -> None:
    try:
        _hand_over(file, leaving, letter, receiver)
    # of the standard library, for text that no mail or JSON may hold: the others get theirs
    except ValueError as error:
        raise NotDelivered(f"its message cannot be written ({type(error).__name__})") from error


def _hand_over(file: AlertsFile, leaving: Leaving, letter: Letter, receiver: Receiver) -> None:
    if receiver.kind == "webhook":
        send_webhook(letter, receiver, datetime.now(UTC))
    elif file.server is None:
        raise SettingsError("there is no [mail]")
    else:
        send_mail(mail_of(letter, file.server, receiver.address.read(), leaving), file.server)


def _shown(
    file: AlertsFile, book: sqlite3.Connection, compose: partial[Letter | None], leaving: Leaving
) -> Iterator[tuple[str, str]]:
    for message in outbox.outgoing(book):
        if letter := compose(message):
            receiver = file.receivers[message.receiver]
            names = ", ".join(f"„{one.name}“" for one in letter.sections)
            text = letter.text(leaving.sentence(names, receiver.name))
            yield f"{receiver.kind} to {receiver.name}: {letter.subject}", text


def _sender(file: AlertsFile) -> str:
    return file.server.sender.rpartition("<")[2].rstrip(">") if file.server else ""


def _site_info(place: Place) -> SiteInfo:
    made = metadata(place.site, place.settings, site_address(place.settings), "")
    return SiteInfo(**made["plugins"][PLUGIN])
