"""Releases under templates that no layout was made for: the text whole, nothing of what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

import pytest

from scraper.items import Capture, ReleaseItem
from scraper.pages import read_page
from scraper.sites import load_site

FOLDER = Path(__file__).parents[2] / "fixtures" / "templates"
AROUND = "Quellbach"  # stands in every text around the article, and in no article
URL = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/"


@dataclass(frozen=True)
class Text:
    """A release that the templates show."""

    slug: str
    title: str
    iso: str
    short: str
    long: str
    author: str
    teaser: str
    body: str
    blocks: tuple[str, ...]


TEXTS = (
    Text(
        "weg-am-hang",
        "Weg am Hang ist wieder frei",
        "2023-03-14",
        "14.03.2023",
        "14. März 2023",
        "Uta Kroll",
        "Nach dem Rutsch im Winter können Wanderer den Weg am Hang wieder gehen",
        "<p>Der Weg am Hang zwischen Mühle und Schanze ist seit Dienstag wieder frei. Vier Monate lang war er nach "
        "einem Rutsch gesperrt, weil Geröll und umgestürzte Bäume auf zweihundert Metern lagen.</p>"
        "<p>„Wir haben den Hang mit Netzen gesichert und jeden Stein geprüft“, sagte Baurätin Marlene Osthoff bei der "
        "Öffnung. Die Arbeiten kosteten 180.000 Euro; die Hälfte davon trägt das Land.</p>"
        '<p>Wer den Weg gehen möchte, braucht festes Schuhwerk. Eine <a href="/karte">Karte der Wege</a> liegt im '
        "Rathaus aus.</p>",
        (
            "Der Weg am Hang zwischen Mühle und Schanze ist seit Dienstag wieder frei. Vier Monate lang war er nach "
            "einem Rutsch gesperrt, weil Geröll und umgestürzte Bäume auf zweihundert Metern lagen.",
            "„Wir haben den Hang mit Netzen gesichert und jeden Stein geprüft“, sagte Baurätin Marlene Osthoff bei der "
            "Öffnung. Die Arbeiten kosteten 180.000 Euro; die Hälfte davon trägt das Land.",
            "Wer den Weg gehen möchte, braucht festes Schuhwerk. Eine Karte der Wege liegt im Rathaus aus.",
        ),
    ),
    Text(
        "bibliothek-sonntags",
        "Bibliothek öffnet probeweise auch am Sonntag",
        "2023-11-02",
        "02.11.2023",
        "2. November 2023",
        "Jonas Feld",
        "Ein halbes Jahr lang soll sich zeigen, wie viele Menschen das Angebot nutzen",
        "<p>Von Januar an ist die Bibliothek am Sonntag von 13 bis 18 Uhr geöffnet. Der Versuch dauert ein halbes "
        "Jahr und wird von zwei Wachleuten und einem Lesepaten begleitet.</p>"
        "<h2>Was sonntags möglich ist</h2>"
        "<p>Ausgeliehen wird an den Geräten, Auskunft gibt es keine. Angeboten werden:</p>"
        "<ul><li>Lesen und Lernen in beiden Sälen</li><li>Ausleihe und Rückgabe am Gerät</li></ul>"
        "<p>Im Sommer entscheidet der Rat, ob es dabei bleibt. Vorbild sind drei Städte im Norden, die damit gute "
        "Erfahrungen gemacht haben.</p>",
        (
            "Von Januar an ist die Bibliothek am Sonntag von 13 bis 18 Uhr geöffnet. Der Versuch dauert ein halbes "
            "Jahr und wird von zwei Wachleuten und einem Lesepaten begleitet.",
            "Was sonntags möglich ist",
            "Ausgeliehen wird an den Geräten, Auskunft gibt es keine. Angeboten werden:",
            "Lesen und Lernen in beiden Sälen\nAusleihe und Rückgabe am Gerät",
            "Im Sommer entscheidet der Rat, ob es dabei bleibt. Vorbild sind drei Städte im Norden, die damit gute "
            "Erfahrungen gemacht haben.",
        ),
    ),
    Text(
        "strasse-gesperrt",
        "Hauptstraße bis Freitag gesperrt",
        "2022-06-07",
        "07.06.2022",
        "7. Juni 2022",
        "Mia Sander",
        "Wegen eines Rohrbruchs wird der Verkehr umgeleitet",
        "<p>Nach einem Rohrbruch ist die Hauptstraße zwischen Markt und Bahnhof bis Freitag gesperrt. Busse halten "
        "ersatzweise am Stadtpark.</p>"
        "<p>Fragen beantwortet das Bürgertelefon unter der Nummer 115.</p>",
        (
            "Nach einem Rohrbruch ist die Hauptstraße zwischen Markt und Bahnhof bis Freitag gesperrt. Busse halten "
            "ersatzweise am Stadtpark.",
            "Fragen beantwortet das Bürgertelefon unter der Nummer 115.",
        ),
    ),
)
TEMPLATES = sorted(FOLDER.glob("*.html"))


def page(template: Path, text: Text) -> str:
    """The release under a template."""
    return Template(template.read_text(encoding="utf-8")).substitute(
        title=escape(text.title),
        slug=text.slug,
        iso=text.iso,
        iso_instant=f"{text.iso}T09:30:00+01:00",
        short=text.short,
        long=text.long,
        author=text.author,
        teaser=escape(text.teaser),
        teaser_p=f"<p>{escape(text.teaser)}</p>",
        teaser_h2=f"<h2>{escape(text.teaser)}</h2>",
        body=text.body,
    )


def read(template: Path, text: Text) -> ReleaseItem:
    """The release as the readers find it under a template."""
    kind = (("Content-Type", "text/html; charset=utf-8"),)
    body = page(template, text).encode()
    capture = Capture(URL + text.slug, "2024-03-01T00:00:00Z", "response", 200, kind, body)
    return read_page(capture, load_site("darmstadt")).items[0]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.slug)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_text_is_whole_and_nothing_around_it_comes_along(template: Path, text: Text) -> None:
    item = read(template, text)
    assert item.title == text.title
    shown = tuple(block.text for block in item.body)
    assert shown == text.blocks if item.teaser else tuple(t for t in shown if t != text.teaser) == text.blocks
    assert item.teaser in {None, text.teaser}
    assert AROUND not in f"{item.teaser} {shown}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_day_is_that_of_publication(template: Path) -> None:
    for text in TEXTS:
        found = read(template, text).published_text or ""
        assert text.iso in found or text.short in found or text.long in found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_author_is_the_printed_one(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    for text in TEXTS:
        assert read(template, text).author_text == (text.author if "$author" in source else None)
