"""What a look at a release's page tells the crawl: whether its text is as before, and what it lacks."""

from __future__ import annotations

import hashlib

from scraper.due import printed_day
from scraper.items import ReleaseItem


def missing(item: ReleaseItem) -> tuple[str, ...]:
    """Which of title, date, body and author code an item lacks."""
    has = {
        "title": item.title,
        "date": item.published_text or printed_day(item.meta_line),
        "body": item.body,
        "author": item.author_text or "(" in (item.meta_line or ""),
    }
    return tuple(field for field, value in has.items() if not value)


def wording(item: ReleaseItem) -> str:
    """A digest of the text of a release: a page changes with every token that a firewall puts into it, its text not."""
    texts = (item.title, item.teaser or "", *(block.text for block in item.body))
    return hashlib.sha256("\x1f".join(" ".join(text.split()) for text in texts).encode("utf-8", "replace")).hexdigest()
