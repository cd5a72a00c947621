"""Real input comes out right: one release of the city, and a TYPO3 site captured whole, imported and crawled."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.processes import ROOT, Run

SHARED = ROOT.parent / "shared"
SEED = SHARED / "seed" / "darmstadt-aktuell-2021-04-01.txt"
WARC = SHARED / "sites" / "typo3-main.warc.gz"
TRUTH = SHARED / "sites" / "typo3-main.truth.json"
SITE = ROOT / "tests" / "sites" / "typo3.toml"
SEED_URL = (
    "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/"
    "wissenschaftsstadt-darmstadt-schafft-neues-amt-fuer-digitalisierung-und-it"
)
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder `shared` beside the checkout is missing")


def rows(database: Path, sql: str, *values: object) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]


def fold(text: str | None) -> str:
    return " ".join((text or "").split())


@needs_shared
def test_the_release_of_the_city_is_read_whole(run: Run, tmp_path: Path) -> None:
    imported = run("--data", tmp_path, "import", SEED, "--url", SEED_URL, "--captured", "2021-04-02T08:00:00Z")
    assert imported.stdout.startswith("1 captures taken"), imported.stderr
    assert run("--data", tmp_path, "build").returncode == 0
    database = tmp_path / "darmstadt.db"
    (release,) = rows(database, "SELECT * FROM releases")
    lines = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    start = lines.index("Darmstadt Aktuell")
    kicker, title, meta, teaser, credit, *body = lines[start : lines.index("Wichtige Mitteilung")]
    assert (release["kicker"], release["title"], release["meta_line"]) == (kicker, title, meta)
    assert (release["teaser"], release["body"]) == (teaser, "\n\n".join(body))
    assert [b["kind"] for b in rows(database, "SELECT kind FROM blocks")] == ["paragraph"] * 4
    assert (release["published"], release["weekday_fits"]) == ("2021-04-01", 1)
    assert (release["published_source"], release["published_at"]) == ("meta line", None)
    assert rows(database, "SELECT code, printed FROM release_authors") == [{"code": "dk", "printed": "DK"}]
    assert rows(database, "SELECT caption, credit FROM images") == [
        {"caption": None, "credit": credit.removeprefix("© ")}
    ]


@needs_shared
def test_the_captured_site_gives_what_its_editors_entered(run: Run, tmp_path: Path) -> None:
    assert run("--data", tmp_path, "--site", SITE, "import", WARC).returncode == 0
    assert run("--data", tmp_path, "--site", SITE, "build").returncode == 0
    assert run("--data", tmp_path, "--site", SITE, "check").returncode == 0
    assert_truth(tmp_path / "typo3.db")
    again = run("--data", tmp_path, "--site", SITE, "import", WARC)
    assert again.stdout.startswith("0 captures taken, 91 already there")


@needs_shared
def test_the_same_site_crawled_over_http_gives_the_same(run: Run, tmp_path: Path) -> None:
    with replay() as home:
        site = tmp_path / "typo3.toml"
        site.write_text(SITE.read_text().replace("127.0.0.1:8099", home.split("/")[2]))
        crawled = run("--data", tmp_path, "--site", site, "crawl")
        assert crawled.returncode == 0, crawled.stderr
        assert run("--data", tmp_path, "--site", site, "build").returncode == 0
    assert_truth(tmp_path / "typo3.db")


def assert_truth(database: Path) -> None:
    records = {
        record["url"].rsplit("/", 1)[1]: record
        for record in json.loads(TRUTH.read_text(encoding="utf-8"))["records"]
        if record["type"] == 0 and record["http_status"] == 200
    }
    assert len(records) == 68
    releases = {row["slug"]: row for row in rows(database, "SELECT * FROM releases")}
    assert set(releases) == set(records)
    for slug, record in records.items():
        assert found(database, releases[slug]) == expected(record), slug


def found(database: Path, release: dict[str, Any]) -> dict[str, Any]:
    def column(table: str, name: str, where: str = "1") -> list[Any]:
        sql = f"SELECT {name} AS value FROM {table} WHERE release = ? AND {where} ORDER BY position"  # noqa: S608
        return [row["value"] for row in rows(database, sql, release["slug"])]

    return {
        "title": fold(release["title"]),
        "teaser": fold(release["teaser"]),
        "instant": release["published_at"],
        "local": release["published_local"],
        "codes": column("release_authors", "printed"),
        "categories": column("release_categories", "category"),
        "text": fold(release["body"]),
        "captions": column("images", "coalesce(printed, credit)"),
        "files": column("files", "title", "size IS NOT NULL"),
        "links": column("links", "url", "kind = 'related' AND url LIKE '%example.org%'"),
    }


def expected(record: dict[str, Any]) -> dict[str, Any]:
    instant = datetime.fromisoformat(record["datetime_iso"])
    elements = "".join(f"<h2>{e['header']}</h2>{e['bodytext']}" for e in record["content_elements"])
    return {
        "title": fold(record["title"]),
        "teaser": fold(record["teaser"]),
        "instant": instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "local": record["datetime_iso"],
        "codes": record["author"].split("/") if record["author"] else [],
        "categories": record["categories"],
        "text": html_text(elements + record["bodytext_html"]),
        "captions": [fold(image["caption"]) for image in record["images"]],
        "files": record["related_files"],
        "links": [link["uri"] for link in record["related_links"]],
    }


def html_text(html: str) -> str:
    root = lxml.html.fragment_fromstring(
        re.sub(r"(</?(?:p|h\d|li|ul|ol|td|th|tr|br|blockquote)\b)", r" \1", html), create_parent="div"
    )
    return fold(root.text_content())


@contextmanager
def replay() -> Iterator[str]:
    """Serve the WARC's responses on a free port of 127.0.0.1, with the site's address replaced by that of the port."""
    answers: dict[str, tuple[int, str, bytes]] = {}
    with WARC.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                path = record.rec_headers.get_header("WARC-Target-URI").strip("<>").partition(":8099")[2]
                kind = record.http_headers.get_header("Content-Type") or ""
                answers[path] = (int(record.http_headers.get_statuscode()), kind, record.content_stream().read())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = answers.get(self.path, (404, "text/html", b"<h1>not captured</h1>"))
            body = body.replace(b"127.0.0.1:8099", f"127.0.0.1:{server.server_address[1]}".encode())
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
