"""The fullest form of a body that a release prints: „der Verein“ is the „Tierschutzverein Neustadt“."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from archive.german.quotes.people.names import is_first_name, names_body
from archive.german.quotes.people.noun_phrases import TIMES
from archive.german.quotes.records import Mention

# The last part of a compound that stands for the whole where a release names one such body only; „Stadt“, „Rat“ and
# „Polizei“ end the names of bodies of other kinds.
_LAST_PARTS = re.compile(
    r"(?:verein|kammer|verband|gesellschaft|stiftung|genossenschaft|ministerium|klinik|hochschule|werke|betriebe|(?<!ehren)(?<!haupt)amt|institut|behörde|museum|zeitung|gruppe)$",
    re.IGNORECASE,
)
# „beantwortet das Amt Fragen“: what follows the subject behind its verb may be the object.
_VERB_BEFORE = re.compile(r" [a-zäöüß]+t(?:en|e)? (?:das|der|die) $")
_COMPOUND = re.compile(r"(?<![\w-])[A-ZÄÖÜ][\w-]*\Z")
_TOWN = re.compile(r"(?<![\w-])[A-ZÄÖÜ]\w+er \Z")
LONGEST = 60  # code points of a compound
MOST = 8  # bodies looked up in a release; each costs a pass over its text


# By the last part of the noun; others may be of any gender, or plural.
_FEMININE = re.compile(
    r"(?:ung|heit|keit|schaft|tät|ion|ei|stadt|kirche|schule|kammer|klinik|behörde|kasse|bank|firma|agentur|anstalt|"
    r"stelle|wehr|gemeinde|gruppe|jury|initiative|presse|AG|GmbH|KG|genossenschaft|akademie|bücherei)$"
)
_NEUTER = re.compile(
    r"(?:amt|ium|gericht|institut|zentrum|museum|theater|archiv|werk|haus|heim|team|bündnis|netzwerk|parlament|"
    r"unternehmen|kollegium|orchester|ensemble|klinikum|kabinett|büro)$"
)


# What a short noun for a body may stand for; „der Verein“ is the Mieterbund, never the Ministerium.
_ASSOCIATION = r"(?:verein|verband|bund|ring|club|klub|initiative|hilfswerk|wacht)(?:s|es)?$|^e\. ?V\.$"
_FIRM = r"(?:werke|betriebe|bank|kasse|brauerei|reederei|verlag|bahn|wärme|netz)$|^(?:GmbH|gGmbH|AG|KG|SE|eG)$"
_OFFICE = r"(?:amt|präsidium|ministerium|direktion|anstalt|verwaltung|anwaltschaft)(?:s|es)?$"
_STANDS_FOR = {
    "verein": re.compile(_ASSOCIATION), "verband": re.compile(_ASSOCIATION), "organisation": re.compile(_ASSOCIATION),
    "unternehmen": re.compile(_FIRM), "firma": re.compile(_FIRM), "konzern": re.compile(_FIRM),
    "gesellschaft": re.compile(rf"gesellschaft$|{_FIRM}"), "versorger": re.compile(_FIRM),
    "behörde": re.compile(_OFFICE),
}  # fmt: skip
_FIRMS = ("unternehmen", "firma", "konzern", "gesellschaft")  # nobody is called so
# „Der Autozulieferer Nordtec“: what is printed like an office is what the firm does.
_TRADE = re.compile(r"(?:lieferer|versorger|hersteller|anbieter|dienstleister|entsorger|konzern|bauer)$")
# What a body issues in its own name; „heißt es in einer Stellungnahme“ behind a sentence about it.
_ISSUED = re.compile(
    r"(?:mitteilung|stellungnahme|erklärung|antrag|schreiben|aufruf|resolution|positionspapier|appell)$", re.IGNORECASE
)
_OWN = re.compile(r"(?:mitteilung|stellungnahme)$", re.IGNORECASE)  # „in der Mitteilung“: the one that is reported


def stands_for(mention: Mention) -> re.Pattern[str] | None:
    """Return the nouns of the bodies for which „der Verein“, „das Unternehmen“ may stand; None for other mentions."""
    article, _, noun = mention.text.partition(" ")
    if article.lower() not in ("der", "die", "das", "dem") or mention.name is not None or mention.role is not None:
        return None
    return _STANDS_FOR.get(noun.lower())


def is_firm(mention: Mention) -> bool:
    """Whether a mention is „das Unternehmen“, which says of no firm who it is."""
    return stands_for(mention) is not None and mention.text.lower().endswith(_FIRMS)


def names_firm(mention: Mention) -> bool:
    """Whether a mention is „der Autozulieferer Nordtec“: a trade and one word that is nobody's first name."""
    name, role = mention.name, mention.role
    return name is not None and role is not None and " " not in name + role and _TRADE.search(role) is not None


