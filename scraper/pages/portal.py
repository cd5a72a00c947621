"""The portal of 2014: generation A of darmstadt.de."""

from __future__ import annotations

from scraper.pages.base import Page


class Portal(Page):
    """Title, meta line `( PSD)   –  Freitag, 3. Januar 2014`, image title, caption and credit, teaser, body.

    Only its text has been seen, never its tags.
    """

    layout = "portal"

    def claims(self) -> bool:
        """No microdata, and a meta line with the month in words."""
        return self.text.microdata is None and self.text.has_dated_meta_line(long=True)
