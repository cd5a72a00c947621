"""What a city's pages print around releases is read from its site alone; another city has none of it, or its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.boilerplate import NO_BOILERPLATE, parse_boilerplate
from scraper.errors import SiteError, WrongInput
from scraper.items import Capture, ReleaseItem
from scraper.pages import NotARelease, read_page
from scraper.sites import Site, load_site

DARMSTADT = load_site("darmstadt")
SITE = """name = "stadt"
title = "Neues"
publisher = "Stadt"
home = "https://stadt.example/"
hosts = ["stadt.example"]
detail = [{path = '/news/(?P<slug>[^/]+)'}]
"""
OTHER = """footers = ["Bitte beachten Sie"]
not_titles = ['Seite \\d+']
other_offices = ["Aus den Ämtern"]
own_names = ["Auenfurt"]
hidden_at = "@nospam-"
hidden_dot = ".remove"
"""
BODY = "Die Stadt baut eine Schule und einen Hort am Fluss. Beide öffnen im Herbst."
TEXT = """{kicker}

{title}

{meta}

{body}

{footer}

Hier steht nichts mehr, was zur Mitteilung gehört.
"""
META = "(DK) – Donnerstag, 01.04.2021"
PAGE = (
    "<html><body><main><article><h1>Neue Schule</h1><p>(DK) – Donnerstag, 01.04.2021</p>"
    "<p>{body}<br>{footer}<br>Kein Teil davon.</p></article></main></body></html>"
)


def town(folder: Path, boilerplate: str | None = None) -> Site:
    path = folder / "stadt.toml"
    named = '[city]\nboilerplate = "around.toml"\n' if boilerplate is not None else ""
    (folder / "around.toml").write_text(boilerplate or "", encoding="utf-8")
    path.write_text(SITE + named, encoding="utf-8")
    return load_site(path)


def read(site: Site, text: str, *, kind: str = "text/plain") -> ReleaseItem:
    url = site.home + ("news/a" if site.name == "stadt" else "nachrichten/darmstadt-aktuell/news/a")
    conversion = kind == "text/plain"
    headers = (("Content-Type", f"{kind}; charset=utf-8"),)
    capture = Capture(
        url, "2021-04-02T08:00:00Z", "conversion" if conversion else "response", None if conversion else 200, headers,
        text.encode(),
    )  # fmt: skip
    (item,) = read_page(capture, site).items
    return item


def plain(footer: str, *, kicker: str = "Neues Aktuell", title: str = "Neue Schule", meta: str = META) -> str:
    return TEXT.format(footer=footer, kicker=kicker, title=title, meta=meta, body=BODY)


@pytest.mark.parametrize("html", [False, True])
def test_a_release_ends_above_the_footer_of_its_own_city(tmp_path: Path, html: bool) -> None:
    (tmp_path / "none").mkdir()
    none, other = town(tmp_path / "none"), town(tmp_path, OTHER)
    for site, footer, ends in (
        (DARMSTADT, "Wichtige Mitteilung", True), (DARMSTADT, "WICHTIGE MITTEILUNGEN", True),
        (DARMSTADT, "Bitte beachten Sie", False), (none, "Wichtige Mitteilung", False),
        (none, "Bitte beachten Sie", False), (other, "Bitte beachten Sie", True),
        (other, "Wichtige Mitteilung", False), (none, "Nach oben", True),
    ):  # fmt: skip
        text = PAGE.format(body=BODY, footer=footer) if html else plain(footer)
        item = read(site, text, kind="text/html" if html else "text/plain")
        printed = " ".join(block.text for block in item.body)
        assert (printed == BODY) is ends, (site.name, footer, printed)


def test_boilerplate_may_stand_in_the_site_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "stadt.toml"
    path.write_text(f"{SITE}[city.boilerplate]\n{OTHER}", encoding="utf-8")
    assert load_site(path).boilerplate == parse_boilerplate(OTHER)
    path.write_text(f"{SITE}[city.boilerplate]\nfoot = 1\n", encoding="utf-8")
    with pytest.raises(SiteError, match="unknown 'foot'"):
        load_site(path)


def test_a_kicker_tells_reports_of_other_offices_only_where_the_city_says_so(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    none, other = town(tmp_path / "none"), town(tmp_path, OTHER.replace("Aus den Ämtern", "Pressemitteilung"))
    undated = "Donnerstag, 01.04.2021"
    for site, kicker in ((DARMSTADT, "Artikel"), (other, "Pressemitteilung")):
        with pytest.raises(NotARelease, match=f"below the kicker „{kicker}“"):
            read(site, plain("×", kicker=kicker, meta=undated))
        assert read(site, plain("×", kicker=kicker)).kicker == kicker
    assert read(none, plain("×", kicker="Artikel", meta=undated)).kicker == "Artikel"
    assert read(DARMSTADT, plain("×", kicker="Pressemitteilung", meta=undated)).kicker == "Pressemitteilung"


@pytest.mark.parametrize(
    ("text", "line", "never"),
    [(OTHER, "Seite 12", True), (OTHER, "1", False), ("", "Seite 12", False), ("", "1", False)],
)
def test_what_is_never_a_title_is_said_by_the_city(text: str, line: str, never: bool) -> None:
    assert (parse_boilerplate(text).not_titles.fullmatch(line) is not None) is never
    assert DARMSTADT.boilerplate.not_titles.fullmatch("1")


@pytest.mark.parametrize(
    ("site", "printed", "shown"),
    [
        ("darmstadt", "info@1sp4mdarmstadt.abde", "info@darmstadt.de"),
        ("darmstadt", "info@nospam-auenfurt.removede", "info@nospam-auenfurt.removede"),
        ("other", "info@nospam-auenfurt.removede", "info@auenfurt.de"),
        ("other", "info@1sp4mdarmstadt.abde", "info@1sp4mdarmstadt.abde"),
        ("none", "info@1sp4mdarmstadt.abde", "info@1sp4mdarmstadt.abde"),
        ("none", "info@auenfurt.de", "info@auenfurt.de"),
    ],
)
def test_hidden_addresses_are_those_of_the_city(site: str, printed: str, shown: str) -> None:
    known = {"darmstadt": DARMSTADT.boilerplate, "other": parse_boilerplate(OTHER), "none": NO_BOILERPLATE}
    assert known[site].revealed(f"An {printed}.") == f"An {shown}."


def test_a_credit_with_the_name_of_the_city_is_the_citys() -> None:
    assert parse_boilerplate(OTHER).is_own("AUENFURT Marketing")
    assert not parse_boilerplate(OTHER).is_own("Darmstadt Marketing")
    assert not NO_BOILERPLATE.is_own("Darmstadt Marketing")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("footers = 3", "footers is no list"), ('footers = [" "]', "footers is no list"),
        ("foot = 1", "unknown 'foot'"),
        ('not_titles = ["("]', "no regular expression"), ('hidden_at = "@x"', "hidden_at and hidden_dot"),
        ("footers = [", "no TOML"),
    ],
)  # fmt: skip
def test_boilerplate_that_cannot_be_read_says_what_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(WrongInput, match=why):
        parse_boilerplate(text)
    with pytest.raises(SiteError, match=why):
        town(tmp_path, text)
