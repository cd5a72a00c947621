"""A connection with timeouts: the client must send its request, and read the answer, within a bounded time."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

ASKS_WITHIN = 10.0  # seconds for the head of a request
READS_WITHIN = 30.0  # seconds in which a full buffer (64 KiB) must have moved on


class BoundedConnection(H11Protocol):
    """uvicorn's HTTP/1.1 with timeouts."""

    _asks: asyncio.TimerHandle | None = None
    _reads: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Start the timer of the first request."""
        super().connection_made(transport)
        self._asks = self.loop.call_later(ASKS_WITHIN, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Receive bytes; every further request head has a timer as well."""
        super().data_received(data)
        whole = self.conn.their_state is not h11.IDLE
        if whole and self._asks:
            self._asks.cancel()
            self._asks = None
        elif not whole and not self._asks:
            self._asks = self.loop.call_later(ASKS_WITHIN, self.transport.abort)

    def pause_writing(self) -> None:
        """The buffer is full: start the timer within which the client must read."""
        super().pause_writing()
        if not self._reads:
            self._reads = self.loop.call_later(READS_WITHIN, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has read: stop the timer."""
        super().resume_writing()
        if self._reads:
            self._reads.cancel()
            self._reads = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel all timers."""
        for timer in (self._asks, self._reads):
            if timer:
                timer.cancel()
        super().connection_lost(exc)