def issues(mention: Mention) -> bool:
    """Whether a mention is what a body issues, and nothing beside it says which: „einer Stellungnahme“."""
    article, _, noun = mention.text.partition(" ")
    issued = {"einer": _ISSUED, "einem": _ISSUED, "der": _OWN}.get(article.lower())
    return issued is not None and noun.isalpha() and issued.search(noun) is not None


@lru_cache(maxsize=4096)
def gender_of_body(text: str) -> str | None:
    """Return "f", "m" or "n" for the noun of a body, by its ending; None where there is none."""
    noun = next((word for word in text.split(" ") if word[:1].isupper() and names_body(word)), "")
    if not noun:
        return None
    return "f" if _FEMININE.search(noun) else "n" if _NEUTER.search(noun) else "m"


class Bodies:
    """The bodies that one release names; looked up on demand."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._known: dict[str, str] = {}

    def fullest(self, head: str) -> str:
        """Return the one longer form of a body's noun that the release prints; the noun itself where there is none."""
        if " " in head or not head.isalpha():
            return head
        if head not in self._known and len(self._known) < MOST:
            self._known[head] = self._search(head)
        return self._known.get(head, head)

    def _search(self, head: str) -> str:
        pattern, inside = _pattern(head), _LAST_PARTS.search(head) is not None
        forms: dict[str, None] = {}
        for text in self._texts:
            for match in pattern.finditer(text):
                start = _begins(text, match.start(), inside=inside and match[1] != head)
                if start is None or (match[1] != head and start == match.start()):
                    continue
                rest = match[2].split()
                verb = _VERB_BEFORE.search(text, max(0, start - 30), start) if rest else None
                if verb is not None and rest[-1].endswith("n"):
                    rest = []
                if any(word in TIMES or is_first_name(word) for word in rest):
                    rest = []
                forms.setdefault(" ".join([text[start : match.end(1)], *rest]))
        longest = max(forms, key=len, default=head)
        return longest if all(_part_of(form, longest) for form in forms) else head


@lru_cache(maxsize=1024)
def _pattern(head: str) -> re.Pattern[str]:
    """A noun, alone or as the end of a compound, and the capitalised words behind it."""
    return re.compile(rf"({head}|{head.lower()})(?:s|es)?(?![\w-])((?: [A-ZÄÖÜ][\w-]+)*)")


def _begins(text: str, at: int, *, inside: bool) -> int | None:
    """Return where the body begins whose noun stands at a code point, with „Neustädter“ before it.

    inside: the noun is the end of a compound. None where it is part of a word otherwise.
    """
    if inside:
        compound = _COMPOUND.search(text, max(0, at - LONGEST), at)
        if compound is None:
            return None
        at = compound.start()
    elif at and (text[at - 1].isalnum() or text[at - 1] in "_-"):
        return None
    town = _TOWN.search(text, max(0, at - LONGEST), at)
    return at if town is None else town.start()


def _part_of(form: str, longest: str) -> bool:
    return form.lower() in longest.lower()
