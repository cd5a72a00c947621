"""What ends a page and is no text of the release: footers, side columns, the page's tools; labels are no teasers."""

from __future__ import annotations

import pytest

from scraper.items import Capture, ReleaseItem
from scraper.pages import read_page
from scraper.sites import load_site

HOME = "https://www.darmstadt.de"
URLS = {
    "news": HOME + "/nachrichten/darmstadt-aktuell/news/steg",
    "portal": HOME + "/presseportal/pressemitteilungen/einzelansicht/steg",
}
TEXT = (
    "<p>Die Bücherei am Wehr hat im vorigen Jahr 48.200 Medien verliehen, ein Zehntel mehr als zuvor.</p>"
    "<p>Am meisten gefragt waren Hörbücher für Kinder.</p>"
)
TITLE = "Mehr Hörbücher verliehen"
FOREIGN = "Quellbach"
TOOLS = "<ul><li>Seite drucken</li><li>Seite weiterempfehlen</li><li>Auf Facebook teilen</li></ul>"
AFTER = {
    "nothing": "",
    "tools": f"<div>{TOOLS}</div><p>Amt {FOREIGN}</p>",
    "side column": f'</div><div id="supplement"><h2>Zusatz</h2><h3>Kontakt</h3><p>{FOREIGN}, Telefon 1234</p>',
    "side column by class": f'</div><div class="supplement"><h3>Kontakt</h3><p>{FOREIGN}, Telefon 1234</p>',
    "footer by id": f'</div></div><div id="footer"><p>© Amt {FOREIGN} 2023</p></div><div><div>',
    "footer by class": f'</div></div><div class="footer"><p>© Amt {FOREIGN} 2023</p></div><div><div>',
}


def read(main: str, url: str) -> ReleaseItem:
    page = (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Amt - {TITLE}</title></head>'
        f'<body><div id="outer"><div id="main"><div class="content"><h1>{TITLE}</h1>{main}</div></div></div>'
        "</body></html>"
    )
    kind = (("Content-Type", "text/html; charset=utf-8"),)
    capture = Capture(url, "2023-05-12T08:00:00Z", "response", 200, kind, page.encode())
    return read_page(capture, load_site("darmstadt")).items[0]


@pytest.mark.parametrize("url", URLS.values(), ids=URLS)
@pytest.mark.parametrize("after", AFTER.values(), ids=AFTER)
def test_what_ends_a_page_is_no_text(after: str, url: str) -> None:
    item = read("<p>02.05.2023</p>" + TEXT + after, url)
    assert [block.text[:12] for block in item.body] == ["Die Bücherei", "Am meisten g"]
    assert item.teaser is None
    assert item.published_text == "02.05.2023"


@pytest.mark.parametrize("url", URLS.values(), ids=URLS)
def test_a_field_with_its_label_is_no_teaser(url: str) -> None:
    fields = (
        '<div><p><span class="label">Typ</span> Meldung</p><p><span class="label">Datum</span> 02.05.2023</p></div>'
    )
    item = read(fields + TEXT, url)
    assert item.teaser is None
    assert item.published_text == "02.05.2023"
    assert [block.text[:12] for block in item.body] == ["Die Bücherei", "Am meisten g"]


@pytest.mark.parametrize("url", URLS.values(), ids=URLS)
def test_tools_above_the_text_end_nothing(url: str) -> None:
    item = read("<p>02.05.2023</p>" + TOOLS + TEXT, url)
    assert [block.text[:12] for block in item.body] == ["Die Bücherei", "Am meisten g"]


def test_the_footer_of_an_article_holds_its_meta_line() -> None:
    item = read('<div class="footer"><p>(okr) – Dienstag, 02.05.2023</p></div>' + TEXT, URLS["news"])
    assert item.meta_line == "(okr) – Dienstag, 02.05.2023"


def test_files_of_a_side_column_are_the_releases_own() -> None:
    column = '</div><div id="supplement"><h2>Dokumente</h2><ul><li><a href="/bericht.pdf">Bericht</a></li></ul>'
    item = read("<p>(okr) – Dienstag, 02.05.2023</p>" + TEXT + column, URLS["news"])
    assert [file.url for file in item.files] == [HOME + "/bericht.pdf"]
    assert [block.text[:12] for block in item.body] == ["Die Bücherei", "Am meisten g"]
