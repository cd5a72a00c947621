"""Whether an office, a name or a noun phrase is printed as a woman's or a man's."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.german.quotes.people.names import is_office
from archive.german.quotes.records import Mention
from archive.german.words.lists import word_set

FEMALE_NAMES = word_set("female_names")
MALE_NAMES = word_set("male_names")
FEMALE_PRONOUNS = frozenset(["sie", "letztere", "diese", "die"])
MALE_PRONOUNS = frozenset(["er", "letzterer", "dieser", "jener", "der"])
PAIRS = frozenset(["die beiden", "beide", "die zwei"])  # two people who were just named
_FEMALE_OFFICE = re.compile(r"(?:in|frau|dame|schwester|witwe|tochter|mutter|tante|cousine)$", re.IGNORECASE)
_ANY_GENDER = re.compile(r"\w(?:[*:·_]|/-?)in(?:nen)?\b")  # „Leiter:in“
# Forms that men and women share: participles („Vorsitzende“, „Abgeordneten“) and words without a sex.
_SHARED = re.compile(
    r"(?:ende|enden|[nrlgt]te|[nrlgt]ten|nete|neten|liche|lichen|mitglied|mitgliedes|vorstand|star|gast|kind|OB)$"
)


@lru_cache(maxsize=4096)
def female(role: str | None) -> bool | None:
    """Whether an office is printed in its feminine form; None where there is none or the form is shared."""
    if _ANY_GENDER.search(role or ""):
        return None
    heads = [w for w in re.findall(r"\w[\w-]*", role or "") if w != w.lower() and (is_office(w) or w == "Frau")]
    if any(_FEMALE_OFFICE.search(w) for w in heads):
        return True
    return None if not heads or all(_SHARED.search(w) for w in heads) else False


@lru_cache(maxsize=4096)
def female_name(name: str) -> bool | None:
    """Whether the first name of „Vorname Nachname“ is a woman's; None for a name that is on neither list."""
    first = re.split(r"[ \u00a0-]", name, maxsplit=1)[0].lower()
    if first in FEMALE_NAMES:
        return True
    return False if first in MALE_NAMES else None


def group(mention: Mention) -> bool:
    """„die Veranstalter“, „Anwohnerinnen“: an office that more than one person holds."""
    head = mention.text.split(" ", 1)[0]
    if head.lower() == "die":  # „die Veranstalter“, „die Studierenden“: one woman is „die Studierende“
        return female(mention.role) is False or (mention.role or "").endswith("enden")
    several = head == mention.text or f" und {head[:4]}" in mention.text  # „Nachbarinnen und Nachbarn“
    return several and head.endswith(("innen", "logen", "ler", "ten", "gen", "den", "arn")) and is_office(head)


def female_mention(mention: Mention) -> bool | None:
    """Whether a mention is printed as a woman's: by its office, else by its article in the nominative."""
    if mention.text.startswith(("Frau ", "Herr ", "Herrn ")):
        return mention.text.startswith("Frau")
    known = female(mention.role)
    if known is None and mention.role is not None and not _ANY_GENDER.search(mention.role):  # „die Sprecher*in“
        article = mention.text.split(" ", 1)[0].lower()
        if article in ("die", "eine", "seine", "ihre"):
            return True
        if article == "der" and not mention.role.endswith("n"):
            return False
    return known
