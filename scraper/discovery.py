"""Discovery: what each route found, which addresses are worth fetching, and where a list ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from scraper.due import KnownRelease
from scraper.frontier import Route
from scraper.items import PageReading
from scraper.runs import CrawlRoute, Mode
from scraper.sites import Site

ROUTE_OF: dict[str, Route] = {"feed": "feed", "listing": "list", "sitemap": "sitemap"}
NO_ROUTES = ("again", "link", "attachment")  # they find no releases: told only where a bound was met
EMPTY_PAGES = 3  # list pages in a row that name no release of the site (entries may lead elsewhere)
OVERLAP = 3  # list pages that are read after one without news: releases may be backdated or moved in
# Bounds of one route in a run; exceeding them is reported. The largest list seen has some 1,300 pages of ten releases.
MOST_PAGES = 3_000
MOST_NAMED = {
    "listing": 2_000,
    "feed": 2_000,
    "sitemap": 50_000,
}  # releases on one page; for sitemaps this is the protocol's bound
MOST_FAILURES = 30  # addresses without an answer, after which the rest of the route waits for the next run
BOUND = "bound: "  # the start of a problem that is due to a bound


@dataclass
class _Found:
    sweep: bool = False  # read to its end, whatever is new on it
    pages: int = 0
    empty: int = 0
    quiet: int = 0  # pages in a row that named nothing new
    late: int = 0
    failures: int = 0
    broken: bool = False
    asked: int = 0
    releases: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    problem: str | None = None
    bound: str | None = None


class Discovery:
    """The routes of one run. Pure: it is told what pages say, and answers what to fetch.

    sweep: whether a list (by its start) is to be read to its end in this run.
    erased: releases that count as not named, whatever a page says: nothing is kept of them.
    """

    def __init__(
        self,
        site: Site,
        mode: Mode,
        sweep: Callable[[str], bool] = lambda _: False,
        erased: Collection[str] = frozenset(),
    ) -> None:
        self._site, self._mode, self._sweep, self._erased = site, mode, sweep, erased
        self._routes: dict[tuple[Route, str], _Found] = {}
        self._asked: set[str] = set()
        self._digests: set[str] = set()

    def first_time(self, url: str) -> bool:
        """Whether no address of this page or release has been fetched in this run."""
        name = self._site.key(url) or self._site.canonical(url)
        if name in self._asked:
            return False
        self._asked.add(name)
        return True

    def opened(self, route: Route, start: str) -> None:
        """Note that a route was started, whatever its outcome."""
        if route not in NO_ROUTES:
            self._found(route, start)

    def problem(self, route: Route, start: str, why: str) -> None:
        """Note that a page of a route was useless; for its start address this is the problem of the route."""
        found = self._routes.get((route, start))
        if found is not None:
            found.broken = True
            if not found.pages:
                found.problem = why

    def failed(self, route: Route, start: str) -> None:
        """Note that an address of a route did not answer."""
        self._found(route, start).failures += 1

    def spent(self, route: Route, start: str) -> bool:
        """Whether a route has used up its share of this run; the rest of it waits for the next run."""
        found = self._found(route, start)
        if found.failures >= MOST_FAILURES:
            found.bound = f"{BOUND}{found.failures} addresses of this route gave no answer; the others wait"
        return found.failures >= MOST_FAILURES

    def turn(self, route: Route, start: str) -> int:
        """The priority of a route's next release: lower with each one named, so that no route holds up another."""
        found = self._found(route, start)
        found.asked += 1
        return -(found.asked // 50)

    def wants(self, url: str, known: Mapping[str, KnownRelease]) -> bool:
        """Whether an address is worth fetching: no release, or one that is unknown, gone or at a new kind of address.

        When the city moves its releases, the old address stops answering, and readers need the new one.
        """
        key = self._site.key(url)
        if not self._site.owns(url) or key in self._erased:
            return False
        if key is None or self._mode == "all" or key not in known or known[key].gone:
            return True
        return not known[key].moved_to and self._site.generation(url) != self._site.generation(known[key].url)

    def read(
        self, reading: PageReading, route: Route, start: str, digest: str, known: Mapping[str, KnownRelease]
    ) -> Iterator[tuple[str, Route, str]]:
        """Note what a list, feed or sitemap names; yield (address, route, start) of what it leads to.

        Further list pages follow while each names a release that this list has not named in this run (EXT:news answers
        200 with the last page for every page past the end); unless the list is swept, until OVERLAP pages in a row
        named nothing unknown.
        """
        route = ROUTE_OF[reading.layout]
        if (wrong := self._routes.get(("list", start))) and route != "list" and not wrong.pages:
            del self._routes["list", start]  # an address given by hand, whose kind the answer tells
        found = self._found(route, start)
        named = {key: u for u in reading.release_urls if (key := self._site.key(u)) and key not in self._erased}
        names = dict(islice(named.items(), MOST_NAMED[reading.layout]))
        if len(names) < len(named):
            found.bound = f"{BOUND}a page names {len(named)} releases; only {len(names)} were taken"
        unnamed, new = names.keys() - found.releases, names.keys() - known.keys() - found.new
        found.pages, found.problem = found.pages + 1, found.problem if found.pages else None
        if route == "list":
            if found.pages == 1 and (reading.page or 1) > 1:  # a cache shows another page in place of the first
                found.sweep = found.broken = True
                found.problem = f"its first page shows page {reading.page}"
            found.late += len(new) if found.quiet else 0
            found.quiet = 0 if new else found.quiet + 1
        found.releases |= names.keys()
        found.new |= new
        yield from ((url, route, start) for url in names.values())
        found.empty = 0 if names else found.empty + 1
        again = digest in self._digests
        self._digests.add(digest)
        if found.pages >= MOST_PAGES:
            found.bound = f"{BOUND}{found.pages} pages of this route were read"
        elif route == "sitemap" or self._goes_on(found, again=again, named=bool(names), unnamed=bool(unnamed)):
            yield from ((url, route, start) for url in reading.page_urls)

    def _goes_on(self, found: _Found, *, again: bool, named: bool, unnamed: bool) -> bool:
        if not named:
            return not again and found.empty <= EMPTY_PAGES
        return unnamed and (self._mode == "all" or found.sweep or found.quiet <= OVERLAP)

    def swept(self) -> Iterator[str]:
        """The starts of the lists that were read to their end."""
        for (route, start), found in self._routes.items():
            if route == "list" and (found.sweep or self._mode == "all") and found.pages and not found.broken:
                yield start

    def routes(self, run: str) -> Iterator[CrawlRoute]:
        """What each route found."""
        for (route, start), found in sorted(self._routes.items()):
            if route not in NO_ROUTES or found.bound:
                problem = found.problem or found.bound
                yield CrawlRoute(
                    run, route, start, found.pages, len(found.releases), len(found.new), problem, found.late
                )

    def _found(self, route: Route, start: str) -> _Found:
        if (route, start) not in self._routes:
            self._routes[route, start] = _Found(sweep=route == "list" and self._sweep(start))
        return self._routes[route, start]
