"""Addresses that were cited keep working: one that changes leads on. Lines are added here and never taken away."""

from __future__ import annotations

import pytest

from tests.archive.site.asking import Get

ADDRESSES = (
    "/", "/mitteilungen", "/mitteilungen?seite=2", "/jahr/2021", "/jahr/2021/09", "/feed.atom", "/kuerzel",
    "/kuerzel/lea", "/kuerzel/lea.atom", "/themen", "/themen/Bauen", "/themen/Bauen.atom", "/personen",
    "/personen?nach=name", "/personen?name=Amrath", "/personen/Hedwig%20Amrath", "/personen/Hedwig%20Amrath.atom",
    "/kalender", "/kalender/2021-09", "/kalender/2013-03-03", "/kalender/2013-W09", "/kalender.ics", "/aenderungen",
    "/aenderungen.atom", "/status", "/-/status", "/-/status.json", "/ueber", "/ueber#rechte", "/daten", "/robots.txt",
    "/sitemap.xml", "/llms.txt", "/suche", "/suche?q=Haus", "/suche?q=Haus&jahr=2021&sortierung=neu&genau=1",
    "/suche?q=Haus&von=4.2021&bis=2022", "/suche.atom?q=Haus", "/suche.csv?q=Haus", "/suche.json?q=Haus",
    "/suche.xlsx?q=Haus", "/sample", "/sample.json", "/sample.db", "/sample/releases", "/sample/releases.json",
    "/sample/releases.json?_shape=array", "/sample/releases.csv", "/sample/releases.csv?_stream=on&_size=max",
    "/sample/quotes?speaker__contains=Amrath&_facet=kind", "/sample/authors/lea", "/sample/authors/lea.json",
    "/sample/releases/brueckenpruefung-suedbruecke", "/sample/releases/brueckenpruefung-suedbruecke.json",
    "/sample/releases/brueckenpruefung-suedbruecke.bib", "/sample/releases/brueckenpruefung-suedbruecke.csl.json",
    "/sample?sql=select+1", "/sample.json?sql=select+1", "/sample.csv?sql=select+1",
    "/sample.json?sql=select+1&_shape=array", "/assets/site.css",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_cited_address_is_there_or_leads_on(get: Get, address: str) -> None:
    answer = get(address.partition("#")[0])
    for _ in range(3):
        if answer.status_code not in (301, 308):
            break
        answer = get(answer.headers["location"])
    assert answer.status_code == 200


def test_a_capture_keeps_its_address(get: Get) -> None:
    number = get("/sample/captures.json?_shape=array&_size=1").json()[0]["id"]
    for path in ("", "/inhalt", "/roh"):
        assert get(f"/abzug/{number}{path}").status_code == 200
