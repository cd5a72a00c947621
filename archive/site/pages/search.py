"""The search page."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from markupsafe import Markup

from archive.search import Filters, Results, search_releases
from archive.search.expand import MOST_TERMS_WITH_COMPOUNDS
from archive.search.offers import Offer, offers
from archive.search.results import FacetValue
from archive.site.german import counted, numeric_day, short_day
from archive.site.page import Asked, Query
from archive.site.pages.charts import Bar, Count, bars
from archive.site.pages.search_request import SearchRequest, read_request
from archive.site.pages.search_understood import Understood, understood
from archive.site.pages.suggestions import OFFERED

# filter → its heading
HEADINGS = {"speaker": "Zitiert", "author": "Kürzel", "category": "Rubrik"}
STATE_NAMES = {
    "changed": "nachträglich geändert", "gone": "von der Stadt entfernt", "withdrawn": "an Stellen geschwärzt",
    "undated": "ohne Datum", "quoted": "mit Zitaten",
}  # fmt: skip
SORTS = {"relevance": "Beste Treffer zuerst", "newest": "Neueste zuerst", "oldest": "Älteste zuerst"}
_CONDITIONS = {
    "year": "r.year = :year",
    "author": "r.slug IN (SELECT release FROM release_authors WHERE code = :author)",
    "speaker": "r.slug IN (SELECT release FROM quotes WHERE speaker = :speaker)",
    "category": "r.slug IN (SELECT release FROM release_categories WHERE category = :category)",
    "changed": "r.revisions > :changed",
    "gone": "r.gone_at IS NOT NULL AND :gone",
    "withdrawn": "r.slug IN (SELECT release FROM withdrawals WHERE scope = 'redact') AND :withdrawn",
    "undated": "r.published IS NULL AND :undated",
    "quoted": "r.slug IN (SELECT release FROM quotes) AND :quoted",
}
_ORDERS = {
    "newest": "r.published DESC, r.published_at DESC, r.slug",
    "oldest": "r.published IS NULL, r.published, r.published_at, r.slug DESC",
}


@dataclass(frozen=True)
class SearchPage:
    """What the search page shows.

    chosen: (name of the filter, what it says) of each filter that is set. days: `von` and `bis` as people write them.
    without_compounds: the query has so many words that no compounds are sought.
    """

    search: SearchRequest
    results: Results
    query: Query
    years: list[Bar]
    facets: dict[str, tuple[FacetValue, ...]]
    chosen: tuple[tuple[str, str], ...]
    understood: tuple[Understood, ...]
    days: dict[str, str]
    offers: tuple[Offer, ...]
    offered: Markup
    fitting: list[tuple[str, str, FacetValue]]
    without_compounds: bool
    headings = HEADINGS
    most_words = MOST_TERMS_WITH_COMPOUNDS
    states = STATE_NAMES
    unfiltered = Filters()
    sorts = SORTS


def load(connection: sqlite3.Connection, asked: Asked) -> SearchPage:
    """The page of a search; without a query and filters it shows everything, newest first."""
    request = read_request(asked)
    results = search_releases(
        connection, request.query, request.filters, request.sort, request.page, exact=request.exact
    )
    return SearchPage(
        search=request,
        results=results,
        query=sql_of(request),
        years=_years(request, results),
        facets={name: results.facets[name] for name in HEADINGS if results.facets[name]},
        chosen=_chosen(request),
        understood=() if request.exact else understood(connection, results.found),
        offers=() if request.exact else offers(connection, request.query, request.filters, results.found),
        offered=OFFERED.of(connection),
        fitting=[(name, text, value) for name, text in STATE_NAMES.items() for value in results.facets[name]],
        without_compounds=not request.exact and len(results.found.parsed.all_terms) > MOST_TERMS_WITH_COMPOUNDS,
        days={"von": numeric_day(request.filters.begin), "bis": numeric_day(request.filters.end)},
    )


def sql_of(request: SearchRequest) -> Query:
    """The search as SQL that anyone can change: the same releases in the same order."""
    filters = request.filters
    params: dict[str, str | int] = {**filters.chosen()}
    conditions = [_CONDITIONS[name] for name in params]
    for name, day, sign in (("begin", filters.begin, ">="), ("end", filters.end, "<=")):
        if day:
            conditions.append(f"r.published {sign} :{name}")
            params[name] = day
    order = _ORDERS["oldest" if request.sort == "oldest" else "newest"]
    source = "releases r"
    if request.query:
        exact = "_exact" if request.exact else ""
        conditions.insert(0, f"german_rank{exact}(r.rowid, :q) IS NOT NULL")
        params["q"] = request.query
        if request.sort == "relevance":
            order = f"german_rank{exact}(r.rowid, :q), {order}"
    where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
    columns = "r.slug, r.published, r.title, r.teaser, r.author_codes"
    return Query(f"SELECT {columns}\nFROM {source}{where}\nORDER BY {order}", params)


def _years(request: SearchRequest, results: Results) -> list[Bar]:
    found = {int(year.value): year for year in results.facets["year"]}
    span = range(min(found), max(found) + 1) if found else ()
    return bars(_year(request, number, found.get(number)) for number in span)


def _year(request: SearchRequest, number: int, found: FacetValue | None) -> Count:
    count, chosen = (found.count, found.chosen) if found else (0, False)
    return Count(
        link=request.address(year=None if chosen else str(number)),
        short=f"{number % 100:02}",
        label=str(number),
        text=counted(count, "Treffer", "Treffer"),
        number=count,
        current=chosen,
    )


def _chosen(request: SearchRequest) -> tuple[tuple[str, str], ...]:
    filters = request.filters
    said = {
        "year": filters.year and f"Jahr {filters.year}",
        "author": filters.author and f"Kürzel {filters.author}",
        "speaker": filters.speaker and f"Zitiert: {filters.speaker}",
        "category": filters.category and f"Rubrik {filters.category}",
        **{name: said for name, said in STATE_NAMES.items() if getattr(filters, name)},
        "begin": filters.begin and f"ab {short_day(filters.begin)}",
        "end": filters.end and f"bis {short_day(filters.end)}",
    }
    return tuple((name, text) for name, text in said.items() if text)
