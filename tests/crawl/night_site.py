"""A small town's site on 127.0.0.1 with good and bad nights: what it answers hangs on the path and the fault."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.crawl.fault_server import SITE

PER_PAGE = 4
PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title></head><body><main>
<p class="kicker">Bad Ausfall Aktuell</p><h1>{title}</h1><p>(ab) – {day}</p>
<p>{text}</p><p>Wer ihn sehen will, kommt am Samstag um 11 Uhr auf den Markt.</p></main></body></html>"""
HTML, XML, RSS = "text/html; charset=utf-8", "application/xml; charset=utf-8", "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What the server sends. cut: bytes that are declared and not sent; drop: no answer at all."""

    status: int = 200
    body: bytes = b""
    kind: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    cut: int = 0
    drop: bool = False
    chunked: bool = False


Fault = Callable[["NightSite", str, Answer], Answer]


@dataclass
class Town:
    """The releases that the site shows, newest first: slug → (day as printed, text)."""

    releases: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def at_first(cls) -> Town:
        """Twelve releases, two a day."""
        return cls(
            {
                f"meldung-{n:02}": (f"{14 - n // 2:02}.03.2026", f"Der Brunnen Nummer {n} läuft wieder.")
                for n in range(12)
            }
        )


class NightSite(ThreadingHTTPServer):
    """Serves a town; `fault` changes what it would answer."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.sent: list[dict[str, str]] = []
        self.wakes_up()
        super().__init__(("127.0.0.1", 0), _Handler)

    def wakes_up(self) -> None:
        """Begin anew: the town as at first, and no fault."""
        self.town = Town.at_first()
        self.fault: Fault = no_fault
        self.asked.clear()
        self.sent.clear()

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no matter."""

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_address[1]}"

    def site_file(self, folder: Path) -> Path:
        """Write the site's file."""
        path = folder / "faulty.toml"
        path.write_text(SITE.format(host=self.host, public="false"), encoding="utf-8")
        return path

    def usual(self, path: str) -> Answer:
        """What a good night answers."""
        slugs = list(self.town.releases)
        if path == "/robots.txt":
            return Answer(200, b"User-agent: *\nDisallow: /verboten\n", "text/plain")
        if path == "/?type=9818":
            items = "".join(f"<item><title>{s}</title><link>{self.url(s)}</link></item>" for s in slugs[:PER_PAGE])
            return Answer(200, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), RSS)
        if path == "/sitemap.xml":
            return sitemap(map(self.url, slugs))
        if path == "/nachrichten" or path.startswith("/nachrichten/page-"):
            return self.listing(int(path.rpartition("-")[2]) if "-" in path else 1, slugs)
        if path.startswith("/news/") and (slug := path.removeprefix("/news/")) in self.town.releases:
            day, text = self.town.releases[slug]
            return Answer(200, PAGE.format(title=slug, day=day, text=text).encode())
        return Answer(404, b"<html><body><h1>Nicht gefunden</h1></body></html>")

    def url(self, slug: str) -> str:
        """The address of a release."""
        return f"http://{self.host}/news/{slug}"

    def listing(self, number: int, slugs: list[str], more: str = "") -> Answer:
        """A list page with its pager, as EXT:news makes it."""
        shown = slugs[(number - 1) * PER_PAGE : number * PER_PAGE]
        links = "".join(f'<li><h3><a href="/news/{slug}">{slug}</a></h3></li>' for slug in shown)
        following = f'<li class="next"><a href="/nachrichten/page-{number + 1}">weiter</a></li>'
        pager = f'<ul><li class="current">{number}</li>{following if len(slugs) > number * PER_PAGE else ""}</ul>'
        return Answer(200, f"<html><body>{more}<ul>{links}</ul>{pager}</body></html>".encode())


def sitemap(urls: Iterator[str] | map[str], tag: str = "url", root: str = "urlset") -> Answer:
    """A sitemap, or an index of such."""
    entries = "".join(f"<{tag}><loc>{url}</loc></{tag}>" for url in urls)
    body = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'
    return Answer(200, body.encode(), XML)


def no_fault(_: NightSite, __: str, usual: Answer) -> Answer:
    """A good night."""
    return usual


@contextmanager
def night_site() -> Iterator[NightSite]:
    """Serve while the block runs."""
    server = NightSite()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: NightSite
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """The server counts, it does not print."""

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002 - its signature
        """No Date: the nights of the tests are not those of the clock."""
        return "kein Datum"

    def do_GET(self) -> None:
        site, path = self.server, self.path
        site.asked[path] += 1
        site.sent.append({"path": path, **{name.lower(): value for name, value in self.headers.items()}})
        answer = site.fault(site, path, site.usual(path))
        if answer.drop:
            self.close_connection = True
            return
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        if answer.status == 200 and self.headers.get("If-None-Match") == tag:
            answer = replace(answer, status=304, body=b"")
        self.send_response(answer.status)
        self.send_header("ETag", tag)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Type", answer.kind)
            if answer.chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(len(answer.body) + answer.cut))
        self.end_headers()
        if answer.chunked and answer.status != 304:
            self.wfile.write(b"%x\r\n" % len(answer.body) + answer.body + b"\r\n")
        else:
            self.wfile.write(answer.body)
        self.wfile.flush()
        if answer.cut or answer.chunked:
            self.close_connection = True
