"""Hands requests to forked processes, a few at a time, and queues a few more."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import IO, Any, Self

from archive.site.apart.limits import Lane

STARTS_WITHIN = 60.0  # seconds in which the forking process must load the site
GRACE = 1.0  # seconds beyond a lane's own limit before a process counts as lost
LONGEST_ANSWER = 128 * 1024  # bytes of status and headers
MOST_UNREAD = 64  # answers that lie ready while their readers read; each may weigh what its lane allows


class Full(Exception):
    """All processes are busy, and the queue is full or waiting in it took too long."""


class Exceeded(Exception):
    """The process was ended at a limit.

    limit: `time` of the processor, `memory`, `weight`; or `clock`, when the machine was too busy to give it that time.
    """

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True)
class Answer:
    """What a process answered; the body lies in a file without a name, that is gone when it is closed."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes]
    size: int


@dataclass
class _Queue:
    """The places of a lane. taken: processes at work; waiting: those who wait for a place, the first first."""

    lane: Lane
    taken: int
    waiting: list[asyncio.Future[None]]


class Pool:
    """Processes for requests that run apart.

    database: path of the file. options: as of `archive.site.app.site_options`.
    """

    def __init__(self, database: str, options: dict[str, Any]) -> None:
        self._given = json.dumps({"database": database, "options": options}).encode()
        self._forks: subprocess.Popen[bytes] | None = None
        self._door: socket.socket | None = None
        self._starting = threading.Lock()
        self._ready = False
        self._queues: dict[Lane, _Queue] = {}
        self._unread = 0

    def launch(self) -> None:
        """Start the process that forks; it loads the site while this one does something else."""
        with self._starting:
            self._launch()

    def start(self) -> None:
        """Start the process that forks, and wait until it has loaded the site."""
        with self._starting:
            if self._ready and self._forks and self._forks.poll() is None:
                return
            if self._door is None or self._ready:
                self._launch()
            door = self._door
            if door is None or door.recv(16) != b"ready":
                raise OSError("the process that forks ended while it loaded the site")
            door.setblocking(False)
            self._ready = True

    def _launch(self) -> None:
        self._ready = False
        if self._door:
            self._door.close()
        self._door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._door.settimeout(STARTS_WITHIN)
        command = [sys.executable, "-m", "archive.site.apart.forks", str(theirs.fileno())]
        self._forks = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[theirs.fileno()])  # noqa: S603 - ours
        theirs.close()
        if self._forks.stdin:
            with self._forks.stdin as stdin:
                stdin.write(self._given)

    def close(self) -> None:
        """End the process that forks; those that it forked end at their limits."""
        if self._door:
            self._door.close()
            self._door = None
        if self._forks:
            self._forks.wait()
            self._forks = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def ask(self, lane: Lane, scope: Any, sent: bytes = b"") -> Answer:
        """Have a process answer a request (an ASGI scope).

        sent: the body of the request; it is handed over in memory and never written to a disk, nor is the answer then.

        Raises: Full, before anything has run; Exceeded, when the process was ended at a limit.
        """
        if self._unread >= MOST_UNREAD:
            raise Full
        queue = self._queues.setdefault(lane, _Queue(lane, 0, []))
        await _place(queue)
        try:
            return await self._run(lane, scope, sent)
        finally:
            _next(queue)

    @contextmanager
    def reading(self, answer: Answer) -> Iterator[IO[bytes]]:
        """The body of an answer, counted as unread until the block ends."""
        self._unread += 1
        try:
            with answer.body as body:
                yield body
        finally:
            self._unread -= 1

    async def _run(self, lane: Lane, scope: Any, sent: bytes) -> Answer:
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        request = {
            "lane": asdict(lane), "method": scope["method"], "scheme": scope["scheme"],
            "target": target.decode("latin-1"), "sent": len(sent),
            "headers": [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]],
        }  # fmt: skip
        body = _in_memory() if sent else tempfile.TemporaryFile()  # noqa: SIM115 - read, and closed, by who sends it on
        try:
            if sent:
                os.pwrite(body.fileno(), sent, 0)
            said = await self._forked(lane, json.dumps(request).encode(), body.fileno())
        except BaseException:
            body.close()
            raise
        if "exceeded" in said:
            body.close()
            raise Exceeded(said["exceeded"])
        encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in said["headers"]]
        return Answer(said["status"], encoded, body, os.fstat(body.fileno()).st_size)

    async def _forked(self, lane: Lane, request: bytes, file: int) -> dict[str, Any]:
        """What a process forked for the request says when it is done; it says nothing when it was ended."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours:
            ours.setblocking(False)
            with theirs:
                await self._hand_over(request, [theirs.fileno(), file])
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                text = await asyncio.wait_for(loop.sock_recv(ours, LONGEST_ANSWER), lane.whole + GRACE)
            except (TimeoutError, ConnectionError):
                text = b""
        if text:
            said: dict[str, Any] = json.loads(text)
            return said
        return {"exceeded": "time" if loop.time() - began < lane.whole else "clock"}

    async def _hand_over(self, request: bytes, descriptors: list[int]) -> None:
        for _ in range(2):
            if self._ready and self._door and self._forks and self._forks.poll() is None:
                with suppress(OSError):
                    socket.send_fds(self._door, [request], descriptors)
                    return
            await asyncio.to_thread(self.start)  # it had ended, e.g. killed by the system
        raise Full


def _in_memory() -> IO[bytes]:
    """A file that is on no disk."""
    return os.fdopen(os.memfd_create("sent"), "w+b")


async def _place(queue: _Queue) -> None:
    """Wait for a place, at most the lane's patience. Raises: Full."""
    if queue.taken < queue.lane.at_once:
        queue.taken += 1
        return
    if len(queue.waiting) >= queue.lane.waiting:
        raise Full
    turn = asyncio.get_running_loop().create_future()
    queue.waiting.append(turn)
    try:
        await asyncio.wait_for(turn, queue.lane.patience)
    except BaseException as error:
        if turn.done() and not turn.cancelled():
            _next(queue)  # its turn came at that very moment
        if isinstance(error, TimeoutError):
            raise Full from error
        raise
    finally:
        if turn in queue.waiting:
            queue.waiting.remove(turn)


def _next(queue: _Queue) -> None:
    """Pass a place on to the first in the queue, or free it."""
    while queue.waiting:
        turn = queue.waiting.pop(0)
        if not turn.done():
            turn.set_result(None)
            return
    queue.taken -= 1
