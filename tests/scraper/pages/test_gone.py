"""When a server says that a release is no more, and when it says nothing of the kind."""

from __future__ import annotations

import pytest

from scraper.items import Capture
from scraper.pages import Gone, NotARelease, PageError, read_page
from scraper.sites import load_site

SITE = load_site("darmstadt")
STEM = "https://www.darmstadt.de/presseportal/pressemitteilungen"
RELEASE = f"{STEM}/einzelansicht/brunnen-laeuft"
TAKEN_DOWN = "<h1>Nachricht</h1><div><p>Dieser Artikel ist nicht mehr verfügbar.</p></div>"


def refusal(status: int, location: str = "", page: str = "", url: str = RELEASE) -> type[Exception]:
    headers = (("Content-Type", "text/html"), *((("Location", location),) if location else ()))
    with pytest.raises(PageError) as raised:
        read_page(Capture(url, "2026-01-01T00:00:00Z", "response", status, headers, page.encode()), SITE)
    return raised.type


@pytest.mark.parametrize(
    ("status", "location", "page"),
    [
        (404, "", "<h1>Nicht gefunden</h1>"),
        (410, "", ""),
        (200, "", TAKEN_DOWN),
        (404, "", TAKEN_DOWN),
        (301, STEM, ""),
        (302, "/presseportal/pressemitteilungen/", ""),
        (302, "/presseportal", ""),
        (303, "/nachrichten/darmstadt-aktuell?page=1", ""),
        (301, f"{STEM}/einzelansicht/ein-anderer-brunnen", ""),
    ],
)
def test_gone_is_what_the_server_says_of_a_releases_address(status: int, location: str, page: str) -> None:
    assert refusal(status, location, page) is Gone


@pytest.mark.parametrize(
    ("status", "location"),
    [
        (500, ""),
        (503, ""),
        (403, ""),
        (429, ""),
        (302, "/wartung"),
        (302, "/"),
        (302, "https://anderswo.example/"),
        (301, "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/brunnen-laeuft"),
        (301, RELEASE + "/"),
    ],
)
def test_an_error_a_moments_maintenance_or_another_address_of_the_release_is_no_removal(
    status: int, location: str
) -> None:
    assert refusal(status, location) is NotARelease


def test_a_list_that_is_missing_is_no_release_that_is_gone() -> None:
    assert refusal(404, url=f"{STEM}?page=2") is NotARelease
