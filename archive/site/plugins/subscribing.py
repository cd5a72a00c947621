"""The pages beside the feeds; a feed's own address is that of its page with `.atom`."""

from __future__ import annotations

from datasette import hookimpl

from archive.site.page import View, page
from archive.site.pages import changed, feeds, offices, quote_search, search_exports, subscribing
from archive.site.pages.search_request import TAKES
from archive.site.plugins.search_pages import QUOTES_TAKE

FEEDS = (
    ("/feed", feeds.everything, ()),
    ("/kuerzel/(?P<code>[^/]+)", feeds.author, ()),
    ("/themen/(?P<category>[^/]+)", feeds.category, ()),
    ("/personen/(?P<name>[^/]+)", feeds.speaker, ()),
    ("/aemter/(?P<name>[^/]+)", offices.atom, ()),
    ("/aenderungen", changed.atom, ()),
    ("/suche", search_exports.atom, TAKES),
    ("/zitate", quote_search.atom, QUOTES_TAKE),
)


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses of the pages beside the feeds."""
    root = subscribing.ROOT
    return [
        (rf"^{root}$", page("subscribing.html", subscribing.overview)),
        (rf"^{root}/kalender$", page("subscribe.html", subscribing.calendar)),
        *((rf"^{root}{path}$", page("subscribe.html", subscribing.twin(feed), takes)) for path, feed, takes in FEEDS),
    ]
