"""The published site: German, newest first, searchable, whole on the row page."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from datasette.app import Datasette

from archive.serving import SETTINGS
from archive.site.metadata import metadata
from tests.conftest import Crawled


@pytest.fixture
def site(sample: Crawled) -> Datasette:
    return Datasette([str(sample.database)], metadata=metadata(sample.site), settings=SETTINGS)


def get(site: Datasette, path: str) -> Any:
    return asyncio.run(site.client.get(path))


def test_the_start_page_says_in_german_what_this_is(site: Datasette) -> None:
    page = get(site, "/")
    assert page.status_code == 200
    assert "Archiv „Morlingen Aktuell“" in page.text
    assert "Pressemitteilungen" in page.text


def test_releases_come_newest_first_with_facets_on_year_and_author(site: Datasette) -> None:
    data = get(site, "/sample/releases.json?_shape=objects&_size=max").json()
    days = [row["published"] for row in data["rows"]]
    assert days == sorted(days, reverse=True)
    assert set(data["facet_results"]) == {"year", "author_codes"}


def test_the_search_box_searches_the_full_text(site: Datasette) -> None:
    everything = get(site, "/sample/releases.json?_shape=objects").json()["filtered_table_rows_count"]
    found = get(site, "/sample/releases.json?_shape=objects&_search=haushalt").json()["filtered_table_rows_count"]
    assert 0 < found < everything


def test_a_long_body_is_cut_in_the_table_and_whole_on_the_row_page(site: Datasette) -> None:
    row = get(site, "/sample/releases.json?_shape=objects&_sort_desc=body&_size=1").json()["rows"][0]
    rows = get(site, "/sample/releases.json?_shape=objects&_size=max").json()["rows"]
    row = max(rows, key=lambda r: len(r["body"]))
    last_words = row["body"].split("\n\n")[-1][:40]
    assert last_words not in get(site, f"/sample/releases?slug={row['slug']}").text
    assert last_words in get(site, f"/sample/releases/{row['slug']}").text


def test_columns_are_explained_in_german(site: Datasette) -> None:
    assert "Tag der Veröffentlichung" in get(site, "/sample/releases").text
