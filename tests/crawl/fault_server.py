"""A site whose pages fail in every way a network can; on 127.0.0.1, ended with its process."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = """
name = "faulty"
title = "Bad Ausfall"
publisher = "Stadt Bad Ausfall"
home = "http://{host}/"
hosts = ["{host}"]
public = {public}
[start]
feeds = ["/?type=9818"]
lists = ["/nachrichten"]
sitemaps = ["/sitemap.xml"]
[[detail]]
path = '/news/(?P<slug>[^/]+)'
"""
RELEASE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title></head><body><main>
<p class="kicker">Bad Ausfall Aktuell</p><h1>{title}</h1><p>(ab) – Dienstag, 03.11.2026</p>
<p>Der Brunnen auf dem Markt läuft ab {title} wieder. Er war seit dem Frühjahr trocken.</p>
<p>Wer ihn sehen will, kommt am Samstag um 11 Uhr.</p></main></body></html>"""
ERROR = "<!doctype html><html><body><h1>Ein Fehler ist aufgetreten</h1><p>Bitte später wieder.</p></body></html>"
BROKEN_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><item><title>Leck & Fleck</title><link>http://{host}/news/aus-feed'
GOOD = ("gut-eins", "gut-zwei", "besetzt", "gleich-wieder", "aus-feed")
FAULTS = (
    "haengt", "bricht-ab", "abgeschnitten", "bombe", "kreis", "fremd", "nachbar", "metadaten", "bild", "fehlerseite",
)  # fmt: skip


@cache
def bomb() -> bytes:
    """A small body that is large when it is unpacked."""
    return gzip.compress(b"<p>" + b"A" * 60_000_000)


class FaultServer(ThreadingHTTPServer):
    """Counts its requests by path; `neighbour` is another host on this machine that must never be asked."""

    daemon_threads = True

    def __init__(self, neighbour: str = "127.0.0.1:9") -> None:
        self.asked: Counter[str] = Counter()
        self.times: list[tuple[str, float]] = []
        self.neighbour = neighbour
        self.robots = "User-agent: *\nDisallow: /verboten\n"
        self.robots_status = 200
        self.retry_after = "1"
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what these pages are for."""

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_address[1]}"

    def site_file(self, folder: Path, host: str = "", *, public: bool = False) -> Path:
        """Write the site's file."""
        path = folder / "faulty.toml"
        path.write_text(SITE.format(host=host or self.host, public=str(public).lower()), encoding="utf-8")
        return path


@contextmanager
def fault_server(neighbour: str = "127.0.0.1:9") -> Iterator[FaultServer]:
    """Serve while the block runs."""
    server = FaultServer(neighbour)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: FaultServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """The server counts, it does not print."""

    def do_GET(self) -> None:
        path = self.path
        self.server.asked[path] += 1
        self.server.times.append((path, time.monotonic()))
        name = path.removeprefix("/news/")
        if path == "/robots.txt":
            self._send(self.server.robots_status, self.server.robots.encode(), "text/plain")
        elif path == "/?type=9818":
            self._send(200, BROKEN_FEED.format(host=self.server.host).encode(), "application/rss+xml")
        elif path == "/nachrichten":
            links = "".join(f'<li><a href="/news/{n}">Meldung {n}</a></li>' for n in (*FAULTS, *GOOD[:4]))
            self._send(200, f"<html><body><ul>{links}<li><a href='/verboten'>x</a></li></ul></body></html>".encode())
        elif handler := getattr(self, f"_{name.replace('-', '_')}", None):
            handler()
        elif name in GOOD:
            self._good(name)
        else:
            self._send(404, b"<h1>Nicht gefunden</h1>")

    def _good(self, name: str) -> None:
        self._send(200, RELEASE.format(title=name).encode())

    def _besetzt(self) -> None:
        if self.server.asked["/news/besetzt"] == 1:
            self._send(429, b"", extra=(("Retry-After", self.server.retry_after),))
        else:
            self._good("besetzt")

    def _gleich_wieder(self) -> None:
        if self.server.asked["/news/gleich-wieder"] == 1:
            self._send(503, b"")
        else:
            self._good("gleich-wieder")

    def _haengt(self) -> None:
        time.sleep(8)

    def _bricht_ab(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _abgeschnitten(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(RELEASE.format(title="abgeschnitten").encode()[:300])
        self.close_connection = True

    def _bombe(self) -> None:
        self._send(200, bomb(), extra=(("Content-Encoding", "gzip"),))

    def _kreis(self) -> None:
        self._redirect("/news/kreis")

    def _fremd(self) -> None:
        self._redirect("http://anderswo.invalid/news/fremd")

    def _nachbar(self) -> None:
        self._redirect(f"http://{self.server.neighbour}/news/nachbar")

    def _metadaten(self) -> None:
        self._redirect("http://169.254.169.254/latest/meta-data/")

    def _bild(self) -> None:
        self._send(200, b"\x89PNG\r\n\x1a\n", "image/png")

    def _fehlerseite(self) -> None:
        self._send(200, ERROR.encode())

    def _redirect(self, target: str) -> None:
        self._send(302, b"", extra=(("Location", target),))

    def _send(
        self, status: int, body: bytes, kind: str = "text/html; charset=utf-8", extra: tuple[tuple[str, str], ...] = ()
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in extra:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
