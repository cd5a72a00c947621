"""Every page that can be watched says how to hear of what is new there; its lines are taken as they stand."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from parsel import Selector

from archive.alerts.operators_file import read_alerts
from archive.alerts.watched.addresses import watch_of
from archive.site.page import SiteInfo
from archive.site.pages.subscribing import alert_lines
from tests.archive.site.conftest import Get

SITE = SiteInfo("sample", "Morlingen", "Hafenstadt", "http://x/", "Europe/Berlin")
RECEIVER = '[receivers.redaktion]\nwebhook = "https://example.org/x"\nsecret = "env:X"\n'
# page → what is watched
WATCHED = {
    "/suche?q=Haus&jahr=2022": "/suche?q=Haus&jahr=2022",
    "/suche?q=%22Haus+am+See%22+-Park&genau=1&seite=1&sortierung=alt": "/suche?q=%22Haus+am+See%22+-Park&genau=1",
    "/suche?q=Br%C3%BCcke&rubrik=Bauen&von=1.4.2021": "/suche?q=Br%C3%BCcke&rubrik=Bauen&von=2021-04-01",
    "/suche": "/suche",
    "/zitate?q=Haus&person=Hedwig+Amrath&sortierung=alt": "/zitate?q=Haus&person=Hedwig+Amrath",
    "/personen/Hedwig%20Amrath?q=Haus": "/personen/Hedwig%20Amrath?q=Haus",
    "/aemter/Stadtrat": "/aemter/Stadtrat",
    "/themen/Bauen": "/themen/Bauen",
    "/kuerzel/lea": "/kuerzel/lea",
    "/mitteilungen?seite=2": "/mitteilungen",
    "/jahr/2021": "/jahr/2021",
    "/jahr/2021/09": "/jahr/2021/09",
    "/kalender": "/kalender",
    "/kalender/2021-09": "/kalender/2021-09",
    "/kalender/2013-W09": "/kalender/2013-W09",
    "/aenderungen": "/aenderungen",
}


@pytest.mark.parametrize("path", WATCHED)
def test_the_lines_of_a_page_are_an_alert_of_that_page(get: Get, tmp_path: Path, path: str) -> None:
    page = Selector(get(path).text)
    (lines,) = page.css("details.following pre code::text").getall()
    file = tmp_path / "sample.alerts.toml"
    file.write_text(f"{RECEIVER}\n{lines}\n", encoding="utf-8")
    (alert,) = read_alerts(file, lambda text: watch_of(text, SITE, tmp_path, date(2026, 11, 28))).searches
    assert alert.watch.address == WATCHED[path]
    assert alert.name
    told = page.css("details.following").xpath("string()").get("")
    assert "sample.alerts.toml" in told
    assert "Als Kalender" in told
    assert ("Als Feed" in told) == ("kalender" not in path)


def test_the_name_of_an_alert_of_quotes_is_german(get: Get) -> None:
    page = Selector(get("/zitate?q=Haus&art=direct&von=2013&sortierung=alt").text)
    assert 'name = "Zitate: Haus, wörtlich, ab 1. Januar 2013"' in page.css("details.following pre code::text").get("")


def test_a_search_that_cannot_be_read_offers_no_alert(get: Get) -> None:
    for path in ("/suche?q=Haus&von=31.2.2021", "/zitate?q=Haus&art=laut"):
        assert 'class="following"' not in get(path).text


@pytest.mark.parametrize(
    "name", ['Haus"\n[[alerts]]\nname = "x', "\\", "a\x7fb\x00c\u2028d", "ß" * 300, "  ", "„Haus“ & <b>"], ids=ascii
)
def test_no_words_of_a_visitor_end_the_line_that_they_stand_in(name: str) -> None:
    (alert,) = tomllib.loads(alert_lines("/suche?q=x", name))["alerts"]
    assert set(alert) == {"name", "watch", "to"}
    assert 0 < len(alert["name"]) <= 100
    assert "\n" not in unquote(alert["name"])
