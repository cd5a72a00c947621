"""German search over a plain FTS5 index: the query is expanded, never the index."""

from archive.search.expand import german_query, german_query_exact

__all__ = ["german_query", "german_query_exact"]
