"""Which blocks of a page are the article's, where trafilatura says what its text is."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from functools import cached_property

from lxml.html import HtmlElement

from scraper.pages import witnesses
from scraper.pages.dateline import read_dateline
from scraper.pages.element_text import fold
from scraper.pages.flow import Part, Walk
from scraper.pages.marks import letters_of
from scraper.pages.order import Line
from scraper.pages.page_text import BLOCK_KINDS, TOP, PageText, count_elements
from scraper.pages.patterns import is_footer, is_image_line, is_tools
from scraper.pages.surroundings import APART, Surroundings, article_around, is_related_heading, is_value
from scraper.pages.witnesses import PLACE_AND_DAY, is_only_files

MOST_CHARACTERS = 1_000_000  # of a page's HTML, and
MOST_NODES = 10_000  # elements: a larger page is read by its own structure alone
NEAR = 8  # blocks in front of the text among which days, bylines and images belong to it
END = 3  # blocks behind it among which a labelled day or a byline does
COVERED = 0.5  # share of what trafilatura found that the page's own blocks must hold
LONG = 40  # letters; a shorter block is found only where it is whole lines of what trafilatura found
UNBROKEN = 0.6  # share of the text that must stand above what ends it
LITTLE = 250  # letters; of shorter texts trafilatura gives a part, taken for the whole
LONGEST_LINE = 10_000  # letters of a text in one line whose blocks are sought
SENTENCE = re.compile(r"[A-ZÄÖÜ„»\"].*[^\W\d][.!?][“«\"]?")  # from a capital to its mark
SHORT = 12  # letters; a shorter block is the release's only between blocks that are


class GenericText(PageText):
    """A page whose article trafilatura finds."""

    def __init__(self, text: PageText, html: str) -> None:
        super().__init__(text.document, text.url, text.base, text.boilerplate)
        self._html = html

    @cached_property
    def told(self) -> list[str]:
        """The article's lines by trafilatura; of a page given whole, without what is above the title."""
        lines = self._extracted
        title = letters_of(self.heading.text_content()) if self.heading is not None else ""
        at = next((n for n, line in enumerate(lines) if letters_of(line) == title), 0)
        if not at:
            return lines
        start = next((n for n, part in enumerate(self.page) if part.element is self.heading), 0)
        blocks = [letters_of(part.text) for part in self.page[start:]]
        whole, known = "".join(blocks), set(blocks)
        above = [
            line for line in lines[:at] if (key := letters_of(line)) in known or (len(key) >= LONG and key in whole)
        ]
        return [*above, *lines[at:]]

    @cached_property
    def _extracted(self) -> list[str]:
        """The lines that trafilatura gives."""
        if len(self._html) > MOST_CHARACTERS or count_elements(self.document) > MOST_NODES:
            return []
        import trafilatura  # importing it takes half a second, which most pages need not wait for

        logging.getLogger("trafilatura").setLevel(
            logging.CRITICAL
        )  # „empty HTML tree“ is of no interest to an operator
        # fast: without its fallbacks, of which readability takes minutes on some broken pages
        try:
            text = trafilatura.extract(self.document, include_comments=False, fast=True) or ""
        except Exception:  # noqa: BLE001 - whatever breaks it, the page's own structure is left to read by
            return []
        return [line for line in map(fold, text.splitlines()) if line]

    @cached_property
    def _heading(self) -> tuple[HtmlElement | None, str]:
        """The heading that the page's head names, else what every layout takes."""
        if self.microdata is not None:
            return self.microdata, "itemprop headline"
        named = [p for p in self.page if p.kind == "heading" and self.marks.is_named(p.text)]
        if named:
            best = max(named, key=lambda p: (p.level == 1, len(p.text)))
            return self._not_the_site(best, named).element, "the page's title"
        lines = [p for p in self.page if p.kind == "paragraph" and self.marks.is_named(p.text)]
        if lines and not any(p.kind == "heading" for p in self.page):  # a template of tables and bold letters
            return max(lines, key=lambda p: len(p.text)).element, "the page's title"
        found = super()._heading
        if found[0] is None and (dated := witnesses.dated_heading(self.page)) is not None:
            return dated, "heading with a day beside it"
        return found

    def _not_the_site(self, best: Part, named: list[Part]) -> Part:
        """`best`, unless it names the site and a heading between it and the text names the page."""
        if best.text not in self.marks.publishers:
            return best
        whole = letters_of(" ".join(self._extracted))
        texts = (n for n, p in enumerate(self.page) if p.kind == "paragraph" and len(letters_of(p.text)) >= LONG)
        text = next((n for n in texts if letters_of(self.page[n].text) in whole), 0)
        between = self.page[self.page.index(best) + 1 : text]
        return next((p for p in reversed(between) if p in named and p.text not in self.marks.publishers), best)

    @cached_property
    def boxed_day(self) -> str | None:
        """The one day in a box near the title that is named for it, or behind a place: `Bonn, 11.10.2021`."""
        return witnesses.day_in_a_box(self.page, self.heading)

    @cached_property
    def article(self) -> list[Part]:
        """The blocks of the release: those of the page that trafilatura found, in the page's order and structure."""
        own = super().article
        if not self.told:
            return own
        parts, marks = self.page, next(filter(self._is_most, (self._told_parts, self._parts_of_one_line)), [])
        if not marks:
            return self._as_told()
        around = self._surroundings(marks)
        marks = self._unbroken([n for n in marks if not around.holds(parts[n])] or marks, around)
        parents = {parts[n].holder for n in marks if parts[n].kind == "paragraph"}
        first, last = marks[0], marks[-1]
        chosen = set(marks)
        chosen |= {n for n in range(first, last) if self._belongs(n, parents, chosen) and not around.holds(parts[n])}
        if self._is_partial:
            chosen |= around.continued(parts, range(self._start, first), range(first + 1, len(parts)), self.boilerplate)
        chosen |= self._last_sentences(last, around)
        chosen |= {n for n in range(max(self._start, first - NEAR), first) if _beside(parts[n])}
        chosen |= {n for n in range(last + 1, min(last + 1 + END, len(parts))) if _ends(parts[n])}
        kept = [parts[n] for n in sorted(chosen) if not _is_detail(parts[n])]
        while len(kept) > 1 and (kept[-1].kind in {"heading", "image"} or around.ends_a_page(kept[-1])):
            kept.pop()
        return kept

    def _last_sentences(self, last: int, around: Surroundings) -> set[int]:
        """The positions of the paragraphs that go on behind the last block found: whole sentences beside it.

        trafilatura drops short ones with several links.
        """
        found: set[int] = set()
        for n in range(last + 1, len(self.page)):
            part = self.page[n]
            beside = part.kind == "paragraph" and part.loose is None and part.holder is self.page[last].holder
            if not beside or not SENTENCE.fullmatch(part.text) or around.ends_a_page(part) or around.holds(part):
                break
            if part.role is not None or is_footer(part.text, self.boilerplate):
                break
            found.add(n)
        return found

    def _unbroken(self, marks: list[int], around: Surroundings) -> list[int]:
        """Of the blocks found, those up to where something else begins: a list of other things, a box, the footer.

        What follows is believed to be the article's all the same if it is more than a part of it.
        """
        parts = self.page
        total = sum(len(parts[n].text) for n in marks)
        told = set(marks)
        main = max((n for n in marks if around.is_beside_article(parts[n])), default=marks[0])
        for n in range(marks[0] + 1, marks[-1]):
            part = parts[n]
            strange = n not in told and n > main and part.kind != "heading" and part.text and _is_strange(part)
            if strange or is_related_heading(part) or is_footer(part.text, self.boilerplate):
                before = [m for m in marks if m < n]
                if sum(len(parts[m].text) for m in before) >= UNBROKEN * total:
                    return before
        return marks

    @cached_property
    def _whole(self) -> str:
        """The letters of all that trafilatura found."""
        return letters_of(" ".join(self.told))

    @cached_property
    def _start(self) -> int:
        """The position behind the title; 0, if nothing that trafilatura found stands behind it."""
        start = next((n + 1 for n, p in enumerate(self.page) if p.element is self.heading), 0)
        below = (p for p in self.page[start:] if len(p.text) > SHORT)
        return start if any(letters_of(p.text) in self._whole for p in below) else 0

    @cached_property
    def _told_parts(self) -> list[int]:
        """The positions of the blocks that trafilatura found; of short ones, those that are whole lines of its text."""
        known: dict[str, bool] = {}  # a page may say one thing thousands of times
        found = []
        for n, part in enumerate(self.page):
            key = letters_of(part.text) if n >= self._start and part.kind in BLOCK_KINDS else ""
            if len(key) < SHORT or part.element is self.heading:
                continue
            if key not in known:
                known[key] = key in self._whole if len(key) >= LONG else key in self._short_runs
            if known[key]:
                found.append(n)
        return found

    @property
    def _is_partial(self) -> bool:
        """Whether trafilatura found so little, or no more than one line, that it may have missed or joined blocks."""
        return len(self._whole) < LITTLE or (len(self.told) == 1 and len(self._whole) < LONGEST_LINE)

    def _is_most(self, marks: list[int]) -> bool:
        """Whether these blocks hold enough of what trafilatura found."""
        told = sum(len(letters_of(self.page[n].text)) for n in marks)
        return bool(marks) and told >= COVERED * len(self._whole)

    @cached_property
    def _parts_of_one_line(self) -> list[int]:
        """The positions of the blocks of an `<article>` or a cell of a page, which trafilatura gives as one line."""
        parts = self.page
        if not self._is_partial:
            return []
        marks = (n for n in range(self._start, len(parts)) if letters_of(parts[n].text) in self._whole)
        texts = (n for n in marks if parts[n].kind in BLOCK_KINDS and parts[n].role not in APART)
        return [
            n
            for n in texts
            if article_around(parts[n]) is not None
            and parts[n].element is not self.heading
            and read_dateline(parts[n].text) is None
        ]

    @cached_property
    def _short_runs(self) -> set[str]:
        """The letters of one line or several in a row that trafilatura found, as far as they are short."""
        lines = [letters for letters in map(letters_of, self.told) if letters]
        runs = set()
        for first in range(len(lines)):
            run = ""
            for line in lines[first : first + LONG]:
                run += line
                if len(run) >= LONG:
                    break
                runs.add(run)
        return runs

    def _surroundings(self, marks: list[int]) -> Surroundings:
        """What stands around the title and the element in which most of the text stands."""
        letters: dict[HtmlElement | None, int] = {}
        end = next((n for n in marks if is_related_heading(self.page[n])), len(self.page))
        for n in [n for n in marks if n < end] or marks:
            parent = self.page[n].holder
            letters[parent] = letters.get(parent, 0) + len(self.page[n].text)
        return Surroundings(self.heading, max(letters, key=lambda parent: letters[parent], default=None))

    @cached_property
    def _walk(self) -> Walk:
        """As every layout has it; a line in bold stands alone: templates of tables have no other headings."""
        return Walk(self._body, bold_alone=True, boilerplate=self.boilerplate)

    def _belongs(self, at: int, parents: set[HtmlElement | None], marks: set[int]) -> bool:
        """Whether a block between those that were found is the article's: beside one of them, or a heading above."""
        part = self.page[at]
        if part.kind == "heading":
            return at + 1 in marks
        return part.kind in {"image", "time"} or (
            part.kind in {"paragraph", "list", "table"} and part.holder in parents
        )

    def _as_told(self) -> list[Part]:
        """The lines as trafilatura gives them, where the page's own blocks do not hold them."""
        body = self.document.find("body")
        at = self.document if body is None else body
        title = letters_of(self.heading.text_content()) if self.heading is not None else ""
        lines = [line for line in self.told if letters_of(line) not in {"", title}]
        return [Part("paragraph", line.removeprefix("- "), at) for line in lines]

    @cached_property
    def lines(self) -> list[tuple[Part, Line]]:
        """As every layout has them; a role from around the whole article (its category) is that of no block."""
        plain = {"categories", "tags", "author", "kicker"}
        lines = []
        for n, (part, line) in enumerate(super().lines):
            if n < TOP and PLACE_AND_DAY.fullmatch(line.text):
                role: str | None = "date"
            else:
                role = None if line.role in plain and read_dateline(line.text) is None else line.role
            lines.append((part, replace(line, role=role)))
        return lines


def _beside(part: Part) -> bool:
    """Whether a block between title and text is a witness of its own: a day, a byline, an image, a teaser."""
    return part.kind in {"time", "image"} or part.role in {"teaser", "caption"} or read_dateline(part.text) is not None


def _is_detail(part: Part) -> bool:
    """Whether a block is no text but what a page says or offers beside it: files, the value of a field, its tools."""
    return is_only_files(part) or is_value(part) or is_tools(part.text)


def _is_strange(part: Part) -> bool:
    """Whether a block that was not found is something else, not a detail of the article: an image's line, a file."""
    beside = part.role in {"caption", "teaser"} or is_image_line(part.text) or is_only_files(part)
    return part.kind in BLOCK_KINDS and not beside and not _beside(part)


def _ends(part: Part) -> bool:
    line = read_dateline(part.text)
    return line is not None and bool(line.labelled or line.author or line.modified)
