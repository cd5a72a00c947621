"""Short releases under templates without a layout: every line of them, whatever element holds it."""

from __future__ import annotations

import pytest

from scraper.items import Capture, ReleaseItem
from scraper.pages import read_page
from scraper.sites import load_site

URL = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/steg"
LONG = "<p>Der neue Steg am Nordufer ist fertig. Er ist vierzig Meter lang und trägt auch schwere Boote.</p>"
LATE = "<p>Das Geländer ist aus Eiche.</p>"
HOURS = "<h2>Öffnung</h2><ul><li>Mai: acht bis zwanzig Uhr</li><li>August: bis zehn</li></ul>"
LINES = ("Das Geländer ist aus Eiche.", "Öffnung", "Mai: acht bis zwanzig Uhr\nAugust: bis zehn")
TITLE = "Steg am See ist fertig"
FOREIGN = "Quellbach"

TEXTS = {
    "short paragraph last": (LONG + LATE, LINES[:1]),
    "heading and list last": (LONG + LATE + HOURS, LINES),
    "heading first": ("<h2>Zahlen zum Bau</h2>" + LONG + LATE, ("Zahlen zum Bau", *LINES[:1])),
    "short paragraph first": (LATE + LONG, LINES[:1]),
    "elements of their own": (f'<div class="a">{LONG}{LATE}</div><div class="b">{HOURS}</div>', LINES),
    "sections": (f"<section>{LONG}</section><section><h2>Wann?</h2><p>Im Mai.</p></section>", ("Wann?", "Im Mai.")),
    "text without element": (LONG + "Das Geländer ist aus Eiche.<br>" + HOURS, LINES),
    "short lines alone": ("<p>Der Steg ist fertig.</p><p>Er ist lang und fest gebaut.</p>" + LATE, LINES[:1]),
}
AROUND = {
    "nothing": "",
    "tags": f'<div class="tags"><span>Schlagwörter</span> <a href="/t">{FOREIGN}</a></div>',
    "other releases": f'<div><h2>Weitere Meldungen</h2><ul><li><a href="/x">{FOREIGN} wird gestaut</a></li></ul></div>',
    "contact": f"<aside><h3>Kontakt</h3><p>Rathaus {FOREIGN}, Telefon 1234</p></aside>",
    "way back": f"<p>Zurück zur Übersicht</p><p>{FOREIGN}</p>",
}
HOLDERS = {
    "article": "<article><h1>{title}</h1>{day}{text}</article>",
    "title above": "<main><h1>{title}</h1><article>{day}{text}</article></main>",
    "box in an article": '<main><article><h1>{title}</h1>{day}<div class="inhalt">{text}</div></article></main>',
}


def read(main: str, title: str = TITLE) -> ReleaseItem:
    page = (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title} | Rohrbeck</title></head>'
        f'<body><header><nav><ul><li><a href="/a">Rathaus {FOREIGN}</a></li></ul></nav></header>{main}'
        f"<footer><p>Stadt {FOREIGN}, Markt 1</p></footer></body></html>"
    )
    kind = (("Content-Type", "text/html; charset=utf-8"),)
    capture = Capture(URL, "2023-05-12T08:00:00Z", "response", 200, kind, page.encode())
    return read_page(capture, load_site("darmstadt")).items[0]


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize("holder", HOLDERS.values(), ids=HOLDERS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_line_of_a_short_text_is_kept_and_nothing_else(
    text: tuple[str, tuple[str, ...]], holder: str, around: str
) -> None:
    body, lines = text
    item = read(holder.format(title=TITLE, day='<time datetime="2023-05-04">4. Mai 2023</time>', text=body + around))
    shown = [block.text for block in item.body]
    assert [line for line in lines if line not in shown] == []
    assert any(line.startswith("Der ") for line in shown)
    assert FOREIGN not in f"{item.teaser} {shown}"
    assert item.published_text == "2023-05-04"
    assert not any("4. Mai" in line or line == item.title for line in shown)


LINKED = 'Mehr <a href="/a.html">hier</a> und <a href="/b.html">dort</a>, <a href="/c.html">da</a>'


@pytest.mark.parametrize(
    ("last", "kept"), [(f"{LINKED}.", True), (LINKED, False), ("<a href='/a.html'>Archiv.</a>", False)]
)
def test_a_last_sentence_with_links_is_text_and_a_line_of_links_none(last: str, kept: bool) -> None:
    text = "".join(LONG.replace("Der neue", f"Der {n}") for n in ("erste", "zweite", "dritte", "letzte"))
    item = read(f"<main><h1>{TITLE}</h1>{text}<p>{last}</p></main>")
    assert [block.text for block in item.body][4:] == (["Mehr hier und dort, da."] if kept else [])
