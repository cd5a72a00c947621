"""An update says what a whole build says, in whatever order pages, lists and originals came."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from archive.build import build
from archive.database.schema import TABLES
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sites import load_site
from tests.archive.test_odd_pages import FEED, HOST, NEWS, NOW, news

HTML = (("Content-Type", "text/html; charset=utf-8"),)
LIST = (
    '<html><body><div class="news"><div class="news-list-view"><div class="article"><h3><a itemprop="url"'
    ' href="/nachrichten/darmstadt-aktuell/news/baenke"><span itemprop="headline">Bänke am Weiher</span></a></h3>'
    '<time itemprop="datePublished" datetime="2023-05-08">08.05.2023</time></div></div></div></body></html>'
)
ITEM = FEED.format(
    before="", title="Bänke am Weiher", link="/nachrichten/darmstadt-aktuell/news/baenke", teaser="Neu.", body=""
)
PAGES = {
    "list": Capture(HOST + "/nachrichten/darmstadt-aktuell", "2023-05-10T08:00:00Z", "response", 200, HTML, b""),
    "feed": Capture(
        HOST + "/?type=9818", "2023-05-10T08:00:05Z", "response", 200, (("Content-Type", "application/rss+xml"),), b""
    ),
    "page": Capture(NEWS + "baenke", "2023-05-11T08:00:00Z", "response", 200, HTML, b""),
}
BODIES = {"list": LIST, "feed": ITEM, "page": news(meta="(ak)")}


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as db:
        names = [*(t.name for t in TABLES), "fingerprints"]
        return {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}  # noqa: S608 - own names


@pytest.mark.parametrize("order", list(permutations(PAGES)), ids="-".join)
def test_what_lists_named_first_is_known_when_its_page_comes(tmp_path: Path, order: tuple[str, ...]) -> None:
    site = load_site("darmstadt")
    with CaptureStore(tmp_path / "captures") as store:
        for name in order:
            page = PAGES[name]
            store.start_run("import", "test", NOW)
            store.add(Capture(page.url, page.captured_at, page.kind, 200, page.headers, BODIES[name].encode()))
            store.end_run("finished", NOW)
            build(store, site, tmp_path / "updated.db")
        build(store, site, tmp_path / "whole.db", whole=True)
    updated, whole = tables(tmp_path / "updated.db"), tables(tmp_path / "whole.db")
    assert updated == whole
    assert len(whole["release_captures"]) == len(PAGES)
    assert whole["named"] == []
