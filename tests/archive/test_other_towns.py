"""Another town inherits nothing of Darmstadt: what belongs to a city is reached through its own site file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.build import build
from scraper.captures import CaptureStore
from scraper.errors import SiteError, WrongInput
from scraper.items import Capture
from scraper.sites import load_site

SITE = """name = "{name}"
title = "Neues"
publisher = "Stadt"
home = "https://stadt.example/"
hosts = ["stadt.example"]
detail = [{{path = '/news/(?P<slug>[^/]+)'}}]
"""
OFFICES = """names = ["Auenfurt"]
adjectives = ["Auenfurter"]
[[office]]
office = "Oberbürgermeisterin"
person = "Thea Lindgrün"
from = 2014-01-01
source = "invented"
"""
AUTHORS = 'dk = { office = "Kulturamt", source = "invented" }\n'
PAGE = """Neues Aktuell

Neue Schule

(DK) – Donnerstag, 01.04.2021

„Wir bauen eine Schule und einen Hort“, sagte {mention}.
"""


def built(folder: Path, mention: str, *, city: str = "") -> tuple[str | None, str | None]:
    """(speaker, office behind the author code) of a release that a town publishes."""
    path = folder / "stadt.toml"
    path.write_text(SITE.format(name="stadt") + city, encoding="utf-8")
    site = load_site(path)
    page = PAGE.format(mention=mention).encode()
    with CaptureStore(folder / "captures") as store:
        store.start_run("import", "0", datetime(2021, 4, 2, tzinfo=UTC))
        kind = (("Content-Type", "text/plain"),)
        store.add(Capture("https://stadt.example/news/a", "2021-04-02T08:00:00Z", "conversion", None, kind, page))
        build(store, site, folder / "stadt.db")
    with closing(sqlite3.connect(folder / "stadt.db")) as connection:
        (speaker,) = connection.execute("SELECT speaker FROM quotes").fetchone()
        (office,) = connection.execute("SELECT office FROM authors WHERE code = 'dk'").fetchone()
    return speaker, office


@pytest.mark.parametrize(
    "mention", ["der Oberbürgermeister", "der OB", "der Darmstädter Oberbürgermeister", "die Bürgermeisterin"]
)
def test_the_mayor_of_another_town_is_not_that_of_darmstadt(tmp_path: Path, mention: str) -> None:
    assert built(tmp_path, mention) == (None, None)


@pytest.mark.parametrize(
    ("mention", "speaker"),
    [
        ("die Oberbürgermeisterin", "Thea Lindgrün"),
        ("die Auenfurter Oberbürgermeisterin", "Thea Lindgrün"),
        ("die Oberbürgermeisterin der Stadt", "Thea Lindgrün"),
        ("die Oberbürgermeisterin von Auenfurt", "Thea Lindgrün"),
        ("die Darmstädter Oberbürgermeisterin", None),
        ("die Oberbürgermeisterin von Darmstadt", None),
        ("die Bürgermeisterin", None),
    ],
)
def test_a_town_has_the_tables_that_its_own_site_file_names(tmp_path: Path, mention: str, speaker: str | None) -> None:
    (tmp_path / "offices.toml").write_text(OFFICES, encoding="utf-8")
    (tmp_path / "authors.toml").write_text(AUTHORS, encoding="utf-8")
    city = '[city]\noffices = "offices.toml"\nauthors = "authors.toml"\n'
    assert built(tmp_path, mention, city=city) == (speaker, "Kulturamt")


def test_a_changed_table_is_read_by_the_next_build(tmp_path: Path) -> None:
    city = '[city]\noffices = "offices.toml"\n'
    (tmp_path / "offices.toml").write_text(OFFICES, encoding="utf-8")
    assert built(tmp_path, "die OB", city=city)[0] == "Thea Lindgrün"
    (tmp_path / "offices.toml").write_text(OFFICES.replace("Thea", "Theodora"), encoding="utf-8")
    assert built(tmp_path, "die OB", city=city)[0] == "Theodora Lindgrün"


@pytest.mark.parametrize(
    ("city", "says"),
    [
        ('[city]\noffices = "missing.toml"\n', "there is no .*missing.toml"),
        ('[city]\nmayors = "stadt.toml"\n', "unknown 'mayors'"),
        ('city = "Auenfurt"\n', "it is no table"),
    ],
)
def test_a_site_file_that_names_no_table_says_so(tmp_path: Path, city: str, says: str) -> None:
    with pytest.raises(SiteError, match=says):
        built(tmp_path, "die OB", city=city)


def test_a_table_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "offices.toml").write_text("mayor = 'Thea Lindgrün'\n", encoding="utf-8")
    with pytest.raises(WrongInput, match="unknown 'mayor'"):
        built(tmp_path, "die OB", city='[city]\noffices = "offices.toml"\n')
