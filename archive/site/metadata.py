"""What Datasette shows around the tables: titles, sources, column help, in German; from the schema's own sentences."""

from __future__ import annotations

from typing import Any

from archive.database.dictionary import column_meaning
from archive.database.schema import TABLES
from archive.database.views import VIEWS
from archive.settings import Settings
from archive.site.page import PLUGIN
from scraper.sites import Site

# What a page of a view begins with; the views themselves have no order.
SORTED = {
    "calendar": {"sort": "day"},
    "quotes_by_speaker": {"sort": "speaker"},
    "speakers_by_year": {"sort_desc": "year"},
}
FULL_TEXT = {"fts_table": "releases_fts", "fts_pk": "rowid"}


def metadata(site: Site, settings: Settings, address: str, local: str) -> dict[str, Any]:
    """Datasette metadata for the database of a site.

    settings: of the operator. address, local: as in `archive.site.page.SiteInfo`.
    """
    tables: dict[str, Any] = {
        table.name: {
            "description": table.meaning,
            "columns": {column.name: column.meaning for column in table.columns},
        }
        for table in TABLES
    }
    for view in VIEWS:
        columns = {name: column_meaning(said) for name, said in view.columns}
        tables[view.name] = {"description": view.meaning, "columns": columns} | SORTED.get(view.name, {})
    tables["releases"] |= FULL_TEXT | {
        "sort_desc": "published",
        "facets": ["year", "author_codes"],
        "label_column": "title",
        "size": 50,
    }
    for name in ("releases_search", "releases_vocab", "quotes_fts", "words", "word_keys", "word_parts", "fingerprints"):
        tables[name] = {"hidden": True}
    return {
        "title": f"Archiv „{site.title}“",
        "description": (
            f"Pressemitteilungen: {site.publisher}. Jeder Wert lässt sich bis zu den Bytes zurückverfolgen, "
            "die der Server gesendet hat; nichts ist ergänzt, und was gesperrt ist, steht unter „Sperrungen“."
        ),
        "source": site.publisher,
        "source_url": site.home,
        "plugins": {
            PLUGIN: {
                "database": site.name,
                "title": site.title,
                "publisher": site.publisher,
                "home": site.home,
                "time_zone": site.time_zone,
                "cited_as": site.cited_as or site.publisher,
                "contact": settings.contact,
                "imprint": list(settings.legal.imprint),
                "privacy": list(settings.legal.privacy),
                "licence_of_texts": settings.legal.licence_of_texts,
                "licence_of_data": settings.legal.licence_of_data,
                "address": address,
                "local": local,
                "offices": site.city.offices,
                "holidays": site.city.holidays,
                "expect_every": settings.expect_every.total_seconds(),
            }
        },
        "databases": {site.name: {"source": site.publisher, "source_url": site.home, "tables": tables}},
    }
