"""Which entry of the main menu an address belongs to."""

from __future__ import annotations

from archive.site.safe import slug_part

# first part of an address → the entry of the menu below which it lies; others are entries themselves, or none
BELOW = {
    "jahr": "/mitteilungen", "kuerzel": "/mitteilungen", "feed": "/mitteilungen", "abzug": "/mitteilungen",
    "hilfe": "/suche", "aemter": "/personen", "abonnieren": "/daten",
}  # fmt: skip


def menu_item(path: str, database: str) -> str:
    """The address of the entry of the menu that a page belongs to: its own, if it is in the menu itself.

    A release belongs to the releases, other tables to the data; a page about a feed belongs where the feed does.
    """
    parts = path.removeprefix("/abonnieren/").strip("/").split("/")
    if parts[0] == slug_part(database):
        return "/mitteilungen" if len(parts) > 2 and parts[1] == "releases" else "/daten"
    return BELOW.get(parts[0], f"/{parts[0]}")
