"""The time of a run, and whether its clock can be trusted."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

FAR_AHEAD = timedelta(
    days=400
)  # longer than any archive goes without a run; a clock that was a decade ahead has been seen
SERVER_OFF = timedelta(hours=1)  # between our clock and the server's `Date`


def clock_from(start: datetime | None) -> Callable[[], datetime]:
    """The system's clock (UTC), or one that starts at a given moment and runs on."""
    if start is None:
        return lambda: datetime.now(UTC)
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def doubt_of_clock(now: datetime, last: datetime | None) -> str | None:
    """Why a run's clock is in doubt, given the end of the run before; None if it is not."""
    if last is None:
        return None
    if now < last:
        return f"the clock stands at {now:%Y-%m-%d %H:%M:%S}, before the run before it ({last:%Y-%m-%d %H:%M:%S} UTC)"
    if now - last > FAR_AHEAD:
        return f"the clock stands at {now:%Y-%m-%d %H:%M:%S}, {(now - last).days} days after the run before it"
    return None


def doubt_by_server(now: datetime, served: datetime) -> str | None:
    """Why a run's clock is in doubt, given the server's time; None if it is not."""
    if abs(now - served) > SERVER_OFF:
        return f"the clock stands at {now:%Y-%m-%d %H:%M:%S}, the server's at {served:%Y-%m-%d %H:%M:%S} UTC"
    return None
