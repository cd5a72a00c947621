"""Sends messages one by one, and records each before and after: killed at any instant, one is doubled at most.

A receiver that cannot be reached is tried three times in a run, later ones once, and costs the others nothing but that
time; what it should have got waits. From the third try in a row on it is an alarm.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.alerts.connecting import NotDelivered
from archive.alerts.finds import mark
from archive.alerts.ledger import ALARM_AFTER
from archive.alerts.letters import Letter
from archive.alerts.operators_file import AlertsFile, Receiver
from archive.alerts.outbox import Outgoing, outgoing
from scraper.errors import SettingsError

PAUSES = (2.0, 8.0)  # seconds before the second and the third try
MOST_SECONDS = 900.0  # of all sending in a run

Compose = Callable[[Outgoing], "Letter | None"]
Send = Callable[[Letter, Receiver], None]


@dataclass
class Delivered:
    """What a run did. sent, waiting: numbers of messages. problems: a line for each receiver that was not reached.

    alarms: those of the problems that are alarms.
    """

    sent: int
    waiting: int
    problems: list[str]
    alarms: list[str]


def deliver(
    ledger: sqlite3.Connection,
    file: AlertsFile,
    compose: Compose,
    send: Send,
    pause: Callable[[float], None] = time.sleep,
) -> Delivered:
    """Send everything that is to go out.

    compose: makes the letter of a message; None, if nothing of it is left to tell. send: hands it over; raises
    NotDelivered or SettingsError.
    """
    done = Delivered(0, 0, [], [])
    ends, down, left_out = time.monotonic() + MOST_SECONDS, "", set[str]()
    failures = dict(ledger.execute("SELECT receiver, failures FROM alert_receivers"))
    # those that failed before come last: nobody waits for their tries
    for message in sorted(outgoing(ledger), key=lambda one: failures.get(one.receiver, 0) > 0):
        receiver = file.receivers[message.receiver]
        if receiver.name in left_out:
            done.waiting += 1
            continue
        letter = compose(message)
        if letter is None:
            _drop(ledger, message)
            continue
        failed: NotDelivered | None = None
        tries = 0
        if time.monotonic() > ends:
            failed = NotDelivered("there was no time left for it in this run")
        elif down and receiver.kind == "mail":
            failed, tries = NotDelivered(down, server=True), 1
        else:
            failed, tries = _try(ledger, message, letter, receiver, send, pause, once=failures[receiver.name] > 0)
        if failed is None:
            done.sent += 1
            failures[receiver.name] = 0
            continue
        left_out.add(receiver.name)
        done.waiting += 1
        if failed.server and receiver.kind == "mail":
            down = failed.reason
        _failed(ledger, done, receiver.name, failed, tries)
    return done


def _try(
    ledger: sqlite3.Connection,
    message: Outgoing,
    letter: Letter,
    receiver: Receiver,
    send: Send,
    pause: Callable[[float], None],
    *,
    once: bool,
) -> tuple[NotDelivered | None, int]:
    """Try to send a letter; returns why it failed, None if it arrived, and the number of tries."""
    failed: NotDelivered | None = None
    for tries, wait in enumerate((0.0,) if once else (0.0, *PAUSES), 1):
        pause(wait)
        with ledger:  # before: it may arrive, and then nobody be left to say so
            ledger.execute("UPDATE alert_messages SET tries = tries + 1 WHERE id = ?", (message.id,))
            held = [(message.id, mark(slug)) for slug in sorted(letter.releases)]
            ledger.executemany("INSERT OR IGNORE INTO alert_held VALUES (?, ?)", held)
        try:
            send(letter, receiver)
        except NotDelivered as error:
            failed = error
        except SettingsError as error:
            return NotDelivered(error.message), tries
        else:
            with ledger:
                now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
                ledger.execute("UPDATE alert_messages SET sent_at = ? WHERE id = ?", (now, message.id))
                ledger.execute(
                    "DELETE FROM alert_waiting WHERE receiver = ? AND message = ?", (message.receiver, message.id)
                )
                sql = "UPDATE alert_receivers SET failures = 0, since = NULL, reason = NULL WHERE receiver = ?"
                ledger.execute(sql, (message.receiver,))
            return None, tries
    return failed, tries


def _failed(ledger: sqlite3.Connection, done: Delivered, receiver: str, why: NotDelivered, tries: int) -> None:
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with ledger:
        ledger.execute(
            "UPDATE alert_receivers SET failures = failures + ?, since = coalesce(since, ?), reason = ?"
            " WHERE receiver = ?",
            (tries, now, why.reason, receiver),
        )
    sql = "SELECT failures, since FROM alert_receivers WHERE receiver = ?"
    failures, since = ledger.execute(sql, (receiver,)).fetchone()
    said = f"receiver {receiver!r}: {why.reason}" + (f" ({why.said})" if why.said else "")
    if failures >= ALARM_AFTER:
        done.alarms.append(f"{said}; {failures} tries in a row since {since}")
    else:
        done.problems.append(f"{said}; it is tried again in the next run")


def _drop(ledger: sqlite3.Connection, message: Outgoing) -> None:
    """Nothing that it should tell is still there: it is not sent. A record of tries stays."""
    with ledger:
        ledger.execute("DELETE FROM alert_waiting WHERE receiver = ? AND message = ?", (message.receiver, message.id))
        ledger.execute("DELETE FROM alert_messages WHERE id = ? AND tries = 0", (message.id,))
