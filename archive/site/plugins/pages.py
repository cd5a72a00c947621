"""The pages of the site: which address shows what. The first address that fits wins, before Datasette's own."""

from __future__ import annotations

from datasette import hookimpl

from archive.site.page import View, document, page
from archive.site.pages import about, changed, citing, data, listing, registers, release, speakers, start, status

RELEASE = r"/(?P<database>[^/.]+)/releases/(?P<slug>[^/.]+)"  # .json and .csv stay Datasette's


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses and their pages."""
    return [
        (r"^/$", page("start.html", start.load)),
        (r"^/mitteilungen$", page("listing.html", listing.everything)),
        (r"^/jahr/(?P<year>\d{4})$", page("listing.html", listing.year)),
        (r"^/jahr/(?P<year>\d{4})/(?P<month>\d\d)$", page("listing.html", listing.month)),
        (r"^/kuerzel$", page("register.html", registers.codes)),
        (r"^/kuerzel/(?P<code>[^/]+)$", page("listing.html", listing.author)),
        (r"^/themen$", page("register.html", registers.categories)),
        (r"^/themen/(?P<category>[^/]+)$", page("listing.html", listing.category)),
        (r"^/personen$", page("speakers.html", speakers.load_list)),
        (r"^/personen/(?P<name>[^/]+)$", page("speaker.html", speakers.load)),
        (r"^/aenderungen$", page("changed.html", changed.load)),
        (r"^/aenderungen\.atom$", document(changed.atom)),
        (r"^/(?:-/)?status$", page("status.html", status.load)),
        (r"^/-/status\.json$", document(status.as_json)),
        (r"^/ueber$", page("about.html", about.load)),
        (r"^/daten$", page("data.html", data.load)),
        (rf"^{RELEASE}$", page("release.html", release.load)),
        (rf"^{RELEASE}\.bib$", document(citing.bibtex)),
        (rf"^{RELEASE}\.csl\.json$", document(citing.csl)),
    ]
