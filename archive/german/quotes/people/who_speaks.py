"""Who can speak: people, groups and bodies; never things. And which of the three a speaker is."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.german.quotes.people.names import is_first_name, is_office, may_be_office, names_body
from archive.german.quotes.people.noun_phrases import AGED, ARTICLES, describes_one
from archive.german.quotes.records import SpeakerKind
from archive.german.words.lists import word_set

_PEOPLE = re.compile(r"(?:ten|ker|ler|ner|ger|ber|rer|ter|der|ser|er|innen|leute|eltern|stimmen)$")
_LEGAL_FORM = re.compile(r"\b(?:GmbH|gGmbH|AG|KG|eG|SE|e\. ?V\.)(?!\w)")
# Houses that speak through their people: „teilt das Tierheim mit“.
_INSTITUTION = re.compile(
    r"(?:heim|bahn|zoo|werk|stift|forum|labor|warte|börse|post|messe|verlag|redaktion|haus|flughafen|hafen|kolleg|"
    r"akademie|gymnasium|bundesliga|liga|reederei|brauerei|bäckerei|fabrik|spital|kloster|dekanat|bistum|konsulat|"
    r"botschaft|kanzlei|praxis)(?:s|es)?$",
    re.IGNORECASE,
)
_PROPER = re.compile(r"[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)+")
_WORD = re.compile(r"\w[\w-]*")
_NAMED_AFTER = word_set("named_after")
_SAID = word_set("said_views")


@lru_cache(maxsize=16384)
def may_speak(word: str) -> bool:
    """Whether a word, whatever stands around it, may be part of who speaks; a quick look before a phrase is read."""
    if not word[0].isupper():
        return word in ("er", "sie") or bool(AGED.fullmatch(word))
    low = word.lower()
    return is_first_name(word) or low in ("er", "sie") or may_be_office(word) or speaks(word)


def _head(text: str) -> str:
    """Return the first noun of a phrase."""
    return next((w for w in _WORD.findall(text) if w[0].isupper() and w.lower() not in ARTICLES), "")


@lru_cache(maxsize=8192)
def speaks(text: str) -> bool:
    """Whether a noun phrase without name and office is a body or a group, by its form."""
    if _LEGAL_FORM.search(text):
        return True
    first, _, rest = text.partition(" ")
    proper = _PROPER.match(rest if first.lower() in ARTICLES else text)
    if proper is not None and proper[0].split(" ")[0].lower() in _SAID:
        return False  # „die Vorwürfe Nachnames“
    if proper is not None and proper[0].rsplit(" ", 1)[-1] not in _NAMED_AFTER:
        return True  # „die Deutsche Welle“, „der Kunstkreis Neustadt“
    head = _head(text)
    known = describes_one(text) or names_body(head) or head.isupper() or is_office(head)
    return bool(known or _INSTITUTION.search(head) or _PEOPLE.search(head))


@lru_cache(maxsize=8192)
def kind_of(speaker: str, how: str) -> SpeakerKind:
    """Return whether a speaker is a person, a body or a group.

    how: the rule that led to the speaker (`organisation`, `name` …).
    """
    head = _head(speaker)
    if how == "several":
        return "group"
    if how in ("organisation", "paper"):
        group = _PEOPLE.search(head) and not names_body(head) and not _INSTITUTION.search(head)
        return "group" if group and not _PROPER.match(speaker) else "body"
    one_word = " " not in speaker and not is_first_name(speaker)
    body = _LEGAL_FORM.search(speaker) or (one_word and (speaker.isupper() or names_body(speaker)))
    return "body" if body else "person"
