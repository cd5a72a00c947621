"""The search and what can be taken away from it: feed and files."""

from __future__ import annotations

from datasette import hookimpl

from archive.site.apart.limits import SEARCHES
from archive.site.page import View, document, file, page
from archive.site.pages import search, search_exports


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses of the search."""
    return [
        (r"^/suche$", page("search.html", search.load)),
        (r"^/suche\.atom$", document(search_exports.atom)),
        (r"^/suche\.csv$", file(search_exports.table, "csv", SEARCHES)),
        (r"^/suche\.json$", document(search_exports.json_file, SEARCHES)),
        (r"^/suche\.jsonl$", file(search_exports.table, "jsonl", SEARCHES)),
        (r"^/suche\.xlsx$", file(search_exports.table, "xlsx", SEARCHES)),
    ]
