"""What the city changed, and how the archive itself is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import feedparser
import pytest

from archive.site.labels import alarm_name
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]


def test_every_change_is_shown_with_its_words_and_every_removal(get: Get, rows: Rows) -> None:
    text = get("/aenderungen").text
    assert "<ins>" in text
    assert "<del>" in text
    for (slug,) in rows("SELECT release FROM changes UNION SELECT slug FROM releases WHERE gone_at IS NOT NULL"):
        assert f'/sample/releases/{slug}#fassungen"' in text
    assert "von der Stadt entfernt" in text
    assert get("/aenderungen?seite=2").status_code == 404


def test_the_feed_of_changes_has_what_the_page_has(get: Get, rows: Rows) -> None:
    feed = feedparser.parse(get("/aenderungen.atom").text)
    assert not feed.bozo
    changes = rows("SELECT DISTINCT release, number FROM changes")
    gone = rows("SELECT slug FROM releases WHERE gone_at IS NOT NULL")
    replaced = rows("SELECT release FROM attachment_versions WHERE number > 1")
    assert len(feed.entries) == len(changes) + len(gone) + len(replaced)
    assert {entry.title.split(":")[0] for entry in feed.entries} == {"Geändert", "Entfernt"}
    assert any("[neu: " in entry.content[0].value for entry in feed.entries)


@pytest.mark.parametrize(("name", "words"), [
    ("nothing_found", "Nichts gefunden"), ("layout_changed_teaser", "Vorlage geändert? (Vorspann)"), ("new", "new"),
])  # fmt: skip
def test_an_alarm_has_a_german_name(name: str, words: str) -> None:
    assert alarm_name(name) == words


def test_status_shows_the_runs_their_routes_and_that_nothing_is_wrong(get: Get, rows: Rows) -> None:
    text = get("/status").text
    assert get("/-/status").status_code == 200
    runs = text.partition('id="laeufe"')[2]
    assert runs.count('<th scope="row">') == len(rows("SELECT 1 FROM crawl_runs"))
    assert "Kein offener Alarm" in text
    assert "zu Ende geführt" in text
    state = get("/-/status.json").json()
    assert state["alarms"] == []
    assert {route["route"] for route in state["routes"]} == {"feed", "list", "sitemap"}
