"""Attachments of withdrawn releases: their bytes are withheld with them, whoever else links to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scraper.attachments import attachments_of, beyond_bound, led_to
from scraper.capture_index import CaptureRow
from scraper.captures import CaptureStore
from scraper.errors import StoreError
from scraper.pages import PageError, read_page
from scraper.sites import Site


def withheld_attachments(
    store: CaptureStore, site: Site, rows: Collection[CaptureRow], numbers: Mapping[str, int]
) -> dict[str, int]:
    """Address of an attachment → number of the withdrawal that it is withheld for.

    numbers: slug of a release, as the city prints it → number of its withdrawal. Every page that was ever shown of such
    a release counts, and so does what redirects led to.
    """
    found: dict[str, int] = {}
    for row in rows if site.attachments and numbers else ():
        number = numbers.get(site.key(row.url) or "")
        if number is None or row.status != 200 or row.kind == "revisit":
            continue
        try:
            items = read_page(store.shown(row), site).items
        except (PageError, StoreError):
            continue
        for item in items:
            shown = (item.files, item.images, site)
            for one in (*attachments_of(*shown), *beyond_bound(*shown)):
                found[one.url] = min(number, found.get(one.url, number))
    named: dict[int, set[str]] = {}
    for url, number in found.items():
        named.setdefault(number, set()).add(url)
    for number, urls in sorted(named.items()):
        for url in led_to(urls, rows, site):
            found.setdefault(url, number)
    return found
