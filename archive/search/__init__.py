"""German search over a plain FTS5 index: the query is expanded, never the index."""

from archive.search.expand import german_query, german_query_exact
from archive.search.results import PAGE_SIZE, Filters, Results, Sort, find, ranks, search_releases

__all__ = [
    "PAGE_SIZE", "Filters", "Results", "Sort", "find", "german_query", "german_query_exact", "ranks",
    "search_releases",
]  # fmt: skip
