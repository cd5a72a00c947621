"""The politeness that Scrapy's core lacks: pauses that the server asks for, budgets, and no private addresses."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import maybe_deferred_to_future

from scraper.sites import Site

log = logging.getLogger(__name__)

TOO_BUSY = {429, 500, 502, 503, 504}
LONGEST_WAIT = 300.0  # seconds; if a server asks for more, the run ends
ROBOTS = "/robots.txt"
NOT_SENT = "not sent"  # flag of a response that was not sent by a server, and so proves nothing
FORBID_ALL = b"User-agent: *\nDisallow: /\n"


class RunEnded(IgnoreRequest):
    """The run ends early: a budget is spent or the server asks for a long pause. The other addresses stay pending."""


class PrivateAddress(IgnoreRequest):
    """A host of a public site leads to an address that is not public (RFC 6890)."""


class PolitenessMiddleware:
    """Waits when the server asks for it (`Retry-After`, `Crawl-delay`, errors), ends the run when a budget is spent.

    Settings: MAX_REQUESTS and MAX_MINUTES (0 = no bound), BACKOFF_SECONDS (the first pause; it doubles).
    """

    def __init__(self, crawler: Crawler, site: Site, clock: Callable[[], float]) -> None:
        self.crawler, self.site, self._clock = crawler, site, clock
        self.max_requests = crawler.settings.getint("MAX_REQUESTS")
        self.max_seconds = crawler.settings.getfloat("MAX_MINUTES") * 60
        self.backoff = crawler.settings.getfloat("BACKOFF_SECONDS")
        self._began, self._requests = clock(), 0
        self._public_hosts: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PolitenessMiddleware:
        """Make it for the spider's site; it listens for robots.txt."""
        site = getattr(crawler.spider, "site", None)
        assert isinstance(site, Site)
        middleware = cls(crawler, site, time.monotonic)
        crawler.signals.connect(middleware.robots_parsed, signal=signals.robots_parsed)
        return middleware

    async def process_request(self, request: Request) -> None:
        """Raises: RunEnded, if a budget is spent; PrivateAddress."""
        if self.max_requests and self._requests >= self.max_requests:
            self._end(f"budget: {self.max_requests} requests")
        if self.max_seconds and self._clock() - self._began >= self.max_seconds:
            self._end(f"budget: {self.max_seconds / 60:g} minutes")
        if self.site.public:
            await self._refuse_private(urlsplit(request.url).hostname or "")
        self._requests += 1

    async def process_response(self, request: Request, response: Response) -> Response:
        """Pause before Scrapy's own middleware tries a busy server again; nothing else is asked meanwhile."""
        if response.status in TOO_BUSY:
            header = (response.headers.get("Retry-After") or b"").decode("latin-1")
            await self._pause(retry_after(header, datetime.now(UTC)), request, f"HTTP {response.status}")
        return response

    async def process_exception(self, request: Request, exception: Exception) -> None:
        """Pause after a connection that failed."""
        if not isinstance(exception, IgnoreRequest):
            await self._pause(None, request, str(exception) or type(exception).__name__)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Keep the pause that robots.txt asks for, if it is longer than ours."""
        delay = robotparser.crawl_delay(str(self.crawler.settings["USER_AGENT"]))
        engine = self.crawler.engine
        if not delay or engine is None:
            return
        downloader = engine.downloader
        key = downloader.get_slot_key(request)
        ours = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        downloader.per_slot_settings[key] = {"delay": max(ours, delay)}
        if slot := downloader.slots.get(key):
            slot.delay = max(ours, delay)
        log.info("robots.txt asks for %s seconds between requests to %s", delay, key)

    async def _pause(self, asked: float | None, request: Request, why: str) -> None:
        tries = int(request.meta.get("retry_times", 0))
        seconds = asked if asked is not None else self.backoff * 2**tries
        if seconds > LONGEST_WAIT:
            self._end(f"the server asks to wait {seconds:.0f} seconds")
        log.info("%s for %s: waiting %.0f seconds", why, request.url, seconds)
        until = self._clock() + seconds
        while (left := until - self._clock()) > 0:
            if not self.crawler.crawling:
                raise RunEnded("the run is asked to stop")
            await asyncio.sleep(min(left, 0.5))

    def _end(self, why: str) -> None:
        spider, engine = self.crawler.spider, self.crawler.engine
        if not getattr(spider, "ended_why", None) and engine is not None:
            spider.ended_why = why  # type: ignore[union-attr]  # ReleasesSpider; Scrapy knows its base class only
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason=why))
        raise RunEnded(why)

    async def _refuse_private(self, host: str) -> None:
        if host in self._public_hosts:
            return
        from twisted.internet import reactor  # late: importing it earlier would choose the reactor for Scrapy

        # Scrapy's resolver keeps the answer, so that the connection goes to the address that was looked at.
        address = await maybe_deferred_to_future(reactor.resolve(host))  # type: ignore[arg-type]  # its stub is wrong
        if not ipaddress.ip_address(address).is_global:
            raise PrivateAddress(f"{host} leads to {address}, which is no public address: refused")
        self._public_hosts.add(host)


class RobotsMiddleware:
    """robots.txt as RFC 9309 reads it: „unavailable“ (4xx) allows all, „unreachable“ (5xx, no answer) forbids all.

    Scrapy would parse the error page, or allow all when nothing answers.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """Put the RFC's meaning in place of an error page; the capture keeps what was sent."""
        if urlsplit(request.url).path == ROBOTS and response.status >= 400:
            log.warning("%s answered %d", request.url, response.status)
            return response.replace(body=FORBID_ALL if response.status >= 500 else b"")
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Forbid all when robots.txt gives no answer."""
        if urlsplit(request.url).path == ROBOTS and not isinstance(exception, IgnoreRequest):
            log.error("%s gave no answer (%s): nothing will be asked in this run", request.url, exception)
            return TextResponse(request.url, body=FORBID_ALL, request=request, flags=[NOT_SENT])
        return None


def retry_after(header: str, now: datetime) -> float | None:
    """Seconds to wait by a `Retry-After` header (RFC 9110 10.2.3: seconds or an HTTP date); None if it says nothing."""
    text = header.strip()
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment - now).total_seconds()) if moment.tzinfo else None
