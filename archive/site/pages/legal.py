"""Who runs the archive and what law asks for: imprint, privacy, and where an error is reported."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from archive.site.page import Asked
from archive.site.safe import unbroken

LONGEST_TITLE = 120  # characters of a title in the subject of a mail


@dataclass(frozen=True)
class Legal:
    """A page of the operator's own lines; empty where the settings have none. kind: `imprint` or `privacy`."""

    kind: str
    heading: str
    lines: Sequence[str]


def imprint(_: sqlite3.Connection, asked: Asked) -> Legal:
    """The imprint."""
    return Legal("imprint", "Impressum", asked.site.imprint)


def privacy(_: sqlite3.Connection, asked: Asked) -> Legal:
    """What is kept about readers."""
    return Legal("privacy", "Datenschutz", asked.site.privacy)


def report_link(asked: Asked, slug: str, title: str) -> str:
    """Where an error of a release is reported: a mail with its address filled in, or the operator's page; or ""."""
    link = asked.site.contact_link
    if not link.startswith("mailto:"):
        return link
    name = unbroken(title)
    shown = name if len(name) <= LONGEST_TITLE else name[:LONGEST_TITLE].rpartition(" ")[0] + " …"
    address = asked.absolute + asked.release(slug)
    body = f"Mitteilung: {name}\r\nAdresse: {address}\r\n\r\nWas stimmt nicht?\r\n"
    return f"{link}?subject={quote(f'Fehler melden: {shown}', safe='')}&body={quote(body, safe='')}"
