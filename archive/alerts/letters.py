"""Messages in German: what was found, as plain text, HTML and JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template

from archive.alerts.finds import Find, Part, Passage
from archive.site.german import counted, long_day
from archive.site.safe import unbroken

MOST_SHOWN = 50  # finds of one alert in a message; it says how many more there are
_PASSAGES, _LETTERS = 6, 1200  # passages of a find, and letters of one
_TITLE, _WORDS, _ADDRESS = 300, 20, 2000  # letters of a title or lead, words that matched, letters of an address
_WIDTH = 76
_SIGNS = {"-": "[entfällt: {}]", "+": "[neu: {}]", "…": " […] "}
_HITS = ("neuer Treffer", "neue Treffer", "Alle Treffer")
# what a watched address finds: one, several, and the link to its page
_NOUNS = {
    "alarms": ("neuer Alarm", "neue Alarme", "Alle Alarme"),
    "withdrawals": ("neuer Eintrag", "neue Einträge", "Was die Stadt entfernt hat"),
    "/aenderungen": ("neue Änderung", "neue Änderungen", "Alle Änderungen"),
    "/kalender": ("neuer Termin", "neue Termine", "Alle Termine"),
    "/zitate": ("neues Zitat", "neue Zitate", "Alle Zitate"),
    "/personen": ("neues Zitat", "neue Zitate", "Alle Zitate"),
    "/aemter": ("neues Zitat", "neue Zitate", "Alle Zitate"),
}
# Unicode Cc but the line feed, and what turns the direction of writing: nothing that a reader does not see
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


@dataclass(frozen=True)
class Section:
    """What one alert has to tell. watch: as its address is known. page: of the same on the site, or "".

    vanished: how many were found and are no longer there. more: how many there are beyond those shown.
    """

    name: str
    watch: str
    page: str
    finds: tuple[Find, ...]
    more: int = 0
    vanished: int = 0

    @property
    def count(self) -> int:
        """How many entries are new."""
        return len(self.finds) + self.more

    @property
    def heading(self) -> str:
        """„Klimaschutz: 2 neue Treffer“."""
        return f"{self.name}: {counted(self.count, *self._nouns[:2])}"

    @property
    def all_of_them(self) -> str:
        """What the link to the page says."""
        return self._nouns[2]

    @property
    def _nouns(self) -> tuple[str, str, str]:
        return next((nouns for begin, nouns in _NOUNS.items() if self.watch.startswith(begin)), _HITS)


@dataclass(frozen=True)
class Letter:
    """A message before it is sent. made_at: UTC. address: of the public site, without a slash at its end, or ""."""

    id: str
    made_at: str
    site: str
    title: str
    address: str
    receiver: str
    sections: tuple[Section, ...]

    @property
    def subject(self) -> str:
        """What a list of messages shows: the alert and its number, or its only find."""
        if len(self.sections) > 1:
            every = sum(one.count for one in self.sections)
            return _line(f"{self.title}: {counted(every, 'neuer Treffer', 'neue Treffer')}")
        (only,) = self.sections
        return _line(f"{only.name}: {only.finds[0].title}" if only.count == 1 else only.heading)

    @property
    def releases(self) -> set[str]:
        """The slugs of the releases that it shows."""
        return {find.entry.release for one in self.sections for find in one.finds if find.entry.release}

    def link(self, find: Find) -> str:
        """The absolute address of a find in the archive; "" where the archive has none."""
        return self.address + find.path if self.address and find.path else ""

    def text(self, leave: str) -> str:
        """The message as plain text. leave: how to be told no more, a sentence, or ""."""
        parts = [f"Archiv {self.title}" + (f"\n{self.address}/" if self.address else "")]
        for section in self.sections:
            parts.append(_underlined(_line(section.heading)))
            parts += [self._told(number, find) for number, find in enumerate(section.finds, 1)]
            parts += self.notes(section)
            if self.address and section.page:
                parts.append(f"{section.all_of_them}: {self.address}{section.page}")
        return "\n\n".join([*parts, *([f"-- \n{_wrapped(leave)}"] if leave else [])]) + "\n"

    def notes(self, section: Section) -> list[str]:
        """What is to be said of a section besides its finds."""
        said = []
        if section.more:
            said.append(f"Und {counted(section.more, 'weiterer Treffer', 'weitere Treffer')}, die hier nicht stehen.")
        if section.vanished:
            gone = counted(section.vanished, "Treffer ist", "Treffer sind")
            said.append(f"{gone} inzwischen nicht mehr zu finden: geändert oder nicht mehr im Archiv.")
        return said

    def html(self, leave: str) -> str:
        """The message as HTML; every text in it is escaped."""
        return _template().render(letter=self, leave=leave)

    def data(self) -> dict[str, Any]:
        """The message for machines; docs/operating.md says what stands where.

        title, body, type and format are what a server of Apprise takes, which hands messages on to chats.
        Source: https://github.com/caronc/apprise-api
        """
        return {
            "id": self.id, "made_at": self.made_at, "site": self.site, "receiver": self.receiver,
            "title": self.subject, "body": self.text(""), "type": "info", "format": "text",
            "alerts": [
                {
                    "name": one.name, "watch": one.watch,
                    "page": self.address + one.page if self.address and one.page else None,
                    "new": one.count, "not_shown": one.more, "vanished": one.vanished,
                    "finds": [self._data(find) for find in one.finds],
                }
                for one in self.sections
            ],
        }  # fmt: skip

    def _data(self, find: Find) -> dict[str, Any]:
        return {
            "release": find.entry.release or None, "title": find.title, "published": find.day,
            "link": self.link(find) or None, "source": find.source or None, "notes": find.notes, "words": find.words,
            "passages": [asdict(passage) for passage in find.passages],
        }  # fmt: skip

    def _told(self, number: int, find: Find) -> str:
        lines = [_wrapped(f"{number}. {_line(find.title)}", "   ", first="")]
        facts = [*([long_day(find.day)] if find.day else []), *find.notes]
        lines += [f"   {' · '.join(facts)}"] if facts else []
        lines += [_wrapped(f"Gefunden: {', '.join(map(_line, find.words[:_WORDS]))}", "   ")] if find.words else []
        for passage in find.passages:
            lead = f"{_line(passage.lead)}: " if passage.lead else ""
            lines.append(_wrapped(lead + _line(_spelled(passage.parts)), "   | "))
        if link := self.link(find):
            lines.append(f"   Im Archiv: {link}")
        lines += [f"   Bei der Stadt: {_line(find.source)}"] if find.source else []
        return "\n".join(lines)


def shown(find: Find) -> Find:
    """A find as a message shows it: without what nobody sees, its passages bounded."""
    passages = tuple(
        Passage(_cut(_line(passage.lead)), _bounded(passage.parts)) for passage in find.passages[:_PASSAGES]
    )  # fmt: skip
    source = find.source if len(find.source) <= _ADDRESS else ""
    return replace(find, title=_cut(_line(find.title)), source=source, passages=passages)


def section_of(name: str, watch: str, page: str, finds: Sequence[Find], more: int, vanished: int) -> Section:
    """A section of what an alert found; at most MOST_SHOWN finds should be handed in."""
    return Section(name, watch, page, tuple(map(shown, finds)), more, vanished)


def _spelled(parts: Sequence[Part]) -> str:
    told = "".join(_SIGNS.get(p.sign, "{}").format(p.text.strip() if p.sign in "+-" else p.text) for p in parts)
    return told.replace("][neu: ", "] [neu: ")


def _bounded(parts: Sequence[Part]) -> tuple[Part, ...]:
    kept: list[Part] = []
    room = _LETTERS
    for sign, text in parts:
        clean = _UNSEEN.sub(" ", text)
        if len(clean) > room:
            return (*kept, Part(sign, clean[:room].rsplit(" ", 1)[0]), Part("…", ""))
        kept.append(Part(sign, clean))
        room -= len(clean)
    return tuple(kept)


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0] + " …"


def _line(text: str) -> str:
    """A text in one line, without what nobody sees: no header and no line of its own can begin in it."""
    return unbroken(_UNSEEN.sub(" ", text))


def _wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    return fill(
        text, _WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _underlined(text: str) -> str:
    return f"{text}\n{'=' * min(len(text), _WIDTH)}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["long_day"] = long_day
    return environment.get_template("letter.html")
