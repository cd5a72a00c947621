"""Addresses: which belong to the site, which are one release, which are twins."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import SiteError
from scraper.sites import ForeignAddress, load_site

DARMSTADT = load_site("darmstadt")
B = "/nachrichten/darmstadt-aktuell/news/"
CANONICAL = "https://www.darmstadt.de" + B + "neues-amt"

TWINS = [
    "https://www.darmstadt.de" + B + "neues-amt",
    "https://www.darmstadt.de" + B + "neues-amt/",
    "http://www.darmstadt.de" + B + "neues-amt",
    "http://darmstadt.de" + B + "neues-amt",
    "https://www.Darmstadt.de" + B + "neues-amt",
    "https://www.darmstadt.de:443" + B + "neues-amt",
    "http://name@darmstadt.de" + B + "neues-amt",
    "https://www.darmstadt.de/1" + B + "neues-amt/",
    "https://www.darmstadt.de/1" + B + "neues-amt/?tx_news_pi1%5Bnews%5D=12&cHash=0123456789abcdef",
    "https://www.darmstadt.de" + B + "neues-amt?tx_news_pi1[controller]=News&cHash=0123456789abcdef",
    "https://www.darmstadt.de" + B + "neues-amt?type=97",
    "https://www.darmstadt.de" + B + "neues-amt?tx_contrast=1",
    "https://www.darmstadt.de" + B + "neues-amt?utm_source=x#oben",
    "https://www.darmstadt.de//nachrichten//darmstadt-aktuell/news/neues-amt",
]


@pytest.mark.parametrize("url", TWINS)
def test_twins_of_an_address_have_one_canonical_address_and_one_key(url: str) -> None:
    assert DARMSTADT.canonical(url) == CANONICAL
    assert DARMSTADT.key(url) == "neues-amt"


@pytest.mark.parametrize(
    ("path", "slug", "generation"),
    [
        ("/portal/darmstadt-aktuell/article/neues-amt-1/index.htm", "neues-amt", "A"),
        (
            "/portal/darmstadt-aktuell/article/sitzung-der-stadt-darmstadt-1-1/index.htm",
            "sitzung-der-stadt-darmstadt-1",
            "A",
        ),
        (B + "krisenstab-zur-covid-19-pandemie-40", "krisenstab-zur-covid-19-pandemie-40", "B"),
        ("/presseservice/einzelansicht/news/neues-amt", "neues-amt", "B"),
        ("/presseservice/archiv-einzelansicht/news/neues-amt", "neues-amt", "B"),
        ("/nachrichten/rss/news/neues-amt", "neues-amt", "B"),
        ("/presseportal/pressemitteilungen/einzelansicht/neues-amt", "neues-amt", "C"),
    ],
)
def test_every_generation_names_its_release_by_slug(path: str, slug: str, generation: str) -> None:
    assert DARMSTADT.key("https://www.darmstadt.de" + path) == slug
    assert DARMSTADT.generation("https://www.darmstadt.de" + path) == generation


@pytest.mark.parametrize(
    "url",
    [
        "https://www.darmstadt.de/standort/wirtschaft/artikel/news/gewerbeflaechen",
        "https://www.darmstadt.de/leben/artikel/news/ferien",
        "https://www.darmstadt.de/rathaus/news/sitzung",
        "https://www.darmstadt.de/leben-in-darmstadt/news/sitzung",
        "https://www.darmstadt.de/nachrichten/darmstadt-aktuell",
        "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/",
        "https://www.darmstadt.de" + B + "neues-amt?type=9818",
        "https://ead.darmstadt.de" + B + "neues-amt",
        "https://digitales-rathaus.darmstadt.de" + B + "neues-amt",
        "https://da-bei.darmstadt.de" + B + "neues-amt",
        "https://www.darmstadt-klon.example" + B + "neues-amt",
        "https://www.darmstadt.de.example" + B + "neues-amt",
        "https://www.darmstadt.de:8443" + B + "neues-amt",
        "https://www.darmstadt.de:notaport" + B + "neues-amt",
        "ftp://www.darmstadt.de" + B + "neues-amt",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_release_of_the_site_has_no_key(url: str) -> None:
    assert DARMSTADT.key(url) is None


def test_the_feed_is_the_same_at_every_path() -> None:
    assert DARMSTADT.canonical("http://darmstadt.de/anything/?type=9818&x=1") == "https://www.darmstadt.de/?type=9818"


def test_a_foreign_address_has_no_canonical_one() -> None:
    with pytest.raises(ForeignAddress, match=r"not on www\.darmstadt\.de"):
        DARMSTADT.canonical("https://ead.darmstadt.de/")


def test_an_unrouted_address_is_known_by_its_uid_only_where_the_site_says_so(tmp_path: Path) -> None:
    url = "https://stadt.example/presse?tx_news_pi1%5Bnews%5D=68&cHash=ab"
    text = 'name = "stadt"\ntitle = "T"\npublisher = "P"\nhome = "https://stadt.example/"\nhosts = ["stadt.example"]\n'
    (tmp_path / "a.toml").write_text(text + "detail = []\n")
    (tmp_path / "b.toml").write_text(text + "detail = []\nuid_parameters = true\n")
    assert load_site(tmp_path / "a.toml").key(url) is None
    assert load_site(tmp_path / "b.toml").key(url) == "uid-68"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("name = 'Stadt!'", "name must be"),
        ("home = 'https://other.example/'", "not among hosts"),
        ("detail = [{path = '/a/[^/]+'}]", "needs a group"),
        ("detail = [{path = '/a/(?P<slug>'}]", "no regular expression"),
        ("wrong = 1", "unexpected keyword"),
        ("= 1", "no readable TOML"),
    ],
)
def test_a_wrong_site_file_says_what_is_wrong(tmp_path: Path, change: str, says: str) -> None:
    fields = {
        "name": "'stadt'",
        "title": "'T'",
        "publisher": "'P'",
        "home": "'https://stadt.example/'",
        "hosts": "['stadt.example']",
        "detail": "[{path = '/(?P<slug>[^/]+)'}]",
    }
    key, _, value = change.partition(" = ")
    lines = [f"{k} = {v}" for k, v in {**fields, key: value}.items()]
    (tmp_path / "s.toml").write_text("\n".join(lines))
    with pytest.raises(SiteError, match=says):
        load_site(tmp_path / "s.toml")


def test_a_missing_site_names_the_shipped_ones() -> None:
    with pytest.raises(SiteError, match="darmstadt"):
        load_site("nowhere")
