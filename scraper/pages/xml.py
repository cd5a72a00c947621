"""XML as servers send it → its root. What breaks a strict parser is repaired; nothing is fetched or expanded."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from lxml import etree

from scraper.pages.characters import readable

NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
LEADING = re.compile(r"[\s\ufeff]*(?:<\?xml[^>]*\?>)?[\s\ufeff]*")
# EXT:news' manual names `&nbsp;` in feeds as a known fault; a bare & is as common.
REFERENCE = re.compile(r"&(?:#(?P<number>\d{1,10}|[xX][0-9a-fA-F]{1,8});|(?P<name>\w{2,32});)?")
NUMBERED = re.compile(r"&#(?P<number>\d+|[xX][0-9a-fA-F]+);?")
LONGEST_NUMBER = 10  # characters of a reference's number
# As numbers: libxml2 drops the named ones behind the first error that it has recovered from.
XML_NAMES = {"amp": "&#38;", "lt": "&#60;", "gt": "&#62;", "quot": "&#34;", "apos": "&#39;"}
LOOSE = re.compile(r"<(?![A-Za-z_/!?])")  # „Werte < 5“
# `]]>` cannot stand in a section: writers part it between two (XML 1.0, 2.7), or write its > outside of them
PARTED = r"\]\]\]\]><!\[CDATA\[>|\]\]\]><!\[CDATA\[\]>|\]\]>\]\]&gt;<!\[CDATA\["
SECTION = re.compile(
    rf"(?P<parted>{PARTED})|<!\[CDATA\[|\]\]>|</(?:title|description|summary|content(?::encoded)?|link)\s*>", re.I
)
BEGIN = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]", re.I)
HEAD = 8192  # characters in which a document begins
ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^>]*", re.I)


def xml_root(text: str) -> Any:
    """The root element of an XML document; None if nothing can be recovered.

    Mended: what stands in front of the declaration, `&nbsp;`, a bare & or <, CDATA inside CDATA, characters that XML
    has not, prefixes that are used and never declared. Entities of the document's own are not expanded (they may grow
    without end, or name a file of this machine).
    """
    mended = LEADING.sub("", readable(text), count=1)
    if begin := BEGIN.search(mended[:HEAD]):  # a server's warning, a comment in front of the declaration
        mended = LEADING.sub("", mended[begin.start() :], count=1)
    mended = _sections(mended) if "<![CDATA[" in mended else _outside(mended)
    if root := ROOT.search(mended[:HEAD]):
        lacking = [f' xmlns:{p}="{uri}"' for p, uri in NAMESPACES.items() if f"xmlns:{p}" not in root[0]]
        mended = mended[: root.end()] + "".join(lacking) + mended[root.end() :]
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8")
    return etree.fromstring(mended.encode("utf-8", "replace"), parser) if mended else None


def _sections(text: str) -> str:
    """The text with one CDATA section where several lie in each other, and references mended outside them."""
    pieces: list[str] = []
    depth = at = 0
    for token in SECTION.finditer(text):
        between = text[at : token.start()]
        # libxml2 ignores a section inside a broken tag, and reads the references in it
        pieces.append(NUMBERED.sub(_possible, between) if depth else _outside(between))
        at = token.end()
        if token["parted"]:  # the end of an inner section; in one alone or none it stays what it is in XML
            pieces.append("" if depth > 1 else token[0])
            depth = max(1, depth - 1)
        elif token[0] == "<![CDATA[":
            pieces.append("" if depth else token[0])
            depth += 1
        elif token[0] == "]]>":
            pieces.append(token[0] if depth == 1 else "")
            depth = max(0, depth - 1)
        else:  # the element ends, and its section with it
            pieces.append(("]]>" if depth else "") + token[0])
            depth = 0
    rest = text[at:]
    return "".join([*pieces, NUMBERED.sub(_possible, rest) if depth else _outside(rest)])


def _outside(text: str) -> str:
    """The text outside of CDATA with its references and its loose `<` mended."""
    return LOOSE.sub("&#60;", REFERENCE.sub(_mended, text))


def _possible(match: re.Match[str]) -> str:
    """A numbered reference as it stands, U+FFFD for one that names no character of XML (1.0, 2.2)."""
    digits = match["number"]
    if len(digits) > LONGEST_NUMBER:
        return "\ufffd"
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    fits = code in (9, 10, 13) or (0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF)
    return match[0] if fits else "\ufffd"


def _mended(match: re.Match[str]) -> str:
    name = match["name"]
    if match["number"]:
        return _possible(match)
    if name in XML_NAMES:
        return XML_NAMES[name]
    known = html5.get(f"{name};") if name else None
    return known if known else "&#38;" + match[0][1:]
