"""Ask the site as it is served, without a socket: the front, its processes, and everything behind it."""

from __future__ import annotations

import asyncio
import os
import select
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

import httpx

from archive.settings import DEFAULTS, Settings
from archive.site.apart.front import Front
from archive.site.apart.pool import STARTS_WITHIN, Pool
from archive.site.app import site_app, site_options
from scraper.sites import Site
from tests.processes import loaded

LOCAL = "http://127.0.0.1:8001"


class Get(Protocol):
    """Ask for a path; gives the answer as httpx has it. front: what is asked. post: send a body of a media type."""

    front: Front
    post: Callable[[str, bytes, str], Any]

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Any: ...


class _Forked:
    """A process that was forked from the one that has loaded everything, seen as a `Popen`."""

    def __init__(self, pid: int) -> None:
        self._pid, self._ended = pid, os.pidfd_open(pid)

    def poll(self) -> int | None:
        return 0 if select.select([self._ended], [], [], 0)[0] else None

    def wait(self) -> int:
        os.close(self._ended)
        return loaded().ended(self._pid)


class ForkedPool(Pool):
    """A pool whose forking process is itself forked from the one that has loaded everything: starting takes no time."""

    def _launch(self) -> None:
        self.close()
        self._ready = False
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as entrance:
            given, path = Path(folder, "given.json"), str(Path(folder, "door"))
            given.write_bytes(self._given)
            entrance.bind(path)
            entrance.listen()
            entrance.settimeout(STARTS_WITHIN)
            self._forks = cast("Any", _Forked(loaded().begin(door=path, stdin=str(given))))
            self._door, _ = entrance.accept()
        self._door.settimeout(STARTS_WITHIN)


@contextmanager
def front_over(database: Path, site: Site, settings: Settings = DEFAULTS, local: str = LOCAL) -> Iterator[Front]:
    """The entrance of the site over a database file; local: the address that the site has without a public one."""
    options = site_options(site, settings, local)
    datasette, app = site_app(str(database), options)
    with ForkedPool(str(database), options) as pool:
        yield Front(datasette, app, pool, settings.public_address.rstrip("/") or local)


@contextmanager
def site_over(database: Path, site: Site, settings: Settings = DEFAULTS) -> Iterator[Get]:
    """The site over a database file."""
    with front_over(database, site, settings) as front:

        def request(method: str, path: str, headers: dict[str, str], sent: bytes = b"") -> Any:
            async def once() -> Any:
                await front.warm()
                transport = httpx.ASGITransport(app=front)
                async with httpx.AsyncClient(transport=transport, base_url=LOCAL, timeout=60) as client:
                    return await client.request(method, path, headers=headers, content=sent)

            return asyncio.run(once())

        def ask(path: str, method: str = "GET", **headers: str) -> Any:
            return request(method, path, headers)

        ask.front = front  # type: ignore[attr-defined] # as Get declares it
        ask.post = lambda path, sent, kind: request("POST", path, {"content-type": kind}, sent)  # type: ignore[attr-defined] # the same
        yield cast(Get, ask)
