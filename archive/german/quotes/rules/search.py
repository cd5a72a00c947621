"""How the first rule that fires is found."""

from __future__ import annotations

from archive.german.quotes.grammar import Place, tried_rules
from archive.german.quotes.records import Candidate
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.lemmas import lemma_of
from archive.german.trace import Trace


def first(
    place: Place, frame: Frame, quote: int, at: tuple[int, int], without: frozenset[str], trace: Trace | None
) -> Candidate | None:
    """Return what the first rule of a place makes of a quote; its candidate bears the rule's name.

    place: where the rules look. at: where the quote stands in its field, for the trace. without: rules that
    are switched off. trace: gets what was tried.
    """
    for name, _, function in tried_rules(place, without, frame.triggered):
        found: Candidate | None = function(frame, quote)
        if trace is not None:
            trace.add(name, *at, "tried" if found is None else "found", said(found))
        if found is not None:
            lemma = lemma_of(found.cue, frame.texts) if found.cue else None
            return Candidate(found.cue, found.mention, name, found.nobody, lemma)
    return None


def said(found: Candidate | None) -> str:
    """Return a candidate as the trace writes it: its cue, an arrow and the mention; empty for none."""
    if found is None:
        return ""
    return f"{found.cue or '–'} → {found.mention.text if found.mention is not None else '–'}"
