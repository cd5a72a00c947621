"""Safe HTML of a body: all of its text, and nothing that a page could do harm with."""

from __future__ import annotations

import lxml.html
import pytest

from archive.releases.markup import TAGS, body_html
from scraper.items import Block, BlockKind

KINDS: tuple[BlockKind, ...] = ("paragraph", "heading", "list", "table", "quotation")


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (Block("paragraph", "Brot & Käse\nam Markt"), "<p>Brot &amp; Käse<br>am Markt</p>"),
        (Block("heading", "Termine", 1), "<h2>Termine</h2>"),
        (Block("heading", "Termine", 4), "<h4>Termine</h4>"),
        (Block("list", "eins\nzwei"), "<ul><li>eins</li><li>zwei</li></ul>"),
        (Block("table", "a\tb"), "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
        (Block("quotation", "„Ja.“"), "<blockquote>„Ja.“</blockquote>"),
    ],
)
def test_each_kind_of_block_is_an_element_of_its_own(block: Block, html: str) -> None:
    assert body_html([block]) == html


def test_no_blocks_no_html() -> None:
    assert body_html([]) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<a href="javascript:alert(1)" onclick=alert(1)>hier</a>',
        "</p></td></ul><style>*{display:none}</style><math><mtext></mtext></math>",
        "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    ],
)
def test_hostile_text_stays_text(kind: BlockKind, hostile: str) -> None:
    made = body_html([Block(kind, f"Vorher {hostile} nachher", 2)])
    assert made
    root = lxml.html.fragment_fromstring(made, create_parent="div")
    elements = [element for element in root.iter() if element is not root]
    assert {element.tag for element in elements} <= TAGS
    assert not any(element.attrib for element in elements)
    shown = root.text_content()
    assert shown.startswith("Vorher ")
    assert shown.endswith(" nachher")
    assert "alert(1)" in shown or "alert" not in hostile
