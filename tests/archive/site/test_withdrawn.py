"""What is withdrawn answers 410 with day and reason, wherever it is asked for, or keeps search engines away."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.passages import BLACK
from tests.archive.site.asking import site_over
from tests.archive.site.conftest import Get
from tests.archive.test_withdrawals import HIDDEN, NAMES, REDACTED, Archive, entry
from tests.conftest import Crawled

QUIET = "haushalt-2014-eingebracht"
SAID = "seit dem 28. November 2026 gesperrt. Grund: Auf Antrag"
TITLE = "Südbrücke an drei Wochenenden gesperrt"
RELEASE = f"/sample/releases/{HIDDEN}"


@pytest.fixture(scope="module")
def archive(later: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(later, tmp_path_factory.mktemp("withdrawn") / "data")
    archive.build(entry(HIDDEN, "hide") + entry(REDACTED, "redact", NAMES) + entry(QUIET, "noindex"))
    return archive


@pytest.fixture(scope="module")
def ask(archive: Archive) -> Iterator[Get]:
    with site_over(archive.database, archive.site) as get:
        yield get


@pytest.mark.parametrize(
    "path",
    ["", ".json", ".csv", ".jsonl", ".xlsx", ".png", ".bib", ".csl.json", "/fassung/1", "/warum/zitat-1", "/karte",
     "/einbetten"],
)  # fmt: skip
def test_every_address_of_a_hidden_release_says_that_it_is_withdrawn_and_why(ask: Get, path: str) -> None:
    answer = ask(RELEASE + path)
    assert answer.status_code == 410
    said = answer.json()["error"] if path.endswith("json") else answer.text
    assert SAID in said
    assert TITLE not in answer.text
    assert ask(RELEASE + path, "HEAD").status_code == 410
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_releases_that_are_blackened_in_places_are_a_filter_of_the_search(ask: Get) -> None:
    assert [one["slug"] for one in ask("/suche.json?geschwaerzt=1").json()["releases"]] == [REDACTED]
    page = ask("/suche?geschwaerzt=1").text
    assert "an Stellen geschwärzt" in page
    assert "1 Treffer" in page
    assert "geschwaerzt=1" in ask("/suche").text
    sql = "/sample.json?_shape=array&sql=SELECT+release+FROM+withdrawals+WHERE+scope='redact'"
    assert ask(sql).json() == [{"release": REDACTED}]


def test_a_release_that_nobody_withdrew_is_not_found_as_before(ask: Get) -> None:
    assert ask("/sample/releases/nie-gewesen").status_code == 404
    assert ask("/abzug/0123456789abcdef").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/mitteilungen", "/suche?q=S%C3%BCdbr%C3%BCcke", "/suche.json?q=Sperrung", "/feed.atom", "/sitemap.xml",
     "/kalender.ics", "/aenderungen", "/sample/captures.csv", "/sample/links.csv", "/status", "/vorschlaege.json?q=s",
     "/sample/crawl_routes.csv", "/sample/releases.csv"],
)  # fmt: skip
def test_no_other_page_or_file_speaks_of_it(ask: Get, path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 200
    assert HIDDEN not in answer.text
    assert TITLE not in answer.text


def test_no_capture_that_shows_or_names_what_is_withheld_is_shown(ask: Get, archive: Archive) -> None:
    with closing(sqlite3.connect(archive.database)) as connection:
        withheld = connection.execute(
            "SELECT min(id), scope FROM captures JOIN withdrawals ON withdrawal = withdrawals.number"
            " GROUP BY url, scope, kind"
        ).fetchall()
        shown = connection.execute("SELECT id, kind, status FROM captures WHERE withdrawal IS NULL").fetchall()
    assert {scope for _, scope in withheld} == {"hide", "redact"}
    for capture, scope in withheld:
        for path in ("", "/inhalt", "/roh"):
            answer = ask(f"/abzug/{capture}{path}")
            assert answer.status_code == 410
            assert ("gesperrt ist" if scope == "hide" else "geschwärzt ist") in answer.text
    read = 0
    for capture, kind, status in shown:
        if kind == "response" and status == 200:
            content = ask(f"/abzug/{capture}/inhalt").text
            assert HIDDEN not in content
            assert REDACTED not in content
            read += 1
    assert read > 10


def test_a_blackened_release_says_so(ask: Get) -> None:
    page = ask(f"/sample/releases/{REDACTED}")
    assert page.status_code == 200
    assert "seit dem 28. November 2026 geschwärzt (▇▇▇▇▇). Grund: Auf Antrag" in page.text
    assert BLACK in page.text
    for path in ("", ".json", "/fassung/1", "/fassung/2?mit=1", "/warum/zitat-1", "/warum/zitat-2", "/karte"):
        answer = ask(f"/sample/releases/{REDACTED}{path}")
        assert answer.status_code == 200, path
        assert "Amrath" not in answer.text


def test_search_engines_are_kept_away(ask: Get) -> None:
    for path in ("", ".json", ".png", "/fassung/1"):
        answer = ask(f"/sample/releases/{QUIET}{path}")
        assert (answer.status_code, answer.headers["x-robots-tag"]) == (200, "noindex")
    assert '<meta name="robots" content="noindex">' in ask(f"/sample/releases/{QUIET}").text
    other = ask(f"/sample/releases/{REDACTED}")
    assert "x-robots-tag" not in other.headers
    assert '<meta name="robots"' not in other.text
    sitemap = ask("/sitemap.xml").text
    assert QUIET not in sitemap
    assert REDACTED in sitemap
    assert QUIET in ask("/sample/releases.csv").text, "in the archive itself it stays"


def test_the_database_to_download_has_nothing_of_it(ask: Get) -> None:
    database = ask("/sample.db")
    assert database.status_code == 200
    assert [word for word in (HIDDEN, TITLE) if word.encode() in database.content] == []
    assert Path(HIDDEN).name.encode() not in database.content
