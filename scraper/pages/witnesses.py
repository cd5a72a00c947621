"""Witnesses for single fields in the blocks of a page: days, authors, images, files, links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.items import File, Image, Link
from scraper.pages.addresses import absolute, hidden_mail
from scraper.pages.dateline import CHANGED, PRINTED, read_dateline
from scraper.pages.element_text import text_of_element
from scraper.pages.flow import Part, outermost
from scraper.pages.marks import Marks, letters_of
from scraper.pages.patterns import DAY

FILE_PATH = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|ics|csv|jpe?g|png|mp3|mp4)$", re.I)
SIZE = re.compile(r"\(?\b(\d[\d.,]*\s?(?:B|Bytes?|KB|kB|MB|GB|KiB|MiB))\b\)?")
WRITTEN_BY = re.compile(
    r"^(?:(?:Erstellt|Geschrieben|Verfasst) von|(?:Created|Written) by|By|Von|(?:Autor(?:in)?|Redaktion|Text)\s*:)\s+",
    re.I,
)
AROUND = 6  # blocks above and below the title among which a day may stand in a box that is named for it
LONGEST_BOX = 80  # characters of such a box
DATE_CLASS = re.compile(r"date|datum|meta|publish|byline|info|time", re.I)
PLACE_AND_DAY = re.compile(rf"[A-ZÄÖÜ][\w/.-]+(?: [\w/.-]+){{0,3}},? (?:den )?{DAY}|{DAY},? [A-ZÄÖÜ][\w -]{{1,30}}")
ABOUT_FILE = re.compile(
    r"(?:PDF|DOCX?|XLSX?|ZIP|Datei|ist|nicht|barrierefrei|Download|Dokument)\b|öffnet .{0,20}Fenster", re.I
)
ABOVE = 3  # blocks above the title among which a day or a byline stands
LONGEST_NAME = 60  # characters
NO_PERSON = re.compile(
    r"TYPO3|WordPress|Super ?User|Drupal|Joomla|Plone|GmbH|\bAG\b|e\.\s?V\."
    r"|\b(?:Stadt|Gemeinde|Kreis|Land|Landkreis|Amt|admin\w*|Webmaster"
    r"|Internet\w*|Online\w*|Redaktion|Presse\w*|Ministerium|Verwaltung)\b|://|@",
    re.I,
)


def day_above(parts: list[Part]) -> str | None:
    """The day in one of the three blocks above the title, if it stands there alone."""
    for part in reversed([p for p in parts if p.text][-ABOVE:]):
        if (line := read_dateline(part.text)) and line.published:
            return line.published
    return None


def day_in_a_box(page: list[Part], heading: HtmlElement | None) -> str | None:
    """The one day in a box near the title that is named for it, or behind a place: `Bonn, 11.10.2021`."""
    at = next((n for n, p in enumerate(page) if p.element is heading), 0)
    near = [*page[at + 1 : at + 1 + AROUND], *reversed(page[max(0, at - AROUND) : at])]
    for part in near:
        text = part.text
        days = list(PRINTED.finditer(text)) if 0 < len(text) <= LONGEST_BOX else []
        boxes = (part.element, part.element.getparent())
        boxed = any(DATE_CLASS.search(e.get("class") or "") for e in boxes if e is not None)
        if len(days) == 1 and not CHANGED.search(text) and (boxed or PLACE_AND_DAY.fullmatch(text)):
            return days[0]["day"]
    return None


def dated_heading(page: list[Part]) -> HtmlElement | None:
    """The first heading with a day right above or below it, alone or behind a place."""
    blocks = [part for part in page if part.text and part.kind != "time"]
    for n, part in enumerate(blocks):
        beside = (*blocks[max(0, n - 1) : n], *blocks[n + 1 : n + 2])
        if part.kind == "heading" and any(_tells_a_day(other.text) for other in beside):
            return part.element
    return None


def _tells_a_day(text: str) -> bool:
    line = read_dateline(text)
    return bool(line.published if line else PLACE_AND_DAY.fullmatch(text))


def author_above(parts: list[Part]) -> str | None:
    """The author in a byline among the three blocks above the title."""
    lines = (read_dateline(part.text) for part in reversed(parts[-ABOVE:]))
    return next((line.author for line in lines if line and line.author), None)


def author(marks: Marks, marked: str | None) -> str | None:
    """The author by microdata, else `marked` (a line whose class says so), without „Erstellt von“."""
    if marked:
        line = read_dateline(marked)
        if line is None or line.author:
            return line.author if line else WRITTEN_BY.sub("", marked)
    for element in marks.items("author"):
        named = [e for e in element.iter() if e.get("itemprop") == "name"]
        if named or len(element) == 0:
            return WRITTEN_BY.sub("", text_of_element(named[0] if named else element)) or None
    return None


def named_author(marks: Marks) -> str | None:
    """The author named by JSON-LD, `rel=author` or a `meta`, unless it is a program or the publisher."""
    for name in marks.authors:
        name = WRITTEN_BY.sub("", name).strip()
        if name and len(name) <= LONGEST_NAME and not NO_PERSON.search(name) and name not in marks.publishers:
            return name
    return None


def image(element: HtmlElement, url: str) -> Image | None:
    """An img as an image; None for a placeholder without a picture of its own."""
    source = (element.get("data-src") or element.get("src") or "").strip()
    if not source or source.startswith("data:"):
        return None
    return Image(url=absolute(url, source) or None, alt=element.get("alt") or None)


def files(url: str, parts: Iterable[Part]) -> tuple[File, ...]:
    """Files that these blocks link to, each once, with the size printed beside the link."""
    found: dict[str, File] = {}
    sizes: dict[HtmlElement | None, str | None] = {None: None}  # one paragraph may hold thousands of links
    for anchor in anchors(parts):
        target = absolute(url, anchor.get("href") or "")
        if is_file(target) and target not in found and anchor.find(".//img") is None:
            around = next(anchor.iterancestors("li", "p", "div", "td"), None)
            if around not in sizes:
                size = SIZE.search(text_of_element(around))
                sizes[around] = size and size[1]
            title = re.sub(r"^Download:\s*", "", text_of_element(anchor))
            found[target] = File(target, title or None, sizes[around])
    return tuple(found.values())


def links(url: str, article: Iterable[Part], attached: Iterable[Part]) -> tuple[Link, ...]:
    """Links in the text (`body`) and below it (`related`), files left out, each once."""
    found: dict[tuple[str, str], Link] = {}
    sources: tuple[tuple[Iterable[Part], Literal["body", "related"]], ...] = ((article, "body"), (attached, "related"))
    for parts, kind in sources:
        for anchor in anchors(parts):
            href = anchor.get("href") or ""
            target = hidden_mail(href, anchor.get("data-mailto-token")) or absolute(url, href)
            web = urlsplit(target).scheme in {"http", "https", "mailto", "tel"}
            if web and (target, kind) not in found and not is_file(target):
                found[target, kind] = Link(target, text_of_element(anchor) or None, kind)
    return tuple(found.values())


def anchors(parts: Iterable[Part]) -> list[HtmlElement]:
    """The links in or around these blocks, in order, each once."""
    seen: set[tuple[HtmlElement, int]] = set()
    found: dict[HtmlElement, None] = {}
    for part in parts:
        key = (part.element, id(part.loose))
        if key in seen:  # line breaks make many blocks of one element, or of one text that no element holds
            continue
        seen.add(key)
        found.update(dict.fromkeys(part.anchors))
    return list(found)


def is_file(url: str) -> bool:
    """Whether an address ends as those of files do."""
    try:
        return FILE_PATH.search(urlsplit(url).path) is not None
    except ValueError:
        return False


def is_only_files(part: Part) -> bool:
    """Whether a block consists of links to files and their sizes."""
    if part.kind not in {"paragraph", "list"}:
        return False
    found = [a for a in anchors([part]) if is_file(a.get("href") or "")]
    linked = " ".join(map(text_of_element, outermost(found)))
    return bool(found) and _besides_files(part.text) == _besides_files(linked)


def _besides_files(text: str) -> str:
    """The letters of a text without what is printed beside a link to a file: its size, its kind, whom it shuts out."""
    return letters_of(ABOUT_FILE.sub("", SIZE.sub("", text)))
