"""Detail pages without microdata: the portal of 2014, the Presseportal since 2024, and templates nobody has seen yet.

Nobody here has seen their tags; text patterns and the order of the text decide.
"""

from __future__ import annotations

from scraper.items import Image, ReleaseItem
from scraper.pages.base import Page
from scraper.pages.errors import Unreadable
from scraper.pages.patterns import CODE_LINE, META_LINE


class Unmarked(Page):
    """What pages without microdata share."""

    def item(self) -> ReleaseItem:
        """The release by the order of its text."""
        found = self.sorted
        if not found.body and not found.teaser:
            raise Unreadable("there is no text below the title")
        published, source = self.published()
        images = self.images() or ()
        return ReleaseItem(
            url=self.url, layout=self.layout, title=self.required_title(), canonical=self.canonical(), uid=self.uid(),
            kicker=self.kicker(), meta_line=found.meta_line, author_text=self.author(), published_text=published,
            published_from=source, teaser=found.teaser, body=tuple(found.body),
            images=_paired(images, tuple(found.images)), files=self.files(), links=self.links(),
            categories=self.categories(),
            found_in=(("title", "h1"), ("meta_line", "text pattern" if found.meta_line else "none"),
                      ("teaser", "place in the text" if found.teaser else "none")),
        )  # fmt: skip


class Portal(Unmarked):
    """Meta line with a day below the title: generation A, and B in a template without microdata."""

    layout = "portal"

    def claims(self) -> bool:
        """A line with weekday and day stands below the title."""
        return self.heading is not None and not self.microdata and any(map(META_LINE.fullmatch, self.meta_texts))


class Presseportal(Unmarked):
    """Author code alone below the title, no day in the text: generation C."""

    layout = "presseportal"

    def claims(self) -> bool:
        """A line with codes alone stands below the title, or neither codes nor day."""
        if self.heading is None or self.microdata or any(map(META_LINE.fullmatch, self.meta_texts)):
            return False
        return any(map(CODE_LINE.fullmatch, self.meta_texts)) or len(self.article) > 1


def _paired(images: tuple[Image, ...], lines: tuple[Image, ...]) -> tuple[Image, ...]:
    """Images with the lines printed for them, in order; a line too many is an image without an address."""
    bare = [i for i in images if i.caption is None and i.credit is None]
    marked = [i for i in images if i not in bare]
    paired = [Image(i.url, line.caption, line.credit, i.alt) for i, line in zip(bare, lines, strict=False)]
    known = {(i.caption, i.credit) for i in marked}
    rest = [line for line in lines[len(bare) :] if (line.caption, line.credit) not in known]
    return (*marked, *paired, *bare[len(lines) :], *rest)
