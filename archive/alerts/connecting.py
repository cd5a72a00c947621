"""Connections that end in time: no server can hold a run up, however slowly it answers."""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import version
from urllib.parse import urlsplit

CONNECT, WHOLE = 15.0, 30.0  # seconds to connect in, and for all of a message
_SAID = 200  # letters of what a server said
_UNPRINTED = re.compile(r"[^\x20-\x7e\xa0-\u024f]+")


class NotDelivered(Exception):
    """A message did not arrive, so far as we know. reason: in our own words alone, so that it can be kept.

    said: what the server said of it, for whoever reads the log. server: whether nobody can be reached by this server.
    later: whether it asked for a pause.
    """

    def __init__(self, reason: str, said: str = "", *, server: bool = False, later: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.said, self.server, self.later = reason, said, server, later


@contextmanager
def in_time(socket_of: Callable[[], socket.socket | None], seconds: float) -> Iterator[None]:
    """Let a block talk through a socket for so long at most; then the socket is shut and the block fails.

    Timeouts of sockets count single reads: a server that sends a byte now and then would never meet them.
    Raises: NotDelivered, if the time was over.
    """
    over = threading.Event()

    def shut() -> None:
        over.set()
        if one := socket_of():
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if over.is_set():
            raise NotDelivered(f"no answer within {seconds:g} seconds") from error
        raise
    finally:
        timer.cancel()


def post(address: str, body: bytes, headers: Mapping[str, str], secrets: Iterable[str] = ()) -> None:
    """POST once; a redirect is not followed. secrets: what must not be told, of what the server says.

    Raises: NotDelivered, unless the answer is 200 to 299.
    """
    parts = urlsplit(address)
    context = ssl.create_default_context() if parts.scheme == "https" else None
    host, port = parts.hostname or "", parts.port
    connection = (
        http.client.HTTPSConnection(host, port, timeout=CONNECT, context=context)
        if context
        else http.client.HTTPConnection(host, port, timeout=CONNECT)
    )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = {"User-Agent": f"darmstadt-aktuell/{version('darmstadt-aktuell')}", "Connection": "close", **headers}
    try:
        connection.connect()
        opened = connection.sock  # the connection forgets it as soon as an answer begins
        opened.settimeout(2 * WHOLE)
        with in_time(lambda: opened, WHOLE):
            connection.request("POST", path, body, named)
            answer = connection.getresponse()
            said = answer.read(_SAID) if answer.status >= 300 else b""
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotDelivered(told(error)) from error
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        later = answer.getheader("Retry-After") is not None
        raise NotDelivered(f"it answered {answer.status}", clean(said.decode("utf-8", "replace"), secrets), later=later)


def json_body(value: object) -> bytes:
    """JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode()


def told(error: BaseException) -> str:
    """An error of the network in our own words, without the words of a server."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "no TLS connection could be made"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    if isinstance(error, ConnectionRefusedError):
        return "it refuses the connection"
    if isinstance(error, OSError) and error.strerror:
        return f"the connection failed: {error.strerror}"
    return "its answer was cut short or is no HTTP" if isinstance(error, http.client.HTTPException) else "it failed"


def clean(said: str, secrets: Iterable[str] = ()) -> str:
    """What a server said, in one line and short, without secrets that it repeats."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        said = said.replace(secret, "***")
    return " ".join(_UNPRINTED.sub(" ", said).split())[:_SAID]
