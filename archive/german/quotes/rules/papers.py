"""Words that stand in a paper, on a wall, or are called from the hall: whose they are, or that nobody says them."""

from __future__ import annotations

import itertools

from archive.german.quotes.grammar import RULES, Trust
from archive.german.quotes.people.names import is_paper
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.sources import IT_SAYS, PASSAGES, WRITTEN
from archive.german.quotes.rules.subjects import WINDOW
from archive.german.words.lists import word_set

_SOUNDS = word_set("sounds")
_CRIES = frozenset(["sätze", "sätzen", "sprüche", "sprüchen", "parolen", "ruf", "rufe", "rufen", "zuruf", "zurufe"])
_CALLED = ("zwischenruf", "zwischenrufe", "zuruf", "zurufe")


def _stands(frame: Frame, quote: int) -> int | None:
    """Return the verb of writing before a quote („steht“), where no verb of saying stands there."""
    if frame.verb_before(quote) is not None:
        return None
    low = max(frame.first, quote - WINDOW)
    return next((i for i in range(quote - 1, low - 1, -1) if frame.words[i].text in WRITTEN), None)


@RULES.rule(
    "it_says_before", order=225, label="„heißt es“ davor", trigger=sorted(IT_SAYS),
    trust=Trust(right="paper", speech="cue_said_in", ranked="paper"),
    yes=["Aus dem Tiefbauamt heißt es: „Der Weg wird im Mai wieder frei sein.“ → Tiefbauamt"],
    no=["Das Tiefbauamt hieß die Gäste willkommen und sagte: „Der Weg wird im Mai frei.“ → Tiefbauamt"],
)  # fmt: skip
def it_says_before(frame: Frame, quote: int) -> Candidate | None:
    verb, words = frame.verb_before(quote), frame.words
    if verb is None or words[verb].text.lower() not in IT_SAYS or verb + 1 >= frame.last:
        return None
    return frame.said_in(verb) if "es" in (words[verb + 1].text, words[verb - 1].text) else None


@RULES.rule(
    "stands_in", order=260, label="„steht in …“", trigger=sorted(WRITTEN),
    trust=Trust(right="paper", speech="cue_said_in", weak=True, ranked="paper"),
    yes=["In der Mitteilung des Tiefbauamts steht: „Der Weg wird im Mai wieder frei sein.“",
         "Ruth Amend kam. „Das Bad bleibt“, sagte sie. Auf der Glocke steht: „Ich rufe alle zu Tisch.“ → ?"],
    no=["Am Tor steht Ruth Amend und sagte: „Der Weg wird im Mai wieder frei.“ → Ruth Amend"],
)  # fmt: skip
def stands_in(frame: Frame, quote: int) -> Candidate | None:
    verb = _stands(frame, quote) if frame.colon_before(quote) else None
    if verb is None:
        return None
    said = frame.said_in(verb)
    place = said.mention is not None and not is_paper(said.mention.text.rsplit(" ", 1)[-1])
    if place and said.mention is not None and not can_speak(said.mention, frame.register):
        return said._replace(mention=None, nobody=True)  # „Auf der Glocke steht: „…““
    return said


@RULES.rule(
    "paper_before", order=262, label="Schriftstück oder Ruf davor",
    yes=["Ruth Amend kam. „Das Bad bleibt“, sagte sie. An der Tür hing ein Zettel: „Bin gleich wieder da.“ → ?",
         "Ruth Amend kam. „Das Bad bleibt“, sagte sie. Typisch sind Sätze wie „Ich bin gleich wieder da“. → ?"],
    no=["Ruth Amend hängte einen Zettel auf und sagte: „Bin gleich wieder da.“ → Ruth Amend"],
)  # fmt: skip
def paper_before(frame: Frame, quote: int) -> Candidate | None:
    at = quote - 1
    while at > frame.first and frame.words[at].text in (":", "wie", ","):
        at -= 1
    word = frame.words[at].text
    if at < frame.first or not word[0].isupper() or not (is_paper(word) or word.lower() in _CRIES):
        return None
    whose = frame.speaking(quote)
    if whose is not None and (whose.name or whose.role or whose.pronoun):
        return None  # „Ruth Amend nutzte die Feier für einen Aufruf: „…““
    return Candidate("", None, nobody=True)


@RULES.rule(
    "heard_before", order=263, label="gehört, niemand genannt, davor", trigger=sorted(_SOUNDS),
    yes=["Ruth Amend kam. „Das Bad bleibt“, sagte sie. Laut hallte es durch die Halle: „Wir wollen das Bad!“ → ?"],
    no=["Laut rief Ruth Amend durch die Halle: „Wir wollen das Bad!“ → Ruth Amend"],
)  # fmt: skip
def heard_before(frame: Frame, quote: int) -> Candidate | None:
    if not frame.colon_before(quote):
        return None
    texts = frame.texts[: quote - frame.first]
    heard = any(text in _SOUNDS and behind == "es" for text, behind in itertools.pairwise(texts))
    return Candidate(":", None, nobody=True) if heard else None


@RULES.rule(
    "written_before", order=265, label="geschrieben, nicht gesprochen", trigger=sorted(WRITTEN),
    yes=["An der Wand stand „Wir kommen alle wieder, ihr Lieben!“ in roter Farbe. → ?"],
    no=["Ruth Amend stand auf und sagte: „Wir kommen alle wieder!“ → Ruth Amend"],
)  # fmt: skip
def written_before(frame: Frame, quote: int) -> Candidate | None:
    verb = _stands(frame, quote)
    if verb is None or quote - verb >= 4 or quote >= frame.last:
        return None
    return Candidate(frame.words[verb].text, None, nobody=True)  # nobody's whom we know


@RULES.rule(
    "call_colon", order=269, label="Zuruf, niemand genannt", trigger=":",
    yes=["Ruth Amend kam. „Das Bad bleibt“, sagte sie. Zwischenruf aus dem Saal: „Und wann öffnet es?“ → ?",
         "Eva Tann kam. „Das Bad bleibt“, sagte sie. Zuruf von Ruth Amend: „Und wann öffnet es?“ → Ruth Amend"],
    no=["Zwischenruf hin oder her, Ruth Amend sagte: „Das Bad bleibt uns erhalten.“ → Ruth Amend"],
)  # fmt: skip
def call_colon(frame: Frame, quote: int) -> Candidate | None:
    opener = frame.texts[0].lower()
    if not frame.colon_before(quote) or frame.verbs or not opener.endswith(_CALLED):
        return None
    by = frame.first + 1
    got = frame.mention_at(by + 1, quote) if frame.words[by].text in ("von", "vom") else None
    owner = got[0] if got is not None and can_speak(got[0], frame.register) else None
    return Candidate(":", owner, nobody=owner is None)


@RULES.rule(
    "passage_colon", order=272, label="Stelle eines Schriftstücks", trigger=":",
    yes=["Ruth Amend kam. „Das Bad bleibt“, sagte sie. Paragraf 3 der Satzung legt fest: „Das Bad dient allen.“ → ?"],
    no=["Zu Paragraf 3 sagte Ruth Amend: „Das Bad dient allen.“ → Ruth Amend"],
)  # fmt: skip
def passage_colon(frame: Frame, quote: int) -> Candidate | None:
    if not frame.colon_before(quote) or frame.words[frame.first].text not in PASSAGES:
        return None
    return Candidate(":", None, nobody=True)
