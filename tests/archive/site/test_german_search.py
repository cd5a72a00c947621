"""Datasette's own search box and SQL search in German, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.archive.search.test_queries import HOSTILE
from tests.archive.site.asking import Get, site_over
from tests.conftest import Crawled


@pytest.fixture(scope="module")
def site(sample: Crawled) -> Iterator[Get]:
    with site_over(sample.database, sample.site) as ask:
        yield ask


def get(site: Get, path: str) -> Any:
    return site(path)


def found(site: Get, query: str, more: str = "") -> int:
    data = get(site, f"/sample/releases.json?_search={quote(query)}{more}").json()
    return int(data["filtered_table_rows_count"])


def test_the_search_box_finds_forms_parts_and_spellings(site: Get) -> None:
    assert found(site, "Haus") > found(site, '"haus"', "&_searchmode=raw") > 0
    assert found(site, "Strasse") == found(site, "Straße") > 0
    assert found(site, "Bürger*innen") >= found(site, "Bürger") > 0
    assert found(site, '"Haus"') == found(site, '"haus"', "&_searchmode=raw")


def test_a_search_in_one_column_is_german_too(site: Get) -> None:
    data = get(site, "/sample/releases.json?_search_title=Hafen").json()
    assert 0 < data["filtered_table_rows_count"] < found(site, "Hafen")


def test_sql_can_ask_for_the_expression(site: Get) -> None:
    sql = "SELECT german_query(:q) AS loose, german_query_exact(:q) AS exact"
    (row,) = get(site, "/sample.json?" + urlencode({"sql": sql, "q": "Straße", "_shape": "array"})).json()
    assert '"straßen"' in row["loose"]
    assert row["exact"] == '"straße"'


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_search_is_answered(site: Get, query: str) -> None:
    asked = query.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    answer = get(site, f"/sample/releases.json?_shape=objects&_search={quote(asked[:5000])}")
    assert answer.status_code == 200, answer.text
    json.loads(answer.text)


@pytest.mark.parametrize("query", ['"', "NEAR(", "title:", "a AND", "*"])
def test_a_syntax_error_in_raw_mode_is_a_german_line(site: Get, query: str) -> None:
    answer = get(site, f"/sample/releases?_searchmode=raw&_search={quote(query)}")
    assert answer.status_code == 400
    assert "Das versteht SQLite nicht" in answer.text


def test_letters_that_are_no_word_are_no_part_of_one(site: Get) -> None:
    assert found(site, "ung") == found(site, "sch") == 0


@pytest.mark.parametrize("value", ["1", "2.5", "NULL", "x'ff'"])
def test_sql_may_ask_for_what_is_no_text(site: Get, value: str) -> None:
    sql = f"SELECT german_query({value}) AS a, german_query_exact({value}) AS b, german_rank(1, {value}) AS c"
    answer = get(site, "/sample.json?" + urlencode({"sql": sql, "_shape": "array"}))
    assert answer.status_code == 200
    assert isinstance(answer.json()[0]["a"], str)
