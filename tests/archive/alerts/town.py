"""A small town whose releases come day by day, with an archive, alerts, and servers that are told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from archive.alerts.run import Place, Told, run_alerts
from archive.build import build
from archive.settings import Settings
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sample.releases import ZONE, SampleRelease
from scraper.sample.render import detail_page
from scraper.sites import load_site
from tests.archive.alerts.web_server import WebServer, web_server

SITE = load_site("sample")
HOST = SITE.hosts[0]
HTML = (("Content-Type", "text/html; charset=utf-8"),)
KEY = "a key of some length for tests"
MONDAY = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


def release(slug: str, title: str, body: str, day: str = "2024-05-06", **more: Any) -> SampleRelease:
    """A release of the town."""
    at = datetime.fromisoformat(day).replace(hour=9, tzinfo=ZONE)
    return SampleRelease(crc32(slug.encode()), slug, title, at, body, "ak", **more)


def page(one: SampleRelease, at: datetime = MONDAY) -> Capture:
    """What the site sends for a release."""
    text = detail_page(one, HOST, SITE.title, (), english=False)
    return Capture(f"http://{HOST}{one.path}", f"{at:%Y-%m-%dT%H:%M:%SZ}", "response", 200, HTML, text.encode())


def missing(one: SampleRelease, at: datetime) -> Capture:
    """The answer at the address of a release that was taken down."""
    url = f"http://{HOST}{one.path}"
    return Capture(url, f"{at:%Y-%m-%dT%H:%M:%SZ}", "response", 404, HTML, b"<h1>404</h1>")


@dataclass
class Town:
    """Its data folder, and the web server whose requests the alerts make. now: of the next run."""

    data: Path
    web: WebServer
    now: datetime = MONDAY
    settings: Settings = field(
        default_factory=lambda: Settings("https://archiv.example.org/", "mailto:weg@example.org")
    )

    @property
    def database(self) -> Path:
        return self.data / "sample.db"

    @property
    def state(self) -> Path:
        return self.data / "sample.state.db"

    def keep(self, *captures: Capture) -> None:
        """Add captures to the archive and build."""
        with CaptureStore(self.data / "captures" / "sample") as store:
            store.start_run("import", "1", self.now)
            for capture in captures:
                store.add(capture)
            store.end_run("finished", self.now)
            build(store, SITE, self.database)

    def publish(self, *releases: SampleRelease) -> None:
        """The site shows these releases, now."""
        self.keep(*(page(one, self.now) for one in releases))

    def alerts(self, *alerts: tuple[str, str] | tuple[str, str, str], more: str = "") -> None:
        """Write the file: (name, watch[, send]) of each alert, all told to `hook`."""
        tables = [
            "\n".join(["[[alerts]]", f"name = {json.dumps(name, ensure_ascii=False)}",
                       f"watch = {json.dumps(watch, ensure_ascii=False)}", 'to = ["hook"]',
                       *(f'send = "{one}"' for one in sending)])
            for name, watch, *sending in alerts
        ]  # fmt: skip
        hook = f'[receivers.hook]\nwebhook = "{self.web.home}/hook"\nsecret = "env:HOOK_KEY"\n'
        self.write("\n".join([hook, more, *tables]))

    def write(self, text: str) -> None:
        """Write the file of alerts."""
        (self.data / "sample.alerts.toml").write_text(text, encoding="utf-8")

    def run(self, *, later: timedelta = timedelta(days=1), dry: bool = False) -> Told:
        """A run of the alerts; the next one is so much later."""
        told = run_alerts(Place(self.data, SITE, self.settings, self.database, self.now), dry=dry)
        self.now += later
        return told

    def finds(self) -> list[tuple[str, str]]:
        """(alert, release) of everything that the web server was told since this was last asked."""
        found = told_of(self.web.taken())
        return [(name, find["release"]) for name, find in found]


def told_of(bodies: Iterable[bytes]) -> list[tuple[str, dict[str, Any]]]:
    """(alert, find) of all bodies of webhooks."""
    messages = [json.loads(body) for body in bodies]
    return [(alert["name"], find) for one in messages for alert in one["alerts"] for find in alert["finds"]]


@contextmanager
def town_in(folder: Path) -> Iterator[Town]:
    """A town without releases."""
    folder.mkdir(parents=True, exist_ok=True)
    with web_server() as web:
        yield Town(folder, web)
