"""The page of a release: what it says, where that comes from, what was changed, what is near it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, NamedTuple

from archive.site.page import Asked, Query
from archive.site.pages.article import Article, load_article
from archive.site.pages.attached import Attached, load_attached, without_fragment
from archive.site.pages.citing import Citation, cite
from archive.site.pages.dated import DateLine, load_dates
from archive.site.pages.legal import report_link
from archive.site.pages.releases import ReleaseLine, release_facts
from archive.site.pages.revised import RevisionLine, load_revisions
from archive.site.pages.similar import similar
from archive.site.withdrawals import WithdrawalLine, withdrawals_of

CAPTURES_SHOWN = 40
CAPTURES = """SELECT c.id, c.captured_at, c.url, c.kind, c.status, c.digest FROM release_captures x
  JOIN captures c ON c.id = x.capture WHERE x.release = :slug ORDER BY c.captured_at, c.id LIMIT :many"""
SOURCES = """SELECT s.field, c.id, c.captured_at, c.url FROM release_sources s JOIN captures c ON c.id = s.capture
  WHERE s.release = :slug ORDER BY s.field"""
CONFLICTS = """SELECT x.field, x.kept, x.other, x.source, x.capture, c.captured_at, x.reason FROM conflicts x
  JOIN captures c ON c.id = x.capture WHERE x.release = :slug ORDER BY x.position"""
AUTHORS = """SELECT x.printed, x.code, a.office, a.person FROM release_authors x JOIN authors a ON a.code = x.code
  WHERE x.release = :slug ORDER BY x.position"""
CATEGORIES = "SELECT category FROM release_categories WHERE release = :slug ORDER BY position"
IMAGES = "SELECT url, printed AS caption, credit, alt FROM images WHERE release = :slug ORDER BY position"
FORMER = """SELECT f.url, f.title, c.captured_at FROM former_files f JOIN captures c ON c.id = f.dropped_in
  WHERE f.release = :slug ORDER BY f.position"""
FILES = "SELECT url, title, size FROM files WHERE release = :slug ORDER BY position"
LINKS = "SELECT url, text, kind FROM links WHERE release = :slug ORDER BY position"
# The lists' order (NEWEST_FIRST); what has no day has no place in it.
PREVIOUS = """SELECT slug, title, published FROM releases WHERE published <= :published AND (published < :published
    OR coalesce(published_at, '') < :at OR (coalesce(published_at, '') = :at AND slug > :slug))
  ORDER BY published DESC, published_at DESC, slug LIMIT 1"""
NEXT = """SELECT slug, title, published FROM releases WHERE published >= :published AND (published > :published
    OR coalesce(published_at, '') > :at OR (coalesce(published_at, '') = :at AND slug < :slug))
  ORDER BY published, published_at, slug DESC LIMIT 1"""


class CaptureLine(NamedTuple):
    """A capture that shows the release; time in UTC."""

    id: str
    captured_at: str
    url: str
    kind: str
    status: int | None
    digest: str


class SourceLine(NamedTuple):
    """Which capture a field comes from."""

    field: str
    capture: str
    captured_at: str
    url: str


class ConflictLine(NamedTuple):
    """What another capture says about a field."""

    field: str
    kept: str | None
    other: str
    source: str
    capture: str
    captured_at: str
    reason: str


class AuthorLine(NamedTuple):
    """An author code as printed, and whose it is where that is known."""

    printed: str
    code: str
    office: str | None
    person: str | None


class ImageLine(NamedTuple):
    """An image that stays where the city keeps it."""

    url: str | None
    caption: str | None
    credit: str | None
    alt: str | None


class FileLine(NamedTuple):
    """An attached file."""

    url: str
    title: str | None
    size: str | None


class FormerLine(NamedTuple):
    """A file or picture that it was shown with once. dropped: when it was first missing, UTC."""

    url: str
    title: str | None
    dropped: str


class LinkLine(NamedTuple):
    """A link of the release: `kind` body or related."""

    url: str
    text: str | None
    kind: str


class Neighbour(NamedTuple):
    """The release before or after this one."""

    slug: str
    title: str
    published: str


@dataclass(frozen=True)
class ReleasePage:
    """Everything that the page of a release shows; `facts` are the columns of `releases` by name.

    withdrawals: what the operator blackened, or keeps from search engines.
    report: where an error in it is reported, a mail or a web address; "" if the operator gave neither.
    """

    query: Query
    facts: dict[str, Any]
    article: Article
    dates: list[DateLine]
    authors: list[AuthorLine]
    categories: list[str]
    images: list[ImageLine]
    files: list[FileLine]
    former: list[FormerLine]
    attached: dict[str, Attached]
    links: list[LinkLine]
    captures: list[CaptureLine]
    capture_count: int
    sources: list[SourceLine]
    conflicts: list[ConflictLine]
    revisions: list[RevisionLine]
    similar: list[ReleaseLine]
    previous: Neighbour | None
    next: Neighbour | None
    citation: Citation
    report: str
    withdrawals: list[WithdrawalLine]

    def attachment(self, url: str | None) -> Attached | None:
        """What the archive has of a file or picture."""
        return self.attached.get(without_fragment(url)) if url else None

    @property
    def noindex(self) -> bool:
        """Whether search engines are asked to leave the release out."""
        return any(one.scope == "noindex" for one in self.withdrawals)


def load(connection: sqlite3.Connection, asked: Asked) -> ReleasePage | None:
    """The release whose slug stands in the address; None if there is none."""
    slug = asked.names["slug"]
    facts = release_facts(connection, slug)
    if facts is None:
        return None
    by_slug: dict[str, Any] = {"slug": slug}
    dated = {"slug": slug, "published": facts["published"], "at": facts["published_at"] or ""}
    before, after = (
        connection.execute(sql, dated).fetchone() if facts["published"] else None for sql in (PREVIOUS, NEXT)
    )
    (count,) = connection.execute("SELECT count(*) FROM release_captures WHERE release = :slug", by_slug).fetchone()
    attached = load_attached(connection, slug)
    return ReleasePage(
        query=Query("SELECT * FROM releases WHERE slug = :slug", {"slug": slug}),
        facts=facts,
        article=load_article(connection, slug, facts["title"], facts["teaser"]),
        dates=load_dates(connection, slug),
        authors=[AuthorLine(*row) for row in connection.execute(AUTHORS, by_slug)],
        categories=[category for (category,) in connection.execute(CATEGORIES, by_slug)],
        images=[ImageLine(*row) for row in connection.execute(IMAGES, by_slug)],
        files=[FileLine(*row) for row in connection.execute(FILES, by_slug)],
        former=[one for one in map(FormerLine._make, connection.execute(FORMER, by_slug)) if one.url in attached],
        attached=attached,
        links=[LinkLine(*row) for row in connection.execute(LINKS, by_slug)],
        captures=[CaptureLine(*row) for row in connection.execute(CAPTURES, {"slug": slug, "many": CAPTURES_SHOWN})],
        capture_count=count,
        sources=[SourceLine(*row) for row in connection.execute(SOURCES, by_slug)],
        conflicts=[ConflictLine(*row) for row in connection.execute(CONFLICTS, by_slug)],
        revisions=load_revisions(connection, slug),
        similar=similar(connection, slug, facts["title"]),
        previous=Neighbour(*before) if before else None,
        next=Neighbour(*after) if after else None,
        citation=cite(facts, asked),
        report=report_link(asked, facts["slug"], facts["title"]),
        withdrawals=withdrawals_of(connection, slug),
    )
