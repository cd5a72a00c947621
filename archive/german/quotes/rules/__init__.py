"""The rules that say whose words a quote is. Importing this package fills the table."""

from archive.german.quotes.rules import after, around, before, carried, papers, reported, reported_clauses
from archive.german.quotes.rules.search import first

__all__ = ["after", "around", "before", "carried", "first", "papers", "reported", "reported_clauses"]
