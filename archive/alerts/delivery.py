"""Sends messages one by one, and records each before and after: killed at any instant, one is doubled at most.

A receiver that cannot be reached is tried three times in a run, the second and third time behind all others, in later
runs once; one that asks for a pause (Retry-After) is not tried again in that run. What it should have got waits. From
the third try in a row on it is an alarm.
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

PAUSES = (2.0, 8.0)  # seconds before the second and the third round of tries
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
    ends, troubles = time.monotonic() + MOST_SECONDS, dict[str, _Trouble]()
    failures = dict(ledger.execute("SELECT receiver, failures FROM alert_receivers"))
    # those that failed before come last: nobody waits for their tries
    left = sorted(outgoing(ledger), key=lambda one: failures.get(one.receiver, 0) > 0)
    for wait in (0.0, *PAUSES):
        if all(one.receiver in troubles and troubles[one.receiver].final for one in left):
            break
        pause(wait)
        down, put_off, rest = "", set[str](), list[Outgoing]()
        for message in left:
            receiver = file.receivers[message.receiver]
            trouble = troubles.get(receiver.name, _Trouble(final=failures[receiver.name] > 0))
            if receiver.name in put_off or (receiver.name in troubles and trouble.final):
                rest.append(message)  # its messages go out in their order
                continue
            if (letter := compose(message)) is None:
                _drop(ledger, message)
                continue
            if time.monotonic() > ends:
                trouble.why, trouble.final = NotDelivered("there was no time left for it in this run"), True
            elif down and receiver.kind == "mail":
                trouble.why, trouble.tries = NotDelivered(down, server=True), max(trouble.tries, 1)
            else:
                _try(ledger, message, letter, receiver, send, trouble)
                if trouble.why is None:
                    done.sent += 1
                    failures[receiver.name] = 0
                    troubles.pop(receiver.name, None)
                    continue
                down = trouble.why.reason if trouble.why.server and receiver.kind == "mail" else down
            troubles[receiver.name] = trouble
            put_off.add(receiver.name)
            rest.append(message)
        left = rest
    done.waiting = len(left)
    for name, trouble in troubles.items():
        _failed(ledger, done, name, trouble)
    return done


@dataclass
class _Trouble:
    """A receiver that was not reached. tries: in this run. final: it is not tried again in this run."""

    final: bool
    tries: int = 0
    why: NotDelivered | None = None


def _try(
    ledger: sqlite3.Connection, message: Outgoing, letter: Letter, receiver: Receiver, send: Send, trouble: _Trouble
) -> None:
    """Try to send a letter once, and note in `trouble` why it failed; None, if it arrived."""
    with ledger:  # before: it may arrive, and then nobody be left to say so
        ledger.execute("UPDATE alert_messages SET tries = tries + 1 WHERE id = ?", (message.id,))
        held = [(message.id, mark(slug)) for slug in sorted(letter.releases)]
        ledger.executemany("INSERT OR IGNORE INTO alert_held VALUES (?, ?)", held)
    trouble.tries += 1
    try:
        send(letter, receiver)
    except NotDelivered as error:
        trouble.why, trouble.final = error, trouble.final or error.later
        return
    except SettingsError as error:
        trouble.why, trouble.final = NotDelivered(error.message), True
        return
    trouble.why = None
    with ledger:
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        ledger.execute("UPDATE alert_messages SET sent_at = ? WHERE id = ?", (now, message.id))
        ledger.execute("DELETE FROM alert_waiting WHERE receiver = ? AND message = ?", (message.receiver, message.id))
        sql = "UPDATE alert_receivers SET failures = 0, since = NULL, reason = NULL WHERE receiver = ?"
        ledger.execute(sql, (message.receiver,))


def _failed(ledger: sqlite3.Connection, done: Delivered, receiver: str, trouble: _Trouble) -> None:
    why = trouble.why
    assert why, "who was reached is in no trouble"
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with ledger:
        ledger.execute(
            "UPDATE alert_receivers SET failures = failures + ?, since = coalesce(since, ?), reason = ?"
            " WHERE receiver = ?",
            (trouble.tries, now, why.reason, receiver),
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
