"""The Scrapy side of the capture store: every response goes to it before anything reads it.

An address that was captured before is asked for conditionally; „304 Not Modified“ and an equal payload leave a revisit
record, and the spider gets the stored page.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from twisted.python.failure import Failure

from scraper.blackening import NothingLeft, blackened, is_of
from scraper.captures import CaptureStore
from scraper.clock import doubt_by_server
from scraper.contact import VERSION
from scraper.errors import CANNOT_WRITE, StoreError
from scraper.items import Capture
from scraper.lock import RunLock, end_with_parent
from scraper.politeness import NOT_SENT, RunEnded
from scraper.revisits import answer
from scraper.sites import Site
from scraper.withdrawals import Withdrawals

log = logging.getLogger(__name__)


def captures_folder(data: Path, site: Site) -> Path:
    """Where a site's captures lie below the data folder."""
    return data / "captures" / site.name


class Erased(IgnoreRequest):
    """An address is that of a release whose bytes are not kept, and so not asked for."""


class CaptureMiddleware:
    """Records responses; refuses hosts outside the site; one run of the spider is one crawl run of the store.

    Settings: DOWNLOAD_MAXSIZE (bytes; here headers count too), STARTED_AT (when the run begins, ISO 8601, in place of
    the system's clock).
    """

    def __init__(
        self, spider: Any, store: CaptureStore, lock: RunLock, engine: Callable[[], Any], largest: int
    ) -> None:
        self.spider, self.store, self.lock, self._engine, self._largest = spider, store, lock, engine, largest
        self.site: Site = spider.site
        self.now: Callable[[], datetime] = spider.now
        self.counts: Counter[str] = spider.counts
        self._withdrawals: Withdrawals = spider.withdrawals

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CaptureMiddleware:
        """Take the site's lock, mend its store and begin a crawl run. Raises: Locked, if another run holds the lock."""
        spider: Any = crawler.spider  # ReleasesSpider; its module imports this one
        if not isinstance(getattr(spider, "site", None), Site):
            raise NotConfigured("the spider has no site")
        end_with_parent()
        folder = captures_folder(spider.data, spider.site)
        lock = RunLock(folder, "crawl").acquire()
        largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        middleware = cls(spider, CaptureStore(folder), lock, lambda: crawler.engine, largest)
        middleware.store.mend()
        mode = None if spider.only or spider.mode == "probe" else spider.mode
        unverified = not crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        spider.run = middleware.store.start_run("crawl", VERSION, spider.now(), mode, unverified=unverified)
        middleware.unverified = unverified
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(middleware.spider_error, signal=signals.spider_error)
        return middleware

    unverified = False

    def process_request(self, request: Request) -> None:
        """Refuse foreign hosts (redirects come by here too); ask conditionally for what is stored.

        Without validators where `meta["unconditional"]` says so: what a cache or a stamp hides is seen only that way.
        """
        if not self.site.owns(request.url):
            log.warning("refused %s: not a host of site %s", request.url, self.site.name)
            raise IgnoreRequest(f"{request.url} is not a host of site {self.site.name}")
        if self.site.key(request.url) in self._withdrawals.erased:
            raise Erased("a withdrawal erased it")
        route, start = request.meta.get("route", ""), request.meta.get("start", "")
        if route and self.spider.discovery.spent(route, start):
            raise RunEnded(f"the route {start} had its share of this run")
        for name in ("If-None-Match", "If-Modified-Since"):  # of the answer before, when this one is asked again
            request.headers.pop(name, None)
        known = None if request.meta.get("unconditional") else self.store.last(request.url)
        if known and known.status == 200:
            if known.etag:
                request.headers["If-None-Match"] = known.etag
            if known.last_modified:
                request.headers["If-Modified-Since"] = known.last_modified
        self.counts["requests"] += 1

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Store the response as sent; on „not modified“ hand on the stored page under the headers of today."""
        if NOT_SENT in response.flags:
            return response
        capture = self._capture(request, response)
        self.counts["bytes"] += len(response.body)
        if self._largest and (size := len(response.body) + header_size(capture)) > self._largest:
            raise IgnoreRequest(f"{size} bytes with its headers: larger than download max size ({self._largest})")
        self._watch_clock(capture)
        try:
            return self._keep(request, response, capture)
        except (StoreError, sqlite3.Error) as error:
            self._end(f"the store cannot be written: {error}")
            raise RunEnded(str(error)) from error

    def _keep(self, request: Request, response: Response, capture: Capture) -> Response | Request:
        if self._withdrawals.erased and (left := self._without_erased(capture)):
            if isinstance(left, Capture):
                self.store.add_blackened(left)
            self.store.count_run(**self.counts)
            request.meta.update(capture=capture, freshness="changed")
            return response
        known = self.store.last(request.url)
        if known and (response.status == 304 or (response.status, capture.digest) == (known.status, known.digest)):
            try:
                earlier = self.store.read(known)
            except StoreError as error:
                log.error("%s; it is asked for anew", error)
                if response.status == 304:
                    self.store.count_run(**self.counts)
                    return request.replace(dont_filter=True, meta={**request.meta, "unconditional": True})
            else:
                revisit = replace(capture, kind="revisit", body=b"", digest=known.digest)
                self.store.add(revisit, repeats=earlier)
                self.store.count_run(**self.counts)
                shown = answer(earlier, revisit)
                request.meta.update(capture=shown, freshness="unchanged")
                return _as_response(request, shown)
        self.store.add(capture)
        self.store.count_run(**self.counts)
        request.meta.update(capture=capture, freshness="changed")
        return response

    def _without_erased(self, capture: Capture) -> Capture | Literal["nothing"] | None:
        """What may be kept of an answer that shows or names an erased release; None of any other."""
        erased = self._withdrawals.erased
        try:
            left = blackened(
                capture, self.site, erased, self._withdrawals.erased_words, self._withdrawals.erased_elsewhere
            )
        except NothingLeft:
            return "nothing"
        return "nothing" if is_of(capture, self.site, erased) else left

    def _capture(self, request: Request, response: Response) -> Capture:
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        cut = "the connection broke off" if "dataloss" in response.flags else None
        return Capture(
            request.url, f"{self.now():%Y-%m-%dT%H:%M:%SZ}", "response", response.status, headers, response.body,
            cut=cut, unverified=self.unverified,
        )  # fmt: skip

    def _watch_clock(self, capture: Capture) -> None:
        try:
            served = parsedate_to_datetime(capture.header("Date") or "")
        except ValueError:
            return
        if served.tzinfo and not self.spider.given_time and (doubt := doubt_by_server(self.now(), served)):
            self.store.doubt_clock(doubt)

    def _end(self, why: str) -> None:
        log.error("the run ends: %s", why)
        self.spider.ended_why = self.spider.ended_why or why
        self._closing = asyncio.ensure_future(self._engine().close_spider_async(reason=why))

    def spider_error(self, failure: Failure) -> None:
        """Count a page that the spider failed on; where it failed to write, the run is over."""
        self.counts["errors"] += 1
        if isinstance(failure.value, StoreError | sqlite3.Error):
            self._end(f"the store cannot be written: {failure.value}")

    def spider_closed(self, reason: str) -> None:
        """End the crawl run with the reason (`finished`, `stopped`, `budget: …`) and release the store."""
        why = self.spider.ended_why or ("stopped" if reason == "shutdown" else reason)
        try:
            for route in self.spider.discovery.routes(self.spider.run):
                self.store.put_route(route)
            self.store.end_run(why, self.now(), **self.counts)
        except sqlite3.Error as error:  # a full disk takes no reason either: the exit code gives it
            log.error("the end of the run cannot be written: %s; it was: %s", error, why)
            os._exit(CANNOT_WRITE)
        finally:
            self.store.close()
            self.lock.release()


def header_size(capture: Capture) -> int:
    """Bytes of an answer's header fields on the wire (RFC 9112 5)."""
    return sum(len(name) + len(value) + 4 for name, value in capture.headers)


def _as_response(request: Request, capture: Capture) -> Response:
    headers = {name: [v for k, v in capture.headers if k == name] for name, _ in capture.headers}
    return Response(request.url, status=capture.status or 200, headers=headers, body=capture.body, request=request)
