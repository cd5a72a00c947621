"""The spider: feed, list pages, sitemaps and the releases that they name, for whatever site file it is given."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Response

from scraper.contact import user_agent
from scraper.items import Capture, ReleaseItem
from scraper.pages import NotARelease, PageError, read_page
from scraper.sites import load_site


class ReleasesSpider(scrapy.Spider):
    """`scrapy crawl releases -a site=darmstadt [-a data=DIR] [-a start=URL,URL] [-a home=URL]`

    Every response is captured on the way (see `scraper.recording`); what is yielded is each release page as printed.
    """

    name = "releases"

    def __init__(
        self, site: str = "darmstadt", data: str = "data", start: str = "", home: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.site = load_site(site).at(home) if home else load_site(site)
        self.data = Path(data)
        self.starts = tuple(start.split(",")) if start else self.site.starts
        self.seen: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider and say in the user agent who asks. Raises: NoContact, for a public site without one."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.set("USER_AGENT", user_agent(spider.site), priority="spider")
        if not spider.site.public:  # our own machine needs no pause
            crawler.settings.set("DOWNLOAD_DELAY", 0, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for every start address; which is a feed, a list or a sitemap the answer tells."""
        for url in self.starts:
            for request in self._new(url):
                yield request

    def parse(self, response: Response) -> Iterator[scrapy.Request | ReleaseItem]:
        """Read one page: yield it if it is a release, and ask for what it names."""
        capture: Capture = response.meta["capture"]
        try:
            reading = read_page(capture, self.site)
        except NotARelease as reason:
            self.logger.info("%s is no release: %s", capture.url, reason)
            return
        except PageError as error:
            self.logger.error("%s cannot be read: %s", capture.url, error)
            return
        if self.site.key(capture.url):
            yield from reading.items
        for url in (*reading.release_urls, *reading.page_urls):
            yield from self._new(url)

    def _new(self, url: str) -> Iterator[scrapy.Request]:
        if not self.site.owns(url):
            self.logger.info("left out %s: not a host of site %s", url, self.site.name)
            return
        name = self.site.key(url) or self.site.canonical(url)
        if name not in self.seen:
            self.seen.add(name)
            # Scrapy's own filter knows addresses, not releases: one release has many.
            yield scrapy.Request(url, self.parse, dont_filter=True)
