"""Probing: what can be read at one address or at a site's start addresses. For the first look at a live site."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.commands.spider import Order, crawl
from scraper.captures import CaptureStore
from scraper.items import Capture, PageReading, ReleaseItem
from scraper.pages import PageError, read_page
from scraper.sites import Site

NO_ANSWER = re.compile(r"^.*(?:ERROR|WARNING): (.*(?:gave no answer|was not asked).*)$", re.M)
SHOWN = 3  # addresses of releases or further pages that are printed
LONGEST = 160  # characters of a value that are printed
FIELDS = (
    "title", "kicker", "meta_line", "author_text", "published_text", "uid", "canonical", "teaser", "body", "images",
    "categories", "files", "links",
)  # fmt: skip


@dataclass(frozen=True)
class Probed:
    """What was found at one address: lines to print, and whether it is a release, list, feed or sitemap."""

    lines: tuple[str, ...]
    understood: bool
    releases: tuple[str, ...] = ()


def probe(site: Site, site_file: str, url: str | None) -> Iterator[Probed]:
    """Fetch one address, or every start address and then one release that they link to. Nothing is stored.

    Raises: WrongInput, if the address is not the site's or the spider did not start.
    """
    with tempfile.TemporaryDirectory(prefix="probe-") as folder:
        data = Path(folder)
        first = list(_asked(site, site_file, data / "first", (url,) if url else ()))
        yield from first
        if not url and (named := [release for probed in first for release in probed.releases]):
            yield from _asked(site, site_file, data / "second", named[:1])


def _asked(site: Site, site_file: str, data: Path, start: tuple[str, ...] | list[str]) -> Iterator[Probed]:
    captures = data / "captures" / site.name
    done = crawl(site, site_file, data, captures, Order("probe", start))
    with CaptureStore(captures) as store:
        rows = store.rows()
        for row in rows:
            yield _described(store.read(row), site)
    if not rows or done.run.errors:
        log = done.log.read_text(encoding="utf-8", errors="replace")
        yield Probed(tuple(NO_ANSWER.findall(log)) or ("nothing answered",), understood=False)


def _described(capture: Capture, site: Site) -> Probed:
    head = f"{capture.url}  HTTP {capture.status}, {capture.header('Content-Type')}, {len(capture.body)} bytes"
    if target := capture.header("Location"):
        head += f", leads to {target}"
    try:
        reading = read_page(capture, site)
    except PageError as error:
        return Probed((head, f"  nothing to read: {error}"), understood=False)
    if site.key(capture.url):
        return Probed((head, *_release(reading.items[0], site, capture)), understood=True)
    return Probed((head, *_list(reading)), understood=bool(reading.release_urls), releases=reading.release_urls)


def _release(item: ReleaseItem, site: Site, capture: Capture) -> Iterator[str]:
    yield f"  release, layout {item.layout}, key {site.key(capture.url)}, generation {site.generation(capture.url)}"
    where = dict(item.found_in)
    for field in FIELDS:
        value = getattr(item, field)
        if field == "body":
            value = f"{len(value)} blocks: " + " | ".join(f"{b.kind}: {b.text}" for b in value) if value else None
        shown = "not found" if value in (None, ()) else " ".join(str(value).split())
        found = f"  (from: {where[field]})" if field in where else ""
        yield f"    {field}: {shown[:LONGEST]}{'…' if len(shown) > LONGEST else ''}{found}"


def _list(reading: PageReading) -> Iterator[str]:
    yield f"  {reading.layout}: names {len(reading.release_urls)} releases, {len(reading.page_urls)} further pages"
    for kind, urls in (("release", reading.release_urls), ("page", reading.page_urls)):
        for url in urls[:SHOWN]:
            yield f"    {kind} {url}"
