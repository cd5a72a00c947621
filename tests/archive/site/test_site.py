"""The published site: German, newest first, searchable, whole on the row page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from parsel import Selector

from tests.archive.site.addresses import PAGES
from tests.archive.site.asking import Get, site_over
from tests.conftest import Crawled


@pytest.fixture(scope="module")
def site(sample: Crawled) -> Iterator[Get]:
    with site_over(sample.database, sample.site) as ask:
        yield ask


def ask(site: Get, path: str) -> Any:
    return site(path)


def test_the_start_page_says_in_german_what_this_is(site: Get) -> None:
    page = ask(site, "/")
    assert page.status_code == 200
    assert '<html lang="de">' in page.text
    assert "Archiv</span> Morlingen Aktuell" in page.text


def test_releases_come_newest_first_with_facets_on_year_and_author(site: Get) -> None:
    data = ask(site, "/sample/releases.json?_shape=objects&_size=max").json()
    days = [row["published"] for row in data["rows"]]
    assert days == sorted(days, reverse=True)
    assert set(data["facet_results"]) == {"year", "author_codes"}


def test_the_search_box_searches_the_full_text(site: Get) -> None:
    everything = ask(site, "/sample/releases.json?_shape=objects").json()["filtered_table_rows_count"]
    found = ask(site, "/sample/releases.json?_shape=objects&_search=haushalt").json()["filtered_table_rows_count"]
    assert 0 < found < everything


def test_a_long_body_is_cut_in_the_table_and_whole_on_the_row_page(site: Get) -> None:
    row = ask(site, "/sample/releases.json?_shape=objects&_sort_desc=body&_size=1").json()["rows"][0]
    rows = ask(site, "/sample/releases.json?_shape=objects&_size=max").json()["rows"]
    row = max(rows, key=lambda r: len(r["body"]))
    last_words = row["body"].split("\n\n")[-1][:40]
    assert last_words not in ask(site, f"/sample/releases?slug={row['slug']}").text
    assert last_words in ask(site, f"/sample/revisions/{row['slug']},1").text


def test_columns_are_explained_in_german(site: Get) -> None:
    assert "Tag der Veröffentlichung" in ask(site, "/sample/releases").text


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
def test_every_answer_forbids_inline_script_style_and_other_hosts(site: Get, path: str) -> None:
    headers = ask(site, path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]


@pytest.mark.parametrize("path", [*PAGES.values(), "/sample/releases?_facet=layout", "/sample?sql=nonsense"])
def test_no_page_has_inline_script_or_style(site: Get, path: str) -> None:
    text = ask(site, path).text
    assert "<style" not in text
    assert ' style="' not in text
    ours = r"type=.application/ld\+json|src=./assets/site\.js\?[0-9a-f]+. defer></script>"
    assert not re.search(f"<script (?!{ours})|<script>", text)
    assert not re.search(r"\son\w+=", text)


def test_what_does_not_exist_is_a_german_page_with_status_404(site: Get) -> None:
    page = ask(site, "/nowhere")
    assert page.status_code == 404
    assert "Nicht gefunden" in page.text


def test_a_proxy_can_keep_a_page_and_ask_for_it_again(site: Get) -> None:
    page = ask(site, "/")
    assert "max-age" in page.headers["cache-control"]
    again = site("/", **{"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    other = site("/", **{"if-none-match": '"another"'})
    assert other.status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind != "not found"])
def test_every_page_has_its_json_and_csv_and_the_query_behind_it(get: Any, kind: str) -> None:
    page = Selector(get(PAGES[kind]).text)
    links = {" ".join(a.css("::text").getall()).upper(): a.attrib["href"] for a in page.css(".machine a")}
    less = {"database": {"JSON"}, "row": {"JSON", "CSV"}, "sql": {"JSON", "CSV"}}
    wanted = less.get(kind, {"JSON", "CSV", "SQL"})
    assert wanted <= set(links)
    for name in wanted:
        answer = get(links[name])
        assert answer.status_code == 200, (name, links[name])
        if name == "JSON":
            assert answer.json() is not None


@pytest.mark.parametrize("path", PAGES.values())
def test_every_page_has_a_card_for_social_media(get: Any, path: str) -> None:
    page = Selector(get(path).text)
    cards = {meta.attrib["property"]: meta.attrib["content"] for meta in page.css("meta[property^='og:']")}
    assert cards["og:title"]
    assert cards["og:locale"] == "de_DE"
    assert cards["og:site_name"] == "Archiv Morlingen Aktuell"


def test_results_of_a_query_lead_to_releases_and_speakers(get: Any) -> None:
    page = Selector(get("/sample?sql=select+release%2C+speaker+from+quotes+where+speaker+is+not+null+limit+3").text)
    links = page.css("td a::attr(href)").getall()
    assert len(links) == 6
    assert all(get(link).status_code == 200 for link in links)


def test_datasettes_own_pages_speak_german(get: Any) -> None:
    for path in ("/sample/releases?published__gt=2020", "/nowhere", "/sample/nowhere", "/sample/releases?_sort=nix"):
        text = Selector(get(path).text).css("main").get("")
        assert not re.search(r"where published|sorted by|not found", text), path
