"""A text with marked spans as XML elements; where spans overlap or go on in another block, they are parts that link."""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
DEFAULT: Any = {None: TEI}  # no prefix; its type knows no None
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# What XML 1.0 cannot hold; each becomes one character, so that positions stay.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Span:
    """A stretch of a text (code points, `end` exclusive) that becomes an element; id: unique in the corpus."""

    start: int
    end: int
    tag: str
    id: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Place:
    """A stretch of the text with the element that holds it."""

    start: int
    text: str
    element: etree._Element


def tei(tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """An element of TEI."""
    element = etree.Element(f"{{{TEI}}}{tag}", attributes, nsmap=DEFAULT)
    if text is not None:
        element.text = in_xml(text)
    return element


def in_xml(text: str) -> str:
    """A text without the characters that XML 1.0 cannot hold."""
    return NOT_IN_XML.sub("\ufffd", text)


def fill(places: Sequence[Place], spans: Iterable[Span]) -> None:
    """Put each place's text into its element, with the spans that lie in it.

    A span that two places share, or that overlaps another, becomes parts: the first says with `next` where it goes on,
    the others with `prev` what they belong to (TEI P5, 16.7).
    """
    pieces: dict[int, list[tuple[int, int, Span]]] = defaultdict(list)
    wanted = list(spans)
    for number, place in enumerate(places):
        end = place.start + len(place.text)
        inside = [(max(s.start, place.start), min(s.end, end), s) for s in wanted]
        pieces[number] = _nested([piece for piece in inside if piece[0] < piece[1]])
    parts = Counter(span.id for found in pieces.values() for _, _, span in found)
    written = Counter[str]()
    for number, place in enumerate(places):
        _write(place, pieces[number], parts, written)


def _nested(pieces: list[tuple[int, int, Span]]) -> list[tuple[int, int, Span]]:
    """Pieces none of which overlaps another in part: what would reach beyond the one around it is cut there."""
    order = {span.id: number for number, (_, _, span) in enumerate(pieces)}
    heap = [(start, -end, order[span.id], span) for start, end, span in pieces]
    heapq.heapify(heap)
    found: list[tuple[int, int, Span]] = []
    around: list[int] = []
    while heap:
        start, end, number, span = heapq.heappop(heap)
        end = -end
        while around and around[-1] <= start:
            around.pop()
        if around and end > around[-1]:
            heapq.heappush(heap, (around[-1], -end, number, span))
            end = around[-1]
        around.append(end)
        found.append((start, end, span))
    return found


def _write(place: Place, pieces: list[tuple[int, int, Span]], parts: Counter[str], written: Counter[str]) -> None:
    text = in_xml(place.text)
    open_elements: list[tuple[etree._Element, int]] = [(place.element, place.start + len(text))]
    at = place.start

    def put(until: int) -> None:
        nonlocal at
        element, _ = open_elements[-1]
        said = text[at - place.start : until - place.start]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + said
        else:
            element.text = (element.text or "") + said
        at = until

    for start, end, span in pieces:
        while open_elements[-1][1] <= start:
            put(open_elements[-1][1])
            open_elements.pop()
        put(start)
        element = tei(span.tag, **dict(span.attributes))
        _link(element, span, parts[span.id], written)
        open_elements[-1][0].append(element)
        open_elements.append((element, end))
    while open_elements:
        put(open_elements[-1][1])
        open_elements.pop()


def _link(element: etree._Element, span: Span, parts: int, written: Counter[str]) -> None:
    written[span.id] += 1
    number = written[span.id]
    element.set(XML_ID, span.id if number == 1 else f"{span.id}.{number}")
    if number > 1:
        element.set("prev", f"#{span.id}" if number == 2 else f"#{span.id}.{number - 1}")
    if number < parts:
        element.set("next", f"#{span.id}.{number + 1}")
