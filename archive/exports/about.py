"""What an export says of itself: whose texts, under which licences, up to when, made by which program."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.settings import Settings
from scraper.sites import Site

PROGRAM = "Darmstadt Aktuell"
# Names that operators write → identifier (SPDX), address. Any other licence is passed on as it is written.
LICENCES = {
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC BY-NC 4.0": ("CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "ODbL 1.0": ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "PDDL 1.0": ("PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
    "DL-DE BY 2.0": ("DL-DE-BY-2.0", "https://www.govdata.de/dl-de/by-2-0"),
    "DL-DE ZERO 2.0": ("DL-DE-ZERO-2.0", "https://www.govdata.de/dl-de/zero-2-0"),
}
_STATE = """SELECT version, readers, captures, digest, last_captured_at, (SELECT count(*) FROM releases),
  (SELECT min(published) FROM releases), (SELECT max(published) FROM releases) FROM builds"""


@dataclass(frozen=True)
class Licence:
    """A licence as the operator wrote it; identifier and address where the name is a known one."""

    name: str
    identifier: str | None
    address: str | None


@dataclass(frozen=True)
class State:
    """What the database was made with and from, and the span of its releases (ISO days; None without any).

    last_captured_at: UTC; None without captures.
    """

    program: str
    readers: str
    captures: int
    digest: str
    last_captured_at: str | None
    releases: int
    first_published: str | None
    last_published: str | None

    @property
    def day(self) -> str:
        """The day of the last capture: up to then the data are complete."""
        return (self.last_captured_at or "undated")[:10]

    @property
    def version(self) -> str:
        """The version of the data: the same for the same captures."""
        return f"{self.day}.{self.digest[:8]}"


@dataclass(frozen=True)
class About:
    """What is said of an export, whatever its format. day, version: as of `State`."""

    site: Site
    settings: Settings
    state: State

    @property
    def title(self) -> str:
        """The title of the data, German."""
        return f"{self.site.title}: Pressemitteilungen der {self.site.publisher}"

    @property
    def title_in_english(self) -> str:
        """The title of the data, English."""
        return f"{self.site.title}: press releases of {self.site.publisher}"

    @property
    def description(self) -> str:
        """What the data are, German."""
        return (
            f"{self.state.releases} Pressemitteilungen der {self.site.publisher} mit Fassungen, Zitaten, Sprechern und"
            f" Datumsangaben, gelesen aus {self.state.captures} Archivkopien, Stand {self.state.day}. {self._rights}"
        )

    @property
    def description_in_english(self) -> str:
        """What the data are, English."""
        return (
            f"{self.state.releases} press releases of {self.site.publisher} with their revisions, quotes, speakers and"
            f" date mentions, read from {self.state.captures} captures, as of {self.state.day}."
            f" Licence of the data: {self.settings.legal.licence_of_data or 'none given'}. Licence of the texts:"
            f" {self.settings.legal.licence_of_texts or f'they belong to {self.site.publisher}'}."
        )

    @property
    def licence_of_data(self) -> Licence | None:
        """The licence of what the program found out; None where the operator gave none."""
        name = self.settings.legal.licence_of_data
        return Licence(name, *LICENCES.get(name, (None, None))) if name else None

    @property
    def licence_of_texts(self) -> str:
        """What holds for the city's own texts, German."""
        return self.settings.legal.licence_of_texts or f"Die Texte gehören der {self.site.publisher}."

    @property
    def makers(self) -> str:
        """Who made the data of the city's texts: this archive."""
        return f"{PROGRAM}, Archiv „{self.site.title}“" if self.site.title != PROGRAM else f"Archiv „{PROGRAM}“"

    @property
    def _rights(self) -> str:
        return (
            f"Lizenz der Daten: {self.settings.legal.licence_of_data or 'keine angegeben'}."
            f" Texte: {self.licence_of_texts}"
        )


def about(connection: sqlite3.Connection, site: Site, settings: Settings) -> About:
    """What a database says of itself."""
    return About(site, settings, State(*connection.execute(_STATE).fetchone()))
