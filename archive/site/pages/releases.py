"""Lists of releases: what one line of a list shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COLUMNS = "slug, published, title, teaser, author_codes, revisions, gone_at"
FACTS = """SELECT r.*, c.captured_at, c.digest AS capture_digest FROM releases r JOIN captures c ON c.id = r.capture
  WHERE r.slug = :slug"""
NEWEST_FIRST = "published DESC, published_at DESC, slug"


@dataclass(frozen=True)
class ReleaseLine:
    """A release in a list; `published` is an ISO day or None, `gone_at` a UTC moment if the city took it down."""

    slug: str
    published: str | None
    title: str
    teaser: str | None
    author_codes: str | None
    revisions: int
    gone_at: str | None


def release_lines(connection: sqlite3.Connection, rest: str, params: Mapping[str, str | int]) -> list[ReleaseLine]:
    """Releases by the end of a SELECT statement: `rest` begins with JOIN, WHERE, ORDER BY or LIMIT."""
    sql = f"SELECT {', '.join(f'r.{c}' for c in COLUMNS.split(', '))} FROM releases r {rest}"  # noqa: S608 - ours
    return [ReleaseLine(*(_plain(value) for value in row)) for row in connection.execute(sql, params)]


def release_facts(connection: sqlite3.Connection, slug: str) -> dict[str, Any] | None:
    """The columns of `releases` by name, with time and digest of the capture that the text comes from."""
    cursor = connection.execute(FACTS, {"slug": slug})
    row = cursor.fetchone()
    return dict(zip([column[0] for column in cursor.description], row, strict=True)) if row else None


def _plain(value: Any) -> Any:
    return value.replace("\u00ad", "") if isinstance(value, str) else value
