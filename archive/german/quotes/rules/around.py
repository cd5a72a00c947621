"""A cue later in the sentence, or in the one that follows: von „…“ sprach X · hat … als „…“ abgelehnt · Das sagte X."""

from __future__ import annotations

from archive.german.quotes.grammar import RULES, Trust
from archive.german.quotes.people.noun_phrases import PREPOSITIONS
from archive.german.quotes.records import Candidate, Mention
from archive.german.quotes.rules.cues import VERB_FORMS
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.sources import IT_SAYS, WRITTEN
from archive.german.quotes.rules.subjects import AUXILIARIES, WINDOW

_CUE_PREFIXES = ("ge", "vorge", "hinge", "zurückge", "be", "ver", "er", "kritis")


@RULES.rule(
    "around_so", order=305, label="„so …“ später im Satz", trigger=("so",),
    trust=Trust(right="so", speech="cue_around"),
    yes=["Das „große Haus am Hafen“ werde im Mai fertig, so Ruth Amend. → Ruth Amend"],
    no=["„Das große Haus wird im Mai fertig“, so Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def around_so(frame: Frame, quote: int) -> Candidate | None:
    words = frame.words
    for i in range(quote + 1, min(frame.last - 1, quote + WINDOW)):
        if words[i].text == "so" and words[i - 1].text == ",":
            got = frame.mention_at(i + 1, frame.before_article(i + 1))
            if got and (got[1] >= frame.last or words[got[1]].text in ",.:;"):
                return Candidate("so", got[0])
    return None


@RULES.rule(
    "around", order=310, label="Redeverb dahinter", trigger=VERB_FORMS,
    trust=Trust(right="around", speech="cue_around"),
    yes=["Von einem „sehr guten Jahr für die ganze Stadt“ sprach Ruth Amend. → Ruth Amend"],
    no=["„Das war ein sehr gutes Jahr“, sagte Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def around(frame: Frame, quote: int) -> Candidate | None:
    for verb in frame.verbs:
        if quote < verb < quote + WINDOW:
            if (
                frame.words[verb].text in IT_SAYS
                and "es" in frame.texts[verb - 1 - frame.first : verb + 2 - frame.first]
            ):
                said = frame.said_in(verb)  # „…, hieß es aus dem Amt“
                return said if said.mention is not None else said._replace(nobody=True)
            mention = _around_subject(frame, verb, quote)
            if mention is not None:
                return Candidate(frame.words[verb].text, mention)
    return None


def _around_subject(frame: Frame, verb: int, quote: int) -> Mention | None:
    words = frame.words
    start = words[frame.first].text.lower()
    auxiliary = next((i for i in range(frame.first, quote) if words[i].text.lower() in AUXILIARIES), None)
    if auxiliary is not None and words[verb].text.lower().startswith(_CUE_PREFIXES):
        return frame.subject(auxiliary, quote)
    if quote == frame.first or start in PREPOSITIONS or start in ("als", "ein", "eine", "einen"):
        return frame.subject_after(verb, frame.last)
    between = [w.text for w in words[quote + 1 : verb]]
    if "," in between:
        return frame.subject_after(verb, frame.last) or frame.subject(verb, frame.last)
    return frame.subject(verb, frame.last)


@RULES.rule(
    "source_later", order=315, label="Quelle später im Satz", trigger=("laut", "gemäß", "zufolge", "nach", "aus"),
    trust=Trust(right="around", speech="cue_source", ranked="source"),
    yes=["Das „große Haus am Hafen“ wird nach Angaben von Ruth Amend im Mai fertig. → Ruth Amend"],
    no=["Nach Angaben von Ruth Amend ist „die Lage am Hafen sehr ernst“. → Ruth Amend"],
)  # fmt: skip
def source_later(frame: Frame, quote: int) -> Candidate | None:
    return frame.source(quote + 1, frame.last)


@RULES.rule(
    "signed_next", order=405, label="Unterschrift nach dem Zitat", trigger="(–—-",
    trust=Trust(right="so"),
    yes=["„Wir freuen uns auf den ganzen Sommer.“ (Ruth Amend) → Ruth Amend"],
    no=["„Wir freuen uns auf den ganzen Sommer.“ Das sagte Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def signed_next(frame: Frame, quote: int) -> Candidate | None:
    del quote  # it stands in the sentence before
    mention = frame.signed(frame.first)
    return Candidate("", mention) if mention is not None else None


@RULES.rule(
    "with_these_words", order=410, label="mit diesen Worten", trigger=("mit",),
    trust=Trust(speech="cue_pointing_back"),
    yes=["„Hier bleibt es das ganze Jahr lang hell.“ Mit diesen Worten begrüßte Ruth Amend die Gäste. → Ruth Amend"],
    no=["„Hier bleibt es das ganze Jahr lang hell.“ Mit Ruth Amend kamen viele Gäste in das Haus."],
)  # fmt: skip
def with_these_words(frame: Frame, quote: int) -> Candidate | None:
    del quote  # it stands in the sentence before
    words, first = frame.words, frame.first
    if frame.last - first < 5 or words[first].text != "Mit" or words[first + 2].text != "Worten":
        return None
    if words[first + 1].text not in ("diesen", "den"):
        return None
    mention = frame.subject_after(first + 3, frame.last)
    return Candidate("mit diesen Worten", mention) if mention is not None else None


@RULES.rule(
    "stands_so", order=415, label="so geschrieben, nicht gesprochen", trigger=sorted(WRITTEN),
    yes=["„Wir alle halten zusammen, ihr Lieben.“ So steht es über der Tür. → ?"],
    no=["„Wir alle halten zusammen, ihr Lieben.“ So sagte es Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def stands_so(frame: Frame, quote: int) -> Candidate | None:
    del quote  # it stands in the sentence before
    words, verb = frame.words, frame.first + 1
    if not _points(frame) or words[verb].text not in WRITTEN:
        return None
    return Candidate(words[verb].text, None, nobody=True)


@RULES.rule(
    "that_said", order=420, label="„Das sagte …“", trigger=("das", "dies", "so"),
    trust=Trust(speech="cue_pointing_back"),
    yes=["„Wir alle halten hier zusammen, ihr Lieben.“ Das sagte Ruth Amend. → Ruth Amend"],
    no=["„Wir alle halten hier zusammen, ihr Lieben.“ Das Haus von Ruth Amend liegt am Hafen."],
)  # fmt: skip
def that_said(frame: Frame, quote: int) -> Candidate | None:
    del quote  # it stands in the sentence before
    verb = frame.first + 1
    if not _points(frame) or not (frame.words[verb].text.lower() in AUXILIARIES or verb in frame.verbs):
        return None
    mention = frame.subject_after(verb, frame.last)
    return Candidate(frame.words[verb].text, mention) if mention is not None else None


def _points(frame: Frame) -> bool:
    return frame.last - frame.first >= 3 and frame.words[frame.first].text in ("Das", "Dies", "So")


@RULES.rule(
    "signature", order=505, label="Unterschrift in der nächsten Zeile",
    trust=Trust(right="so"),
    yes=["„Wir freuen uns auf den ganzen Sommer hier am Hafen.“ ¶ Ruth Amend, Stadträtin → Ruth Amend"],
    no=["„Wir freuen uns auf den ganzen Sommer hier am Hafen.“ ¶ Ruth Amend kam auch. → ?"],
)  # fmt: skip
def signature(frame: Frame, quote: int) -> Candidate | None:
    del quote  # it stands in the paragraph before
    got = frame.mention_at(frame.first, frame.last)
    if got is None or got[0].name is None or not (got[0].role or " " in got[0].name):
        return None
    return Candidate("", got[0]) if got[1] == frame.last else None
