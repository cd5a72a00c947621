"""The searches and what can be taken away from it: feed and files."""

from __future__ import annotations

from datasette import hookimpl

from archive.site.apart.limits import SEARCHES
from archive.site.page import View, document, file, page
from archive.site.pages import help as help_page
from archive.site.pages import quote_search, search, search_exports, suggestions


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses of the searches."""
    return [
        (r"^/suche$", page("search.html", search.load)),
        (r"^/suche\.atom$", document(search_exports.atom)),
        (r"^/suche\.csv$", file(search_exports.table, "csv", SEARCHES)),
        (r"^/suche\.json$", document(search_exports.json_file, SEARCHES)),
        (r"^/suche\.jsonl$", file(search_exports.table, "jsonl", SEARCHES)),
        (r"^/suche\.xlsx$", file(search_exports.table, "xlsx", SEARCHES)),
        (r"^/hilfe$", page("help.html", help_page.load)),
        (r"^/opensearch\.xml$", document(suggestions.description)),
        (r"^/vorschlaege\.json$", document(suggestions.suggest)),
        (r"^/zitate$", page("quotes.html", quote_search.load)),
        (r"^/zitate\.atom$", document(quote_search.atom)),
        (r"^/zitate\.csv$", file(quote_search.table, "csv", SEARCHES)),
        (r"^/zitate\.json$", document(quote_search.json_file, SEARCHES)),
        (r"^/zitate\.xlsx$", file(quote_search.table, "xlsx", SEARCHES)),
    ]
