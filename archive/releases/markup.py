"""Blocks of a body → safe HTML, for use elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import nh3

from scraper.items import Block

TAGS = {"p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "li", "table", "tbody", "tr", "td", "blockquote"}


def body_html(blocks: Sequence[Block]) -> str | None:
    """The blocks as HTML: `p`, `h2` to `h6`, `ul`, `table`, `blockquote`, without any attribute; None without blocks.

    Every character of the text is escaped, and the whole goes through nh3 (ammonia's allow-list) besides: nothing but
    the tags above can come out, whatever a page held.
    """
    made = "\n".join(_element(block) for block in blocks if block.text)
    return nh3.clean(made, tags=TAGS, attributes={}, link_rel=None) or None


def _element(block: Block) -> str:
    lines = block.text.split("\n")
    if block.kind == "list":
        return "<ul>" + "".join(f"<li>{escape(line, quote=False)}</li>" for line in lines) + "</ul>"
    if block.kind == "table":
        rows = ("".join(f"<td>{escape(cell, quote=False)}</td>" for cell in line.split("\t")) for line in lines)
        return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"
    tag = {"heading": f"h{min(6, max(2, block.level or 2))}", "quotation": "blockquote"}.get(block.kind, "p")
    return f"<{tag}>" + "<br>".join(escape(line, quote=False) for line in lines) + f"</{tag}>"
