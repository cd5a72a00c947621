"""The dead man's switch: a service outside that raises an alarm itself when it hears nothing in time.

As healthchecks.io and its likes take it: a POST to the address itself is a success, to `…/start` and `…/fail` a start
and a failure; the body says why.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from archive.alerts.connecting import NotDelivered, post
from archive.alerts.operators_file import check_address
from archive.alerts.secret_values import Value
from scraper.errors import SettingsError

State = Literal["start", "success", "failure"]
_TAILS: dict[State, str] = {"start": "/start", "success": "", "failure": "/fail"}
_LARGEST = 10_000  # bytes of a body that the services keep
_TRIES, _PAUSE = 2, 2.0


def ping(addresses: Iterable[Value], state: State, reasons: Sequence[str] = ()) -> list[str]:
    """Tell every address how a run goes; returns a line for each that could not be told, without its address."""
    body = "\n".join(reasons).encode()[:_LARGEST]
    problems = []
    for number, value in enumerate(addresses, 1):
        try:
            parts = urlsplit(check_address(value.read(), "ping"))
            address = urlunsplit(parts._replace(path=parts.path.rstrip("/") + _TAILS[state]))
            _post(address, body)
        except SettingsError as error:
            problems.append(f"ping {number} ({state}): {error.message}")
        except NotDelivered as error:
            problems.append(f"ping {number} ({state}): {error.reason}")
    return problems


def _post(address: str, body: bytes) -> None:
    for left in reversed(range(_TRIES)):
        try:
            return post(address, body, {"Content-Type": "text/plain; charset=utf-8"})
        except NotDelivered:
            if not left:
                raise
            time.sleep(_PAUSE)
    return None
