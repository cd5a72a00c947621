"""The pages of the site: which address shows what. The first address that fits wins, before Datasette's own."""

from __future__ import annotations

from datasette import hookimpl

from archive.site.page import View, document, page
from archive.site.pages import citing, release, start

RELEASE = r"/(?P<database>[^/.]+)/releases/(?P<slug>[^/.]+)"  # .json and .csv stay Datasette's


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses and their pages."""
    return [
        (r"^/$", page("start.html", start.load)),
        (rf"^{RELEASE}$", page("release.html", release.load)),
        (rf"^{RELEASE}\.bib$", document(citing.bibtex)),
        (rf"^{RELEASE}\.csl\.json$", document(citing.csl)),
    ]
