"""What the README promises to a server, and what decides when a run is in doubt: a case on each side of each number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy import Request
from scrapy.settings import Settings

from archive.commands.status import open_alarms, troubles
from scraper.clock import doubt_by_server, doubt_of_clock
from scraper.evidence import most_gone
from scraper.politeness import PolitenessMiddleware
from scraper.runs import Alarm, CrawlRun
from scraper.sites import load_site

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def settings() -> Settings:
    found = Settings()
    found.setmodule("scraper.settings", priority="project")
    return found


def test_one_request_at_a_time_two_seconds_apart_and_robots_txt_is_obeyed() -> None:
    ours = settings()
    assert "one request at a time with a pause of two seconds" in README
    assert (ours.getfloat("DOWNLOAD_DELAY"), ours.getfloat("DOWNLOAD_DELAY_JITTER")) == (2.0, 0.0)
    assert (ours.getint("CONCURRENT_REQUESTS"), ours.getint("CONCURRENT_REQUESTS_PER_DOMAIN")) == (1, 1)
    assert "obeys robots.txt" in README
    assert ours.getbool("ROBOTSTXT_OBEY")
    assert ours.getbool("DOWNLOAD_VERIFY_CERTIFICATES")


@pytest.mark.parametrize(("asked", "kept"), [(0.5, 2.0), (2.0, 2.0), (5.0, 5.0), (None, None)])
def test_robots_txt_makes_us_slower_and_never_quicker(asked: float | None, kept: float | None) -> None:
    slot = SimpleNamespace(delay=2.0)
    downloader = SimpleNamespace(
        get_slot_key=lambda _: "stadt.example", per_slot_settings={}, slots={"stadt.example": slot}
    )
    crawler: Any = SimpleNamespace(settings=settings(), engine=SimpleNamespace(downloader=downloader))
    middleware = PolitenessMiddleware(crawler, load_site("darmstadt"), lambda: 0.0)
    parser = cast(Any, SimpleNamespace(crawl_delay=lambda _: asked))
    middleware.robots_parsed(parser, Request("https://stadt.example/robots.txt"))
    assert slot.delay == (kept or 2.0)
    assert downloader.per_slot_settings == ({"stadt.example": {"delay": kept}} if kept else {})


@pytest.mark.parametrize(
    ("away", "looked_at", "doubtful"), [(2, 2, False), (3, 3, True), (3, 12, True), (3, 13, False), (30, 121, False)]
)
def test_a_quarter_and_three_at_least_make_a_night_doubtful(away: int, looked_at: int, doubtful: bool) -> None:
    assert most_gone(away, looked_at) is doubtful


@pytest.mark.parametrize(
    ("last", "doubt"),
    [(None, False), (timedelta(0), False), (timedelta(seconds=-1), True), (timedelta(days=400), False),
     (timedelta(days=401), True)],
)  # fmt: skip
def test_a_clock_before_the_last_run_or_far_ahead_is_in_doubt(last: timedelta | None, doubt: bool) -> None:
    assert bool(doubt_of_clock(NOW, None if last is None else NOW - last)) is doubt


@pytest.mark.parametrize(("off", "doubt"), [(timedelta(hours=1), False), (timedelta(hours=1, seconds=1), True)])
def test_a_clock_that_contradicts_the_servers_is_in_doubt(off: timedelta, doubt: bool) -> None:
    assert bool(doubt_by_server(NOW, NOW + off)) is doubt
    assert bool(doubt_by_server(NOW, NOW - off)) is doubt


def crawl(hours_ago: float, why: str | None = "finished", mode: str | None = "new", **more: Any) -> CrawlRun:
    at = f"{NOW - timedelta(hours=hours_ago):%Y-%m-%dT%H:%M:%SZ}"
    return CrawlRun(f"{hours_ago}", "crawl", mode, "1", at, at, why, **more)


@pytest.mark.parametrize(
    ("runs", "wrong"),
    [
        ([], []),
        ([crawl(36)], []),
        ([crawl(36.1)], ["36 hours ago"]),
        ([crawl(1, "budget: 4 requests")], []),
        ([crawl(1), crawl(0, "stopped")], []),
        ([crawl(1), crawl(0, "killed")], ["ended early: killed"]),
        ([crawl(1), CrawlRun("x", "crawl", "new", "1", "2026-11-24T05:00:00Z")], ["was killed"]),
        ([crawl(1), crawl(0, "not started: no contact", None)], ["not started: no contact"]),
        ([crawl(0, "the store cannot be written: …")], ["cannot be written", "has come to its end"]),
        ([crawl(0, "stopped")], ["has come to its end"]),
        ([crawl(-24)], ["still to come"]),
        ([crawl(1, unverified=1)], ["certificates are not checked"]),
        ([crawl(1), CrawlRun("x", "import", None, "1", "2026-11-24T05:00:00Z")], []),
    ],
)
def test_status_says_what_is_wrong_with_the_crawls(runs: list[CrawlRun], wrong: list[str]) -> None:
    said = list(troubles(runs, timedelta(hours=36), NOW))
    assert len(said) == len(wrong), said
    assert all(word in line for word, line in zip(wrong, said, strict=True)), said


def test_a_run_at_work_has_not_been_killed() -> None:
    runs = [crawl(1), CrawlRun("x", "crawl", "new", "1", "2026-11-24T05:00:00Z")]
    assert list(troubles(runs, timedelta(hours=36), NOW, at_work=True)) == []


def test_open_alarms_are_those_of_the_newest_crawl_that_can_be_judged() -> None:
    alarms = [Alarm("3", "route_lost", "…"), Alarm("2", "route_lost", "…")]
    assert open_alarms([crawl(3), crawl(2), crawl(1, mode=None)], alarms) == alarms[1:]
    assert open_alarms([crawl(3), crawl(2), crawl(1)], alarms) == []
