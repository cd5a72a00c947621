"""Release: one communication of the city, normalised. Frozen; text NFC, days ISO, instants UTC."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.items import Block, Link


@dataclass(frozen=True)
class Published:
    """When a release says that it was published.

    day:          ISO day in the city's time zone.
    at:           the instant in UTC (`2021-04-01T09:12:00Z`), None where only a day is known.
    local:        the wall time of that instant with its offset (`2021-04-01T11:12:00+02:00`).
    weekday_fits: whether a printed weekday is that day's; None where none is printed.
    """

    day: str
    at: str | None = None
    local: str | None = None
    weekday_fits: bool | None = None


@dataclass(frozen=True)
class AuthorCode:
    """Initials of who wrote it: `code` casefolded, `printed` as on the page."""

    code: str
    printed: str


@dataclass(frozen=True)
class Revision:
    """One wording of a release: `number` counts from 1; `capture` shows it first; times UTC."""

    number: int
    capture: str
    first_seen: str
    last_seen: str
    digest: str
    title: str
    teaser: str | None
    body: str


@dataclass(frozen=True)
class FieldSource:
    """Which capture a field of a release comes from."""

    field: str
    capture: str


@dataclass(frozen=True)
class Conflict:
    """A witness that says something else than what was kept, or nothing readable; `other` as printed."""

    field: str
    kept: str | None
    other: str
    source: str
    capture: str
    reason: str


@dataclass(frozen=True)
class ReleaseImage:
    """An image; `printed` is its lines as printed, `caption` the same without the credit.

    `mark` and `credit` are as printed (`Foto:`, `Mara Berg / pixelio.de`), its names apart if it tells.
    """

    url: str | None
    caption: str | None
    printed: str | None
    mark: str | None
    credit: str | None
    photographer: str | None
    agency: str | None
    alt: str | None


@dataclass(frozen=True)
class ReleaseFile:
    """An attached file: `size` as printed, `type` the ending of its address in small letters (`pdf`)."""

    url: str
    title: str | None
    size: str | None
    type: str | None


@dataclass(frozen=True)
class FormerFile:
    """A file or picture that the release was shown with once.

    kind: file or image. title: of the file, or what stands at the picture. dropped_in: the first capture without it.
    """

    kind: str
    url: str
    title: str | None
    dropped_in: str


@dataclass(frozen=True)
class Release:
    """One release as its witnesses show it together.

    capture, url: the capture that the text comes from, and its address.
    published_source, published_capture: which witness the day comes from (`meta line`, `time`, `feed`, …).
    modified:     when the page of `capture` says that it was last edited.
    captures:     every capture that shows the release, oldest first.
    """

    slug: str
    url: str
    layout: str
    capture: str
    title: str
    captures: tuple[str, ...]
    first_seen: str
    last_seen: str
    uid: int | None = None
    kicker: str | None = None
    meta_line: str | None = None
    teaser: str | None = None
    blocks: tuple[Block, ...] = ()
    published: Published | None = None
    published_source: str | None = None
    published_capture: str | None = None
    modified: Published | None = None
    authors: tuple[AuthorCode, ...] = ()
    categories: tuple[str, ...] = ()
    images: tuple[ReleaseImage, ...] = ()
    files: tuple[ReleaseFile, ...] = ()
    former_files: tuple[FormerFile, ...] = ()
    links: tuple[Link, ...] = ()
    revisions: tuple[Revision, ...] = ()
    sources: tuple[FieldSource, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def body(self) -> str:
        """The body as plain text, blocks parted by an empty line."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def texts(self) -> tuple[str, str, str]:
        """Title, teaser and body, empty where there is none."""
        return self.title, self.teaser or "", self.body
