"""„Über“ promises no more than is measured; „Daten“ shows every table and queries that run."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from parsel import Selector

from archive.database.schema import TABLES
from archive.exports.quality import MEASURED, Measured
from archive.settings import Settings
from archive.site.app import site_options
from archive.site.pages.data import EXAMPLES
from scraper.sites import load_site
from tests.archive.site.conftest import Get

FLOORS = Path(__file__).parents[2] / "floors"
Rows = Callable[..., list[sqlite3.Row]]


@pytest.mark.parametrize("one", MEASURED, ids=lambda one: one.what)
def test_no_figure_is_better_than_its_floor(one: Measured) -> None:
    name, *keys = one.floor
    value: Any = tomllib.loads((FLOORS / f"{name}.toml").read_text(encoding="utf-8"))
    for key in keys:
        value = value[key]
    assert one.percent <= (value * 100 if value <= 1 else value) + 1e-9


def test_the_figures_are_on_the_page(get: Get) -> None:
    text = get("/ueber").text
    for one in MEASURED:
        assert one.what in text
        assert f"{one.percent}".replace(".", ",") in text


def test_who_publishes_is_named_where_a_contact_is_set() -> None:
    given = site_options(load_site("sample"), Settings(contact="mailto:redaktion@example.org"))["metadata"]["plugins"][
        "darmstadt-aktuell"
    ]
    assert given["contact"] == "mailto:redaktion@example.org"


def test_every_table_is_explained_and_can_be_downloaded(get: Get) -> None:
    page = Selector(get("/daten").text)
    for table in TABLES:
        line = page.css(f"#tabelle-{table.name}")
        assert line.css("dt code::text").getall() == [column.name for column in table.columns]
        for link in line.css(".machine a::attr(href)").getall():
            assert get(link).status_code == 200, link


def test_every_example_runs_and_what_it_asks_for_is_filled_in(get: Get) -> None:
    links = Selector(get("/daten").text).css(".examples a::attr(href)").getall()
    assert len(links) == len(EXAMPLES)
    for link, (title, _) in zip(links, EXAMPLES, strict=True):
        rows = get(link.replace("/sample?", "/sample.json?_shape=array&")).json()
        assert rows, title


def test_the_whole_database_can_be_downloaded(get: Get) -> None:
    assert get("/sample.db").content.startswith(b"SQLite format 3")
