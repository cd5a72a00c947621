"""Bad nights, one row each: what the site does, and what the archive must say then and after the next good one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.build import build
from archive.commands.spider import judged
from archive.commands.status import open_alarms, troubles
from archive.paths import database_path
from scraper.captures import CaptureStore
from scraper.frontier import Frontier
from scraper.runs import CrawlRun
from scraper.sites import load_site
from tests.crawl.night_faults import (
    ABROAD,
    BUSY,
    DRY,
    E500,
    GONE,
    GONE_WORDS,
    HOME,
    LIST,
    ONE,
    TO_ONE,
    WARTUNG,
    at,
    both,
    broken_off,
    details,
    edited,
    endless_pager,
    everywhere,
    many_links,
    menu_link,
    noisy,
    paged_sitemap,
    renamed,
    robots,
    sitemap_loop,
    stale_first_page,
    typed,
    unmodified,
    upper_half,
    with_new,
    without_last_chunk,
)
from tests.crawl.night_site import XML, Answer, Fault, NightSite, night_site, no_fault
from tests.processes import Processes

FIRST = datetime(2026, 3, 14, 6, tzinfo=UTC)
DAY = timedelta(days=1)
QUICK: dict[str, Any] = {"RETRY_TIMES": 0, "BACKOFF_SECONDS": 0, "DOWNLOAD_TIMEOUT": 2, "LOG_LEVEL": "WARNING"}
ALL = frozenset(f"meldung-{n:02}" for n in range(12))


@dataclass(frozen=True)
class Night:
    """A night and what must be true after it.

    after: since the night before. alarms: that are open. wrong: `status` exits 1. gone: slugs. releases, revisions: in
    the database, the most of one release. run: columns of `crawl_runs`. asks: the most requests. pending: addresses.
    """

    fault: Fault = no_fault
    after: timedelta = DAY
    mode: str = "new"
    alarms: frozenset[str] = frozenset()
    wrong: bool | None = None
    gone: frozenset[str] = frozenset()
    releases: int = 12
    revisions: int = 1
    run: dict[str, Any] = field(default_factory=dict)
    asks: int = 60
    pending: int | None = 0
    settings: dict[str, Any] = field(default_factory=dict)
    built: bool = True


NIGHTLY = frozenset({"nothing_found", "route_lost"})
ERRORS = frozenset({"mostly_errors"})
MOST = frozenset({"most_gone"})
UNREAD = frozenset({"layout_changed_page"})


def fs(*names: str) -> frozenset[str]:
    return frozenset(names)


NIGHTS: dict[str, tuple[Night, ...]] = {
    "a quiet night": (Night(run={"new": 0, "changed": 0, "errors": 0}),),
    "robots.txt answers 503": (Night(robots(E500), alarms=NIGHTLY), Night()),
    "robots.txt forbids all": (Night(robots(Answer(200, b"User-agent: *\nDisallow: /")), alarms=NIGHTLY), Night()),
    "robots.txt gives no answer": (Night(robots(Answer(drop=True)), alarms=NIGHTLY), Night()),
    "robots.txt is missing": (Night(robots(GONE)),),
    "robots.txt forbids the list": (
        Night(robots(Answer(200, b"User-agent: *\nDisallow: /nachrichten")), alarms=fs("route_lost")), Night(),
    ),
    "everything leads to another host": (Night(everywhere(ABROAD), alarms=NIGHTLY | ERRORS, pending=12), Night()),
    "everything is 404": (Night(everywhere(GONE), alarms=NIGHTLY | MOST, pending=12), Night()),
    "every release is 404": (Night(details(lambda _: GONE), alarms=MOST, pending=12), Night()),
    "half of the releases are 404": (Night(details(lambda _: GONE, upper_half), alarms=MOST, pending=6), Night()),
    "every release is 404 for two nights": (
        Night(details(lambda _: GONE), alarms=MOST, pending=12),
        Night(details(lambda _: GONE), alarms=MOST, pending=12), Night(),
    ),
    "every release leads to the list": (Night(details(lambda _: LIST), alarms=MOST, pending=12), Night()),
    "every release leads to the start page": (Night(details(lambda _: HOME), alarms=ERRORS, pending=12), Night()),
    "every release leads to one release": (
        Night(details(lambda _: TO_ONE, lambda path: path != ONE), alarms=MOST, pending=11), Night(),
    ),
    "every release is under maintenance with 200": (
        Night(details(lambda _: WARTUNG), alarms=UNREAD | ERRORS, pending=12), Night(),
    ),
    "every release is 500": (Night(details(lambda _: E500), alarms=ERRORS, pending=12), Night()),
    "everything is 500": (Night(everywhere(E500), alarms=NIGHTLY | ERRORS, pending=12), Night()),
    "the server wants peace": (Night(details(lambda _: BUSY), wrong=True, pending=None), Night(pending=0)),
    "one release is 404 once": (Night(at(ONE, GONE)), Night()),
    "one release is 404 twice in an hour": (Night(at(ONE, GONE)), Night(at(ONE, GONE), after=timedelta(hours=1))),
    "one release is 404 on two nights": (
        Night(at(ONE, GONE)), Night(at(ONE, GONE), gone=fs("meldung-03"), run={"gone": 1}),
    ),
    "one release is 410 on two nights": (
        Night(at(ONE, Answer(410))), Night(at(ONE, Answer(410)), gone=fs("meldung-03")),
    ),
    "one release leads to the list on two nights": (
        Night(at(ONE, LIST)), Night(at(ONE, LIST), gone=fs("meldung-03")),
    ),
    "one release is withdrawn in the city's own words": (
        Night(at(ONE, Answer(200, GONE_WORDS.encode())), gone=fs("meldung-03"), run={"gone": 1}),
    ),
    "a release that was gone comes back": (
        Night(at(ONE, GONE)), Night(at(ONE, GONE), gone=fs("meldung-03")), Night(),
    ),
    "the feed is 404": (Night(at("/?type=9818", GONE), alarms=fs("route_lost")), Night()),
    "the list is 404": (Night(at("/nachrichten", GONE), alarms=fs("route_lost")), Night()),
    "the list is empty": (
        Night(at("/nachrichten", Answer(200, b"<html><body><p>Nichts</p></body></html>")), alarms=fs("route_lost")),
        Night(),
    ),
    "the sitemap is no XML": (
        Night(at("/sitemap.xml", Answer(200, b"<urlset", XML)), alarms=fs("route_lost")), Night(),
    ),
    "the alarm stays open while a run is cut short": (
        Night(at("/?type=9818", GONE), alarms=fs("route_lost")),
        Night(alarms=fs("route_lost"), settings={"MAX_REQUESTS": 2}, pending=None), Night(),
    ),
    "every release breaks off": (
        Night(details(broken_off), alarms=ERRORS, pending=12, mode="all"), Night(),
    ),
    "the last chunk of every release is missing": (
        Night(details(without_last_chunk), mode="all", alarms=ERRORS, pending=12), Night(),
    ),
    "one release ends before its end": (
        Night(details(lambda usual: replace(usual, body=usual.body[:-60]), lambda path: path == ONE), pending=1,
              run={"errors": 1}),
        Night(),
    ),
    "every page carries a new token": (Night(details(noisy), run={"changed": 0, "unchanged": 12}),),
    "the type is wrong for a night": (
        Night(details(typed("application/octet-stream")), mode="all", alarms=UNREAD | ERRORS, pending=12), Night(),
    ),
    "the charset is wrong for a night": (Night(details(typed("text/html; charset=utf-16")), mode="all"), Night()),
    "a release is edited": (Night(edited("meldung-03", DRY), run={"changed": 1}, revisions=2),),
    "a cache hides an edit, and everything is asked plainly": (
        Night(both(edited("meldung-03", DRY), unmodified)), Night(unmodified, mode="all", revisions=2),
    ),
    "a release is added": (Night(with_new("neu"), releases=13, run={"new": 1}),),
    "a release is backdated": (
        Night(with_new("neu", 10, at("/sitemap.xml", GONE)), releases=13, alarms=fs("route_lost")),
    ),
    "a new release is 404 at first": (Night(with_new("neu", 0, at("/news/neu", GONE)), pending=1), Night(releases=13)),
    "a new release is 500 at first": (Night(with_new("neu", 0, at("/news/neu", E500)), pending=1), Night(releases=13)),
    "a new release is never there": (
        Night(with_new("neu", 0, at("/news/neu", GONE)), pending=1), Night(at("/news/neu", GONE), pending=0),
    ),
    "the first page shows the second": (
        Night(both(with_new("neu", 11, at("/sitemap.xml", GONE)), stale_first_page), releases=13,
              alarms=fs("route_lost")),
    ),
    "a slug is renamed (301)": (
        Night(renamed("meldung-03", "brunnen", 301), revisions=2), Night(run={"gone": 0, "new": 0}, revisions=2),
    ),
    "a slug is renamed (307)": (
        Night(renamed("meldung-03", "brunnen", 307), revisions=2), Night(run={"gone": 0, "new": 0}, revisions=2),
    ),
    "the clock stands in 2036 for a night": (
        Night(after=timedelta(days=3650), alarms=fs("clock"), wrong=True),
        Night(edited("meldung-03", DRY), after=-timedelta(days=3649), revisions=2,
              run={"changed": 1}),
    ),
    "the clock stands an hour back": (
        Night(edited("meldung-03", DRY), after=-timedelta(hours=1), revisions=2,
              alarms=fs("clock")),
        Night(revisions=2),
    ),
    "a page holds 20,000 links": (
        Night(many_links, alarms=fs("bounded"), pending=None, asks=60, settings={"MAX_REQUESTS": 60}, run={"new": 0}),
    ),
    "a pager never ends and names the same": (Night(endless_pager(named=True), asks=30),),
    "a calendar never ends and names nothing": (Night(endless_pager(named=False), alarms=fs("route_lost"), asks=30),),
    "a menu leads to a second page elsewhere": (Night(menu_link),),
    "sitemaps lead in a circle": (Night(sitemap_loop, alarms=fs("route_lost"), asks=30),),
    "the sitemap has pages": (Night(paged_sitemap, releases=13),),
    "one address redirects to itself": (
        Night(at(ONE, Answer(302, b"", headers=(("Location", ONE),))), pending=1, run={"errors": 1}), Night(),
    ),
    "one answer has endless headers": (
        Night(at(ONE, Answer(200, b"x", headers=tuple((f"X-{n}", "y" * 900) for n in range(200)))), pending=1,
              settings={"DOWNLOAD_MAXSIZE": 100_000}, run={"errors": 1}),
        Night(),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A server, a process that crawls, and the archive as it is after its first night."""

    site: NightSite
    processes: Processes
    base: Path


