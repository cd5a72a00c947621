"""Speakers as `listPerson` and `listOrg`: people with every spelling of their name and every office, and when."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict

from lxml import etree

from archive.exports.tei.spans import XML_ID, tei

_SPEAKERS = "SELECT name, person, kind FROM speakers ORDER BY name"
_ROLES = """SELECT speaker, role, first_published, last_published FROM speaker_roles
  ORDER BY speaker, first_published, role"""
_WIKIDATA = "SELECT name, wikidata FROM persons WHERE wikidata IS NOT NULL"
WIKIDATA = "https://www.wikidata.org/entity/"


class People:
    """The speakers of a database: `ids` has the identifier of each by name, as `who` points to it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.ids: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._names: dict[str, list[str]] = defaultdict(list)
        for name, person, kind in connection.execute(_SPEAKERS):
            identifier = _id(person or name, kind)
            self.ids[name] = identifier
            self._kinds[identifier] = kind
            names = self._names[identifier]
            names.extend(one for one in (person, name) if one and one not in names)
        self._roles: dict[str, list[tuple[str, str | None, str | None]]] = defaultdict(list)
        for speaker, *role in connection.execute(_ROLES):
            self._roles[self.ids[speaker]].append((role[0], role[1], role[2]))
        self._wikidata = {
            self.ids[name]: entry for name, entry in connection.execute(_WIKIDATA) if name in self.ids
        }  # a person has the name of a speaker

    def described(self) -> etree._Element | None:
        """`particDesc` with everybody who speaks; None where nobody does."""
        if not self.ids:
            return None
        people, bodies = tei("listPerson"), tei("listOrg")
        for identifier in sorted(self._kinds):
            kind = self._kinds[identifier]
            (bodies if kind == "body" else people).append(self._one(identifier, kind))
        made = tei("particDesc")
        made.extend(one for one in (people, bodies) if len(one))
        return made

    def _one(self, identifier: str, kind: str) -> etree._Element:
        element = tei({"person": "person", "body": "org"}.get(kind, "personGrp"))
        element.set(XML_ID, identifier)
        for name in self._names[identifier]:
            element.append(tei("orgName" if kind == "body" else "persName", name))
        if kind == "person":
            for role, first, last in self._roles[identifier]:
                during = {"from": first, "to": last}
                element.append(tei("occupation", role, **{name: day for name, day in during.items() if day}))
            if identifier in self._wikidata:
                element.append(tei("idno", f"{WIKIDATA}{self._wikidata[identifier]}", type="wikidata"))
        return element


def _id(name: str, kind: str) -> str:
    return f"{kind}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
