"""The people whom one release names, by full name, surname and office, and who of them a mention may be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from archive.german.quotes.people.bodies import Bodies
from archive.german.quotes.people.capitalised_names import CAPITALISED_RUN, person_in
from archive.german.quotes.people.gender import PAIRS, female, female_name
from archive.german.quotes.people.mentions import role_key
from archive.german.quotes.people.names import is_first_name, is_office
from archive.german.quotes.people.noun_phrases import PARTICLES, is_speech_noun
from archive.german.quotes.people.roles import (
    COMING,
    PARTS,
    RANK,
    bare,
    body_of,
    in_one_field,
    is_of_a_day,
    office_key,
    offices_of,
    plain_office,
)
from archive.german.quotes.people.who_speaks import may_speak, speaks
from archive.german.quotes.records import Mention
from archive.german.quotes.structure.sentences import Token
from archive.german.words.lists import words


def can_speak(mention: Mention, register: Register) -> bool:
    """Whether a mention is a person, a group or a body, and no mere thing („die Pläne“, „Haftstrafen“)."""
    if mention.pronoun:
        return mention.text.lower() in _SPEAKING_PRONOUNS or mention.text.lower().startswith(ONE_OF)
    if mention.role or (mention.name and " " in mention.name):
        return mention.role is not None or not is_speech_noun(mention.text.rsplit(" ", 1)[-1])  # „Klare Worte“
    if mention.name:
        return bool(register.surname(mention.name.lower())) or mention.name.isupper() or is_first_name(mention.name)
    return speaks(mention.text)


_SPEAKING_PRONOUNS = PAIRS | {"er", "sie", "dieser", "letzterer", "letztere", "jener", "der", "die"}
ONE_OF = ("einer von ", "eine von ")
_BRACKETED = re.compile(r" \((([A-ZÄÖÜ][\w-]+)[^()\n]{0,60})\)")  # „Vorname Nachname (Leiterin der Bücherei)“
SHORTEST_OFFICE = 5  # letters; shorter ones end too many other words
MOST = 8  # people; more of one surname or office are as good as unknown
_TAKES = re.compile(
    r"\b(?:zu (?:ihre|seine)[rm]|wird|wurde|werden|übernimmt|übernahm|tritt|zum|zur|als|Amt|bleibt|ist|war)\b"
)
_REST = re.compile(r"[^.!?\n„“\"]*(?:(?<=\d)\.[^.!?\n„“\"]*)*")
_REACH = 120  # code points behind a name in which its office is looked for
_CAPITALISED = re.compile(r"\b[A-ZÄÖÜ][\w-]+(?! [A-ZÄÖÜ])\b")
# Members of a city's government hold several of these at once, and are called now by one and now by another.
_GOVERNMENT = ("dezernent", "bürgermeister", "stadtrat", "beigeordnete", "beigeordneter", "kämmerer")
# Offices of which a release may speak without naming their holder again.
_ONE_EACH = (*_GOVERNMENT, *words("one_each"))
_OF_BODY = re.compile(r",? (?:von der|von den|vom|von) ([A-ZÄÖÜ][\w-]+)")
_HOLDER = re.compile(r"amtsinhaber|kandidat")


class Register:
    """The people one release names, by full name, surname and office; built in linear time, then only read."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._by_surname: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_role: dict[str, dict[str, None]] = defaultdict(dict)
        self._coming: dict[str, dict[str, None]] = defaultdict(dict)
        self._roles: dict[str, set[str]] = defaultdict(set)
        self._bodies: dict[str, set[str]] = defaultdict(set)
        self.female: dict[str, bool] = {}
        self._printed: set[str] = set()  # surnames
        self._introduced: set[tuple[str, str | None]] = set()
        self.bodies = Bodies(texts)
        self._first: dict[str, int] = {}
        self._titles: dict[str, str] = {}  # the office that is printed with a name, as printed
        self._only: dict[bool, tuple[str, ...]] = {}  # by gender, looked up where a mention asks
        self._in_office: dict[tuple[str, bool | None], tuple[str, ...]] = {}  # by office and gender, likewise
        self._learned: set[str] = set()  # „Dr. Vorname Name“
        self._new: set[str] = set()  # „die neue Leiterin Vorname Name“
        before = 0
        for text in texts:
            for match in CAPITALISED_RUN.finditer(text):
                person = person_in(match.group())
                if person is not None:
                    name, office = person
                    start, end = match.span()
                    if office and (rank := RANK.search(text, max(0, start - 20), start)):
                        office = f"{rank[0]} {office}"
                    self._introduce(name, office)
                    self._first.setdefault(name, before + start)
                    if "Dr." in match.group() or "Prof" in match.group():
                        self._learned.add(name)
                    if COMING.search(text, max(0, start - 20), start):
                        self._new.add(name)
                    self._take_office(name, _REST.match(text, end, end + _REACH))
                    if (behind_name := _BRACKETED.match(text, end)) and is_office(behind_name[2]):
                        self._introduce(name, behind_name[1])
                    surname = name.rsplit(" ", 1)[-1]
                    behind = start + match.group().rfind(surname) + len(surname)
                    if (body := _OF_BODY.match(text, behind)) is not None:
                        self._bodies[name].add(bare(body[1]))
            before += len(text)

    def with_people(self, people: Iterable[tuple[str, str | None]]) -> Register:
        """Return a register that also knows these names with their offices; this one stays as it is."""
        new = [person for person in people if person not in self._introduced]
        if not new:
            return self
        full = Register.__new__(Register)
        full.__dict__.update(self.__dict__)
        for name in ("_by_surname", "_by_role", "_roles", "_bodies"):
            known: defaultdict[str, Any] = getattr(self, name)
            setattr(full, name, defaultdict(known.default_factory, {key: held.copy() for key, held in known.items()}))
        full.female, full._printed, full._introduced = dict(self.female), set(self._printed), set(self._introduced)
        full._titles, full._only, full._in_office = dict(self._titles), {}, {}
        for person, role in new:
            full._introduce(person, role)
        return full

    def _take_office(self, name: str, rest: re.Match[str] | None) -> None:
        """„Vorname Name wird Bürgermeisterin“, „übernimmt das Amt der Bürgermeisterin“: the office follows the name."""
        if rest is None or (takes := _TAKES.search(rest.group())) is None:
            return
        for word in _CAPITALISED.finditer(rest.group(), takes.end()):
            office = "Leiter" if word.group() == "Leitung" else word.group()
            if is_office(office) and (office == "Leiter" or female(office) in (None, self.gender(name))):
                self._coming[role_key(office)].setdefault(name)
                return

    def _introduce(self, name: str, role: str | None) -> None:
        """Remember a person; the first and fullest form of a name stays."""
        if (name, role) in self._introduced:
            return
        self._introduced.add((name, role))
        parts = name.split()
        name = " ".join(parts)
        if len(parts) > 1 and parts[0] not in PARTICLES:
            self._by_surname[parts[-1].lower()].setdefault(name)
            self._printed.add(parts[-1])
        if role and (offices := offices_of(role)):
            title = plain_office(role)
            known = self._titles.get(name)
            if title and (known is None or (len(title) > len(known) and known in title)):
                self._titles[name] = title
            self._bodies[name] |= body_of(role)
            for key in offices:
                self._by_role[key].setdefault(name)
                self._roles[name].add(key)
            if (gender := female(role)) is not None:
                self.female[name] = gender

    def may_speak(self, words: Sequence[str]) -> bool:
        """Whether any of a sentence's words may be part of who speaks in it."""
        return not self._printed.isdisjoint(words) or True in map(may_speak, words)

    def may_speak_at(self, words: Sequence[str]) -> list[int]:
        """Return the indices of the words of which `may_speak` is true."""
        printed = self._printed
        return [at for at, word in enumerate(words) if may_speak(word) or word in printed]

    def gender(self, name: str) -> bool | None:
        """Whether a person is a woman, by a printed office or the first name; None where neither tells."""
        return self.female.get(name, female_name(name))

    def holds(self, name: str, role: str) -> bool:
        """Whether the release prints that office with that person."""
        return any(office_key(part, role) in self._roles.get(name, ()) for part in PARTS.split(role))

    def named_before(self, name: str, at: int) -> bool:
        """Whether the release prints that name before a code point; `at` counts through all its texts."""
        return self._first.get(name, 0) < at

    def printed_role(self, name: str) -> str | None:
        """Return the office that the release prints with a person, as printed; None where it prints none."""
        forms = (name, *(form for form in self.surname(name.rsplit(" ", 1)[-1].lower()) if form != name))
        titles = (self._titles.get(form) for form in (name, name.rsplit(" ", 1)[-1], *forms))
        return next((title for title in titles if title is not None), None)

    def has_lasting_office(self, name: str) -> bool:
        """Whether the release prints an office with that person, other than of a day („Gastgeber“, „Preisträger“)."""
        return not all(map(is_of_a_day, self._roles.get(name, ())))

    def by_name(self, name: str) -> tuple[str, ...]:
        """Return the full names that a printed name may stand for; the name itself where none fits."""
        parts = name.split()
        last = parts[-1].lower()
        known = self.surname(last)
        if len(parts) == 1 or parts[0] in PARTICLES:
            return tuple(known) or (name,)
        same = [full for full in known if parts[0] in full.split(" ")] if known else known
        return (max(same, key=len),) if same else (" ".join(parts),)

    def surnames(self, words: Sequence[Token]) -> list[int]:
        """Return the indices of the words that may be somebody's surname, in whatever case."""
        known = self._by_surname
        if not known:
            return []
        return [
            at
            for at, (text, _, _) in enumerate(words)
            if text[0].isupper() and ((low := text.lower()) in known or (low[-1] == "s" and low[:-1] in known))
        ]

    def surname(self, last: str) -> list[str]:
        """Return the full names with this surname (lower case), without those that only add words in front."""
        forms = self._by_surname.get(last) or (self._by_surname.get(last[:-1]) if last[-1:] == "s" else None)
        if not forms:
            return []
        known = list(islice(forms, MOST))
        if len(known) == 1:
            return known
        return [full for full in known if not any(full != other and full.endswith(" " + other) for other in known)]

    def _by_compound(self, key: str) -> list[str]:
        """People in an office that a short form may stand for: „der Dezernent“ after „Umweltdezernent“.

        An Oberbürgermeister is no Bürgermeister.
        """
        if len(key) < SHORTEST_OFFICE:
            return []
        longer = [k for k in islice(self._by_role, 32) if k.endswith(key) and not k.startswith(("ober", "vize", "alt"))]
        return [p for k in longer for p in islice(self._by_role[k], MOST)]

    def _heading(self, key: str) -> list[str]:
        """„der Amtsleiter“ is who was introduced as „Leiter des Gesundheitsamts“."""
        part = key.removesuffix("leiter").removesuffix("s") if key.endswith("leiter") else ""
        heads = islice(self._by_role.get("leiter", {}), MOST) if len(part) > 2 else ()
        return [name for name in heads if any(part in body for body in self._bodies.get(name, ()))]

    def by_role(self, role: str, woman: bool | None) -> tuple[str, ...]:
        """Return the people who are introduced in an office; `woman` is the gender that the mention prints, if any."""
        if (role, woman) not in self._in_office:
            self._in_office[role, woman] = self._people_in(role, woman)
        return self._in_office[role, woman]

    def _people_in(self, role: str, woman: bool | None) -> tuple[str, ...]:
        people: list[str] = []
        for part in PARTS.split(role):
            key = office_key(part, role)
            coming = list(islice(self._coming.get(key, {}), MOST))
            holders = list(islice(self._by_role.get(key, {}), MOST)) or self._by_compound(key)
            if COMING.match(role):
                holders = coming or [name for name in holders if name in self._new]
            elif coming and not self._fitting(holders, woman):
                holders = coming
            people += [p for p in holders or self._heading(key) if p not in people]
        body = body_of(role)
        people = [p for p in people if not self._elsewhere(p, body)]
        full = [name for p in self._fitting(people, woman) for name in self.by_name(p)]
        return tuple(dict.fromkeys([p for p in full if " " in p] or people))

    def _fitting(self, people: Sequence[str], woman: bool | None) -> list[str]:
        full = {p: next((n for n in self.by_name(p) if " " in n), p) for p in people}
        return [p for p in people if woman is None or self.gender(full[p]) in (None, woman)]

    def _elsewhere(self, name: str, body: frozenset[str]) -> bool:
        """„der Leiter des Sportamts“ is not who was introduced as „Leiter“ or as „Leiter des Gesundheitsamts“."""
        names = (name, *self.by_name(name))
        own = {bare(part) for full in names for part in full.split(" ")}  # „Bürgermeisterin von Nachname“
        own = own.union(*(self._bodies.get(full, ()) for full in names), *(self._roles.get(full, ()) for full in names))
        body = body - {"stadt"}
        if body and not any(self._bodies.get(full) for full in names):
            heads = {key for full in names for key in self._roles.get(full, ()) if key.endswith("leiter")}
            if any(len(key) > len("leiter") and len(self._by_role.get(key, ())) == 1 for key in heads):
                return False  # „der Einsatzleiter der Feuerwehr“ is the one who was introduced as „Einsatzleiter“
        return bool(body) and not any(word in known for word in body for known in own)  # Verein and Turnverein

    def governs(self, name: str) -> bool:
        """Whether the release prints an office of the city's government with that person."""
        return any(key.endswith(_GOVERNMENT) for key in self._roles.get(name, ()))

    def _second(self, name: str) -> bool:
        return self.governs(name) and "oberbürgermeister" not in self._roles[name]

    def governing(self, role: str, woman: bool | None) -> tuple[str, ...]:
        """Return who may hold another office of the city's government: „die Umweltdezernentin“, a Stadträtin.

        Nobody where the release names two of them whose gender fits, or where the office is a mayor's own.
        """
        if not (key := role_key(role)).endswith(_GOVERNMENT) or key.endswith("bürgermeister"):
            return ()
        known = [name for name in islice(self._roles, 64) if self._second(name)]
        names = dict.fromkeys(full for name in known for full in self.by_name(name))
        fitting = [name for name in names if woman is None or self.gender(name) in (None, woman)]
        return tuple(fitting) if len(fitting) == 1 else ()

    def of_gender(self, woman: bool) -> list[str]:
        """Return the people whom the release names who are of that gender, or of whom it does not say."""
        names = [name for forms in islice(self._by_surname.values(), 32) for name in islice(forms, MOST)]
        people = [name for name in dict.fromkeys(full for name in names for full in self.by_name(name)) if " " in name]
        return [name for name in people if self.gender(name) in (None, woman)]

    def of_profession(self, role: str, woman: bool) -> tuple[str, ...]:
        """Return the one person of that gender whom the release names, who may have that profession.

        „die Forscherin“: who has no other office, or one in the same field. Nobody where another may be meant.
        """
        fitting = self.of_gender(woman)
        if len(fitting) != 1 or self.gender(fitting[0]) is None:
            return ()
        return tuple(fitting) if self.same_field(role, fitting[0]) or not self.has_lasting_office(fitting[0]) else ()

    def same_field(self, role: str, name: str) -> bool:
        """Whether a person has an office in the field of a profession: „die Künstlerin“, a Bildhauerin.

        Who is a doctor may be called by any field of science.
        """
        return in_one_field(role, self._roles.get(name, ()), learned=name in self._learned)

    def only_one(self, role: str, woman: bool) -> tuple[str, ...]:
        """Return the one person of that gender whom the release names without another office; nobody if there are more.

        „die Oberbürgermeisterin“ in a release that names one woman, and never with her office.
        """
        if not role_key(role).endswith(_ONE_EACH):
            return ()  # „die Schülersprecherin“ is somebody of whom there may be many
        if woman not in self._only:
            self._only[woman] = self._alone(woman)
        return self._only[woman]

    def _alone(self, woman: bool) -> tuple[str, ...]:
        known = [name for forms in islice(self._by_surname.values(), 32) for name in islice(forms, MOST)]
        fitting = [name for name in known if self.gender(name) is woman]
        free = [name for name in fitting if all(_HOLDER.search(key) for key in self._roles.get(name, ()))]
        return tuple(free) if len(fitting) == 1 and len(free) == 1 else ()
