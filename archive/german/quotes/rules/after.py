"""The cue right behind the quote: „…“, so X · „…“, sagte X · „…“, wie X sagte · „…“ (X)."""

from __future__ import annotations

from archive.german.quotes.grammar import RULES, Trust
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate
from archive.german.quotes.rules.cues import REPORTING, SOURCES
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.sources import IT_SAYS, SAID_VIEWS, WRITTEN
from archive.german.quotes.rules.subjects import AUXILIARIES
from archive.german.words.lists import word_set, words

_SOUNDS = word_set("sounds")
_CALLS = words("calls")
_CLAUSE = 3  # words that are more than a name
_THERE = frozenset(["darin", "dort", "da", "darauf", "drauf", "daneben", "darunter", "geschrieben"])


@RULES.rule(
    "signed_after", order=105, label="Unterschrift hinter dem Zitat", trigger="(–—-",
    trust=Trust(right="so"),
    yes=["„Wir freuen uns auf den ganzen Sommer“ (Ruth Amend) → Ruth Amend"],
    no=["„Wir freuen uns auf den ganzen Sommer“ (Mai bis August), sagte Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def signed_after(frame: Frame, quote: int) -> Candidate | None:
    mention = frame.signed(quote + 1)
    return Candidate("", mention) if mention is not None else None


@RULES.rule(
    "view_of", order=108, label="Ansicht von jemandem", trigger=sorted(SAID_VIEWS),
    yes=["Auf den Vorwurf von Ruth Amend, es sei „zu viel Geld“, entgegnete Jakob Kranz, er irre. → Ruth Amend",
         "Die Forderung der Stadträtin Ruth Amend, „mehr für die Kinder zu tun“, wurde abgelehnt. → Ruth Amend"],
    no=["Auf den Vorwurf von Ruth Amend sagte Jakob Kranz: „Das ist so nicht richtig.“ → Jakob Kranz"],
)  # fmt: skip
def view_of(frame: Frame, quote: int) -> Candidate | None:
    return frame.owner_of_view(quote)


@RULES.rule(
    "written_after", order=110, label="geschrieben, nicht gesprochen", trigger=sorted(WRITTEN),
    yes=["„Wir kommen alle wieder, ihr Lieben!“ steht auf dem Plakat am Tor. → ?",
         "Ruth Amend fand den Brief. „Wir kommen alle wieder, ihr Lieben“, steht darin. → ?"],
    no=["„Wir kommen alle wieder“, liest Ruth Amend vor. → Ruth Amend"],
)  # fmt: skip
def written_after(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    placed = i + 1 < frame.last and frame.words[i + 1].text in _THERE
    return Candidate(word, None, nobody=True) if word in WRITTEN and (placed or not comma) else None


@RULES.rule(
    "heard_after", order=112, label="gehört, niemand genannt", trigger=("es", "hören"),
    trust=Trust(proves=True),
    yes=["„Bravo, ihr alle!“, tönte es beim Fest am Hafen. → ?",
         "„Das hat uns noch gefehlt“, war in der Runde um Ruth Amend zu hören. → ?"],
    no=["„Bravo, ihr alle!“, tönte Ruth Amend beim Fest. → Ruth Amend"],
)  # fmt: skip
def heard_after(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    if not comma and not frame.marked(quote):
        return None
    behind = [token[0] for token in frame.words[i + 1 : frame.last]]
    sounded = word in _SOUNDS and behind[:1] == ["es"]
    heard = word in ("war", "ist") and "hören" in behind
    return Candidate(word, None, nobody=True) if sounded or heard else None


@RULES.rule(
    "call_after", order=113, label="„lautete …“ danach", trigger=("lautet", "lautete"),
    trust=Trust(proves=True),
    yes=["„Es brennt am Hafen, kommt schnell“, lautete der Notruf in der Nacht. → ?",
         "„Das Bad bleibt uns erhalten“, lautete die Antwort von Ruth Amend. → Ruth Amend"],
    no=["„Das Bad bleibt uns erhalten“ lautet das Motto von Ruth Amend."],
)  # fmt: skip
def call_after(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    if word not in ("lautet", "lautete") or not comma or i + 2 >= frame.last:
        return None
    if (owner := frame.possessive(i + 1)) is not None:
        return Candidate(word, owner)
    got = frame.mention_at(i + 1, frame.last)
    called = any(token[0].lower().endswith(_CALLS) for token in frame.words[i + 1 : i + 4])
    if got is None or not called:
        return None
    return Candidate(word, got[0]) if can_speak(got[0], frame.register) else Candidate(word, None, nobody=True)


@RULES.rule(
    "colon_after", order=115, label="Name hinter Zitat und Doppelpunkt", trigger=":",
    trust=Trust(right="before"),
    yes=["„Das Bad bleibt uns noch lange erhalten“: Stadträtin Ruth Amend zieht Bilanz → Ruth Amend"],
    no=["„Das Bad bleibt uns noch lange erhalten“: So sagt es Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def colon_after(frame: Frame, quote: int) -> Candidate | None:
    word, i, _ = frame.next_word(quote)
    got = frame.mention_at(i + 1, frame.last) if word == ":" and quote == frame.first else None
    if got is None or not (got[0].role is not None or " " in (got[0].name or "")):
        return None
    return Candidate(":", got[0])


@RULES.rule(
    "colon_that", order=117, label="„: Das sagt …“", trigger=":",
    trust=Trust(proves=True),
    yes=["„Erst löschen, dann lüften“: Das rät Brandmeisterin Ruth Amend allen Haushalten. → Ruth Amend"],
    no=["„Das Bad bleibt uns noch lange erhalten“: Brandmeisterin Ruth Amend gibt Rat. → Ruth Amend"],
)  # fmt: skip
def colon_that(frame: Frame, quote: int) -> Candidate | None:
    word, i, _ = frame.next_word(quote)
    if word != ":" or i + 3 >= frame.last or frame.words[i + 1].text not in ("Das", "So", "Dies"):
        return None
    mention = frame.subject_after(i + 2, frame.last) if frame.is_saying(i + 2) else None
    return Candidate(frame.words[i + 2].text, mention) if mention is not None else None


@RULES.rule(
    "these_words", order=118, label="„mit diesen Worten“ danach", trigger=("worten", "satz"),
    trust=Trust(proves=True),
    yes=["„Alle Achtung“ – mit diesen Worten überreichte Ministerin Ruth Amend die Urkunde. → Ruth Amend"],
    no=["„Alle Achtung“, sagte Ministerin Ruth Amend mit diesen Worten. → Ruth Amend"],
)  # fmt: skip
def these_words(frame: Frame, quote: int) -> Candidate | None:
    words = frame.words
    word, i, _ = frame.next_word(quote)
    if word != "mit" or i + 3 >= frame.last or words[i + 1].text not in ("diesen", "diesem", "den"):
        return None
    mention = frame.subject_after(i + 3, frame.last) if words[i + 2].text in ("Worten", "Satz") else None
    return Candidate("mit diesen Worten", mention) if mention is not None else None


@RULES.rule(
    "so_possessive", order=120, label="„so ihre …“", trigger=("so",),
    trust=Trust(right="so", speech="cue_strong", proves=True, cue="so"),
    yes=["Ruth Amend kam am Montag. „Das war ein sehr gutes Jahr“, so ihr Fazit. → Ruth Amend"],
    no=["„Das war ein sehr gutes Jahr“, so Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def so_possessive(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    owner = frame.possessive(i + 1) if word == "so" and comma else None
    return Candidate("so", owner) if owner is not None else None


@RULES.rule(
    "so_it_says", order=125, label="„so heißt es“", trigger=sorted(IT_SAYS),
    trust=Trust(right="paper", speech="cue_said_in", ranked="paper"),
    yes=["„Der Weg wird im Mai wieder frei sein“, so heißt es beim Tiefbauamt. → Tiefbauamt"],
    no=["„Der Weg wird im Mai wieder frei sein“, so das Tiefbauamt. → Tiefbauamt"],
)  # fmt: skip
def so_it_says(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    says = word == "so" and comma and i + 1 < frame.last and frame.words[i + 1].text.lower() in IT_SAYS
    return frame.said_in(i + 1) if says else None


@RULES.rule(
    "after_so", order=130, label="„so …“ danach", trigger=("so",),
    trust=Trust(right="so", speech="cue_strong", proves=True, cue="so"),
    yes=["„Das war ein sehr gutes Jahr“, so Ruth Amend. → Ruth Amend"],
    no=["„Das war ein sehr gutes Jahr“ und so ging Ruth Amend zufrieden nach Hause."],
)  # fmt: skip
def after_so(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    mention = frame.speaker_after(i, frame.last) if word == "so" and comma else None
    return Candidate("so", mention) if mention is not None else None


@RULES.rule(
    "as_told", order=135, label="„wie … mitteilte“", trigger=("wie",),
    trust=Trust(speech="cue_strong"),
    yes=["„Der Weg ist im Mai wieder frei“, wie Ruth Amend mitteilte. → Ruth Amend"],
    no=["„Der Weg ist im Mai wieder frei“, sagte Ruth Amend wie schon im April. → Ruth Amend"],
)  # fmt: skip
def as_told(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    return frame.as_told(i) if word == "wie" and comma else None


@RULES.rule(
    "after_source", order=140, label="Quelle danach", trigger=sorted(SOURCES),
    trust=Trust(speech="cue_after_source"),
    yes=["„Der Weg ist im Mai wieder frei“, laut Ruth Amend ein Erfolg. → Ruth Amend"],
    no=["„Der Weg ist im Mai wieder frei“, rief laut und deutlich Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def after_source(frame: Frame, quote: int) -> Candidate | None:
    word, i, _ = frame.next_word(quote)
    got = frame.mention_at(i + 1, frame.last) if word in SOURCES else None
    return Candidate(frame.words[i].text, got[0]) if got is not None else None


@RULES.rule(
    "it_says_after", order=145, label="„heißt es“ danach", trigger=sorted(IT_SAYS),
    trust=Trust(right="paper", speech="cue_said_in", ranked="paper"),
    yes=["„Der Weg wird im Mai wieder frei sein“, heißt es beim Tiefbauamt. → Tiefbauamt"],
    no=["„Der Weg wird im Mai wieder frei sein“, sagte Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def it_says_after(frame: Frame, quote: int) -> Candidate | None:
    word, i, _ = frame.next_word(quote)
    return frame.said_in(i) if word in IT_SAYS else None


@RULES.rule(
    "after_verb", order=150, label="Redeverb danach", trigger=sorted(REPORTING),
    trust=Trust(speech="cue_strong", cue="verb"),
    yes=["„Das war ein sehr gutes Jahr“, sagte Ruth Amend. → Ruth Amend"],
    no=["„Das war ein sehr gutes Jahr“, so Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def after_verb(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    if word not in REPORTING or word in AUXILIARIES or not (comma or frame.marked(quote)):
        return None
    mention = frame.speaker_after(i, frame.last)
    return Candidate(frame.words[i].text, mention) if mention is not None else None


@RULES.rule(
    "after_auxiliary", order=155, label="Redeverb am Satzende", trigger=sorted(AUXILIARIES),
    trust=Trust(speech="cue_strong", cue="verb"),
    yes=["„Das war ein sehr gutes Jahr“, hat Ruth Amend am Montag gesagt. → Ruth Amend"],
    no=["„Das war ein sehr gutes Jahr“, sagte Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def after_auxiliary(frame: Frame, quote: int) -> Candidate | None:
    word, i, comma = frame.next_word(quote)
    if word not in AUXILIARIES or not comma:
        return None
    says = any(w.text.lower() in REPORTING for w in frame.words[i + 1 : frame.last])
    mention = frame.speaker_after(i, frame.last) if says else frame.inverted(i)  # „…“, ist X überzeugt
    return Candidate(frame.words[i].text, mention) if mention is not None else None


@RULES.rule(
    "inverted", order=160, label="Verb und Name danach",
    trust=Trust(speech="cue_strong", cue="verb"),
    yes=["„Das war ein sehr langes Jahr für uns“, grinst Ruth Amend. → Ruth Amend",
         "Ruth Amend kam. „Das war ein sehr langes Jahr für uns“, schränkte sie ein. → Ruth Amend"],
    no=["„Das war ein sehr gutes Jahr“ steht in der Karte von Ruth Amend. → ?"],
)  # fmt: skip
def inverted(frame: Frame, quote: int) -> Candidate | None:
    _, i, comma = frame.next_word(quote)
    mention = frame.inverted(i) if comma and i < frame.last else None
    if mention is not None and mention.pronoun and frame.length(quote) < _CLAUSE:
        return None  # „„Lena“, tauften sie den Kahn“
    return Candidate(frame.words[i].text, mention) if mention is not None else None
