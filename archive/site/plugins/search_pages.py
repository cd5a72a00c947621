"""The search pages, with their feeds and files."""

from __future__ import annotations

from datasette import hookimpl

from archive.site.apart.limits import SEARCHES
from archive.site.page import View, document, file, page
from archive.site.pages import help as help_page
from archive.site.pages import quote_search, search, search_exports, suggestions
from archive.site.pages.search_request import TAKES

QUOTES_TAKE = ("q", "person", "amt", "art", "von", "bis", "sortierung", "seite")


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses of the searches."""
    return [
        (r"^/suche$", page("search.html", search.load, TAKES)),
        (r"^/suche\.atom$", document(search_exports.atom, takes=TAKES)),
        (r"^/suche\.csv$", file(search_exports.table, "csv", SEARCHES, TAKES)),
        (r"^/suche\.json$", document(search_exports.json_file, SEARCHES, TAKES)),
        (r"^/suche\.jsonl$", file(search_exports.table, "jsonl", SEARCHES, TAKES)),
        (r"^/suche\.xlsx$", file(search_exports.table, "xlsx", SEARCHES, TAKES)),
        (r"^/hilfe$", page("help.html", help_page.load)),
        (r"^/opensearch\.xml$", document(suggestions.description)),
        (r"^/vorschlaege\.json$", document(suggestions.suggest, takes=("q",))),
        (r"^/zitate$", page("quotes.html", quote_search.load, QUOTES_TAKE)),
        (r"^/zitate\.atom$", document(quote_search.atom, takes=QUOTES_TAKE)),
        (r"^/zitate\.csv$", file(quote_search.table, "csv", SEARCHES, QUOTES_TAKE)),
        (r"^/zitate\.json$", document(quote_search.json_file, SEARCHES, QUOTES_TAKE)),
        (r"^/zitate\.jsonl$", file(quote_search.table, "jsonl", SEARCHES, QUOTES_TAKE)),
        (r"^/zitate\.xlsx$", file(quote_search.table, "xlsx", SEARCHES, QUOTES_TAKE)),
    ]
