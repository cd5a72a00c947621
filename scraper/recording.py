"""The Scrapy side of the capture store: every response goes to it before anything reads it.

An address that was captured before is asked for conditionally; „304 Not Modified“ and an equal payload leave a revisit
record, and the spider gets the stored page.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from scraper.captures import CaptureStore
from scraper.contact import VERSION
from scraper.items import Capture
from scraper.lock import RunLock, end_with_parent
from scraper.politeness import NOT_SENT
from scraper.sites import Site

log = logging.getLogger(__name__)


def captures_folder(data: Path, site: Site) -> Path:
    """Where a site's captures lie below the data folder."""
    return data / "captures" / site.name


def later_second(store: CaptureStore, now: Callable[[], datetime]) -> datetime:
    """Now, after the second (UTC) of the newest capture: what two runs saw of one address must have an order."""
    while store.newest_time() == f"{(moment := now()):%Y-%m-%dT%H:%M:%SZ}":
        time.sleep(0.02)
    return moment


class CaptureMiddleware:
    """Records responses; refuses hosts outside the site; one run of the spider is one crawl run of the store."""

    def __init__(self, spider: Any, store: CaptureStore, lock: RunLock, now: Callable[[], datetime]) -> None:
        self.spider, self.store, self.lock, self.now = spider, store, lock, now
        self.site: Site = spider.site
        self.counts: Counter[str] = spider.counts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CaptureMiddleware:
        """Take the site's lock, mend its store and begin a crawl run. Raises: Locked, if another run holds the lock."""
        spider: Any = crawler.spider  # ReleasesSpider; its module imports this one
        if not isinstance(getattr(spider, "site", None), Site):
            raise NotConfigured("the spider has no site")
        end_with_parent()
        folder = captures_folder(spider.data, spider.site)
        lock = RunLock(folder, "crawl").acquire()
        middleware = cls(spider, CaptureStore(folder), lock, lambda: datetime.now(UTC))
        middleware.store.mend()
        began = later_second(middleware.store, middleware.now)
        spider.run = middleware.store.start_run(
            "crawl", VERSION, began, None if spider.only or spider.mode == "probe" else spider.mode
        )
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(middleware.spider_error, signal=signals.spider_error)
        return middleware

    def process_request(self, request: Request) -> Response | None:
        """Refuse foreign hosts (redirects come by here too); ask conditionally for what is stored."""
        if not self.site.owns(request.url):
            log.warning("refused %s: not a host of site %s", request.url, self.site.name)
            raise IgnoreRequest(f"{request.url} is not a host of site {self.site.name}")
        if (known := self.store.last(request.url)) and known.status == 200:
            if known.etag:
                request.headers["If-None-Match"] = known.etag
            if known.last_modified:
                request.headers["If-Modified-Since"] = known.last_modified
        self.counts["requests"] += 1
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Store the response as sent; on „not modified“ hand on the stored page."""
        if NOT_SENT in response.flags:
            return response
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        capture = Capture(
            request.url, f"{self.now():%Y-%m-%dT%H:%M:%SZ}", "response", response.status, headers, response.body
        )
        self.counts["bytes"] += len(response.body)
        known = self.store.last(request.url)
        if known and (response.status == 304 or (response.status, capture.digest) == (known.status, known.digest)):
            earlier = self.store.read(known)
            revisit = Capture(request.url, capture.captured_at, "revisit", response.status, headers, b"", known.digest)
            self.store.add(revisit, repeats=earlier)
            self.store.count_run(**self.counts)
            request.meta.update(capture=earlier, freshness="unchanged")
            return _as_response(request, earlier)
        self.store.add(capture)
        self.store.count_run(**self.counts)
        request.meta.update(capture=capture, freshness="changed")
        return response

    def spider_error(self) -> None:
        """Count a page that the spider failed on."""
        self.counts["errors"] += 1

    def spider_closed(self, reason: str) -> None:
        """End the crawl run with the reason (`finished`, `stopped`, `budget: …`) and free the store."""
        for route in self.spider.discovery.routes(self.spider.run):
            self.store.put_route(route)
        why = self.spider.ended_why or ("stopped" if reason == "shutdown" else reason)
        self.store.end_run(why, self.now(), **self.counts)
        self.store.close()
        self.lock.release()


def _as_response(request: Request, capture: Capture) -> Response:
    headers = {name: [v for k, v in capture.headers if k == name] for name, _ in capture.headers}
    return Response(request.url, status=capture.status or 200, headers=headers, body=capture.body, request=request)
