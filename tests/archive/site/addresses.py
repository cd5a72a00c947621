"""Every kind of page, with an address of the sample site that shows it."""

from __future__ import annotations

PAGES = {
    "start": "/",
    "release": "/sample/releases/brueckenpruefung-suedbruecke",
    "search": "/suche?q=Haus",
    "nothing found": "/suche?q=Hafn+Stadt&jahr=2020",
    "all releases": "/mitteilungen",
    "year": "/jahr/2021",
    "month": "/jahr/2021/09",
    "author code": "/kuerzel/lea",
    "author codes": "/kuerzel",
    "category": "/themen/Bauen",
    "categories": "/themen",
    "speakers": "/personen",
    "speaker": "/personen/Hedwig%20Amrath",
    "calendar": "/kalender/2021-09",
    "calendar day": "/kalender/2013-03-03",
    "calendar week": "/kalender/2013-W09",
    "changes": "/aenderungen",
    "status": "/status",
    "about": "/ueber",
    "data": "/daten",
    "table": "/sample/releases",
    "filtered table": "/sample/quotes?speaker__contains=Amrath&_facet=kind",
    "row": "/sample/authors/lea",
    "database": "/sample",
    "sql": "/sample?sql=select+slug%2C+title+from+releases+limit+5",
    "reason of a quote": "/sample/releases/brueckenpruefung-suedbruecke/warum/zitat-1",
    "reason of a date": "/sample/releases/brueckenpruefung-suedbruecke/warum/angabe-2",
    "not found": "/nowhere",
}
