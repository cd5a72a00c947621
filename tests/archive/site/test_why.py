"""„Warum?“: the page of a quote or date shows what the row says, step by step, and nobody can slow the site with it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from parsel import Selector

from archive.explain import CityTables, explain_date, explain_quote, stored_release
from archive.german.explained import explained
from archive.german.quotes.grammar import ENDINGS
from archive.site.labels import label
from archive.site.pages.why import winner
from tests.archive.site.asking import site_over
from tests.archive.site.conftest import Get
from tests.conftest import Crawled

Rows = Callable[..., list[sqlite3.Row]]
SLUG = "brueckenpruefung-suedbruecke"


@pytest.mark.parametrize(("table", "explain"), [("quotes", explain_quote), ("dates", explain_date)])
def test_of_every_row_the_rule_that_won_is_the_stored_one(
    later: Crawled, rows: Rows, table: str, explain: Callable[..., list[object] | None]
) -> None:
    city = CityTables(later.site.city.offices, later.site.city.holidays)
    for facts in rows("SELECT * FROM releases"):
        blocks = [
            text for (text,) in rows("SELECT text FROM blocks WHERE release = ? ORDER BY position", facts["slug"])
        ]
        release = stored_release(dict(facts), blocks)
        for row in rows(f"SELECT * FROM {table} WHERE release = ?", facts["slug"]):  # noqa: S608 - ours
            steps = explain(release, dict(row), city)
            assert steps, (facts["slug"], row["text"])
            won = winner(steps, row["rule"])  # type: ignore[arg-type] # steps of either kind
            assert won is not None, (facts["slug"], row["text"], row["rule"])
            assert explained(won).rule
            if table == "quotes":
                rest = row["rule"].removeprefix(won.rule).split("+")[1:]
                assert set(rest) <= set(ENDINGS)
                assert won.why == (row["speaker"] or "") or rest


def shown(get: Get, what: str, slug: str = SLUG) -> Selector:
    answer = get(f"/sample/releases/{slug}/warum/{what}")
    assert answer.status_code == 200
    return Selector(answer.text)


def test_the_page_of_a_quote_shows_words_rule_steps_and_capture(get: Get, rows: Rows) -> None:
    (row,) = rows("SELECT * FROM quotes WHERE release = ? AND position = 0", SLUG)
    page = shown(get, "zitat-1")
    assert page.css("mark::text").get() == row["text"]
    assert page.css("#regel::text").get() == label(row["rule"])
    assert len(page.css(".steps .won")) == 1
    assert page.css('dd a[href^="/abzug/"]')
    assert page.css('meta[name="robots"]::attr(content)').get() == "noindex, nofollow"


def test_the_page_of_a_date_shows_what_chose_the_day_and_from_where(get: Get) -> None:
    page = shown(get, "angabe-2")
    text = " ".join(page.css(".steps ::text").getall())
    assert "Jahr nach dem Wochentag" in text
    assert "gezählt von" in text
    assert "passt hier nicht" in text
    assert "das ergibt: Tag und Monat" in " ".join(page.css(".steps .won::text").getall())


def test_the_release_leads_to_the_reasons_of_each_quote_and_each_date(get: Get, rows: Rows) -> None:
    page = Selector(get(f"/sample/releases/{SLUG}").text)
    for table, what in (("quotes", "zitat"), ("dates", "angabe")):
        ((count,),) = rows(f"SELECT count(*) FROM {table} WHERE release = ?", SLUG)  # noqa: S608 - ours
        hrefs = page.css(f'a[href*="/warum/{what}-"]::attr(href)').getall()
        assert hrefs == [f"/sample/releases/{SLUG}/warum/{what}-{number}" for number in range(1, count + 1)]


@pytest.mark.parametrize(
    "path",
    [
        f"{SLUG}/warum/zitat-99", f"{SLUG}/warum/angabe-99", f"{SLUG}/warum/zitat-0", f"{SLUG}/warum/zitat-1x",
        f"{SLUG}/warum/zitat-9999999", f"{SLUG}/warum", f"{SLUG}/warum/wort-1", "nowhere/warum/zitat-1",
    ],
)  # fmt: skip
def test_there_are_reasons_only_for_what_there_is(get: Get, path: str) -> None:
    assert get(f"/sample/releases/{path}").status_code == 404


@pytest.mark.parametrize(("table", "what"), [("quotes", "zitat-1"), ("dates", "angabe-2")])
def test_where_reading_gives_another_row_now_no_reason_is_made_up(
    later: Crawled, tmp_path: Path, table: str, what: str
) -> None:
    path = Path(shutil.copy(later.database, tmp_path / "sample.db"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE {table} SET rule = 'nearest+name'")  # noqa: S608 - ours
        connection.commit()
    with site_over(path, later.site) as ask:
        page = Selector(ask(f"/sample/releases/{SLUG}/warum/{what}").text)
    assert "nicht nachrechnen" in page.css(".banner::text").get("")
    assert not page.css(".steps")
    assert page.css("#regel::text").get() == label("nearest+name")


def test_a_speaker_corrected_by_hand_keeps_the_reasons_of_the_program(later: Crawled, tmp_path: Path) -> None:
    path = Path(shutil.copy(later.database, tmp_path / "sample.db"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE quotes SET rule = rule || '+corrected', corrected = 1, speaker = NULL")
        connection.commit()
    with site_over(path, later.site) as ask:
        page = Selector(ask(f"/sample/releases/{SLUG}/warum/zitat-1").text)
    assert "von Hand berichtigt" in page.css(".flag::text").getall()
    assert len(page.css(".steps .won")) == 1


def test_a_release_too_long_to_be_read_again_costs_its_own_answer_only(later: Crawled, tmp_path: Path) -> None:
    path = Path(shutil.copy(later.database, tmp_path / "sample.db"))
    many = "Am Montag, 5. Mai, sagte Ruth Amend: „Das Bad bleibt uns allen noch lange erhalten.“ " * 60_000
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE blocks SET text = text || ? WHERE release = ?", (many, SLUG))
        connection.commit()
    with site_over(path, later.site) as ask:
        answer = ask(f"/sample/releases/{SLUG}/warum/zitat-1")
        # It used up its processor time, or the machine was too busy to give it that within the lane's 20 seconds.
        assert (answer.status_code, "zu lang" in answer.text) in ((400, True), (503, False))
        assert ask("/").status_code == 200


def test_crawlers_are_asked_to_leave_the_reasons_alone(get: Get) -> None:
    assert "Disallow: /sample/releases/*/warum/" in get("/robots.txt").text
