"""How a found quote and a hand-made label are compared: marks, blanks and titles make no difference."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

EDGES = re.compile(r"[\s\u00ad„“”\"»«›‹‚‘’'.,;:!?–-]+")
TITLES = re.compile(
    r"\b(?:Dr|Prof|Priv|Dipl|med|vet|phil|rer|nat|h\. ?c)\.(?:-(?:Ing|Doz)\.?)?\s*|^(?:der|die|das)\s+", re.IGNORECASE
)
AND = re.compile(r"; | und (?=[A-ZÄÖÜ])")


def fold(text: str) -> str:
    """Return a text without the marks at its edges and inside, blanks made one."""
    return EDGES.sub(" ", text.replace("\u00ad", "")).strip()


def people(names: Iterable[str | None]) -> set[str]:
    """Return names without titles and articles; nobody is the empty name."""
    return {TITLES.sub("", name or "").strip() for name in names}


def labelled_people(label: str | None) -> set[str]:
    """Return whom a label names: „A und B“, „A; B“ or one person."""
    return people(AND.split(label or ""))


def kept_aside(slug: str) -> bool:
    """Whether a release's labels are measured only: a third of them, chosen by the hash of the slug."""
    return int(hashlib.sha256(slug.encode()).hexdigest(), 16) % 3 == 0
