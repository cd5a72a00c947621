"""What is attached to releases is captured as pages are: conditionally, within bounds, of the site's hosts alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from scraper.captures import CaptureStore
from scraper.frontier import Frontier
from scraper.sample.drawn import pdf, picture
from tests.crawl.spider_runs import captures, run_spider
from tests.processes import Processes

START = datetime(2026, 3, 14, 6, tzinfo=UTC)
PLAN, LARGE, BUSY, PICTURE = "/dateien/plan.pdf", "/dateien/gross.pdf", "/dateien/spaeter.pdf", "/bilder/tor.png"
LIMIT = 20_000  # bytes
PAGE = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Das Tor ist offen</title></head><body><main>
<div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article">
<h1 itemprop="headline">Das Tor ist offen</h1><div class="footer"><p>(ak) – Freitag, 13.03.2026</p></div>
<img src="{picture}" alt="Tor"><img src="http://127.0.0.1:{foreign}/fremd.png" alt="fremd">
<div itemprop="articleBody"><p>Am Markt steht das Tor seit gestern offen.</p></div>
<div class="news-related-files"><ul><li><a href="{plan}">Plan</a></li><li><a href="{large}">Großer Plan</a></li>
<li><a href="{busy}">Später</a></li></ul></div></div></div></main></body></html>"""
SITE = """name = "tor"
title = "Tor"
publisher = "Stadt Tor"
home = "{home}/"
hosts = ["{host}"]
public = false
attachments = {kinds}
attachment_bytes = {limit}
[start]
lists = ["/liste"]
[[detail]]
generation = "B"
path = '/news/(?P<slug>[^/]+)'
"""


class Town:
    """A site with one release; what it was asked, with the condition of each request, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bool]] = []
        self.plan, self.busy, self.home = pdf("Plan", "Erste Ausgabe."), True, ""
        self.foreign = 0

    def body(self, path: str) -> tuple[int, str, bytes]:
        """Status, type and bytes of an address."""
        names = {"picture": PICTURE, "plan": PLAN, "large": LARGE, "busy": BUSY, "foreign": self.foreign}
        pages = {
            "/liste": (
                200,
                "text/html",
                b'<html><body><ul><li><a href="/news/tor">Das Tor</a></li></ul></body></html>',
            ),
            "/news/tor": (200, "text/html", PAGE.format(**names).encode()),
            PLAN: (200, "application/pdf", self.plan),
            LARGE: (200, "application/pdf", self.plan + b"%" * LIMIT),
            PICTURE: (200, "image/png", picture("tor.png") or b""),
            BUSY: (503, "text/html", b"busy") if self.busy else (200, "application/pdf", self.plan),
        }
        return pages.get(path, (404, "text/html", b"nothing"))


@contextmanager
def served(town: Town) -> Iterator[str]:
    """The town's site at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = town.body(self.path)
            tag = f'"{hash(body)}"'
            known = self.headers.get("If-None-Match")
            town.asked.append((self.path, known is not None))
            status = 304 if known == tag and status == 200 else status
            self.send_response(status)
            self.send_header("ETag", tag)
            self.send_header("Retry-After", "0")
            if status != 304:
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status != 304:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def site_file(folder: Path, home: str, kinds: str = '["files", "images"]', limit: int = LIMIT) -> Path:
    path = folder / "tor.toml"
    host = home.removeprefix("http://")
    path.write_text(SITE.format(home=home, host=host, kinds=kinds, limit=limit), encoding="utf-8")
    return path


def test_attachments_are_captured_as_pages_are(processes: Processes, tmp_path: Path) -> None:
    town, other = Town(), Town()
    with served(town) as home, served(other) as foreign:
        town.foreign = int(foreign.rpartition(":")[2])
        path = site_file(tmp_path, home)
        run, log = run_spider(processes, path, tmp_path, now=START, RETRY_TIMES=0)
        asked = [where for where, _ in town.asked]
        assert run.ended_why == "finished"
        assert {PLAN, LARGE, BUSY, PICTURE} <= set(asked)
        assert max(map(asked.count, asked)) == 1
        assert asked.index(PLAN) > asked.index("/news/tor")
        assert other.asked == [], "a host outside the site's list is never asked"
        assert "larger than the site file allows" in log
        with CaptureStore(captures(tmp_path)) as store:
            shown = {row.url.removeprefix(home): row for row in store.rows()}
            assert store.read(shown[PLAN]).body == town.plan
            assert (shown[PLAN].status, shown[PICTURE].content_type) == (200, "image/png")
            assert LARGE not in shown
        frontier = Frontier(captures(tmp_path))
        assert [left.url.removeprefix(home) for left in frontier.pending()] == [BUSY], "what was busy is asked again"
        frontier.close()

        town.asked.clear()
        town.busy = False
        run_spider(processes, path, tmp_path, now=START + timedelta(days=1), RETRY_TIMES=0)
        assert {(PLAN, True), (PICTURE, True), (BUSY, False)} <= set(town.asked), "what is there is asked conditionally"
        with CaptureStore(captures(tmp_path)) as store:
            last = {row.url.removeprefix(home): row for row in store.rows()}
            assert (last[PLAN].kind, last[PLAN].status, last[PLAN].digest) == ("revisit", 304, shown[PLAN].digest)
            assert last[BUSY].status == 200

        town.plan = pdf("Plan", "Zweite Ausgabe.")
        run_spider(processes, path, tmp_path, now=START + timedelta(days=2), RETRY_TIMES=0)
        with CaptureStore(captures(tmp_path)) as store:
            (newest,) = [row for row in store.rows() if row.url.endswith(PLAN)][-1:]
            assert (newest.kind, store.read(newest).body) == ("response", town.plan)


def test_without_the_switch_nothing_is_asked(processes: Processes, tmp_path: Path) -> None:
    town = Town()
    with served(town) as home:
        run_spider(processes, site_file(tmp_path, home, kinds="[]"), tmp_path, now=START)
        assert {where for where, _ in town.asked} == {"/robots.txt", "/liste", "/news/tor"}
