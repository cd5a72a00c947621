"""A web server on this machine that takes what is posted, and fails, hangs or answers late as it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Behaviour = Literal["take", "fail", "hang", "late", "drip", "move", "cut", "busy"]
LATE = 1.5  # seconds


@dataclass
class WebServer:
    """Its address; what was posted: (path, headers, body), the oldest first. behaviour: by path; else it takes.

    accepted: what of it was answered with 204.
    """

    home: str
    posted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    accepted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    behaviour: dict[str, Behaviour] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    _seen: int = 0

    def taken(self) -> list[bytes]:
        """The bodies that were posted since this was last asked."""
        new = self.posted[self._seen :]
        self._seen = len(self.posted)
        return [body for _, _, body in new]


@contextmanager
def web_server() -> Iterator[WebServer]:
    """Start one on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            web.posted.append((self.path, dict(self.headers), body))
            how = web.behaviour.get(self.path, "take")
            if how in ("take", "late"):
                web.accepted.append(web.posted[-1])
            if how == "hang":
                web.over.wait(60)
                return
            if how == "cut":
                self.connection.close()
                return
            with suppress(OSError):  # whoever asked may have left
                if how == "late":
                    web.over.wait(LATE)
                if how == "drip":
                    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 100:
                        self.wfile.write(bytes([byte]))
                        if web.over.wait(0.1):
                            return
                self.send_response({"fail": 500, "move": 302, "busy": 429}.get(how, 204))
                if how == "busy":
                    self.send_header("Retry-After", "3600")
                if how == "move":
                    self.send_header("Location", f"{web.home}/elsewhere")
                said = f"no: {self.headers.get('webhook-signature')}".encode() if how == "fail" else b""
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        web = WebServer(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            web.over.set()
            server.shutdown()
            thread.join()
