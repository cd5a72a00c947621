"""The sample site over HTTP on 127.0.0.1: `python -m scraper.sample.server --port 8765`, or `SampleSite` in a test."""

from __future__ import annotations

import argparse
import hashlib
import re
import signal
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType, TracebackType
from typing import Literal, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from scraper.sample import listing
from scraper.sample.drawn import pdf, picture
from scraper.sample.releases import STATES, SampleRelease, sample_releases
from scraper.sample.render import detail_page

HOST = "127.0.0.1"
FEED_TYPE = "9818"
KNOWN_PARAMETERS = re.compile(r"type|tx_contrast|utm_\w+|cHash|tx_news_pi1\[\w+\]")
KICKERS = {
    "/nachrichten/darmstadt-aktuell/news/": "Morlingen Aktuell",
    "/nachrichten/rss/news/": "Morlingen Aktuell",
    "/presseservice/einzelansicht/news/": "Einzelansicht",
    "/presseservice/archiv-einzelansicht/news/": "Archiv Einzelansicht",
}
ADDRESS_A = re.compile(r"/portal/darmstadt-aktuell/article/(?P<slug>[^/]+?)-1/index\.htm")
ADDRESS_B = re.compile(r"(?P<english>/1)?(?P<stem>" + "|".join(map(re.escape, KICKERS)) + r")(?P<slug>[^/]+)/?")
ADDRESS_C = re.compile(r"/presseportal/pressemitteilungen/einzelansicht/(?P<slug>[^/]+)/?")
LIST_ADDRESS = re.compile(re.escape(listing.LIST_PATH) + r"(?:/|/page-(?P<number>\d+))?")
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
PDF = "application/pdf"
PICTURE = re.compile(r"/(?:fileadmin/)?bilder/(?P<name>[^/]+)")
SAVED_AGAIN = "2026-11-20T09:00:00+01:00"  # when the corrected release of state 2 was saved


@dataclass(frozen=True)
class Request:
    """One answered request: path with its query as asked, status sent."""

    method: str
    path: str
    status: int


@dataclass(frozen=True)
class Answer:
    """A page: status, media type, text, Last-Modified (RFC 7231) where the page has one; `data` of what is no text."""

    status: int
    media_type: str
    text: str
    last_modified: str | None = None
    data: bytes | None = None


class Content:
    """What the site answers in one state; pure, without a socket.

    releases: what the site publishes; `earlier` is the same of the state before, to tell which were saved again.
    """

    def __init__(self, releases: Iterable[SampleRelease], earlier: Iterable[SampleRelease] = ()) -> None:
        self.releases = tuple(sorted(releases, key=lambda r: (r.published, r.uid), reverse=True))
        self._by_slug = {release.slug: release for release in self.releases}
        self._files = {file.path: file for release in self.releases for file in release.files}
        self._pictures = {image.name for release in self.releases for image in release.images}
        before = {release.slug: release for release in earlier}
        self._changed = {
            slug: SAVED_AGAIN for slug, release in self._by_slug.items() if slug in before and before[slug] != release
        }
        # a release of generation B, which the list names at its second address too
        twin = next((release.slug for release in self.releases if release.generation == "B"), None)
        self._twin = f"/presseservice/einzelansicht/news/{twin}" if twin else None

    def answer(self, target: str, host: str) -> Answer:
        """The answer to a request target (path and query) sent to that host."""
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if query.get("type") == FEED_TYPE:  # at any path
            return Answer(200, RSS, listing.feed(self.releases, host))
        if not all(KNOWN_PARAMETERS.fullmatch(name) for name in query):
            return Answer(404, HTML, listing.page("Nicht gefunden", listing.NOT_FOUND))
        path = unquote(parts.path)
        return (
            self._fixed(path, host) or self._list(path) or self._detail(path, host) or self._drawn(path) or _not_found()
        )

    @staticmethod
    def is_release(target: str) -> bool:
        """Whether a request target has the form of a release's address."""
        path = unquote(urlsplit(target).path)
        return any(pattern.fullmatch(path) for pattern in (ADDRESS_A, ADDRESS_B, ADDRESS_C))

    def _fixed(self, path: str, host: str) -> Answer | None:
        if path == "/robots.txt":
            return Answer(200, TEXT, listing.ROBOTS.format(host=host))
        if path == "/sitemap.xml":
            return Answer(200, XML, listing.sitemap_index(self.releases, host))
        if path == "/sitemap/news/sitemap.xml":
            return Answer(200, XML, listing.sitemap(self.releases, self._changed, host))
        if path == "/":
            return Answer(200, HTML, listing.start_page(self.releases))
        pages = {
            "/impressum": ("Impressum", listing.IMPRINT),
            listing.OTHER_OFFICE_PATH: ("Gewerbeflächen am Osthafen", listing.OTHER_OFFICE),
            "/intern/entwurf": ("Entwurf", listing.DRAFT),
        }
        return Answer(200, HTML, listing.page(*pages[path])) if path in pages else None

    def _list(self, path: str) -> Answer | None:
        match = LIST_ADDRESS.fullmatch(path)
        if not match:
            return None
        return Answer(200, HTML, listing.list_page(self.releases, int(match["number"] or 1), self._twin))

    def _detail(self, path: str, host: str) -> Answer | None:
        for generation, pattern in (("A", ADDRESS_A), ("B", ADDRESS_B), ("C", ADDRESS_C)):
            match = pattern.fullmatch(path)
            if not match:
                continue
            release = self._by_slug.get(match["slug"])
            if release is None or release.generation != generation:
                return Answer(404, HTML, listing.page("Nachricht", listing.GONE))
            groups = match.groupdict()
            kicker = KICKERS.get(groups.get("stem") or "", "")
            related = tuple(self._by_slug[slug] for slug in release.related if slug in self._by_slug)
            text = detail_page(release, host, kicker, related, english=bool(groups.get("english")))
            changed = self._changed.get(release.slug)
            modified = None if changed else format_datetime(release.published.astimezone(UTC), usegmt=True)
            return Answer(200, HTML, text, modified)
        return None

    def _drawn(self, path: str) -> Answer | None:
        """A picture of one of the releases, or a PDF that is attached to one."""
        if file := self._files.get(path):
            return Answer(200, PDF, "", data=pdf(file.title, file.text)) if path.endswith(".pdf") else None
        if (match := PICTURE.fullmatch(path)) and match["name"] in self._pictures and (data := picture(match["name"])):
            return Answer(200, "image/png" if path.endswith(".png") else "image/jpeg", "", data=data)
        return None


