"""The pages of the site: which address shows what. The first address that fits wins, before Datasette's own."""

from __future__ import annotations

from datasette import hookimpl

from archive.site.page import View, page
from archive.site.pages import start


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses and their pages."""
    return [
        (r"^/$", page("start.html", start.load)),
    ]
