"""Pages that say one thing thousands of times are read in linear time."""

from __future__ import annotations

import pytest

from scraper.items import Capture
from scraper.pages import read_page
from scraper.sites import load_site
from tests.archive.german.growth import grows_linearly

SITE = load_site("darmstadt")
URL = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/wege"
PARAGRAPH = "<p>Der Weg am Hang bleibt bis zum Winter für alle gesperrt, weil Geröll auf ihm liegt.</p>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Weg am Hang gesperrt</title>", "<h2>Weg am Hang gesperrt</h2>"),
        ("<title>Weg am Hang gesperrt</title>", "<li><a href='/weg'>Weg am Hang gesperrt</a></li>"),
    ],
)
def test_what_is_said_thousands_of_times_costs_its_length(head: str, body: str) -> None:
    def read(unit: str) -> object:
        number = len(unit) // len(body)
        page = f"<html><head>{head * number}</head><body><h1>Wege</h1>{PARAGRAPH * 3}{unit}</body></html>"
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        return read_page(Capture(URL, "2023-05-10T08:00:00Z", "response", 200, headers, page.encode()), SITE)

    assert grows_linearly(read, body, 150)


@pytest.mark.parametrize(
    "unit",
    ["Am <a href='/weg'>Hang</a> liegt Geröll.<br><br>", "<div class='footer'></div>", "<li>Seite drucken</li>"],
    ids=["text without an element", "footers", "tools"],
)
def test_what_stands_below_a_text_costs_its_length(unit: str) -> None:
    def read(units: str) -> object:
        page = f"<html><body><main><article><h1>Wege</h1>{PARAGRAPH * 3}{units}</article></main></body></html>"
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        return read_page(Capture(URL, "2023-05-10T08:00:00Z", "response", 200, headers, page.encode()), SITE)

    assert grows_linearly(read, unit, 1500)
