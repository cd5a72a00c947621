"""The order of a release's text below its title → meta line, teaser, image lines, body.

Site generation B and C: meta line, teaser, image line, body; A: meta line, image lines, teaser, body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.items import Block, Image
from scraper.pages.patterns import ends_open, is_image_line, is_meta_line, split_credit


@dataclass
class Sorted:
    """What the text below a title is made of."""

    meta_line: str | None = None
    teaser: str | None = None
    images: list[Image] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)


def sort_blocks(blocks: Sequence[Block]) -> Sorted:
    """Sort the blocks between title and footer by text patterns alone.

    One release in five has no teaser. A paragraph right behind the meta line is taken for one if an image line follows
    it, or if it ends without a full stop as teasers do, and if more text follows.
    """
    found, rest = Sorted(), list(blocks)
    for position, block in enumerate(rest[:2]):
        if block.kind in {"paragraph", "heading"} and is_meta_line(block.text):
            found.meta_line = block.text
            rest = rest[position + 1 :]
            break
    while rest and _image(rest[0]):
        found.images.append(_as_image(rest.pop(0)))
    if len(rest) > 1 and rest[0].kind == "paragraph" and (_image(rest[1]) or ends_open(rest[0].text)):
        found.teaser = rest.pop(0).text
    while rest and _image(rest[0]):
        found.images.append(_as_image(rest.pop(0)))
    found.body = rest
    return found


def _image(block: Block) -> bool:
    return block.kind == "paragraph" and is_image_line(block.text)


def _as_image(block: Block) -> Image:
    caption, credit = split_credit(block.text)
    return Image(caption=caption, credit=credit)
