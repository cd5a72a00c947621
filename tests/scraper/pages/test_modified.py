"""When a page says that it was last edited, which is no day of publication."""

from __future__ import annotations

import pytest

from scraper.items import Capture, ReleaseItem
from scraper.pages import read_page
from scraper.sites import load_site

URL = "http://127.0.0.1:8765/nachrichten/darmstadt-aktuell/news/bruecke"
PAGE = """<html><head><title>Brücke gesperrt</title>{head}</head><body><main>
<div class="article" itemscope itemtype="http://schema.org/Article"><p>Darmstadt Aktuell</p>
<h1 itemprop="headline">Brücke gesperrt</h1><p>{edit}(DK) –
<time itemprop="datePublished" datetime="2021-04-01">Donnerstag, 01.04.2021</time></p>
<div itemprop="articleBody"><p>Die Brücke ist gesperrt.</p><p>Busse fahren um.</p></div></div>
</main></body></html>"""
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2021-04-03T10:00:00+02:00"}</script>'


def read(head: str, edit: str) -> ReleaseItem:
    html = PAGE.replace("{head}", head).replace("{edit}", edit)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    capture = Capture(URL, "2021-05-01T00:00:00Z", "response", 200, headers, html.encode())
    (item,) = read_page(capture, load_site("sample")).items
    return item


@pytest.mark.parametrize(
    ("head", "edit", "modified"),
    [
        ("", "", None),
        ("", '<meta itemprop="dateModified" content="2021-04-02">', "2021-04-02"),
        ("", '<time itemprop="dateModified" datetime="2021-04-02"></time>', "2021-04-02"),
        (LD, "", "2021-04-03T10:00:00+02:00"),
        ('<meta property="article:modified_time" content="2021-04-04">', "", "2021-04-04"),
        ('<meta property="og:updated_time" content=" ">', "", None),
    ],
)
def test_an_edit_time_is_read_and_is_not_taken_for_the_day(head: str, edit: str, modified: str | None) -> None:
    item = read(head, edit)
    assert (item.modified_text, item.published_text, item.published_from) == (modified, "2021-04-01", "time")
