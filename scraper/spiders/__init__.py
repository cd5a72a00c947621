"""One spider for every site."""