def _not_found() -> Answer:
    return Answer(404, HTML, listing.page("Nicht gefunden", listing.NOT_FOUND))


class SampleSite:
    """The sample site on a port of 127.0.0.1, in a thread of its own; a context manager.

    port:     0 for any free one; see `home`.
    releases: other releases than the bundled ones (see `generate`); they have one state only.
    state:    1, or 2 for a later day on which one release is corrected, one gone and one new; may be set at any time.
    failing:  which pages answer 503, as an overloaded server does.
    requests: every answered request, in order.
    """

    def __init__(self, port: int = 0, releases: Iterable[SampleRelease] | None = None) -> None:
        if releases is None:
            first, second = (sample_releases(state) for state in STATES)
            self._contents = {1: Content(first), 2: Content(second, earlier=first)}
        else:
            self._contents = {1: Content(releases)}
        self._state = 1
        self.failing: Literal["", "releases", "all"] = ""
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self._server = ThreadingHTTPServer((HOST, port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def host(self) -> str:
        """Host and port, as the Host header names them."""
        return f"{HOST}:{self._server.server_address[1]}"

    @property
    def home(self) -> str:
        """Absolute address of the start page."""
        return f"http://{self.host}/"

    @property
    def state(self) -> int:
        """The state of the site."""
        return self._state

    @state.setter
    def state(self, state: int) -> None:
        if state not in self._contents:
            raise ValueError(f"this site has the states {sorted(self._contents)}, not {state}")
        self._state = state

    @property
    def content(self) -> Content:
        """The current content of the site."""
        return self._contents[self._state]

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request answered so far."""
        with self._lock:
            return tuple(self._requests)

    def forget_requests(self) -> None:
        """Forget the requests so far."""
        with self._lock:
            self._requests.clear()

    def record(self, request: Request) -> None:
        """Note an answered request."""
        with self._lock:
            self._requests.append(request)

    def start(self) -> None:
        """Start serving."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _handler(site: SampleSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # without it, header and body go out as two packets and each answer waits for a delayed ACK
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def log_message(self, *_: object) -> None:
            """Print nothing: the site records its requests."""

        def _answer(self, with_body: bool) -> None:
            answer = site.content.answer(self.path, self.headers.get("Host") or site.host)
            if site.failing == "all" or (site.failing and site.content.is_release(self.path)):
                answer = Answer(503, HTML, listing.page("Überlastet", listing.NOT_FOUND))
            body = answer.text.encode("utf-8") if answer.data is None else answer.data
            tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            unchanged = answer.status == 200 and tag in self.headers.get("If-None-Match", "")
            status = 304 if unchanged else answer.status
            site.record(Request(self.command, self.path, status))
            self.send_response(status)
            self.send_header("ETag", tag)
            if status == 503:
                self.send_header("Retry-After", "0")
            if answer.last_modified:
                self.send_header("Last-Modified", answer.last_modified)
            if not unchanged:
                self.send_header("Content-Type", answer.media_type)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if with_body and not unchanged:
                self.wfile.write(body)

    return Handler


def main(arguments: list[str] | None = None) -> int:
    """Serve the sample site until SIGINT or SIGTERM; exit code 0."""
    parser = argparse.ArgumentParser(prog="python -m scraper.sample.server", description="Serve the sample site.")
    parser.add_argument("--port", type=int, default=8765, help="port on 127.0.0.1; 0 for any free one")
    parser.add_argument("--state", type=int, default=1, choices=STATES, help="2: a later day of the site")
    options = parser.parse_args(arguments)
    ended = threading.Event()

    def end(_signum: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with SampleSite(options.port) as site:
        site.state = options.state
        sys.stdout.write(f"sample site at {site.home}\n")
        sys.stdout.flush()
        ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
