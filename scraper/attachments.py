"""Attachments: which files and pictures of a release are captured, by the site file's switch and bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urldefrag, urlsplit

from scraper.items import File, Image
from scraper.sites import Site

Kind = Literal["file", "image"]


@dataclass(frozen=True)
class Attachment:
    """What a release links to as its file, or shows as its picture; `url` is absolute and without a fragment."""

    url: str
    kind: Kind


def attachments_of(files: Iterable[File], images: Iterable[Image], site: Site) -> tuple[Attachment, ...]:
    """The attachments of a release that are captured, files first: each address once, and only of the site's hosts."""
    found = dict.fromkeys(one for one in _named(files, images, site) if _is_wanted(one.url, site))
    return tuple(found)[: site.attachments_per_release]


def type_of(url: str) -> str:
    """The type of a file by the end of its address, in lower case: `pdf`; "" if it has none."""
    try:
        name = unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:
        return ""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _named(files: Iterable[File], images: Iterable[Image], site: Site) -> Iterator[Attachment]:
    if "files" in site.attachments:
        yield from (Attachment(urldefrag(file.url).url, "file") for file in files)
    if "images" in site.attachments:
        yield from (Attachment(urldefrag(image.url).url, "image") for image in images if image.url)


def _is_wanted(url: str, site: Site) -> bool:
    return site.owns(url) and site.key(url) is None and type_of(url) in site.attachment_types
