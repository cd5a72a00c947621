"""The start page: newest, over time, changed, speaking, state of the archive."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]


def test_the_newest_release_comes_first(get: Get, rows: Rows) -> None:
    newest = rows("SELECT slug FROM releases ORDER BY published DESC LIMIT 1")[0]["slug"]
    links = re.findall(r'class="headline"><a href="/sample/releases/([^"]+)"', get("/").text)
    assert links[0] == newest
    assert len(links) == 10


def test_every_year_is_a_bar_that_leads_to_its_page(get: Get, rows: Rows) -> None:
    text = get("/").text
    for year, number in rows("SELECT year, count(*) FROM releases GROUP BY year"):
        assert re.search(rf'href="/jahr/{year}".*?{year}: {number} Mitteilung', text), year


def test_what_the_city_changed_or_took_down_is_listed(get: Get, rows: Rows) -> None:
    text = get("/").text
    for (slug,) in rows("SELECT release FROM changes UNION SELECT slug FROM releases WHERE gone_at IS NOT NULL"):
        assert f'/sample/releases/{slug}#fassungen"' in text


def test_open_alarms_are_counted_and_so_is_none(get: Get, rows: Rows) -> None:
    last = rows("SELECT max(id) FROM crawl_runs WHERE mode IS NOT NULL")[0][0]
    number = rows("SELECT count(*) FROM alarms WHERE run = ?", last)[0][0]
    assert (f"{number} offen" if number else "keine") in get("/").text


def test_the_start_page_names_alarms_only_where_there_are_some(get: Get) -> None:
    assert "Alarm" not in get("/").text
