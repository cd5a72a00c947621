"""Who runs the archive, what may be done with it, and where errors are reported: from the operator's settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from parsel import Selector

from archive.settings import DEFAULTS, Legal, Settings
from archive.site.serving import unsaid
from tests.archive.site.asking import Get, site_over
from tests.conftest import Crawled

RELEASE = "/sample/releases/brueckenpruefung-suedbruecke"
PATH = Path("data/sample.settings.toml")
LEGAL = Legal(("Verein Kürbis & Söhne", "Am Kai 3"), ("Wir speichern <nichts>.", "Fragen? Gern."), "© Stadt", "CC0 1.0")
GIVEN = Settings("https://archiv.example.org/", "mailto:redaktion@example.org", legal=LEGAL)


@pytest.fixture(scope="module")
def given(sample: Crawled) -> Iterator[Get]:
    with site_over(sample.database, sample.site, GIVEN) as ask:
        yield ask


def shown(ask: Get, path: str) -> Selector:
    answer = ask(path)
    assert answer.status_code == 200, path
    return Selector(answer.text)


def text(page: Selector, css: str = "main") -> str:
    return " ".join(page.css(css).xpath("string()").get("").split())


def test_every_page_leads_to_imprint_privacy_and_contact(given: Get) -> None:
    for path in ("/", RELEASE, "/suche?q=Haus", "/sample/releases", "/nowhere"):
        links = Selector(given(path).text).css(".site-footer a::attr(href)").getall()
        assert {"/impressum", "/datenschutz", "mailto:redaktion@example.org"} <= set(links), path


def test_the_operators_lines_are_shown_as_written(given: Get) -> None:
    assert "Verein Kürbis & Söhne Am Kai 3" in text(shown(given, "/impressum"))
    assert "Wir speichern <nichts>. Fragen? Gern." in text(shown(given, "/datenschutz"))
    for path in ("/ueber", "/daten"):
        assert "CC0 1.0" in text(shown(given, path)), path
    assert "© Stadt" in text(shown(given, "/ueber"))
    assert "© Stadt" in text(shown(given, RELEASE), ".site-footer")


def test_without_settings_the_pages_say_what_is_missing(get: Get) -> None:
    assert "noch kein Impressum" in text(shown(get, "/impressum"))
    privacy = text(shown(get, "/datenschutz"))
    assert "noch keine Datenschutzerklärung" in privacy
    assert "keine Cookies" in privacy


def test_no_answer_sets_a_cookie_as_the_privacy_page_says(given: Get) -> None:
    for path in ("/", RELEASE, "/suche?q=Haus", "/datenschutz", "/sample.json"):
        assert "set-cookie" not in given(path).headers


def test_an_error_is_reported_by_a_mail_that_names_the_release(given: Get) -> None:
    link = shown(given, RELEASE).xpath("//a[text()='Fehler melden']/@href").get("")
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "redaktion@example.org")
    mail = {name: values[0] for name, values in parse_qs(parts.query).items()}
    title = text(shown(given, RELEASE), "h1")
    assert title[:40] in re.sub(r"\d+ ", " ", mail["subject"]) or mail["subject"].startswith("Fehler melden: ")
    assert f"https://archiv.example.org{RELEASE}" in mail["body"].split()
    assert "+" not in unquote(parts.query).partition("body=")[0]  # mail programs take + for itself


@pytest.mark.parametrize(("contact", "link"), [
    ("https://example.org/kontakt", "https://example.org/kontakt"), ("red@example.org", "mailto:red@example.org"),
    ("Tel. 06151 1", ""), ("", ""), ("javascript:alert(1)", ""), ("mailto:a@b?cc=c@d", ""),
])  # fmt: skip
def test_a_contact_is_a_link_only_where_it_is_one(sample: Crawled, contact: str, link: str) -> None:
    with site_over(sample.database, sample.site, Settings(contact=contact)) as ask:
        found = shown(ask, RELEASE).xpath("//a[text()='Fehler melden']/@href").get("")
    assert found.partition("?")[0] == (link or "/ueber#kontakt")


def test_a_public_site_logs_what_it_does_not_say() -> None:
    assert unsaid(DEFAULTS, PATH) == []
    assert unsaid(GIVEN, PATH) == []
    lines = unsaid(Settings("https://archiv.example.org/"), PATH)
    assert [line.split()[1] for line in lines] == [
        "contact", "legal.imprint", "legal.privacy", "legal.licence_of_texts", "legal.licence_of_data"]  # fmt: skip
    assert all(str(PATH) in line for line in lines)
