"""TYPO3 EXT:news detail pages: generation B of darmstadt.de among them."""

from __future__ import annotations

from scraper.pages.base import Page


class ExtNews(Page):
    """Seen on TYPO3 12.4 with EXT:news 12.3 (default templates); darmstadt.de ran it from 2015 to 2024.

    The city's own templates have not been seen: what microdata does not mark is recognised by the text.
    """

    layout = "ext_news"

    def claims(self) -> bool:
        """The title is marked as an article's headline, or `DD.MM.YYYY` stands in the meta line below it."""
        return self.text.microdata is not None or self.text.has_dated_meta_line(long=False)
