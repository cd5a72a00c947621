"""The text of one element: in one line, in the lines that breaks make, or a line for each entry of a list or table."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

SKIPPED = frozenset(
    "script style noscript template nav form button svg iframe object head select".split()  # noqa: SIM905 - as a list
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt fieldset figcaption figure footer header hr li main ol p pre"  # noqa: SIM905
    " section summary table tbody td th thead tr ul center".split()
) | set(HEADINGS)
SPACE = re.compile(r"[ \t\r\n\f\v]+")
UNFOLDED = re.compile(r"[\t\r\n\f\v]|  ")  # most texts have none of it, and need no new text


def text_of_element(element: HtmlElement) -> str:
    """All text inside an element, white space folded, line breaks as blanks."""
    if len(element) == 0:
        return fold(element.text or "")
    return fold(" ".join(lines_of(element)))


def fold(text: str) -> str:
    """White space folded (NBSP stays as printed inside a line)."""
    return (SPACE.sub(" ", text) if UNFOLDED.search(text) else text).strip(" \u00a0")


def lines_of(element: HtmlElement) -> list[str]:
    """The text below an element in the lines that `<br>` and inner blocks make."""
    pieces: list[str] = []
    _collect(element, pieces)
    return [fold(line) for line in "".join(pieces).split("\n\0")]


def _collect(element: HtmlElement, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in SKIPPED:
            if tag == "br":
                pieces.append("\n\0")
            elif tag in BLOCKS:
                pieces.append(" ")
                _collect(child, pieces)
                pieces.append(" ")
            else:
                _collect(child, pieces)
        pieces.append(child.tail or "")


def entries_of(element: HtmlElement) -> str:
    """The text of a list or table, a line an entry or row."""
    if element.tag == "table":
        captions = (text_of_element(c) for c in element if c.tag == "caption")
        rows = ("\t".join(text_of_element(c) for c in row if c.tag in {"td", "th"}) for row in element.iter("tr"))
        return "\n".join(row for row in (*captions, *rows) if row.strip())
    lines = [fold(element.text or "")]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SKIPPED:
            # old templates put lists between entries, new ones group those of a `dl` by `div`
            grouped = child.tag in {"ul", "ol", "dl", "div"}
            lines.append(entries_of(child) if grouped else text_of_element(child))
        lines.append(fold(child.tail or ""))
    return "\n".join(line for line in lines if line)
