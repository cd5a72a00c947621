"""Every answer, of our pages and of Datasette's: tags for proxies, data for other sites, no 500 whatever is asked."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from datasette.app import Datasette

from archive.site.app import site_options
from tests.archive.site.conftest import Get
from tests.conftest import Crawled

DATA = (
    "/suche.json?q=Haus", "/suche.csv?q=Haus", "/feed.atom", "/kalender.ics", "/-/status.json", "/sample/releases.json",
    "/sample.csv?sql=select+1", "/sample/releases/brueckenpruefung-suedbruecke.csl.json",
)  # fmt: skip


@pytest.mark.parametrize("path", DATA)
def test_scripts_of_other_sites_may_read_data(get: Get, path: str) -> None:
    assert get(path).headers["access-control-allow-origin"] == "*"


def test_a_captured_page_is_for_the_sandbox_alone(get: Get) -> None:
    capture = get("/sample/captures.json?_shape=array&_size=1").json()[0]["id"]
    assert "access-control-allow-origin" not in get(f"/abzug/{capture}/inhalt").headers


@pytest.mark.parametrize("path", ["/", "/suche.csv?q=Haus", "/sample/releases", *DATA, "/assets/site.css"])
def test_what_a_proxy_has_already_is_not_sent_again(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.headers["cache-control"] == "public, max-age=60"
    again = get(path, **{"if-none-match": f'"old", {answer.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    other = get(path, **{"if-none-match": '"old"'})
    assert (other.status_code, other.headers["etag"]) == (200, answer.headers["etag"])


def test_a_style_sheet_is_kept_for_ever_under_the_address_with_its_digest(get: Get) -> None:
    address = get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert address.startswith("/assets/site.css?")
    assert "immutable" in get(address).headers["cache-control"]


def test_an_error_is_not_kept(get: Get) -> None:
    for path in ("/nowhere", "/sample/releases?_sort=nix", "/jahr/1800"):
        headers = get(path).headers
        assert not {"etag", "cache-control"} & set(headers), path


ODD = (
    "/jahr/abc", "/jahr/0000", "/jahr/2021/13", "/kalender/2021-13", "/kalender/0000-01", "/kalender/0001-01-01",
    "/kalender/9999-12", "/kalender/9999-12-31", "/kalender/2021-W53", "/kalender/2021-W00", "/kalender/9999-W52",
    "/kalender/2021-02-30", "/kuerzel/%00", "/kuerzel/%ff.atom", "/themen/%00", "/personen/%ED%A0%80",
    "/personen/Hedwig%20Amrath?jahr=99999999999999", "/personen/Hedwig%20Amrath?jahr=%C2%B2",
    "/personen/Hedwig%20Amrath?seite=99999", "/personen?seite=99999", "/personen?nach=quatsch", "/aenderungen?seite=0",
    "/mitteilungen?seite=" + "9" * 5000, "/aenderungen?seite=1e5", "/sample/releases/~zz", "/sample/releases/%00",
    "/other/releases/x.bib", "/abzug/0000000000000000/roh", "/sitemap-0.xml", "/sample/quotes/x", "/sample/nix",
)  # fmt: skip


@pytest.mark.parametrize("path", ODD)
def test_what_is_not_there_is_not_found(get: Get, path: str) -> None:
    answer = get(path)
    while answer.status_code == 302:  # Datasette's own spelling of what it does not know
        answer = get(answer.headers["location"])
    assert answer.status_code == 404


REFUSED = (
    "/sample/releases?_sort=nix", "/sample/releases?_sort=title&_sort_desc=title", "/sample/releases?_facet=nix",
    "/sample/releases?_facet=%00", "/sample/releases?_where=)", "/sample/releases?_size=-1",
    "/sample/releases?_search=(((&_searchmode=raw", "/sample.json?sql=select+*+from+nix",
    "/sample/releases.json?_through=%7B", "/sample/releases?_through=1", "/sample/releases.csv?_through=%7B%7D",
    "/sample?sql=drop+table+releases", "/sample?sql=select+1%00", "/sample?sql=attach+'x'+as+y",
)  # fmt: skip


# Datasette leaves coroutines behind where a facet fails.
@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("path", REFUSED)
def test_what_cannot_be_asked_is_called_so(get: Get, path: str) -> None:
    assert get(path).status_code == 400


SEARCHES = (
    "q=%00", "q=%ff%fe", "q=%ED%A0%80", 'q="', "q=*", "q=NEAR(a+b)", "q=title:x", "q=(((((", "q=" + "a" * 6000,
    "q=" + "+".join(["Haus"] * 1500), "q=Haus&von=quatsch&bis=99.99.9999", "q=Haus&von=0001-01-01&bis=9999-12-31",
    "q=Haus&jahr=99999999999999999999", "q=Haus&person=%ff&rubrik=%00", "q=Haus&sortierung=nix&geaendert=nix", "q=%zz",
    "q=Haus&seite=99999",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["", ".atom", ".csv", ".json", ".xlsx"])
def test_any_search_is_answered(get: Get, kind: str) -> None:
    for query in SEARCHES:
        assert get(f"/suche{kind}?{query}").status_code == 200, query


@pytest.mark.parametrize("page", ["-1", "0", "abc", "1.5", "%C2%B2", "100000"])
def test_a_page_that_is_no_number_is_not_found(get: Get, page: str) -> None:
    assert get(f"/suche?q=Haus&seite={page}").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "FOO"])
@pytest.mark.parametrize("path", ["/", "/sample", "/sample/releases", "/nowhere", "/-/logout"])
def test_nothing_but_reading_is_answered(get: Get, path: str, method: str) -> None:
    answer = get(path, method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "sql",
    [
        "select randomblob(1000000000)",
        "select replace(hex(zeroblob(100000000)), '00', 'aaaaaaaaaa')",
        "select count(*) from releases a, releases b, releases c, releases d, releases e",
    ],
)
def test_a_query_that_would_hold_up_the_others_is_ended(get: Get, sql: str) -> None:
    answer = get(f"/sample?sql={quote(sql)}")
    assert answer.status_code == 400
    assert "<script>" not in answer.text


def test_no_more_rows_than_a_page_can_hold(get: Get) -> None:
    sql = "with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"
    answer = get(f"/sample.json?sql={quote(sql)}&_shape=objects").json()
    assert (len(answer["rows"]), answer["truncated"]) == (1000, True)


def test_the_settings_are_those_that_were_meant(later: Crawled) -> None:
    site = Datasette([], immutables=[str(later.database)], **site_options(later.site))
    assert site.setting("suggest_facets") is False  # a text like "off" would count as true
    assert site.setting("allow_download") is True
    assert all(isinstance(site.setting(n), int) for n in ("max_returned_rows", "sql_time_limit_ms"))


@pytest.mark.parametrize("path", ["/", "/sample/releases", "/sample.json?sql=select+1&_shape=array", "/suche.csv?q=a"])
def test_who_asks_makes_no_other_answer(get: Get, path: str) -> None:
    asked = {"cookie": "ds_actor=x; ds_messages=y", "authorization": "Bearer z", "x-forwarded-host": "boese.example"}
    plain, other = get(path), get(path, **asked)
    assert other.content == plain.content
    assert other.headers["etag"] == plain.headers["etag"]
    for name in ("vary", "set-cookie"):
        assert name not in other.headers
    assert other.headers["cache-control"] == plain.headers["cache-control"]
    assert "public" in other.headers["cache-control"]
