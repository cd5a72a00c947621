"""The spider: feed, list pages, sitemaps and the releases that they name, for whatever site file it is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self, cast

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.python.failure import Failure

from scraper.clock import clock_from
from scraper.contact import user_agent
from scraper.discovery import Discovery
from scraper.frontier import Frontier, KnownRelease, Route, due, printed_day, saved_since
from scraper.items import Capture, PageReading, ReleaseItem
from scraper.pages import Gone, PageError, read_page
from scraper.politeness import TOO_BUSY, RunEnded
from scraper.recording import captures_folder
from scraper.runs import Mode
from scraper.sites import load_site

LISTS_FIRST = 10  # priority of lists, feeds and sitemaps before the releases that they name
SAVED_PER_RUN = 100  # releases asked again because a sitemap says so: some sitemaps say so of every page, every day


class ReleasesSpider(scrapy.Spider):
    """`scrapy crawl releases -a site=darmstadt [-a data=DIR] [-a start=URL,URL] [-a home=URL] [-a mode=new|all]`

    Every response is captured on the way (see `scraper.recording`); what is yielded is each release page as printed.
    """

    name = "releases"

    def __init__(
        self,
        site: str = "darmstadt",
        data: str = "data",
        start: str = "",
        home: str = "",
        mode: Mode = "new",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.site = load_site(site).at(home) if home else load_site(site)
        self.data, self.mode = Path(data), mode
        self.only = tuple(start.split(",")) if start else ()
        self.now, self.given_time = clock_from(None), False
        self.run, self.ended_why = "", ""  # set by what records the run and by what ends it early
        self.counts: Counter[str] = Counter(new=0, changed=0, unchanged=0, gone=0, errors=0)
        self.discovery = Discovery(self.site, mode)
        self.known: dict[str, KnownRelease] = {}
        self.days: dict[str, str] = {}  # key → day that a list or feed prints
        self.saved: dict[str, str] = {}  # key → lastmod that a sitemap gives
        self.changed: dict[str, str] = {}  # key → start of the sitemap that says it was saved since we looked
        self.unchanged: set[str] = set()  # keys of what a sitemap says was not
        self.looked_again = bool(self.only)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider and say in the user agent who asks. Raises: NoContact, for a public site without one."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.set("USER_AGENT", user_agent(spider.site), priority="spider")
        if not spider.site.verify_tls:
            crawler.settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="spider")
        if given := crawler.settings.get("STARTED_AT"):
            spider.given_time, spider.now = True, clock_from(datetime.fromisoformat(given))
        if not spider.site.public:  # our own machine needs no pause
            crawler.settings.set("DOWNLOAD_DELAY", 0, priority="spider")
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(spider.look_again, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for every start address, then for what the last run left; which page is what the answer tells."""
        self.frontier = Frontier(captures_folder(self.data, self.site))
        self.frontier.recover(self.site.key)
        self.known = self.frontier.known()
        for route, url in [("list", url) for url in self.only] or self.site.routes:
            for request in self._ask(url, cast(Route, route), url):
                yield request
        if self.only:
            return
        if self.mode == "all":
            self.frontier.found((release.url, "again", release.url) for release in self.known.values())
        for left in self.frontier.pending():
            requests = list(self._ask(left.url, left.route, left.start))
            if not requests:
                self.frontier.done(left.url)  # another address of what is asked anyway
            for request in requests:
                yield request

    def robots_parsed(self, robotparser: RobotParser) -> None:
        """Ask for the sitemaps that robots.txt names."""
        rules = getattr(robotparser, "rp", None)
        for url in () if self.only else getattr(rules, "sitemaps", ()):
            if self.site.owns(url):
                self._crawl(self._ask(url, "sitemap", url))

    def look_again(self) -> None:
        """When everything found is asked: releases that are due. Raises: DontCloseSpider, if there are any."""
        if self.looked_again or self.mode != "new" or self.ended_why:
            return
        self.looked_again = True
        changed = sorted(self.changed, key=lambda key: self.saved[key], reverse=True)[:SAVED_PER_RUN]
        again = [(self.known[key].url, "sitemap", self.changed[key]) for key in changed]
        overdue = due(self.known.values(), self.unchanged, self.saved, self.now())
        again += [(release.url, "again", release.url) for release in overdue if release.key not in self.changed]
        requests = [request for url, route, start in again for request in self._ask(url, cast(Route, route), start)]
        self._crawl(iter(requests))
        if requests:
            raise DontCloseSpider

    def parse(self, response: Response) -> Iterator[scrapy.Request | ReleaseItem]:
        """Read one page: yield it if it is a release, and ask for what it names."""
        capture: Capture = response.meta["capture"]
        asked, route, start = response.meta["asked"], response.meta["route"], response.meta["start"]
        if response.status in TOO_BUSY:
            self._failed(asked, route, start, f"HTTP {response.status}")
            return
        if capture.cut and (self.site.key(capture.url) or self.site.key(asked)):
            self._failed(asked, route, start, f"it is cut: {capture.cut}")
            return
        reading: PageReading | None = None
        key, asked_key = self.site.key(capture.url), self.site.key(asked)
        try:
            reading = read_page(capture, self.site)
        except Gone as reason:
            if key:
                self._gone(key, capture.url)
            self.logger.info("%s is gone: %s", capture.url, reason)
        except PageError as error:
            self.discovery.problem(route, start, str(error))
            if key and response.status == 200:
                self.logger.error("%s cannot be read: %s", capture.url, error)
                self.counts["errors"] += 1
                self._looked(key, capture, response, ("page",))
            elif key:
                self._failed(asked, route, start, str(error))
                return
            else:
                self.logger.info("%s names no release: %s", capture.url, error)
        if asked_key and asked_key != key:
            if not key and not (reading and reading.layout == "listing"):
                self._failed(asked, route, start, f"it led to {capture.url}")
                return
            self._gone(asked_key, asked)  # it led to a list, or to a release with another slug
        if reading and key:
            item = reading.items[0]
            self._looked(key, capture, response, missing(item), printed_day(item.published_text or item.meta_line))
            yield item
            yield from self._follow(asked, ((url, "link", asked) for url in reading.release_urls))
        elif reading:
            self._note_days(reading, start)
            yield from self._follow(asked, self.discovery.read(reading, route, start, capture.digest, self.known))
        self.frontier.done(asked)

    def failed(self, failure: Failure) -> None:
        """An address gave no answer, or was refused; it stays pending unless it never can be asked."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        asked, route, start = request.meta["asked"], request.meta["route"], request.meta["start"]
        error = failure.value
        if isinstance(error, RunEnded):
            return
        if isinstance(error, IgnoreRequest):
            self.frontier.done(asked)
            self.discovery.problem(route, start, str(error))
            self.logger.warning("%s was not asked: %s", asked, error)
            if "robots.txt" not in str(error):
                self.counts["errors"] += 1
            return
        self._failed(asked, route, start, str(error) or type(error).__name__)

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's signature
        """Close the frontier, if the spider ever began."""
        if frontier := getattr(self, "frontier", None):
            frontier.close()

    def _failed(self, asked: str, route: Route, start: str, why: str) -> None:
        self.logger.error("%s gave no answer: %s; the next run tries again", asked, why)
        self.counts["errors"] += 1
        self.discovery.problem(route, start, why)
        self.frontier.failed(asked)

    def _looked(
        self, key: str, capture: Capture, response: Response, lacks: tuple[str, ...], day: str | None = None
    ) -> None:
        known = self.known.get(key)
        self.counts[response.meta["freshness"] if known else "new"] += 1
        self._know(key, capture.url, day)
        self.frontier.read(self.run, key, lacks)

    def _gone(self, key: str, url: str) -> None:
        if (known := self.known.get(key)) and not known.gone:
            self.counts["gone"] += 1
        self._know(key, known.url if known else url, gone=True)

    def _know(self, key: str, url: str, day: str | None = None, *, gone: bool = False) -> None:
        now, known = self.now().strftime("%Y-%m-%dT%H:%M:%SZ"), self.known.get(key)
        release = KnownRelease(
            key, url, day or self.days.get(key), printed_day(self.saved.get(key)),
            known.first_seen if known else now, now, gone, key in self.saved,
        )  # fmt: skip
        self.known[key] = release
        self.frontier.looked(release)

    def _note_days(self, reading: PageReading, start: str) -> None:
        """Keep the days that lists print and sitemaps give, and which releases were saved since our last look."""
        for item in reading.items:
            if (key := self.site.key(item.url)) and (day := printed_day(item.published_text)):
                self.days[key] = day
                if known := self.known.get(key):
                    self.known[key] = replace(known, published=known.published or day)
        for url, lastmod in reading.lastmod:
            if not (key := self.site.key(url)):
                continue
            self.saved[key] = lastmod
            if known := self.known.get(key):
                self.known[key] = replace(known, saved=known.saved or printed_day(lastmod))
                later = saved_since(lastmod, known.looked_at)
                if later:
                    self.changed[key] = start
                elif later is False:
                    self.unchanged.add(key)

    def _follow(self, page: str, named: Iterator[tuple[str, Route, str]]) -> Iterator[scrapy.Request]:
        """Remember what a page names before asking for it, so that a killed run loses nothing."""
        if self.mode == "probe":
            return
        wanted = [(url, route, start) for url, route, start in named if self.discovery.wants(url, self.known)]
        requests = [(request, entry) for entry in wanted for request in self._ask(*entry)]
        self.frontier.found(entry for _, entry in requests)
        self.logger.debug("%s names %d addresses to ask", page, len(requests))
        yield from (request for request, _ in requests)

    def _ask(self, url: str, route: Route, start: str) -> Iterator[scrapy.Request]:
        if not self.site.owns(url):
            self.logger.info("left out %s: not a host of site %s", url, self.site.name)
        elif self.discovery.first_time(url):
            self.discovery.opened(route, start)
            priority = 0 if self.site.key(url) else LISTS_FIRST
            meta = {"asked": url, "route": route, "start": start}
            # Scrapy's own filter knows addresses, not releases: one release has many.
            yield scrapy.Request(url, self.parse, errback=self.failed, dont_filter=True, priority=priority, meta=meta)

    def _crawl(self, requests: Iterator[scrapy.Request]) -> None:
        engine = self.crawler.engine
        assert engine is not None
        for request in requests:
            engine.crawl(request)


def missing(item: ReleaseItem) -> tuple[str, ...]:
    """Which of title, date, body and author code an item lacks."""
    has = {
        "title": item.title,
        "date": item.published_text or printed_day(item.meta_line),
        "body": item.body,
        "author": item.author_text or "(" in (item.meta_line or ""),
    }
    return tuple(field for field, value in has.items() if not value)
