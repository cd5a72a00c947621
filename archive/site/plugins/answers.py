"""What all answers have in common, ours and Datasette's: security headers, ETags, honest status codes.

The site only reads, so every method but GET, HEAD and OPTIONS is refused before anything runs; but what is to be
compared with the releases is sent by POST, so that it stands in no address, no log and no cache.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import handle_exception as datasettes
from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response
from datasette.views.base import DatasetteError

from archive.site.headers import Headers, completed
from archive.site.page import MAX_AGE
from archive.site.posted import SENT_TO

Application = Callable[[Any, Any, Any], Awaitable[None]]

METHODS = ("GET", "HEAD", "OPTIONS")
TIMING = re.compile(rb'"query_ms": [\d.e-]+')  # differs each time in Datasette's JSON
FOR_NOW, FOR_EVER = f"public, max-age={MAX_AGE}".encode(), b"public, max-age=31536000, immutable"
NO_OBJECT = (AssertionError, AttributeError, LookupError, TypeError, ValueError)  # of Datasette, for odd JSON
LARGEST_TAGGED = 2 * 1024 * 1024  # bytes; a longer answer is sent as it comes, without an ETag

# Where the package „rich“ happens to be installed, Datasette prints the locals of every frame of each error with it,
# which takes longer than a visitor's query may.
datasettes.rich = None


@hookimpl
def asgi_wrapper() -> Callable[[Application], Application]:
    """Add headers and ETag to every answer."""

    def wrap(app: Application) -> Application:
        async def answered(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            answer = _Answer(scope, send)
            allowed = (*METHODS, "POST") if scope["path"] in SENT_TO else METHODS
            if scope["method"] in allowed:
                await app(scope, receive, answer.send)
            else:
                refusal = Response.text("Hier wird nur gelesen.", status=405, headers={"Allow": ", ".join(allowed)})
                await refusal.asgi_send(answer.send)

        return answered

    return wrap


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Report a client's mistake as one; Datasette answers 500 to an unknown column or key."""
    if isinstance(exception, MemoryError):
        said = "The query needs more memory than it gets here."
        return datasettes.handle_exception(datasette, request, DatasetteError(said, "Too much memory", status=400))
    if isinstance(exception, DatasetteError) and exception.message_is_html:  # its message is an HTML form, even in JSON
        exception.message, exception.message_is_html = "The query takes longer than a second.", False
    if isinstance(exception, DatasetteError) and exception.status == 500:
        exception.status = 400
    elif isinstance(exception, NO_OBJECT) and "_through" in request.args:  # JSON of who asks
        called = DatasetteError("_through is no JSON object with table, column and value", status=400)
        return datasettes.handle_exception(datasette, request, called)
    elif isinstance(exception, sqlite3.ProgrammingError) and "table" in request.url_vars:  # too few keys, a NUL
        called = (
            NotFound("Record not found") if "pks" in request.url_vars else DatasetteError(str(exception), status=400)
        )
        return datasettes.handle_exception(datasette, request, called)
    return None


class _Answer:
    """One answer: gets its headers, and an ETag if it is complete before it is too long to hold back."""

    def __init__(self, scope: Any, send: Any) -> None:
        self._send, self._bytes, self._waits = send, 0, True
        self._held: list[Any] = []
        self._get = scope["method"] == "GET"  # only GET has the bytes
        self._fixed = scope["path"].startswith("/assets/") and bool(scope["query_string"])
        self._known = b", ".join(value for name, value in scope["headers"] if name.lower() == b"if-none-match")

    async def send(self, message: Any) -> None:
        """Handle a message of the application."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": self._completed(message["status"], list(message.get("headers", [])))}
        if not self._waits:
            await self._send(message)
            return
        self._held.append(message)
        self._bytes += len(message.get("body", b""))
        whole = message["type"] == "http.response.body" and not message.get("more_body")
        if whole or self._bytes > LARGEST_TAGGED:
            if whole:
                self._tag()
            self._waits = False
            for held in self._held:
                await self._send(held)

    def _completed(self, status: int, headers: Headers) -> Headers:
        names = {name.lower() for name, _ in headers}
        headers = completed(headers)
        passing = any(name.lower() == b"cache-control" and b"no-store" in value for name, value in headers)
        self._waits = status == 200 and b"etag" not in names and self._get and not passing
        # Datasette lists request headers here that the site never reads; proxies need not store a page for each value.
        headers = [(name, value) for name, value in headers if name.lower() != b"vary"]
        if self._waits:
            headers = [(name, value) for name, value in headers if name.lower() != b"cache-control"]
            headers.append((b"cache-control", FOR_EVER if self._fixed else FOR_NOW))
        return headers

    def _tag(self) -> None:
        digest = hashlib.sha256()
        for message in self._held[1:]:
            digest.update(TIMING.sub(b"", message.get("body", b"")))
        tag = f'W/"{digest.hexdigest()[:24]}"'.encode()
        start = self._held[0]
        start["headers"].append((b"etag", tag))
        if tag in self._known:
            start["status"] = 304
            start["headers"] = [(n, v) for n, v in start["headers"] if n.lower() != b"content-length"]
            self._held = [start, {"type": "http.response.body", "body": b""}]
