"""Citing: the newspaper's short form, the full one with its proof, buttons that copy, and paper."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

import pytest
from parsel import Selector
from playwright.sync_api import Browser, PdfMargins

from archive.site.german import short_day
from tests.archive.site.browsing import needs_chromium, visit
from tests.archive.site.conftest import Get

Rows = Callable[..., list[sqlite3.Row]]
MARGIN: PdfMargins = {"top": "1cm", "bottom": "1cm", "left": "1.5cm", "right": "1.5cm"}
TEXT_ALONE = "document.body.replaceChildren(...document.querySelectorAll('.release > header h1, .row > :first-child'))"
RELEASE = "/sample/releases/brueckenpruefung-suedbruecke"


def text(page: Selector, css: str) -> str:
    return " ".join(page.css(css).xpath("string()").get("").split())


def test_the_newspapers_form_stands_first_and_the_full_one_names_source_day_and_proof(get: Get, rows: Rows) -> None:
    published, url, digest = rows(
        "SELECT published, r.url, c.digest FROM releases r JOIN captures c ON c.id = r.capture WHERE slug = ?",
        RELEASE.rpartition("/")[2],
    )[0]
    page = Selector(get(RELEASE).text)
    cites = [" ".join(one.xpath("string()").get("").split()) for one in page.css(".cite")]
    assert cites[0] == f"Stadt Morlingen, Pressemitteilung vom {short_day(published)}"
    full, whole = cites[-1], digest.removeprefix("sha256:")
    assert full.startswith("Hafenstadt Morlingen: ")
    assert all(
        part in full for part in (url, short_day(published), "Archivkopie vom", f"SHA-256 {whole[:12]}…", RELEASE)
    )
    assert whole not in full
    assert whole in text(page, "#zitieren ~ details")
    assert whole in get(f"{RELEASE}.bib").text
    assert page.css(".cite a[rel=bookmark]::attr(href)").get("").endswith(RELEASE)


def test_a_release_without_a_day_is_cited_as_one(get: Get, rows: Rows) -> None:
    for (slug,) in rows("SELECT slug FROM releases WHERE published IS NULL"):
        assert text(Selector(get(f"/sample/releases/{slug}").text), "#kurz").endswith(", Pressemitteilung ohne Datum")


@needs_chromium
def test_buttons_copy_the_link_and_the_citation_and_the_link_stays(browser: Browser, home: str) -> None:
    with visit(browser, home, 390) as visited:
        visited.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visited.go(RELEASE)
        short = visited.page.inner_text("#kurz")
        for name, copied in (("Zitat kopieren", short), ("Link kopieren", home + RELEASE)):
            button = visited.page.get_by_role("button", name=name, exact=True)
            button.click()
            visited.page.get_by_role("button", name="Kopiert").first.wait_for()
            assert visited.page.evaluate("navigator.clipboard.readText()") == copied
        assert visited.page.locator(".cite a[rel=bookmark]").is_visible()
        assert visited.complaints == []


@needs_chromium
@pytest.mark.parametrize("order", ["length(body) DESC", "length(body)", "revisions DESC, slug"])
def test_on_paper_a_release_takes_as_few_pages_as_its_text(browser: Browser, home: str, rows: Rows, order: str) -> None:
    slug = rows(f"SELECT slug FROM releases ORDER BY {order} LIMIT 1")[0][0]  # noqa: S608 - our own order
    with visit(browser, home, 1280) as visited:
        visited.go(f"/sample/releases/{slug}")
        printed = pages(visited.page.pdf(format="A4", margin=MARGIN))
        visited.page.emulate_media(media="print")
        assert visited.page.locator(".cite.full").is_visible()
        assert not visited.page.locator("nav:visible, button:visible, form:visible, details:visible").count()
        visited.page.evaluate(TEXT_ALONE)
        assert printed == pages(visited.page.pdf(format="A4", margin=MARGIN))


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", pdf))
