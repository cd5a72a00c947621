"""What an address of the site names as something to watch; the pages' own parsers read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from archive.alerts.finds import Watch
from archive.alerts.ledger import Failing
from archive.alerts.watched.alarms import AlarmsWatch
from archive.alerts.watched.calendar import CalendarWatch
from archive.alerts.watched.changes import ChangesWatch, WithdrawalsWatch
from archive.alerts.watched.quotes import office_watch, person_watch, quotes_watch
from archive.alerts.watched.releases import ListWatch, search_watch
from archive.site.page import Asked, SiteInfo
from archive.site.pages import listing, speaker
from archive.site.pages.search_request import TAKES
from archive.site.plugins.search_pages import QUOTES_TAKE
from scraper.errors import SettingsError

_OF_A_VIEW = ("seite", "sortierung")  # where on a page, and in which order: no matter of what is found
_Make = Callable[[str, Asked], "Watch | str"]
# address → the arguments that its page takes, and what watches it
_PAGES: tuple[tuple[str, tuple[str, ...], _Make], ...] = (
    (r"/suche", TAKES, lambda _, asked: search_watch(asked)),
    (r"/zitate", QUOTES_TAKE, lambda _, asked: quotes_watch(asked)),
    (r"/personen/(?P<name>[^/]+)", speaker.TAKES, person_watch),
    (r"/aemter/(?P<name>[^/]+)", ("jahr", "seite"), office_watch),
    (r"/themen/(?P<category>[^/]+)", ("seite",), lambda address, asked: ListWatch(address, asked, listing.category)),
    (r"/kuerzel/(?P<code>[^/]+)", ("seite",), lambda address, asked: ListWatch(address, asked, listing.author)),
    (r"/mitteilungen", ("seite",), lambda address, asked: ListWatch(address, asked, listing.everything)),
    (r"/jahr/(?P<year>\d{4})", ("seite",), lambda address, asked: ListWatch(address, asked, listing.year)),
    (r"/jahr/(?P<year>\d{4})/(?P<month>\d\d)", ("seite",), lambda path, asked: ListWatch(path, asked, listing.month)),
    (r"/kalender(?:/(?P<span>\d{4}-(?:\d\d(?:-\d\d)?|W\d\d)))?", (), CalendarWatch),
    (r"/aenderungen", ("seite",), lambda _, asked: ChangesWatch(asked)),
)
WATCHABLE = (
    "/suche?…, /zitate?…, /personen/NAME, /aemter/NAME, /themen/NAME, /kuerzel/CODE, /mitteilungen, /jahr/…,"
    " /kalender…, /aenderungen, withdrawals or alarms"
)


def watch_of(text: str, site: SiteInfo, folder: Path, today: date, failing: tuple[Failing, ...] = ()) -> Watch:
    """What an address names: a path of the site with its arguments as the browser shows it, or a topic.

    today: on the city's calendar. folder: of the database. failing: receivers that cannot be reached.
    Raises: SettingsError, with what is wrong with the address in one line, or what its page would say against it.
    """
    inside = text.strip().removeprefix(site.address) if site.address else text.strip()
    if inside in ("withdrawals", "alarms"):
        asked = Asked(site, f"/{inside}", {}, {}, folder, today)
        return WithdrawalsWatch(asked) if inside == "withdrawals" else AlarmsWatch(asked, failing)
    try:
        parts = urlsplit(inside)
    except ValueError:
        parts = urlsplit("")
    if not parts.scheme and not parts.netloc:
        for pattern, takes, make in _PAGES:
            if found := re.fullmatch(pattern, parts.path, re.ASCII):
                names = {name: unquote(value) for name, value in found.groupdict().items() if value is not None}
                return _made(make, Asked(site, parts.path, names, _arguments(parts.query, takes), folder, today))
    raise SettingsError(f"{text!r} names nothing that can be watched; there are {WATCHABLE}")


def _arguments(query: str, takes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The arguments that matter. Raises: SettingsError, for one that the page would pass over in silence."""
    given = parse_qs(query, keep_blank_values=True)
    if unknown := sorted(set(given) - set(takes)):
        known = ", ".join(name for name in takes if name not in _OF_A_VIEW) or "none"
        raise SettingsError(f"its page knows no {unknown[0]!r}; it takes {known}")
    if double := sorted(name for name, values in given.items() if len(values) > 1):
        raise SettingsError(f"{double[0]!r} stands there twice; its page reads the first alone")
    return {name: (values[0],) for name, values in given.items() if name not in _OF_A_VIEW and values[0].strip()}


def _made(make: _Make, asked: Asked) -> Watch:
    path = "/".join(quote(unquote(part), safe="") for part in asked.path.split("/"))
    pairs = sorted((name, values[0].strip()) for name, values in asked.arguments.items())
    watch = make(path + (f"?{urlencode(pairs)}" if pairs else ""), asked)
    if isinstance(watch, str):
        raise SettingsError(watch)
    return watch
