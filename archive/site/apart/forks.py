"""The forking process: it has loaded the site, and forks a process for each request.

A forked process answers one request and ends, so that its memory is free again and nothing of one visitor's request is
left for the next. It writes the body into a file that the asking process opened, and then says status and headers.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, NoReturn
from urllib.parse import unquote

from archive.site.apart.limits import NICENESS, Lane, be_limited
from archive.site.app import site_app
from archive.site.page import site_info
from archive.site.plain_output import escape_output
from archive.site.posted import SENT_TO

Receive = Callable[[], Awaitable[dict[str, Any]]]

# An article to begin with: a quote before and behind its speaker, one of a pronoun, reported speech.
ARTICLE = (
    "„Die Brücke wird am Montag gesperrt“, sagte Stadtrat Jan Weber. „Sie ist alt“, so Weber. Anna Berg sagte: „Das"
    " ist nicht wahr.“ Sie sei erst zehn Jahre alt, und der Verkehr habe ihr nicht geschadet, erklärte die Sprecherin."
)
LONGEST_REQUEST = 256 * 1024  # bytes; the site refuses longer ones much earlier


class TooHeavy(Exception):
    """An answer weighs more than its lane allows."""


class _Written:
    """An answer that is being written to a file; counts its bytes."""

    def __init__(self, file: int, weight: int) -> None:
        self._file, self._left = file, weight
        self.status, self.headers = 500, list[tuple[str, str]]()
        self.too_heavy = False

    async def send(self, message: Any) -> None:
        """Handle a message of the application. Raises: TooHeavy, for this and every later message."""
        if message["type"] == "http.response.start" and not self.too_heavy:
            self.status = message["status"]
            self.headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in message.get("headers", [])]
            os.ftruncate(self._file, 0)
        body = message.get("body", b"")
        self._left -= len(body)
        self.too_heavy = self.too_heavy or self._left < 0
        if self.too_heavy:
            raise TooHeavy
        view = memoryview(body)
        while view:
            view = view[os.write(self._file, view) :]


def main(control: str) -> NoReturn:
    """Load the site that is described on stdin, then fork for each request until the parent is gone."""
    escape_output()
    given = json.load(sys.stdin)
    app = _warm(given["database"], given["options"])
    signal.signal(
        signal.SIGCHLD, signal.SIG_IGN
    )  # nobody waits for forked processes: they report their result themselves
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches this process as well; it ends when its parent does
    door = socket.socket(fileno=int(control))
    os.nice(NICENESS)
    door.send(b"ready")
    gc.freeze()
    while True:
        try:
            text, descriptors, _, _ = socket.recv_fds(door, LONGEST_REQUEST, 2)
        except InterruptedError:
            continue
        if not text:
            sys.exit(0)
        if os.fork() == 0:
            door.close()
            _answer(app, json.loads(text), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _warm(database: str, options: dict[str, Any]) -> Any:
    """The site's application after its first request, so that no forked process has to begin with it."""
    datasette, app = site_app(database, options, threads=False)

    async def ask() -> None:
        name = site_info(datasette).database
        # Templates that are compiled, and word lists that take longer to load than a query may.
        tables = (f"/{name}", f"/{name}/releases?_size=1&_search=Haus", f"/{name}?sql=select+1", f"/{name}/captures/x")
        files = ("/suche.csv?q=Haus", f"/{name}/builds.parquet", f"/{name}/not-there.csv")
        for path in (*tables, *files):
            request = {"method": "GET", "target": path, "scheme": "http", "headers": [("host", "localhost")]}
            with tempfile.TemporaryFile() as file:
                await app(_scope(request), _receiving(b""), _Written(file.fileno(), sys.maxsize).send)
        # The grammars compile what they need when they first read.
        posted = {"method": "POST", "target": SENT_TO[0], "scheme": "http", "headers": [("content-type", "text/plain")]}
        with tempfile.TemporaryFile() as file:
            await app(_scope(posted), _receiving(ARTICLE.encode()), _Written(file.fileno(), sys.maxsize).send)

    asyncio.run(ask())
    for one in datasette.databases.values():
        if one.path:
            one.close()
            one._read_connection = None  # SQLite connections are not carried across a fork
    return app


def _answer(app: Any, request: dict[str, Any], channel: int, file: int) -> NoReturn:
    said: dict[str, Any] = {"exceeded": "memory"}
    try:
        lane = Lane(**request["lane"])
        be_limited(lane)
        sent = os.pread(file, request["sent"], 0)
        written = _Written(file, lane.weight)
        with suppress(TooHeavy):
            asyncio.run(app(_scope(request), _receiving(sent), written.send))
        said = {"exceeded": "weight"} if written.too_heavy else {"status": written.status, "headers": written.headers}
    except MemoryError:
        pass
    finally:
        os.write(channel, json.dumps(said).encode())
        sys.stderr.flush()
        os._exit(0)


def _scope(request: dict[str, Any]) -> dict[str, Any]:
    path, _, query = request["target"].partition("?")
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request["method"],
        "scheme": request["scheme"], "path": unquote(path), "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"), "root_path": "", "server": None, "client": None,
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request["headers"]],
    }  # fmt: skip


def _receiving(body: bytes) -> Receive:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


if __name__ == "__main__":
    main(sys.argv[1])
