"""One release as a `TEI` element."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from archive.exports.about import About
from archive.exports.nested import Record
from archive.exports.tei.people import People
from archive.exports.tei.spans import XML_ID, Place, Span, fill, tei
from archive.german.quotes.confidence import HIGH, MIDDLE

NCNAME = re.compile(r"[A-Za-z0-9_-]+")  # of a slug; a point parts it from its quotes and dates
AS_PRINTED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")  # a day, month or year as `when` takes it
DURATION = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?")
CERTAINTY = {"printed": "high", "inferred": "medium", "open": "low"}
BETWEEN = "\n\n"  # blocks of a body


def document(release: Record, people: People, about: About) -> etree._Element:
    """A release with its header and its latest wording; quotes are `said`, date mentions `date` or `time`.

    `n` is the position that quote or mention has in the tables.
    """
    identifier = _id(release["slug"])
    element = tei("TEI")
    element.set(XML_ID, identifier)
    element.append(_header(release, about))
    text, body = tei("text"), tei("body")
    div = tei("div", type="release")
    element.append(text)
    text.append(body)
    body.append(div)
    head = tei("head")
    div.append(head)
    fill([Place(0, release["title"], head)], _spans(release, "title", identifier, people))
    if release["teaser"]:
        teaser = tei("p", rend="teaser")
        div.append(teaser)
        fill([Place(0, release["teaser"], teaser)], _spans(release, "teaser", identifier, people))
    fill(list(_blocks(release["blocks"], div)), _spans(release, "body", identifier, people))
    return element


def availability(about: About) -> etree._Element:
    """What holds for the texts."""
    made = tei("availability", status="unknown")
    made.append(tei("licence", about.licence_of_texts))
    return made


def _header(release: Record, about: About) -> etree._Element:
    header, file = tei("teiHeader"), tei("fileDesc")
    titles, publication, source, bibl = tei("titleStmt"), tei("publicationStmt"), tei("sourceDesc"), tei("bibl")
    titles.append(tei("title", release["title"]))
    titles.extend(tei("author", one["printed"]) for one in release["authors"])
    publication.append(tei("publisher", about.makers))
    publication.append(tei("idno", release["slug"], type="slug"))
    publication.append(availability(about))
    bibl.append(tei("title", release["title"]))
    bibl.append(tei("publisher", about.site.publisher))
    if release["published"]:
        bibl.append(tei("date", release["published"], when=release["published"]))
    bibl.append(tei("idno", release["url"], type="URI"))
    bibl.append(tei("idno", release["capture"], type="capture"))
    source.append(bibl)
    file.extend([titles, publication, source])
    header.append(file)
    if release["categories"]:
        profile, classes, words = tei("profileDesc"), tei("textClass"), tei("keywords")
        words.extend(tei("term", one["category"]) for one in release["categories"])
        classes.append(words)
        profile.append(classes)
        header.append(profile)
    revisions = tei("revisionDesc")
    for one in reversed(release["revisions"]):
        said = (
            f"Fassung {one['number']}, gesehen von {one['first_seen']} bis {one['last_seen']}, SHA-256 {one['digest']}"
        )
        revisions.append(tei("change", said, n=str(one["number"]), when=one["first_seen"]))
    header.append(revisions)
    return header


def _blocks(blocks: list[dict[str, Any]], div: etree._Element) -> Iterator[Place]:
    """The places of the text: positions count through the body, in which an empty line parts the blocks."""
    at, into = 0, div
    for block in blocks:
        kind, text = block["kind"], block["text"]
        if kind == "heading":
            into = tei("div", type="section")
            div.append(into)
            element = tei("head")
            into.append(element)
            yield Place(at, text, element)
        elif kind in ("list", "table"):
            whole = tei(kind)
            into.append(whole)
            yield from _lines(whole, text, at, cells=kind == "table")
        else:
            element = tei("p")
            around = tei("quote") if kind == "quotation" else None
            if around is not None:
                around.append(element)
            into.append(element if around is None else around)
            yield Place(at, text, element)
        at += len(text) + len(BETWEEN)


def _lines(whole: etree._Element, text: str, at: int, *, cells: bool) -> Iterator[Place]:
    for line in text.split("\n"):
        row = tei("row") if cells else whole
        start = at
        for cell in line.split("\t") if cells else [line]:
            element = tei("cell" if cells else "item")
            row.append(element)
            yield Place(start, cell, element)
            start += len(cell) + 1
        if cells:
            whole.append(row)
        at += len(line) + 1


def _spans(release: Record, where: str, identifier: str, people: People) -> Iterator[Span]:
    for one in release["quotes"]:
        if one["where_"] == where:
            yield _said(one, identifier, people)
    for one in release["dates"]:
        if one["where_"] == where:
            yield _date(one, identifier)


def _said(quote: dict[str, Any], identifier: str, people: People) -> Span:
    sure = quote["confidence"]
    attributes = {
        "n": str(quote["position"]),
        "direct": "false" if quote["kind"] == "indirect" else "true",
        "cert": "high" if sure >= HIGH else "medium" if sure >= MIDDLE else "low",
    }
    names = [quote["speaker"], *(quote["also"] or [])]
    if who := " ".join(f"#{people.ids[name]}" for name in names if name in people.ids):
        attributes["who"] = who
    return Span(quote["start"], quote["end"], "said", f"{identifier}.q{quote['position']}", tuple(attributes.items()))


def _date(mention: dict[str, Any], identifier: str) -> Span:
    attributes = {"n": str(mention["position"]), "cert": CERTAINTY[mention["certainty"]]}
    if mention["type"] in ("DURATION", "SET"):
        attributes["type"] = mention["type"].lower()
    if mention["certainty"] != "open":
        attributes |= _when(mention)
    tag = "time" if mention["type"] == "TIME" else "date"
    return Span(
        mention["start"], mention["end"], tag, f"{identifier}.d{mention['position']}", tuple(attributes.items())
    )


def _when(mention: dict[str, Any]) -> dict[str, str]:
    """`when`, or `from` and `to`, or `dur`; nothing for what is no stretch of the calendar."""
    value, begin, end = mention["value"] or "", mention["begin_day"], mention["end_day"]
    if mention["type"] == "DURATION":
        return {"dur": value} if DURATION.fullmatch(value) else {}
    if mention["utc"] and not mention["utc_end"] and not mention["span"]:
        return {"when": mention["utc"]}
    if mention["utc"] and mention["utc_end"]:
        return {"from": mention["utc"], "to": mention["utc_end"]}
    if AS_PRINTED.fullmatch(value):
        return {"when": value}
    if begin and begin == end:
        return {"when": begin}
    return {name: day for name, day in (("from", begin), ("to", end)) if day}


def _id(slug: str) -> str:
    return f"r-{slug}" if NCNAME.fullmatch(slug) else f"x-{hashlib.sha256(slug.encode()).hexdigest()[:16]}"
