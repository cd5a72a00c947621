"""The spider: fetches feed, list pages and sitemaps of any site file, and the releases that they name."""

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
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DontCloseSpider, DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.python.failure import Failure

from scraper.attachments import attachments_of
from scraper.clock import clock_from
from scraper.contact import user_agent
from scraper.discovery import Discovery
from scraper.due import KnownRelease, asked_plainly, believed, due, printed_day, saved_since
from scraper.frontier import Frontier, Route
from scraper.items import Capture, PageReading, ReleaseItem
from scraper.looks import missing, wording
from scraper.night import Away, Night
from scraper.pages import Gone, PageError, read_page
from scraper.politeness import TOO_BUSY, RunEnded
from scraper.recording import Erased, captures_folder
from scraper.runs import Mode
from scraper.sites import load_site
from scraper.withdrawals import load_withdrawals

# Priorities: where routes begin, then releases (the more a route named, the later), then the lists' further pages.
# and what is attached to releases.
START, RELEASES, LISTS, ATTACHMENTS = 20_000, 10_000, 0, -10_000
SAVED_PER_RUN = (
    100  # releases fetched again because a sitemap lists them as changed; some list every page so, every day
)


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
        self.withdrawals = load_withdrawals(self.data, self.site)
        self.only = tuple(start.split(",")) if start else ()
        self.now, self.given_time = clock_from(None), False
        self.run, self.ended_why = "", ""  # set by the middlewares that record the run and that end it early
        self.counts: Counter[str] = Counter(new=0, changed=0, unchanged=0, gone=0, errors=0)
        self.night = Night()
        self.discovery = Discovery(self.site, mode, erased=self.withdrawals.erased)
        self.known: dict[str, KnownRelease] = {}
        self.days: dict[str, str] = {}  # key → day that a list or feed prints
        self.saved: dict[str, str] = {}  # key → lastmod that a sitemap gives
        self.changed: dict[str, str] = {}  # key → start of the sitemap that says it was saved since we looked
        self.unchanged: set[str] = set()  # keys of releases that a sitemap lists as unchanged
        self.waiting: set[str] = set()  # addresses that recently did not answer, and are not fetched in this run
        self.looked_again = bool(self.only)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider and set its user agent. Raises: NoContact, for a public site without a contact."""
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
        """Fetch every start address, then what the last run left. The answer tells what kind of page it is."""
        self.frontier = Frontier(captures_folder(self.data, self.site))
        self.frontier.recover(self.site.key)
        self.known = {key: known for key, known in self.frontier.known().items() if key not in self.withdrawals.erased}
        began = self.now()
        self.discovery = Discovery(
            self.site, self.mode, lambda start: self.frontier.sweep_due(start, began), self.withdrawals.erased
        )
        for route, url in [("list", url) for url in self.only] or self.site.routes:
            for request in self._ask(url, cast(Route, route), url):
                yield request
        if self.only:
            return
        if self.mode == "all":
            self.frontier.found((r.url, "again", r.url) for r in self.known.values() if not r.moved_to)
        left_over = self.frontier.pending(began)
        self.waiting = {p.url for p in self.frontier.pending()} - {p.url for p in left_over}
        for left in left_over:
            requests = list(self._ask(left.url, left.route, left.start))
            if not requests:
                self.frontier.done(left.url)  # another address of a page that is fetched anyway
            for request in requests:
                yield request

    def robots_parsed(self, robotparser: RobotParser) -> None:
        """Fetch the sitemaps that robots.txt names."""
        rules = getattr(robotparser, "rp", None)
        for url in () if self.only else getattr(rules, "sitemaps", ()):
            if self.site.owns(url):
                self._crawl(self._ask(url, "sitemap", url))

    def look_again(self) -> None:
        """Fetch the releases that are due, after everything else. Raises: DontCloseSpider, if there are any."""
        if self.looked_again or self.mode != "new" or self.ended_why:
            return
        self.looked_again = True
        changed = sorted(self.changed, key=lambda key: self.saved[key], reverse=True)[:SAVED_PER_RUN]
        again = [(self.known[key].url, "sitemap", self.changed[key]) for key in changed]
        known = [release for release in self.known.values() if release.url not in self.waiting]
        overdue = due(known, self.unchanged, self.saved, self.now())
        again += [(release.url, "again", release.url) for release in overdue if release.key not in self.changed]
        plainly = [(release.url, "again", release.url) for release in asked_plainly(known, self.now())]
        requests = [
            request for url, route, start in plainly for request in self._ask(url, "again", start, plainly=True)
        ]
        requests += [request for url, route, start in again for request in self._ask(url, cast(Route, route), start)]
        self._crawl(iter(requests))
        if requests:
            raise DontCloseSpider

    def parse(self, response: Response) -> Iterator[scrapy.Request | ReleaseItem]:
        """Read one page: yield it if it is a release, and fetch what it links to."""
        capture: Capture = response.meta["capture"]
        asked, route, start = response.meta["asked"], response.meta["route"], response.meta["start"]
        if response.status in TOO_BUSY:
            self._failed(asked, route, start, f"HTTP {response.status}")
            return
        reading: PageReading | None = None
        key, asked_key = self.site.key(capture.url), self.site.key(asked)
        if capture.cut and response.request:
            if again := get_retry_request(response.request, spider=self, reason="cut"):
                yield again
                return
            self._failed(asked, route, start, f"it is incomplete: {capture.cut}")
            if key or asked_key:
                return
        try:
            reading = read_page(capture, self.site)
        except Gone as reason:
            self._away(asked, asked_key, str(reason), words=response.status == 200)
            return
        except PageError as error:
            self.discovery.problem(route, start, str(error))
            if key and response.status == 200:
                self.logger.error("%s cannot be read: %s", capture.url, error)
                self.counts["errors"] += 1
                self.frontier.read(self.run, key, ("page",))
                self._later(asked, f"it cannot be read: {error}")
                return
            if key or asked_key:
                self._failed(asked, route, start, str(error) if key else f"it led to {capture.url}")
                return
            self.logger.info("%s names no release: %s", capture.url, error)
        if reading and key:
            item = reading.items[0]
            self._looked(key, capture, response, item)
            yield item
            yield from self._attach(item)
            yield from self._follow(asked, ((url, "link", asked) for url in reading.release_urls))
        elif reading:
            self._note_days(reading, start)
            yield from self._follow(asked, self.discovery.read(reading, route, start, capture.digest, self.known))
        if asked_key and asked_key != key:  # it led to a list, or to a release with another slug
            self._away(asked, asked_key, f"it led to {capture.url}", target=key)
        elif not capture.cut:
            self.frontier.done(asked)

    def attached(self, response: Response) -> Iterator[scrapy.Request]:
        """Take note of the answer for an attachment, which is captured already; what has no answer is asked again."""
        capture: Capture = response.meta["capture"]
        asked, route, start = response.meta["asked"], response.meta["route"], response.meta["start"]
        request = response.request
        if capture.cut and request and (again := get_retry_request(request, spider=self, reason="cut")):
            yield again
        elif response.status in TOO_BUSY or capture.cut:
            self._failed(asked, route, start, capture.cut or f"HTTP {response.status}")
        else:
            self.frontier.done(asked)

    def failed(self, failure: Failure) -> None:
        """Handle an address that failed or was refused; it stays pending unless it can never be fetched."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        asked, route, start = request.meta["asked"], request.meta["route"], request.meta["start"]
        error = failure.value
        if isinstance(error, RunEnded):
            return
        if isinstance(error, Erased):
            self.frontier.done(asked)
            return
        if route == "attachment" and isinstance(error, DownloadCancelledError):
            self.logger.warning("%s is larger than the site file allows: %s", asked, error)
            self.frontier.done(asked)
            return
        if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
            self.frontier.waits(asked, str(error))
            self.discovery.problem(route, start, str(error))
            self.logger.warning("%s was not asked: %s", asked, error)
            return
        self._failed(asked, route, start, str(error) or type(error).__name__)

    def closed(self, reason: str) -> None:
        """Judge what seemed gone, now that the run ends, and close the frontier, if the spider ever began.

        The spider hears of the end before what records the run, which writes the counts.
        """
        if not (frontier := getattr(self, "frontier", None)):
            return
        try:
            self.counts["gone"] += self.night.settle(frontier, self.known, self.run, self.now())
            if (self.ended_why or reason) == "finished":
                for start in self.discovery.swept():
                    frontier.swept(start, self.now())
        finally:
            frontier.close()

    def _failed(self, asked: str, route: Route, start: str, why: str) -> None:
        self.logger.error("%s gave no answer: %s; it is asked again", asked, why)
        self.counts["errors"] += 1
        self.discovery.problem(route, start, why)
        self.discovery.failed(route, start)
        self._later(asked, why)

    def _later(self, asked: str, why: str) -> None:
        key = self.site.key(asked)
        if key:
            self.frontier.found([(asked, "again", asked)])  # known addresses keep their first route
        self.night.failed[asked] = key or ""
        self.frontier.failed(asked, why, self.now())

    def _away(self, asked: str, key: str | None, why: str, *, words: bool = False, target: str | None = None) -> None:
        self.logger.info("%s is away: %s", asked, why)
        if key:
            self.night.away[key] = Away(asked, key, why, words, target)
        else:
            self.frontier.done(asked)

    def _looked(self, key: str, capture: Capture, response: Response, item: ReleaseItem) -> None:
        known, now = self.known.get(key), f"{self.now():%Y-%m-%dT%H:%M:%SZ}"
        text = wording(item)
        same = response.meta["freshness"] == "unchanged" or (known is not None and known.wording == text)
        self.counts["new" if known is None else "unchanged" if same else "changed"] += 1
        day = printed_day(item.published_text or item.meta_line)
        release = KnownRelease(
            key, capture.url, day or self.days.get(key), printed_day(self.saved.get(key)),
            known.first_seen if known else now, now, gone=False, listed=key in self.saved, wording=text,
            asked_plainly=now if response.meta.get("unconditional") else None,
        )  # fmt: skip
        self.known[key] = release
        self.frontier.looked(release)
        self.night.there.add(key)
        self.frontier.read(self.run, key, missing(item))

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
                told = replace(known, saved=known.saved or printed_day(lastmod), listed=True)
                if told != known:  # it is often named only after it was fetched
                    self.known[key] = told
                    self.frontier.looked(told)
                later = saved_since(lastmod, believed(known.looked_at, self.now()))
                if later:
                    self.changed[key] = start
                elif later is False:
                    self.unchanged.add(key)

    def _follow(self, page: str, named: Iterator[tuple[str, Route, str]]) -> Iterator[scrapy.Request]:
        """Remember what a page links to before fetching it, so that a killed run loses nothing."""
        if self.mode == "probe":
            return
        wanted = [
            entry for entry in named if self.discovery.wants(entry[0], self.known) and entry[0] not in self.waiting
        ]
        requests = [(request, entry) for entry in wanted for request in self._ask(*entry)]
        self.frontier.found(entry for _, entry in requests)
        self.logger.debug("%s names %d addresses to ask", page, len(requests))
        yield from (request for request, _ in requests)

    def _attach(self, item: ReleaseItem) -> Iterator[scrapy.Request]:
        """Fetch what is attached to a release, whenever its page was looked at."""
        if self.mode == "probe":
            return
        named = [one.url for one in attachments_of(item.files, item.images, self.site) if one.url not in self.waiting]
        requests = [request for url in named for request in self._ask(url, "attachment", self.site.home)]
        self.frontier.found((request.url, "attachment", self.site.home) for request in requests)
        yield from requests

    def _ask(self, url: str, route: Route, start: str, *, plainly: bool = False) -> Iterator[scrapy.Request]:
        if self.site.key(url) in self.withdrawals.erased:
            self.logger.info("left out a release that a withdrawal erased")
        elif not self.site.owns(url):
            self.logger.info("left out %s: not a host of site %s", url, self.site.name)
        elif self.discovery.first_time(url):
            self.discovery.opened(route, start)
            priority = START if url == start else LISTS
            if self.site.key(url):
                priority = RELEASES + self.discovery.turn(route, start)
            meta = {"asked": url, "route": route, "start": start, "unconditional": plainly or self.mode == "all"}
            parse = self.parse
            if route == "attachment":
                parse, priority = self.attached, ATTACHMENTS
                meta["download_maxsize"] = self.site.attachment_bytes
            # Scrapy's own filter knows addresses, not releases: one release has many.
            yield scrapy.Request(url, parse, errback=self.failed, dont_filter=True, priority=priority, meta=meta)

    def _crawl(self, requests: Iterator[scrapy.Request]) -> None:
        engine = self.crawler.engine
        assert engine is not None
        for request in requests:
            engine.crawl(request)
