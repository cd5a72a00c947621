"""Release pages as plain text (WET `conversion` records), of every site generation."""

from __future__ import annotations

from scraper.items import Block, PageReading, ReleaseItem
from scraper.pages.errors import NotARelease, Unreadable
from scraper.pages.order import sort_blocks
from scraper.pages.patterns import FOOTER_START, GONE, KICKERS, is_meta_line


def read_plain_text(text: str, url: str) -> PageReading:
    """Read a page whose text stands in lines, one block a line, blank lines between or not.

    Raises: NotARelease, if it says that the article is gone; Unreadable, if it has no meta line to find the title by.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if GONE.search(text) and len(lines) < 30:
        raise NotARelease("the page says that the article is no longer available")
    meta = next((n for n, line in enumerate(lines) if is_meta_line(line)), None)
    if not meta:
        raise Unreadable("no line with author code and day below a title was found in the text")
    title = lines[meta - 1]
    above = lines[meta - 2] if meta > 1 else ""
    kicker = above if KICKERS.fullmatch(above) else None
    end = next((n for n, line in enumerate(lines) if n > meta and FOOTER_START.fullmatch(line)), len(lines))
    found = sort_blocks([Block("paragraph", line) for line in lines[meta:end]])
    if not found.body:
        raise Unreadable("there is no text below the meta line")
    item = ReleaseItem(
        url=url, layout="plain_text", title=title, kicker=kicker, meta_line=found.meta_line, teaser=found.teaser,
        body=tuple(found.body), images=tuple(found.images),
        found_in=(("title", "line above the meta line"), ("meta_line", "text pattern")),
    )  # fmt: skip
    return PageReading("plain_text", (item,))
