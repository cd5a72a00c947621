"""The reader of last resort, for pages whose template none of our layouts claims.

trafilatura says which text is the release's (https://trafilatura.readthedocs.io, Apache-2.0); everything
else is told by the page's own witnesses, in this order: microdata, JSON-LD, Open Graph and Dublin Core, headings,
`<time>` and datelines. Blocks keep the structure that the page gives them.
"""

from __future__ import annotations

from collections.abc import Iterator

from scraper.pages.base import Page
from scraper.pages.generic_text import GenericText
from scraper.pages.marks import SITE_NAME, letters_of
from scraper.pages.page_text import BLOCK_KINDS, PageText

AGREED = 0.8  # share of the letters of one text that the other holds, where our layout is expected
SAME = 0.98  # and where it is not, of both


class Generic(Page):
    """Any page whose text can be found; claimed only where no layout claims it."""

    layout = "generic"

    def __init__(self, text: PageText, html: str) -> None:
        self.found = GenericText(text, html)
        super().__init__(self.found)

    def published(self) -> Iterator[tuple[str, str, str]]:
        """As every layout tells it; where no line of the article is printed with a day, that of a box of its own."""
        printed = False
        for text, source, witness in super().published():
            printed = printed or witness in {"meta line", "line with a day alone"}
            yield text, source, witness
        if not printed and (day := self.found.boxed_day):
            yield day, "time", "box with a day"

    def title(self) -> str:
        """As every layout tells it; where the page has no heading at all, what its head calls it, less the site."""
        names = self.text.marks.page_titles
        if self.text.heading is not None or not names:
            return super().title()
        return max(SITE_NAME.split(names[0]), key=len).strip()

    def agrees(self, own: PageText, *, expected: bool) -> bool:
        """Whether the text that a layout of ours finds by the page's structure is what trafilatura finds.

        expected: whether the address is one of that layout's; then our text may hold more than trafilatura's.
        """
        whole = letters_of(" ".join(self.found.told))
        keys = [letters_of(part.text) for part in own.article if part.kind in BLOCK_KINDS]
        shared = sum(len(key) for key in keys if key in whole)
        if expected:
            return shared >= AGREED * len(whole) or shared >= AGREED * sum(map(len, keys))
        return (
            own.heading is self.found.heading
            and self.found.boxed_day is None
            and (min(shared / (len(whole) or 1), shared / (sum(map(len, keys)) or 1)) >= SAME)
        )

    def claims(self) -> bool:
        """Whether a title and a text were found."""
        return self.text.heading is not None or bool(self.text.marks.page_titles)
