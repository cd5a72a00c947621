"""One wording at three addresses or more: a release told again, or a page that comes for whatever is asked.

A release told again (a monthly notice, the same files imported from several archives) has its own day and its own
codes at each address. Templates of error pages may print today's day and a site-wide author too; what they cannot do
is stand where another text belongs, or keep their day. So no page of such a wording is believed while one of its
addresses shows another text before or after it; and one that our own run met on the very day that it prints waits
until a look on another day still finds that day, or finds the same bytes. Imported captures have no next look: they
are believed by their day and codes alone, until an address shows another text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from archive.releases.merge import Witness
from archive.releases.published import parse_published
from archive.releases.quarantine import alike, signed
from scraper.errors import UnreadableDate

SAME_TEXT_AT = 3  # addresses; two are an ordinary repost


def shared_wordings(wordings: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Digests that pages of `SAME_TEXT_AT` releases or more show, with these releases.

    wordings: (release, digest) pairs.
    """
    found: dict[str, set[str]] = {}
    for release, digest in wordings:
        found.setdefault(digest, set()).add(release)
    return {digest: releases for digest, releases in found.items() if len(releases) >= SAME_TEXT_AT}


def out_of_place(releases: Iterable[Iterable[Witness]], shared: Collection[str]) -> set[str]:
    """Those of the shared wordings that stand at an address which shows, or once showed, another text.

    releases: of each release its witnesses.
    """
    found: set[str] = set()
    for witnesses in releases:
        pages = {w.digest: w.item for w in witnesses if w.whole}
        for digest in pages.keys() & set(shared):
            if not all(alike(pages[digest], page) for other, page in pages.items() if other != digest):
                found.add(digest)
    return found


def told_again(page: Witness, seen: Iterable[str], zone: ZoneInfo) -> bool:
    """Whether a page of a shared wording has a day and codes of its own.

    seen: when these bytes were seen at this address by our own runs (UTC, ISO 8601); none of an imported capture.
    zone: in which the city prints its days.
    """
    printed = _printed(page, zone)
    if printed is None or not signed(page.item):
        return False
    days = {datetime.fromisoformat(moment).astimezone(zone).date() for moment in seen}
    return days != {printed}


def _printed(page: Witness, zone: ZoneInfo) -> date | None:
    for text in (page.item.meta_line, page.item.published_text):
        try:
            if text and (published := parse_published(text, zone)):
                return date.fromisoformat(published.day)
        except UnreadableDate:
            continue
    return None
