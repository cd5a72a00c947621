"""A capture as the city sent it, where it can do no harm."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.build import build
from archive.paths import database_path
from archive.site.pages.original import CONNECTS
from scraper.captures import CaptureStore
from scraper.items import Capture
from tests.archive.site.asking import site_over
from tests.archive.site.browsing import chromium, needs_chromium, served, visit
from tests.archive.site.conftest import Get
from tests.conftest import Crawled

Rows = Callable[..., list[sqlite3.Row]]
HOSTILE = """<!doctype html><html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><title>x</title>
<base href="http://127.0.0.1:9/"><link rel="stylesheet" href="/s.css"><LINK/rel=preconnect href="http://127.0.0.1:9/">
<link title=">" rel='dns-prefetch' href="//boese.example"><meta http-equiv="x-dns-prefetch-control" content="on"></head>
<body onload="parent.document.title='hit'"><h1>Rathaus geschlossen</h1><p>(ab) – Dienstag, 03.11.2026</p>
<script>parent.document.title='hit'; top.location='http://127.0.0.1:9/'</script><img src="http://127.0.0.1:9/i.png">
<iframe src="http://127.0.0.1:9/f"></iframe><form action="http://127.0.0.1:9/"><button>los</button></form>
<p>Das Rathaus ist am Mittwoch geschlossen, weil das Personal versammelt ist. Am Donnerstag ist es wieder offen.</p>
<a href="javascript:parent.document.title='hit'">hier</a></body></html>"""


def test_a_capture_shows_when_and_what_was_sent_and_gives_the_bytes(get: Get, rows: Rows) -> None:
    for kind in ("response", "revisit"):
        found = rows("SELECT id, url, digest FROM captures WHERE kind = ? AND url LIKE '%einzelansicht%' LIMIT 1", kind)
        number, url, digest = found[0]
        page = get(f"/abzug/{number}").text
        assert url in page
        assert digest in page
        assert 'sandbox=""' in page
        raw = get(f"/abzug/{number}/roh")
        assert raw.headers["content-type"] == "application/octet-stream"
        assert raw.headers["content-disposition"].startswith("attachment")
        assert "sha256:" + hashlib.sha256(raw.content).hexdigest() == digest
        content = get(f"/abzug/{number}/inhalt")
        assert content.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert get("/abzug/0123456789abcdef").status_code == 404


def test_what_is_no_html_is_shown_as_text(get: Get, rows: Rows) -> None:
    ((number,),) = rows(
        "SELECT id FROM captures WHERE content_type LIKE 'application/rss%' AND kind = 'response' LIMIT 1"
    )
    assert get(f"/abzug/{number}/inhalt").headers["content-type"].startswith("text/plain")


def test_a_copy_without_captures_says_so(sample: Crawled, tmp_path: Path) -> None:
    database = tmp_path / "sample.db"
    shutil.copyfile(sample.database, database)
    with sqlite3.connect(database) as connection:
        (number,) = connection.execute("SELECT id FROM captures LIMIT 1").fetchone()
    connection.close()
    with site_over(database, sample.site) as get:
        assert "Die Archivkopien liegen nicht bei dieser Ausgabe" in get(f"/abzug/{number}").text
        assert get(f"/abzug/{number}/inhalt").status_code == 404


@needs_chromium
@pytest.mark.parametrize("path", ["", "/inhalt"])
def test_a_hostile_original_runs_nothing_and_asks_nobody(sample: Crawled, tmp_path: Path, path: str) -> None:
    url = f"{sample.site.home}presseportal/pressemitteilungen/einzelansicht/boese"
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    capture = Capture(url, "2026-11-03T09:00:00Z", "response", 200, headers, HOSTILE.encode())
    folder, database = tmp_path / "captures" / "sample", database_path(tmp_path, sample.site)
    with CaptureStore(folder) as store:
        from datetime import UTC, datetime

        store.start_run("import", "1", datetime(2026, 11, 3, 9, tzinfo=UTC))
        store.add(capture)
        build(store, sample.site, database)
    with served(database, sample.site) as home, chromium() as browser, visit(browser, home, 1280) as visited:
        visited.go(f"/abzug/{capture.id}{path}")
        visited.page.wait_for_timeout(500)
        assert visited.page.title() != "hit"
        assert visited.page.url == f"{home}/abzug/{capture.id}{path}".replace("//abzug", "/abzug")
        frame = visited.page.frames[1] if not path else visited.page.main_frame
        assert path or visited.violations() == []
        assert "Rathaus geschlossen" in frame.locator("h1").inner_text()


@pytest.mark.parametrize(
    "tag", ["<link rel=preconnect", "<LINK\trel=prefetch", "<link/rel=preload", "<base\nhref=x", "<meta "]
)
def test_what_opens_a_connection_is_no_element_any_more(tag: str) -> None:
    assert not re.search(r"<(link|meta|base)\b", CONNECTS.sub(r"<x-\1", f"a{tag} href=//b>c"), re.IGNORECASE)
    assert CONNECTS.sub(r"<x-\1", "<linked> <metadata> <basefont>") == "<linked> <metadata> <basefont>"
