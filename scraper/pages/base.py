"""What all layouts of detail pages share: turning the text of a page into an item."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import datetime

from scraper.items import Image, ReleaseItem
from scraper.pages import witnesses
from scraper.pages.dateline import PRINTED
from scraper.pages.element_text import fold, text_of_element
from scraper.pages.errors import NotARelease, Unreadable
from scraper.pages.flow import Part
from scraper.pages.order import add_image_line
from scraper.pages.page_text import BLOCK_KINDS, PageText
from scraper.pages.patterns import ERROR_TITLE, KICKERS

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PRINTED_LINE = "printed line"  # the source of a printed day beside an attribute that is believed before it
CHANGED_CLASS = re.compile(r"modif|updat|aktualisier|geaendert|changed", re.I)


class Page(ABC):
    """A detail page. Each subclass is a layout, and says whether it claims the page."""

    layout: str

    def __init__(self, text: PageText) -> None:
        self.text = text

    @abstractmethod
    def claims(self) -> bool:
        """Whether the page is of this layout, by what stands on it; exactly one layout claims a page."""

    def item(self) -> ReleaseItem:
        """The release as printed.

        Raises: NotARelease, for another office's report; Unreadable, for an error page, or one without title or text.
        """
        title = self.title()
        found = self.text.sorted
        if not found.body and not found.teaser:
            raise Unreadable("there is no text below the title: teach the layout where to find it")
        error_title = ERROR_TITLE.fullmatch(title) is not None
        if error_title and not (found.meta_line or found.day):
            raise Unreadable(f"an error page: „{title}“, and no day or codes below it")
        kicker, kicker_by = self.kicker()
        if found.meta_line and self.text.boilerplate.is_other_office(kicker) and "(" not in found.meta_line:
            raise NotARelease(f"another office's report: a day without author codes below the kicker „{kicker}“")
        days = list(self.published())
        day, source, day_by = days[0] if days else (None, None, None)
        author, author_by = self.author()
        marks = self.text.marks
        uid, uid_by = marks.uid
        categories = marks.categories
        witnessed = {
            "title": self.text.title_by,
            "kicker": kicker_by,
            "meta_line": "text pattern" if found.meta_line else None,
            "published_text": day_by,
            "author_text": author_by,
            "teaser": found.teaser_by,
            "categories": "markup" if categories else None,
            "uid": uid_by,
        }
        return ReleaseItem(
            url=self.text.url,
            layout=self.layout,
            title=title,
            canonical=marks.canonical,
            uid=uid,
            kicker=kicker,
            meta_line=found.meta_line,
            author_text=author,
            published_text=day,
            published_from=source,
            other_days=tuple(
                (text, PRINTED_LINE if where == "time" else where)
                for text, where, _ in days[1:]
                if where != "meta line"
            ),
            modified_text=marks.modified or found.modified,
            teaser=found.teaser,
            body=tuple(found.body),
            images=self.images(),
            files=witnesses.files(self.text.base, self.text.below),
            links=witnesses.links(self.text.base, self.text.article, self.text.attached),
            categories=categories,
            marked=marks.is_article,
            error_title=error_title,
            found_in=tuple((name, where) for name, where in witnessed.items() if where),
        )

    def title(self) -> str:
        """The title. Raises: Unreadable, if there is none."""
        title = text_of_element(self.text.heading) if self.text.heading is not None else ""
        if self.text.heading is not None and not self.text.marks.is_named(title):  # `<h1>Title <small>Category</small>`
            small = self.text.heading.iter("small")
            rest = fold(title.removesuffix(text_of_element(next(small, self.text.heading))))
            title = rest if self.text.marks.is_named(rest) else title
        if not title:
            raise Unreadable("the page has no heading that could be its title")
        return title

    def kicker(self) -> tuple[str | None, str | None]:
        """The line above the title, if it is marked up or known, and how it was recognised."""
        above = self.text.above
        if marked := next((p.text for p in above if p.role == "kicker"), None):
            return marked, "markup"
        known = next((p.text for p in above[-1:] if KICKERS.fullmatch(p.text)), None)
        return known, "line above the title" if known else None

    def published(self) -> Iterator[tuple[str, str, str]]:
        """(text, source, witness) of each day of publication that the page names, attributes first."""
        times = [
            part
            for part in self.text.parts
            if part.kind == "time"
            and part.element.get("itemprop") != "dateModified"
            and part.role not in {"related", "files"}
            and part not in self.text.attached
            and not self._tells_change(part)
        ]
        if told := next(filter(None, map(_told_by, times)), None):
            yield told, "time", "time element"
        if value := self.text.marks.json_ld.get("datePublished"):
            yield str(value), "json-ld", "json-ld"
        if value := self.text.marks.meta_date:
            yield value, "meta tag", "meta tag"
        if self.text.sorted.day and self.text.meta_line and not self.text.has_code_line():
            yield self.text.sorted.day, "meta line", "meta line"
        elif day := self.text.sorted.day or witnesses.day_above(self.text.parts[: max(self.text.title_at, 0)]):
            yield day, "time", "line with a day alone"

    def _tells_change(self, time: Part) -> bool:
        """Whether a time is when the page was changed, by its class or by the line around it."""
        around = (time.element, *time.element.iterancestors("p", "li", "dd", "span"))
        if any(CHANGED_CLASS.search(e.get("class") or "") for e in around[:3]):
            return True
        found = self.text.sorted
        return bool(found.modified and found.modified in time.text and found.modified != found.day)

    def author(self) -> tuple[str | None, str | None]:
        """The author, if printed apart from the date, and how it was recognised."""
        near = (*self.text.article, *self.text.above[-witnesses.ABOVE :])
        marked = next((p.text for p in near if p.role == "author" and p.kind in BLOCK_KINDS), None)
        if author := witnesses.author(self.text.marks, marked):
            return author, "markup"
        if self.text.has_code_line():
            return self.text.meta_line, "line with codes alone"
        if (self.text.meta_line or "").lstrip().startswith("("):
            return None, None
        if self.text.sorted.author:
            return self.text.sorted.author, "byline"
        if above := witnesses.author_above(self.text.above):
            return above, "byline above the title"
        named = witnesses.named_author(marks=self.text.marks)
        return named, "rel, json-ld or meta tag" if named else None

    def images(self) -> tuple[Image, ...]:
        """Images of the article, each with the lines printed for it; image lines without an image too."""
        lines = {id(self.text.lines[n][0]) for n in self.text.sorted.image_lines}
        images: list[Image] = []
        for part in self.text.article:
            if part.kind == "image":
                if image := witnesses.image(part.element, self.text.base):
                    images.append(image)
            elif id(part) in lines:
                add_image_line(images, part.text)
        return tuple(images)


def _told_by(time: Part) -> str:
    """The attribute of a `<time>`, else its text; the text too, where the attribute names an hour that never was."""
    value = (time.element.get("datetime") or "").strip()
    if ISO_DAY.match(value) and PRINTED.search(time.text):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return time.text
    return value or time.text
