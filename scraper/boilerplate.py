"""What the pages of one city print around releases, and how they hide e-mail addresses: TOML, named by its site.

footers = ["Wichtige Mitteilung"]   # lines, in any case: the release ends above the first of them
not_titles = ['Seite \\d+']          # regular expressions: whole lines of a page's plain text that are never a title
other_offices = ["Artikel"]         # kickers: below one, a day without author codes is another office's report
own_names = ["Auenfurt"]            # a picture credit that holds one is the city's, and no photographer's
hidden_at = "@nospam"               # what stands for „@“ in e-mail addresses, as TYPO3's spam protection prints them
hidden_dot = ".remove"              # and for the last dot
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cached_property

from scraper.errors import WrongInput

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Boilerplate:
    """The boilerplate of one city; empty for a site that names none.

    footers, other_offices, own_names: case-folded. hidden_address: its groups are name, domain, top-level domain.
    hidden_at: what stands for „@“ in such an address.
    """

    footers: frozenset[str] = frozenset()
    not_titles: re.Pattern[str] = NEVER
    other_offices: frozenset[str] = frozenset()
    own_names: frozenset[str] = frozenset()
    hidden_address: re.Pattern[str] | None = None
    hidden_at: str = ""

    def is_footer(self, line: str) -> bool:
        """Whether a release ends above this line."""
        return len(line) <= self._longest_footer and line.casefold() in self.footers  # folding shortens nothing

    @cached_property
    def _longest_footer(self) -> int:
        return max(map(len, self.footers), default=0)

    def is_other_office(self, kicker: str | None) -> bool:
        """Whether reports of other offices may stand below this kicker."""
        return kicker is not None and kicker.casefold() in self.other_offices

    def is_own(self, credit: str) -> bool:
        """Whether a picture credit names the city itself."""
        folded = credit.casefold()
        return any(name in folded for name in self.own_names)

    def revealed(self, text: str) -> str:
        """The text with hidden e-mail addresses made readable."""
        if self.hidden_address is None or self.hidden_at not in text:
            return text
        return self.hidden_address.sub(r"\1@\2.\3", text)


NO_BOILERPLATE = Boilerplate()


def parse_boilerplate(text: str) -> Boilerplate:
    """Return the boilerplate that a TOML text holds; an empty text holds none.

    Raises: WrongInput: no TOML, an unknown key, a value of another form, one of the two hidden parts alone.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongInput(f"the boilerplate is no TOML: {error}") from error
    lists = {name: raw.pop(name, []) for name in ("footers", "not_titles", "other_offices", "own_names")}
    at, dot = raw.pop("hidden_at", ""), raw.pop("hidden_dot", "")
    if raw:
        known = ", ".join([f.name for f in fields(Boilerplate)][:4])
        raise WrongInput(f"the boilerplate has an unknown {next(iter(raw))!r}: use {known}, hidden_at, hidden_dot")
    for name, lines in lists.items():
        if not isinstance(lines, list) or not all(isinstance(line, str) and line.strip() for line in lines):
            raise WrongInput(f'the boilerplate\'s {name} is no list of texts: write {name} = ["…", "…"]')
    if not isinstance(at, str) or not isinstance(dot, str) or bool(at) is not bool(dot):
        raise WrongInput("the boilerplate's hidden_at and hidden_dot are two texts: say what stands for each")
    try:
        titles = re.compile("|".join(f"(?:{line})" for line in lists["not_titles"]) or "(?!)", re.S)
    except re.error as error:
        raise WrongInput(f"a not_titles of the boilerplate is no regular expression: {error}") from error
    hidden = rf"([\w.+-]{{1,64}}){re.escape(at)}([\w.-]{{1,200}}?){re.escape(dot)}([a-z]{{2,10}})\b"
    folded = {name: frozenset(line.casefold() for line in lines) for name, lines in lists.items()}
    return Boilerplate(
        folded["footers"], titles, folded["other_offices"], folded["own_names"], re.compile(hidden) if at else None, at
    )
