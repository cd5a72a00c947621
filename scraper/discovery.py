"""Discovery: what each route found, what is worth asking, and where a list ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scraper.frontier import KnownRelease, Route
from scraper.items import PageReading
from scraper.runs import CrawlRoute, Mode
from scraper.sites import Site

ROUTE_OF: dict[str, Route] = {"feed": "feed", "listing": "list", "sitemap": "sitemap"}
EMPTY_PAGES = 3  # list pages in a row that name no release of the site (entries may lead elsewhere)


@dataclass
class _Found:
    pages: int = 0
    empty: int = 0
    releases: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    problem: str | None = None


class Discovery:
    """The routes of one run. Pure: it is told what pages say and answers what to ask."""

    def __init__(self, site: Site, mode: Mode) -> None:
        self._site, self._mode = site, mode
        self._routes: dict[tuple[Route, str], _Found] = {}
        self._asked: set[str] = set()
        self._digests: set[str] = set()

    def first_time(self, url: str) -> bool:
        """Whether neither this address nor a twin of it, nor another one of the same release, was asked in this run."""
        name = self._site.key(url) or self._site.canonical(url)
        if name in self._asked:
            return False
        self._asked.add(name)
        return True

    def opened(self, route: Route, start: str) -> None:
        """A route was begun, whatever comes of it."""
        if route not in ("again", "link"):
            self._routes.setdefault((route, start), _Found())

    def problem(self, route: Route, start: str, why: str) -> None:
        """The start address of a route gave nothing."""
        found = self._routes.get((route, start))
        if found is not None and not found.pages:
            found.problem = why

    def wants(self, url: str, known: Mapping[str, KnownRelease]) -> bool:
        """Whether an address is worth asking: no release, an unknown or gone one, or one at a new kind of address.

        When the city moves its releases, the old address answers no more and the new one is what a reader needs.
        """
        key = self._site.key(url)
        if not self._site.owns(url):
            return False
        if key is None or self._mode == "all" or key not in known or known[key].gone:
            return True
        return self._site.generation(url) != self._site.generation(known[key].url)

    def read(
        self, reading: PageReading, route: Route, start: str, digest: str, known: Mapping[str, KnownRelease]
    ) -> Iterator[tuple[str, Route, str]]:
        """Note what a list, feed or sitemap names; yield (address, route, start) of what it leads to.

        Further list pages follow while they bring something: in mode `new` a release that is not known, in mode `all`
        one that this list has not named yet. (EXT:news answers 200 with the last page for every page past the end.)
        """
        route = ROUTE_OF[reading.layout]
        if (wrong := self._routes.get(("list", start))) and route != "list" and not wrong.pages:
            del self._routes["list", start]  # an address given by hand, whose kind the answer tells
        found = self._routes.setdefault((route, start), _Found())
        names = {key: url for url in reading.release_urls if (key := self._site.key(url))}
        unnamed, new = names.keys() - found.releases, names.keys() - known.keys()
        found.pages, found.problem = found.pages + 1, None
        found.releases |= names.keys()
        found.new |= new
        yield from ((url, route, start) for url in names.values())
        found.empty = 0 if names else found.empty + 1
        again = digest in self._digests
        self._digests.add(digest)
        if route == "sitemap":
            goes_on = True
        elif names:
            goes_on = bool(new if self._mode == "new" else unnamed)
        else:
            goes_on = not again and found.empty <= EMPTY_PAGES
        if goes_on:
            yield from ((url, route, start) for url in reading.page_urls)

    def routes(self, run: str) -> Iterator[CrawlRoute]:
        """What each route found."""
        for (route, start), found in sorted(self._routes.items()):
            yield CrawlRoute(run, route, start, found.pages, len(found.releases), len(found.new), found.problem)
