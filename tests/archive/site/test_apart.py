"""Visitors' SQL runs apart: ended at its limits wherever it is, a few at a time, and never where the pages run."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from archive.settings import Settings
from archive.site.apart.limits import QUERIES
from archive.site.apart.pool import Exceeded, Full, Pool
from archive.site.app import site_app, site_options
from archive.site.plain_output import COMMANDS
from archive.site.plugins import reading_only
from tests.archive.site.asking import LOCAL, Get, site_over
from tests.conftest import Crawled

# One opcode each, which no progress handler ends; SQLite takes minutes for them.
ONE_LONG_STEP = (
    "select instr(printf('%.*c',4000000,'a'), printf('%.*c',2000000,'a')||'b')",
    "select trim(printf('%.*c',4000000,'a'), printf('%.*c',600000,'b')||'a')",
    "select replace(printf('%.*c',4000000,'a'), printf('%.*c',1000000,'a')||'b', 'x')",
)


@pytest.fixture(scope="module")
def pool(later: Crawled) -> Iterator[Pool]:
    with Pool(str(later.database), site_options(later.site)) as one:
        one.start()
        yield one


def scope(sql: str) -> dict[str, Any]:
    query = f"sql={quote(sql)}&_shape=array".encode()
    return {
        "method": "GET", "scheme": "http", "raw_path": b"/sample.json", "query_string": query,
        "headers": [(b"host", b"x")],
    }  # fmt: skip


@pytest.mark.parametrize("sql", ONE_LONG_STEP)
@pytest.mark.parametrize("path", ["/sample.json?sql={}", "/sample?sql={}", "/sample/releases?_where=({})"])
def test_one_long_step_is_ended_and_the_next_request_is_answered(get: Get, sql: str, path: str) -> None:
    answer = get(path.format(quote(sql)))
    said = answer.text.encode().decode("unicode-escape" if "json" in path else "utf-8")
    if answer.status_code == 503:  # a machine so busy that it had no second of the processor for it
        assert "beschäftigt" in said
    else:
        assert answer.status_code == 400
        assert "nach einer Sekunde Rechenzeit" in said
    assert get("/sample.json?sql=select+1&_shape=arrays").json()["rows"] == [[1]]


def test_rows_are_weighed_and_not_only_counted(get: Get) -> None:
    heavy = get("/sample?sql=select+zeroblob(8000000)+from+releases+a,+releases+b")
    assert heavy.status_code == 400
    assert "Arbeitsspeicher" in heavy.text
    long = get("/sample.json?sql=select+printf('%25.*c',1000000,'a')+from+releases+limit+30")
    assert (long.status_code, long.json()["error"][:40]) == (400, "Das Ergebnis ist größer als 10 MB. Weniger"[:40])


def test_when_all_places_are_taken_the_next_is_refused_before_anything_runs(pool: Pool) -> None:
    lane = replace(QUERIES, at_once=1, waiting=1, patience=60.0)

    async def three() -> list[Any]:
        asked = [asyncio.create_task(pool.ask(lane, scope(ONE_LONG_STEP[0]))) for _ in range(3)]
        return await asyncio.gather(*asked, return_exceptions=True)

    assert [type(one) for one in asyncio.run(three())] == [Exceeded, Exceeded, Full]


def test_who_waits_too_long_is_refused_and_leaves_no_place_taken(pool: Pool) -> None:
    lane = replace(QUERIES, at_once=1, waiting=9, patience=0.05)

    async def some() -> tuple[list[Any], int]:
        asked = [asyncio.create_task(pool.ask(lane, scope(ONE_LONG_STEP[0]))) for _ in range(4)]
        refused = await asyncio.gather(*asked, return_exceptions=True)
        answer = await pool.ask(lane, scope("select 1"))
        answer.body.close()
        return refused, answer.size

    refused, size = asyncio.run(some())
    assert [type(one) for one in refused] == [Exceeded, Full, Full, Full]
    assert size


@pytest.mark.parametrize(("why", "said"), [(Full(), "zu viel zugleich"), (Exceeded("clock"), "so beschäftigt")])
def test_full_or_too_busy_is_503_with_a_time_to_come_back(
    later: Crawled, monkeypatch: pytest.MonkeyPatch, why: Exception, said: str
) -> None:
    async def refuse(*_: object) -> None:
        raise why

    monkeypatch.setattr(Pool, "ask", refuse)
    with site_over(later.database, later.site) as get:
        for path, kind in (("/sample/releases", "text/html"), ("/sample/releases.csv", "text/plain")):
            answer = get(path)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
            assert said in answer.text
        assert "<h1>Gerade zu beschäftigt</h1>" in get("/sample").text
        assert get("/mitteilungen").status_code == 200


def test_the_process_that_forks_is_started_anew_when_it_was_killed(later: Crawled) -> None:
    with Pool(str(later.database), site_options(later.site)) as pool:
        pool.start()
        assert pool._forks
        pool._forks.kill()
        pool._forks.wait()
        with asyncio.run(pool.ask(QUERIES, scope("select 1"))).body as body:
            assert body


def test_pages_are_answered_while_queries_run(later: Crawled) -> None:
    options = site_options(later.site)
    datasette, app = site_app(str(later.database), options)
    with Pool(str(later.database), options) as pool:
        pool.start()

        async def race() -> list[str]:
            ended: list[str] = []

            async def heavy() -> None:
                with pytest.raises(Exceeded):
                    await pool.ask(QUERIES, scope(ONE_LONG_STEP[0]))
                ended.append("query")

            async def page() -> None:
                await datasette.client.get("/mitteilungen")
                ended.append("page")

            await datasette.client.get("/")
            await asyncio.gather(heavy(), heavy(), page())
            return ended

        assert asyncio.run(race()) == ["page", "query", "query"]
    assert app


def test_the_front_executes_no_sql_of_visitors(later: Crawled) -> None:
    options = site_options(later.site)
    options["settings"] = options["settings"] | {"default_allow_sql": False}
    datasette = Datasette([], immutables=[str(later.database)], **options)
    assert asyncio.run(datasette.client.get("/sample.json?sql=select+1")).status_code == 403


HIDDEN = (
    "/-/threads", "/-/threads.json", "/-/versions.json", "/-/plugins", "/-/settings.json", "/-/databases.json",
    "/-/patterns", "/-/allow-debug", "/-/messages", "/-/permissions", "/-/actor.json", "/-/metadata.json",
    "/-/auth-token", "/-/logout", "/-/config", "/_internal", "/_memory", "/:memory:", "/~2D/threads", "//-/threads",
)  # fmt: skip


@pytest.mark.parametrize("path", HIDDEN)
def test_what_tells_only_how_the_server_is_made_is_not_there(get: Get, path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize(
    "sql",
    [
        "select fts3_tokenizer('simple')", "select FTS3_TOKENIZER('simple')", "select load_extension('x')",
        "select file from pragma_database_list", "select count(*) from pragma_database_list",
        "select * from pragma_wal_checkpoint", "select * from pragma_cache_size",
    ],
)  # fmt: skip
def test_what_reaches_beyond_the_archive_is_refused(get: Get, sql: str) -> None:
    answer = get("/sample.json?sql=" + quote(sql))
    assert answer.status_code == 400
    assert "/" not in str(answer.json().get("rows"))


@pytest.mark.parametrize(
    "sql",
    [
        "select 1", "with recursive n(x) as (select 1 union all select x+1 from n limit 3) select x from n",
        "select name from pragma_table_info('releases')", "select value from json_each('[1]')",
        "select count(*) from releases_fts where releases_fts match 'haus'", "explain select 1",
        "select * from calendar limit 1", "select group_concat(speaker) over () from quotes limit 1",
    ],
)  # fmt: skip
def test_whatever_reads_the_archive_is_allowed(get: Get, sql: str) -> None:
    assert get("/sample.json?sql=" + quote(sql)).status_code == 200


def test_the_largest_value_of_an_archive_fits(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        reading_only.prepare_connection(connection, "x")
        assert len(connection.execute("SELECT zeroblob(8000000)").fetchone()[0]) == 8_000_000
        with pytest.raises(sqlite3.DataError):
            connection.execute("SELECT zeroblob(8400000)").fetchone()
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute("CREATE TABLE t(x)")


def test_sorting_writes_no_file(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        reading_only.prepare_connection(connection, "x")
        connection.set_authorizer(None)
        assert connection.execute("PRAGMA temp_store").fetchone() == (2,)


def test_an_endless_address_is_refused_in_one_sentence(get: Get) -> None:
    answer = get("/sample.json?sql=" + "a" * 60_000)
    assert (answer.status_code, answer.headers["content-type"]) == (414, "application/json; charset=utf-8")
    assert get("/suche?q=" + "a" * 60_000).status_code == 414


@pytest.mark.parametrize("host", ["boese.example", 'boese.example" onload="x', "boese.example/pfad", ""])
def test_the_host_header_is_never_believed(get: Get, host: str) -> None:
    for path in ("/", "/feed.atom", "/kalender.ics", "/sitemap.xml", "/sample/releases.json?_size=1", "/suche.csv"):
        answer = get(path, host=host)
        assert answer.status_code == 200
        assert "boese" not in answer.text + str(answer.headers)
    assert get("/sample/releases.json?_size=1", host=host).json()["next_url"].startswith(LOCAL)


def test_the_public_address_stands_in_everything_that_is_taken_away(later: Crawled) -> None:
    with site_over(later.database, later.site, Settings(public_address="https://archiv.example/")) as get:
        for path in (
            "/", "/sample/releases/brueckenpruefung-suedbruecke", "/feed.atom", "/aenderungen.atom", "/kalender.ics",
            "/sitemap.xml", "/robots.txt", "/llms.txt", "/suche.csv?q=Haus", "/suche.json?q=Haus", "/suche.atom?q=Haus",
            "/sample/releases/brueckenpruefung-suedbruecke.bib", "/sample/releases.json?_size=1",
        ):  # fmt: skip
            text = get(path).text.replace("\r\n ", "")
            assert "https://archiv.example/" in text, path
            assert "127.0.0.1:8001" not in text, path


def test_without_a_public_address_links_are_relative(get: Get) -> None:
    assert '<link rel="canonical" href="/mitteilungen">' in get("/mitteilungen").text
    assert ",/sample/releases/" in get("/suche.csv?q=Haus").text


def test_an_error_prints_nothing_of_what_a_visitor_sent(get: Get, capfd: pytest.CaptureFixture[str]) -> None:
    """Datasette prints every local of every frame where a certain package is installed, as it is for these tests."""
    assert find_spec("rich")
    assert get("/sample/not-there-at-all.csv").status_code == 404
    said = capfd.readouterr()
    assert "not-there-at-all" not in said.out + said.err


@pytest.mark.parametrize("path", ["/quotes.tsv", "/quotes.docx", ".pdf?sql=select+1", "/authors/lea.xml"])
def test_a_format_that_does_not_exist_is_not_found(get: Get, path: str) -> None:
    assert get("/sample" + path).status_code == 404


def test_escape_sequences_are_seen_and_not_obeyed() -> None:
    assert COMMANDS.sub("?", "\x1b[31mrot\x07\r\u202e\tja\n") == "?[31mrot???\tja\n"
