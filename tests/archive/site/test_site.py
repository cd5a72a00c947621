"""The published site: German, newest first, searchable, whole on the row page."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from datasette.app import Datasette

from archive.serving import site_options
from tests.archive.site.addresses import PAGES
from tests.conftest import Crawled


@pytest.fixture
def site(sample: Crawled) -> Datasette:
    return Datasette([str(sample.database)], **site_options(sample.site))


def get(site: Datasette, path: str) -> Any:
    return asyncio.run(site.client.get(path))


def test_the_start_page_says_in_german_what_this_is(site: Datasette) -> None:
    page = get(site, "/")
    assert page.status_code == 200
    assert '<html lang="de">' in page.text
    assert "Archiv</span> Morlingen Aktuell" in page.text


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
    assert last_words in get(site, f"/sample/revisions/{row['slug']},1").text


def test_columns_are_explained_in_german(site: Datasette) -> None:
    assert "Tag der Veröffentlichung" in get(site, "/sample/releases").text


OWN_AND_DATASETTES = (
    "/",
    "/sample",
    "/sample/releases",
    "/sample?sql=select+1",
    "/nowhere",
    "/sample.json",
    "/assets/site.css",
)


@pytest.mark.parametrize("path", OWN_AND_DATASETTES)
def test_every_answer_forbids_inline_script_style_and_other_hosts(site: Datasette, path: str) -> None:
    headers = get(site, path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]


@pytest.mark.parametrize("path", [*PAGES.values(), "/sample/releases?_facet=layout", "/sample?sql=nonsense"])
def test_no_page_has_inline_script_or_style(site: Datasette, path: str) -> None:
    text = get(site, path).text
    assert "<style" not in text
    assert ' style="' not in text
    assert not re.search(r"<script(?! type=.application/ld\+json)", text)
    assert not re.search(r"\son\w+=", text)


def test_what_does_not_exist_is_a_german_page_with_status_404(site: Datasette) -> None:
    page = get(site, "/nowhere")
    assert page.status_code == 404
    assert "Nicht gefunden" in page.text


def test_a_proxy_can_keep_a_page_and_ask_for_it_again(site: Datasette) -> None:
    page = get(site, "/")
    assert "max-age" in page.headers["cache-control"]
    again = asyncio.run(site.client.get("/", headers={"if-none-match": page.headers["etag"]}))
    assert (again.status_code, again.text) == (304, "")
    other = asyncio.run(site.client.get("/", headers={"if-none-match": '"another"'}))
    assert other.status_code == 200
