"""TYPO3 EXT:news detail pages: microdata says what is what; generation B of darmstadt.de among them."""

from __future__ import annotations

from scraper.items import Block, ReleaseItem
from scraper.pages.base import BLOCK_KINDS, Page, as_block
from scraper.pages.patterns import is_meta_line


class ExtNews(Page):
    """Seen on TYPO3 12.4 with EXT:news 12.3 (default templates); darmstadt.de used it from 2015 to 2024."""

    layout = "ext_news"

    def claims(self) -> bool:
        """The title is marked as an article's headline."""
        return self.microdata

    def item(self) -> ReleaseItem:
        """The release by its microdata; what has no mark is told by its place and pattern."""
        published, source = self.published()
        body, teaser, meta = self._texts()
        images = self.images()
        return ReleaseItem(
            url=self.url,
            layout=self.layout,
            title=self.required_title(),
            canonical=self.canonical(),
            uid=self.uid(),
            kicker=self.kicker(),
            meta_line=meta,
            author_text=self.author(),
            published_text=published,
            published_from=source,
            teaser=teaser,
            body=tuple(body),
            images=images,
            files=self.files(),
            links=self.links(),
            categories=self.categories(),
            found_in=(
                ("title", "itemprop headline"),
                ("published_text", source or "none"),
                ("teaser", "itemprop description" if teaser else "none"),
            ),
        )

    def _texts(self) -> tuple[list[Block], str | None, str | None]:
        body: list[Block] = []
        teaser: list[str] = []
        meta: str | None = None
        dates = {p.text for p in self.article if p.kind == "time"}
        for part in self.article:
            if part.kind not in BLOCK_KINDS or part.role in {"categories", "tags", "author", "caption", "date"}:
                continue
            if part.role == "teaser":
                teaser.append(part.text)
            elif part.role == "body" or body or teaser:
                body.append(as_block(part))
            elif is_meta_line(part.text):
                meta = part.text
            elif not (dates and any(d in part.text for d in dates)):
                body.append(as_block(part))  # text before any teaser: content elements
        return body, "\n".join(teaser) or None, meta
