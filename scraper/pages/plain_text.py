"""Release pages as plain text (WET `conversion` records), of every site generation."""

from __future__ import annotations

from scraper.boilerplate import Boilerplate
from scraper.items import Block, Image, PageReading, ReleaseItem
from scraper.pages.errors import NotARelease, Unreadable
from scraper.pages.order import Line, add_image_line, sort_lines
from scraper.pages.patterns import (
    CODE_LINE,
    ERROR_TITLE,
    GONE,
    KICKERS,
    META_LINE,
    NOT_A_TITLE,
    RELATED_HEADING,
    is_footer,
    is_meta_line,
)


def read_plain_text(text: str, url: str, boilerplate: Boilerplate) -> PageReading:
    """Read a page whose text stands in lines, one block a line, blank lines between or not.

    boilerplate: of the city whose page it is.
    Raises: NotARelease, if it is an error page, another office's report, or says that the article is gone; Unreadable,
    if it has no meta line to find the title by.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    meta = next((n for n, line in enumerate(lines) if n and is_meta_line(line)), None)
    if meta is None and any(GONE.fullmatch(line) or ERROR_TITLE.fullmatch(line) for line in lines):
        raise NotARelease("the page says that there is no such article, or no longer")
    if meta is None or NOT_A_TITLE.fullmatch(lines[meta - 1]) or boilerplate.not_titles.fullmatch(lines[meta - 1]):
        raise Unreadable("no line with author code and day below a title was found in the text")
    title, meta_line = lines[meta - 1], lines[meta]
    above = lines[meta - 2] if meta > 1 else ""
    kicker = above if KICKERS.fullmatch(above) else None
    if boilerplate.is_other_office(kicker) and "(" not in meta_line:
        raise NotARelease(f"another office's report: a day without author codes below the kicker „{kicker}“")
    below = lines[meta:]
    end = next(
        (n for n, line in enumerate(below) if is_footer(line, boilerplate) or RELATED_HEADING.fullmatch(line)), None
    )
    below = below[:end]
    found = sort_lines([Line(Block("paragraph", line)) for line in below])
    if not found.body:
        raise Unreadable("there is no text below the meta line")
    images: list[Image] = []
    for n in found.image_lines:
        add_image_line(images, below[n])
    dated = META_LINE.fullmatch(meta_line) is not None
    witnessed = {
        "title": "line above the meta line",
        "kicker": "line above the title" if kicker else None,
        "meta_line": "text pattern",
        "published_text": "meta line" if dated else None,
        "author_text": None if dated else "line with codes alone",
        "teaser": found.teaser_by,
    }
    item = ReleaseItem(
        url=url,
        layout="plain_text",
        title=title,
        kicker=kicker,
        meta_line=meta_line,
        author_text=meta_line if CODE_LINE.fullmatch(meta_line) else None,
        published_text=found.day if dated else None,
        published_from="meta line" if dated else None,
        teaser=found.teaser,
        body=tuple(found.body),
        images=tuple(images),
        found_in=tuple((name, where) for name, where in witnessed.items() if where),
    )
    return PageReading("plain_text", (item,))
