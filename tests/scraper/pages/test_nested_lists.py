"""Lists and tables in short texts: no entry is lost, however they are nested and whatever holds them."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.scraper.pages.test_short_texts import AROUND, FOREIGN, TITLE, read

LISTS = {
    "list in an entry": "<ul><li>Wortaa<ul><li>Wortbb</li><li>Wortcc</li></ul></li><li>Wortdd</li></ul>",
    "list between entries": "<ul><li>Wortaa</li><ul><li>Wortbb</li></ul><li>Wortdd</li></ul>",
    "paragraphs in entries": "<ol><li><p>Wortaa</p><ul><li>Wortbb</li></ul></li><li>Wortdd</li></ol>",
    "long entries": (
        "<ul><li>Wortaa steht am Nordhang, dort warten die Kisten bis zum Mittag auf die Wagen<ul>"
        "<li>Wortbb sind neue und alte Kisten aus Holz für alle Haushalte der Stadt</li></ul></li></ul>"
    ),
    "terms": "<dl><dt>Wortaa</dt><dd>Wortbb<ul><li>Wortcc</li></ul></dd></dl>",
    "terms in groups": "<dl><div><dt>Wortaa</dt><dd>Wortbb</dd></div><div><dt>Wortcc</dt><dd>Wortdd</dd></div></dl>",
    "table with a caption": (
        "<table><caption>Wortaa</caption><tr><td>Wortbb</td><td>Wortcc</td></tr>"
        "<tr><td>Wortee</td><td><ul><li>Wortdd</li></ul></td></tr></table>"
    ),
    "list in a box": "<div><ul><li>Wortaa<ul><li>Wortbb</li></ul></li></ul></div>",
    "one entry": "<ul><li>Wortaa</li></ul>",
}
TEXTS = (
    "<p>{start}</p>{list}",
    "{list}<p>{start}</p>",
    "<p>{start}</p>{list}<p>Wortzz endet hier.</p>",
    "{start}{list}",
    "{start}{list}Wortzz endet hier.",
    "<p>{start}</p><h2>Wortyy</h2>{list}",
    "<div><p>{start}</p></div><div>{list}</div>",
    "{start}<br><br>Wortyy noch ein Satz.<br>{list}",
)
STARTS = (
    "Wortxx wird abgeholt:",
    "Wortxx wird in der ganzen Stadt an drei Tagen abgeholt, wie der Bauhof mitteilt. Es gibt dafür Kisten.",
)
HOLDERS = (
    "<main>{}</main>",
    '<div class="content">{}</div>',
    "<main><article>{}</article></main>",
    '<div id="page"><div class="inner">{}</div></div>',
    "<section>{}</section>",
    "<table><tr><td><a href=a>Start</a></td><td>{}</td></tr></table>",
)


@pytest.mark.parametrize("around", ["nothing", "other releases", "contact"])
@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
def test_no_entry_of_a_short_text_is_lost(listed: str, around: str) -> None:
    wrong = []
    for text, start, holder in product(TEXTS, STARTS, HOLDERS):
        body = text.format(start=start, list=listed)
        item = read(holder.format(f'<h1>{TITLE}</h1><p class="date">04.05.2023</p>{body}{AROUND[around]}'))
        shown = "\n".join([item.teaser or "", *(block.text for block in item.body)])
        lost = [word for word in re.findall(r"Wort[a-z]{2}\b", body) if word not in shown]
        if lost or FOREIGN in shown:
            wrong.append((text, start, holder, lost, FOREIGN in shown))
    assert wrong == []


def test_entries_stay_in_order_and_on_lines_of_their_own() -> None:
    listed = "<ul>Vorab<li>eins</li><ul><li>zwei</li></ul>dazwischen<li>drei</li></ul>"
    item = read(f"<main><article><h1>{TITLE}</h1><p>Der Steg hat drei Teile.</p>{listed}</article></main>")
    assert item.body[-1].text == "Vorab\neins\nzwei\ndazwischen\ndrei"
