"""„Über“ promises no more than is measured; „Daten“ shows every table and queries that run."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

import pytest
from parsel import Selector

from archive.database.schema import TABLES
from archive.exports.quality import MEASURED
from archive.settings import Settings
from archive.site.app import site_options
from archive.site.german import number
from archive.site.pages.questions import QUESTIONS, Question
from scraper.sites import load_site
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]


def test_the_figures_are_on_the_page(get: Get) -> None:
    text = get("/ueber").text
    for one in MEASURED:
        assert one.what in text
        assert f"{one.percent}".replace(".", ",") in text
        if one.low is not None and one.high is not None:
            assert f"{number(one.low)}–{number(one.high)}" in text


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


def test_every_example_runs_and_what_it_asks_for_is_filled_in(get: Get, rows: Rows) -> None:
    links = Selector(get("/daten").text).css(".examples a::attr(href)").getall()
    assert len(links) == len(QUESTIONS) >= 25
    empty = []
    for link, one in zip(links, QUESTIONS, strict=True):
        answer = get(link.replace("/sample?", "/sample.json?_shape=array&"))
        assert answer.status_code == 200, (one.title, answer.text[:300])
        empty += [] if answer.json() else [one.title]
    assert empty == ["Abgesagt oder verschoben"]  # nothing is in the sample: no row of `dates` has a status
    assert rows("SELECT count(*) FROM dates WHERE status IS NOT NULL")[0][0] == 0


def test_every_example_has_a_sentence_of_its_own(get: Get) -> None:
    lines = Selector(get("/daten").text).css(".examples li")
    said = [(line.css("a::text").get(), line.css("span::text").get()) for line in lines]
    assert said == [(one.title, one.sentence) for one in QUESTIONS]
    assert len({sentence for _, sentence in said}) == len(said)
    assert [sentence for _, sentence in said if not sentence or not sentence.endswith(".")] == []


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.title)
def test_a_question_reads_what_it_names_and_sorts_whole(one: Question) -> None:
    """So that two people get the same rows in the same order."""
    assert re.search(r"\border by\b", one.sql, re.I)
    assert "*" not in re.sub(r"count\(\*\)", "", one.sql)


def test_the_size_of_a_table_is_that_of_its_file(get: Get) -> None:
    """Exact of small tables; within a quarter of it, where some rows are weighed for all."""
    page = Selector(get("/daten").text)
    for table in ("authors", "dates", "blocks", "captures"):
        said = page.css(f"#tabelle-{table} summary .quiet::text").get()
        assert said
        amount, unit = said.rpartition(", ")[2].split()
        weight = float(amount.replace(".", "").replace(",", ".")) * {"kB": 1000, "MB": 1_000_000}[unit]
        real = len(get(f"/sample/{table}.csv").content)
        assert abs(weight - real) <= max(real / 4, 1000), (table, said, real)


def test_the_whole_database_can_be_downloaded(get: Get) -> None:
    assert get("/sample.db").content.startswith(b"SQLite format 3")
