"""What the scraper hands on: captures (bytes as sent) and release items (text as printed).

Nothing here is interpreted: a date is the characters that the page shows. `None` means that the page has none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

CaptureKind = Literal["response", "conversion", "revisit"]
BlockKind = Literal["paragraph", "heading", "list", "table", "quotation"]


@dataclass(frozen=True)
class Capture:
    """One response's bytes at one moment.

    url:         the address asked for, as asked.
    captured_at: UTC, ISO 8601 to the second with a final Z.
    kind:        `response` (what a server sent), `conversion` (its plain text, as in WET files),
                 `revisit` (asked again, same bytes as before; `body` is then empty).
    status:      HTTP status; None for a conversion.
    headers:     as sent, in order; names as sent.
    body:        the payload as sent: still in its Content-Encoding.
    digest:      `sha256:<hex>` of the payload as sent; of a revisit, that of the capture it repeats.
    cut:         why the bytes are not whole (the connection broke off, a crawler's limit); None if they are.
    unverified:  the server's TLS certificate was not checked, because the site file says so.
    row:         the id under which the index keeps it, where that is another one.
    """

    url: str
    captured_at: str
    kind: CaptureKind
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    digest: str = ""
    cut: str | None = None
    unverified: bool = False
    row: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.digest:
            object.__setattr__(self, "digest", "sha256:" + hashlib.sha256(self.body).hexdigest())

    @property
    def id(self) -> str:
        """16 hex digits that name this capture in every database built from it, whatever the order."""
        if self.row:
            return self.row
        seed = f"{self.url}\n{self.captured_at}\n{self.digest}"
        return hashlib.sha256(seed.encode()).hexdigest()[:16]

    def header(self, name: str) -> str | None:
        """The first header of that name (any case), or None."""
        wanted = name.casefold()
        return next((value for key, value in self.headers if key.casefold() == wanted), None)


@dataclass(frozen=True)
class Block:
    """One block of a body, in page order.

    text: the block's text as printed, white space folded; of a list, one line an entry; of a table, one line a row
          with cells parted by tabs.
    level: of a heading 1 to 6, else None.
    """

    kind: BlockKind
    text: str
    level: int | None = None


@dataclass(frozen=True)
class Image:
    """An image with the lines printed for it; `credit` is what follows its `mark` (`©`, `Quelle:`, `Foto:`)."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    mark: str | None = None


@dataclass(frozen=True)
class File:
    """An attached file; `size` as printed (`120 KB`)."""

    url: str
    title: str | None = None
    size: str | None = None


@dataclass(frozen=True)
class Link:
    """A link in the release: `kind` is `body` (in running text) or `related` (a list of links or releases below it)."""

    url: str
    text: str | None = None
    kind: Literal["body", "related"] = "body"


@dataclass(frozen=True)
class ReleaseItem:
    """One release as one capture shows it, verbatim.

    url:            address of the release that this item speaks of (a feed item's link, a detail page's own address).
    layout:         name of the reader that claimed the page.
    meta_line:      author codes, weekday and date as printed: `(DK) – Donnerstag, 01.04.2021`.
    author_text:    the author as printed where it stands apart from a date: `DK`, `(dk)`, `Erstellt von DK`'s `DK`.
    published_text: the date as printed or as an attribute (ISO with offset, `01.04.2021`, RFC 822).
    published_from: where `published_text` was found: `meta line`, `time`, `meta tag`, `json-ld`, `feed`, `list`.
    other_days:     (text, source) of the page's other witnesses of a day, whatever they say, in the order of belief; a
                    printed line beside an attribute has the source `printed line`.
    modified_text:  when the page says that it was last edited, an attribute as printed (ISO with offset).
    teaser, body:   text of the lead and blocks of the body; `partial`: they may be cut (a list entry).
    marked:         whether the page's own marks call it an article.
    error_title:    whether the title is one that error pages have.
    found_in:       (field, where it was found) pairs, for a person who checks.
    """

    url: str
    layout: str
    title: str
    canonical: str | None = None
    uid: int | None = None
    kicker: str | None = None
    meta_line: str | None = None
    author_text: str | None = None
    published_text: str | None = None
    published_from: str | None = None
    modified_text: str | None = None
    other_days: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    teaser: str | None = None
    body: tuple[Block, ...] = ()
    images: tuple[Image, ...] = ()
    files: tuple[File, ...] = ()
    links: tuple[Link, ...] = ()
    categories: tuple[str, ...] = ()
    partial: bool = False
    marked: bool = field(default=False, compare=False)
    error_title: bool = field(default=False, compare=False)
    found_in: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class PageReading:
    """What one page says.

    layout:      the reader that claimed it.
    items:       releases on it: one of a detail page, many of a feed or list.
    release_urls: absolute addresses of releases that it names, in page order, without repeats.
    page_urls:   absolute addresses of further pages of the same list, or of sub-sitemaps.
    lastmod:     of a sitemap: (address, lastmod as printed) pairs.
    page:        of a list, the number of the page that its pager marks as the one shown.
    """

    layout: str
    items: tuple[ReleaseItem, ...] = ()
    release_urls: tuple[str, ...] = ()
    page_urls: tuple[str, ...] = ()
    lastmod: tuple[tuple[str, str], ...] = ()
    page: int | None = None
