"""Attachments: which files and pictures of a release are captured, by the site file's switch and bounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urldefrag, urlsplit

from scraper.capture_index import CaptureRow
from scraper.items import File, Image
from scraper.pages.addresses import absolute
from scraper.sites import Site

Kind = Literal["file", "image"]
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Attachment:
    """What a release links to as its file, or shows as its picture; `url` is absolute and without a fragment."""

    url: str
    kind: Kind


def attachments_of(files: Iterable[File], images: Iterable[Image], site: Site) -> tuple[Attachment, ...]:
    """The attachments of a release that are captured, files first: each address once, and only of the site's hosts."""
    return _wanted(files, images, site)[: site.attachments_per_release]


def beyond_bound(files: Iterable[File], images: Iterable[Image], site: Site) -> tuple[Attachment, ...]:
    """What would be captured too, if a release might have any number of attachments."""
    return _wanted(files, images, site)[site.attachments_per_release :]


def type_of(url: str) -> str:
    """The type of a file by the end of its address, in lower case: `pdf`; "" if it has none."""
    try:
        name = unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:
        return ""
    return name.rpartition(".")[2].lower() if "." in name else ""


def target_of(row: CaptureRow) -> str | None:
    """Where a redirect leads, without a fragment; None for any other answer."""
    return urldefrag(absolute(row.url, row.location)).url if row.location else None


def led_to(urls: Collection[str], rows: Collection[CaptureRow], site: Site) -> set[str]:
    """Addresses of attachments and those to which redirects there led, but for such as show releases or pages alone."""
    leads: dict[str, set[str]] = {}
    files: set[str] = set()
    pages: set[str] = set()
    for row in rows:
        if target := target_of(row):
            leads.setdefault(row.url, set()).add(target)
        elif row.status == 200:
            (pages if (row.content_type or "").startswith(_PAGES) else files).add(row.url)
    found, new = set(urls), set(urls)
    while new:
        new = {target for url in new for target in leads.get(url, ())} - found
        found |= new
    shown = {url for url in pages - files if type_of(url) not in site.attachment_types}
    return {url for url in found if url in urls or (url not in shown and site.key(url) is None)}


def _wanted(files: Iterable[File], images: Iterable[Image], site: Site) -> tuple[Attachment, ...]:
    return tuple(dict.fromkeys(one for one in _named(files, images, site) if _is_wanted(one.url, site)))


def _named(files: Iterable[File], images: Iterable[Image], site: Site) -> Iterator[Attachment]:
    if "files" in site.attachments:
        yield from (Attachment(urldefrag(file.url).url, "file") for file in files)
    if "images" in site.attachments:
        yield from (Attachment(urldefrag(image.url).url, "image") for image in images if image.url)


def _is_wanted(url: str, site: Site) -> bool:
    return site.owns(url) and site.key(url) is None and type_of(url) in site.attachment_types
