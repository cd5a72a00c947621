"""„Wortlaut prüfen“ and its JSON: the only addresses to which anything is sent."""

from __future__ import annotations

from typing import Any

from datasette import hookimpl

from archive.site.apart.limits import COMPARISONS
from archive.site.page import View, page
from archive.site.pages import comparing
from archive.site.posted import SENT_TO, posting

FIELD = "text"


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses of the comparison."""
    shown = page("comparing.html", comparing.form)
    return [
        (r"^/pruefen$", posting(shown, comparing.compared, COMPARISONS, FIELD, "comparing.html")),
        (r"^/pruefen\.json$", posting(comparing.only_post, comparing.compared_json, COMPARISONS, FIELD)),
    ]


@hookimpl
def skip_csrf(scope: Any) -> bool:
    """Nothing is changed by what is sent, and nobody is known by a cookie: there is nothing to forge."""
    return scope["path"] in SENT_TO
