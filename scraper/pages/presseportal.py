"""The Presseportal since the winter of 2024/25: generation C of darmstadt.de, which holds older releases too."""

from __future__ import annotations

from scraper.pages.base import Page


class Presseportal(Page):
    """Title, `(dk)` alone, teaser, caption and credit, body; the day, if any, in an element that the text lost.

    Only its text has been seen, never its tags.
    """

    layout = "presseportal"

    def could_be(self) -> bool:
        """No microdata and neither codes nor a day in a meta line, but a text: some of its pages have nothing more."""
        return self.text.microdata is None and self.text.meta_line is None and bool(self.text.sorted.body)

    def claims(self) -> bool:
        """No microdata, and codes without a day in a meta line below the title."""
        if self.text.microdata is not None or self.text.heading is None:
            return False
        return self.text.has_code_line() or (self.text.sorted.author or "").startswith("(")
