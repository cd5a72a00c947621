"""How long we wait, how often we try and what a night is evidence for: a case on each side of each number."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from scraper.due import KnownRelease
from scraper.frontier import Frontier
from scraper.night import Away, Night
from scraper.politeness import PolitenessMiddleware, RunEnded
from scraper.sites import load_site

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
URL = "https://stadt.example/news/a"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    made = Frontier(tmp_path)
    made.found([(URL, "list", "https://stadt.example/news")])
    yield made
    made.close()


def settings() -> Settings:
    found = Settings()
    found.setmodule("scraper.settings", priority="project")
    return found


@pytest.mark.parametrize(
    ("failures", "pause"),
    [(1, timedelta(0)), (2, DAY), (3, 2 * DAY), (4, 4 * DAY), (5, 8 * DAY), (6, 16 * DAY), (7, 30 * DAY),
     (12, 30 * DAY)],
)  # fmt: skip
def test_what_fails_waits_ever_longer_and_a_month_at_most(frontier: Frontier, failures: int, pause: timedelta) -> None:
    for _ in range(failures):
        frontier.failed(URL, "HTTP 500", NOW)
    early = pause - 6 * HOUR  # a daily timer is never on the second
    if pause:
        assert frontier.pending(NOW + early - SECOND) == []
    assert [left.url for left in frontier.pending(NOW + early)] == [URL]


@pytest.mark.parametrize(("failures", "listed"), [(4, False), (5, True)])
def test_after_five_tries_an_address_is_listed(frontier: Frontier, failures: int, listed: bool) -> None:
    for _ in range(failures):
        frontier.failed(URL, "HTTP 500", NOW)
    assert bool(frontier.unanswered()) is listed


@pytest.mark.parametrize(("doubtful", "pause"), [(False, 12 * HOUR), (True, 7 * DAY)])
def test_what_nobody_has_seen_leaves_when_it_is_surely_missing(
    frontier: Frontier, doubtful: bool, pause: timedelta
) -> None:
    frontier.missing(URL, "HTTP 404", NOW, doubtful=doubtful)
    frontier.missing(URL, "HTTP 404", NOW + pause - SECOND, doubtful=doubtful)
    assert len(frontier.pending()) == 1
    frontier.missing(URL, "HTTP 404", NOW + pause, doubtful=doubtful)
    assert frontier.pending() == []


def test_a_list_is_swept_once_a_week(frontier: Frontier) -> None:
    assert frontier.sweep_due("/list", NOW)
    frontier.swept("/list", NOW)
    assert not frontier.sweep_due("/list", NOW + 7 * DAY - 6 * HOUR - SECOND)
    assert frontier.sweep_due("/list", NOW + 7 * DAY - 6 * HOUR)


@pytest.mark.parametrize(
    ("failed", "there", "forgiven"), [(4, 0, False), (5, 0, True), (5, 4, True), (5, 5, False), (6, 5, True)]
)
def test_a_night_that_was_bad_for_every_address_is_forgiven(
    frontier: Frontier, failed: int, there: int, forgiven: bool
) -> None:
    frontier.failed(URL, "HTTP 500", NOW)
    night = Night()
    night.failed = {URL: "", **{f"{URL}{n}": "" for n in range(failed - 1)}}
    night.there = {f"there-{n}" for n in range(there)}
    night.settle(frontier, {}, "run", NOW)
    (left,) = frontier.pending()
    assert left.failures == (0 if forgiven else 1)


@pytest.mark.parametrize(("sources", "gone"), [(3, 0), (4, 4)])
def test_three_slugs_may_lead_to_one_release_and_more_lead_to_a_page_for_all(sources: int, gone: int) -> None:
    night = Night()
    night.there = {"target"}
    night.away = {f"{n}": Away(f"{URL}{n}", f"{n}", "moved", target="target") for n in range(sources)}
    assert len(night.gone) == gone


@pytest.mark.parametrize(("after", "gone"), [(12 * HOUR - SECOND, False), (12 * HOUR, True)])
def test_the_second_answer_that_a_release_is_gone_comes_half_a_day_later(
    frontier: Frontier, after: timedelta, gone: bool
) -> None:
    at = f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
    known = KnownRelease("a", URL, "2020-01-01", None, at, at, gone=False, missing_since=at)
    night = Night()
    night.away = {"a": Away(URL, "a", "HTTP 404")}
    assert night.settle(frontier, {"a": known}, "run", NOW + after) == int(gone)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def polite(monkeypatch: pytest.MonkeyPatch) -> tuple[PolitenessMiddleware, Clock]:
    clock = Clock()
    monkeypatch.setattr("scraper.politeness.asyncio.sleep", clock.sleep)
    crawler: Any = SimpleNamespace(
        settings=settings(), engine=None, crawling=True, spider=SimpleNamespace(ended_why=None)
    )
    return PolitenessMiddleware(crawler, load_site("sample"), clock), clock


def answered(polite: PolitenessMiddleware, status: int, retry_after: str = "", tries: int = 0) -> None:
    request = Request(URL, meta={"retry_times": tries})
    headers: dict[str, str] = {"Retry-After": retry_after} if retry_after else {}
    asyncio.run(polite.process_response(request, Response(URL, status=status, headers=headers)))


@pytest.mark.parametrize(
    ("status", "retry_after", "tries", "seconds"),
    [(500, "", 0, 5), (502, "", 1, 10), (503, "", 2, 20), (504, "7", 0, 7), (429, "300", 0, 300), (404, "9", 0, 0),
     (200, "9", 0, 0)],
)  # fmt: skip
def test_we_wait_as_long_as_the_server_asks_or_twice_as_long_each_time(
    polite: tuple[PolitenessMiddleware, Clock], status: int, retry_after: str, tries: int, seconds: float
) -> None:
    middleware, clock = polite
    answered(middleware, status, retry_after, tries)
    assert clock.now == pytest.approx(seconds)


def test_who_asks_for_more_than_five_minutes_gets_its_peace(polite: tuple[PolitenessMiddleware, Clock]) -> None:
    middleware, clock = polite
    with pytest.raises(RunEnded, match="301 seconds"):
        answered(middleware, 503, "301")
    assert clock.now == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_TIMEOUT", 30), ("DOWNLOAD_MAXSIZE", 16 * 1024 * 1024), ("RETRY_TIMES", 2), ("BACKOFF_SECONDS", 5),
        ("REDIRECT_MAX_TIMES", 5), ("MAX_REQUESTS", 0), ("MAX_MINUTES", 0), ("CONCURRENT_REQUESTS", 1),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1), ("DOWNLOAD_DELAY", 2), ("DOWNLOAD_DELAY_JITTER", 0),
    ],
)  # fmt: skip
def test_the_limits_of_a_run_are_those_that_were_chosen(name: str, value: float) -> None:
    assert settings().getfloat(name) == value