@pytest.fixture(scope="module")
def place(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("nights")
    with night_site() as site:
        base = folder / "base"
        base.mkdir()
        found = Archive(Place(site, processes, base), base)
        found.sleep(Night(run={"new": 12}, pending=0), FIRST)
        yield found.place


class Archive:
    """A data folder, one night after another."""

    def __init__(self, place: Place, data: Path) -> None:
        self.place, self.data = place, data
        self.path = place.site.site_file(data)
        self.site = load_site(self.path)
        self.captures = data / "captures" / self.site.name

    def sleep(self, night: Night, now: datetime) -> None:
        """Crawl, judge and build as `update` does, and look at what is said."""
        site = self.place.site
        site.fault = night.fault
        site.asked.clear()
        site.usual("/")
        self.place.processes.crawl(self.path, self.data, now=now, mode=night.mode, **QUICK | night.settings)
        with CaptureStore(self.captures) as store:
            done = judged(self.site, store, self.data / "log")
            if night.built:
                build(store, self.site, database_path(self.data, self.site))
            runs, alarms = store.runs(), store.alarms()
        self.check(night, done.run, runs, {alarm.name for alarm in open_alarms(runs, alarms)}, now)

    def check(self, night: Night, run: CrawlRun, runs: list[CrawlRun], alarms: set[str], now: datetime) -> None:
        """What must be true after a night."""
        assert alarms == night.alarms
        wrong = bool(alarms) or bool(list(troubles(runs, timedelta(hours=36), now + timedelta(hours=2))))
        assert wrong is (bool(night.alarms) if night.wrong is None else night.wrong)
        if night.built:
            with closing(sqlite3.connect(database_path(self.data, self.site))) as db:
                ((releases, revisions),) = db.execute("SELECT count(*), max(revisions) FROM releases")
                gone = {slug for (slug,) in db.execute("SELECT slug FROM releases WHERE gone_at IS NOT NULL")}
            assert (releases, revisions) == (night.releases, night.revisions)
            assert gone == night.gone
        assert {name: getattr(run, name) for name in night.run} == night.run
        assert self.place.site.asked.total() <= night.asks
        frontier = Frontier(self.captures)
        left = [pending.url for pending in frontier.pending()]
        frontier.close()
        assert night.pending is None or len(left) == night.pending, left


def test_there_are_forty_nights() -> None:
    assert len(NIGHTS) >= 40


@pytest.mark.parametrize("name", NIGHTS)
def test_a_bad_night_costs_nothing_and_is_said(place: Place, tmp_path: Path, name: str) -> None:
    place.site.wakes_up()
    shutil.copytree(place.base, tmp_path / "data")
    archive, now = Archive(place, tmp_path / "data"), FIRST
    nights = NIGHTS[name]
    for number, night in enumerate(nights, 1):
        now += night.after
        # of a night that leaves the database as it was, the build of the night behind it tells as much
        archive.sleep(replace(night, built=number == len(nights) or night.alarms == MOST or bool(night.gone)), now)
