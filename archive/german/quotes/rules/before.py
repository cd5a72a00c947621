"""The cue before the quote: X sagte: „…“ · X: „…“ · X sagte, … „…“ · laut X „…“."""

from __future__ import annotations

from archive.german.quotes.grammar import RULES, Trust
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate
from archive.german.quotes.rules.cues import VERB_FORMS
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.subjects import WINDOW
from archive.german.words.lists import word_set

WITH_WORDS = word_set("with_words")
_ANSWERS = ("antwort", "beantwort", "erwider", "konter", "entgegn")
_OFTEN = frozenset(["gern", "gerne", "oft", "häufig", "immer", "dabei", "dazu", "auch", "daraus", "dann"])
_HAVING = frozenset(["habe", "hätte", "hätten"])
_WHOM = frozenset(["ihm", "ihr", "ihnen"])
_FURTHER = frozenset(["weiter", "ferner", "abschließend", "zudem"])
_SO_REACH = 25  # tokens between „so X“ and the quote that goes on behind it


@RULES.rule(
    "with_words", order=205, label="mit den Worten", trigger=sorted(word.lower() for word in WITH_WORDS),
    trust=Trust(speech="cue_strong"),
    yes=["Mit den Worten „Hier bleibt es hell“ begrüßte Ruth Amend die Gäste. → Ruth Amend"],
    no=["Mit den Worten „Haus der Stille“ ist der Saal überschrieben."],
)  # fmt: skip
def with_words(frame: Frame, quote: int) -> Candidate | None:
    words = frame.words
    if quote == frame.first or words[quote - 1].text not in WITH_WORDS or quote + 1 >= frame.last:
        return None
    mention = frame.subject_after(quote + 1, frame.last) if words[quote + 1].text.islower() else None
    if mention is None or not can_speak(mention, frame.register):
        mention = frame.agent(quote)  # „wurde von X mit den Worten „…“ geehrt“
    if mention is None:
        return None
    return Candidate(words[quote - 1].text, mention)


@RULES.rule(
    "between", order=210, label="„so …“ zwischen zwei Teilen", trigger=("so",),
    trust=Trust(right="so", proves=True, cue="so"),
    yes=["Das Bad, so Ruth Amend, „bleibt uns noch sehr lange erhalten“. → Ruth Amend",
         "Eva Tann, so Ruth Amend weiter, „weiß das schon seit vielen Jahren“. → Ruth Amend"],
    no=["Ruth Amend sagte: „Das Bad bleibt uns noch sehr lange erhalten.“ → Ruth Amend"],
)  # fmt: skip
def between(frame: Frame, quote: int) -> Candidate | None:
    words = frame.words
    so = next((i for i in reversed(frame.heads) if quote - _SO_REACH <= i < quote and words[i][0] == "so"), None)
    if so is None or so == frame.first or words[so - 1].text != "," or words[quote - 1].text not in ",:":
        return None
    got = frame.mention_at(so + 1, quote - 1)
    if got is None or any(word.text not in _FURTHER for word in words[got[1] : quote - 1]):
        return None
    return Candidate("so", got[0])


@RULES.rule(
    "so_within", order=212, label="„so …“ im Satz davor", trigger=("so",),
    trust=Trust(right="so", speech="cue_strong"),
    yes=["Das Bad, so Stadträtin Ruth Amend, sei „ganz und gar neu und schön“. → Ruth Amend"],
    no=["Das Bad, so Ruth Amend, „bleibt uns noch sehr lange erhalten“. → Ruth Amend"],
)  # fmt: skip
def so_within(frame: Frame, quote: int) -> Candidate | None:
    words = frame.words
    for so in reversed(frame.heads):
        if (
            quote - _SO_REACH <= so < quote - 2
            and words[so][0] == "so"
            and so > frame.first
            and words[so - 1].text == ","
        ):
            told = frame.told_so(so, quote)
            return Candidate(*told[:2]) if told is not None else None
    return None


@RULES.rule(
    "answered", order=214, label="antwortet mit", trigger=[verb for verb in VERB_FORMS if verb.startswith(_ANSWERS)],
    trust=Trust(speech="cue_strong", proves=True),
    yes=["Auf die Frage nach dem Bad antwortet Stadträtin Ruth Amend mit einem klaren „Ja“. → Ruth Amend"],
    no=["Stadträtin Ruth Amend antwortet: „Ja, mit einem neuen Bad.“ → Ruth Amend"],
)  # fmt: skip
def answered(frame: Frame, quote: int) -> Candidate | None:
    verb = frame.verb_before(quote)
    if verb is None or not frame.words[verb].text.startswith(_ANSWERS):
        return None
    if not any(word.text in ("mit", "nur") for word in frame.words[max(verb, quote - 4) : quote]):
        return None
    mention = frame.subject(verb, quote)
    return Candidate(frame.words[verb].text, mention) if mention and can_speak(mention, frame.register) else None


@RULES.rule(
    "wonach", order=215, label="„wonach …“", trigger=("wonach",),
    trust=Trust(right="before", speech="cue_before_verb"),
    yes=["Es gilt die Regel, wonach Ruth Amend „jede einzelne Rechnung selbst prüfen muss“. → Ruth Amend"],
    no=["Ruth Amend sagte: „Wonach sollen wir uns denn nun richten?“ → Ruth Amend"],
)  # fmt: skip
def wonach(frame: Frame, quote: int) -> Candidate | None:
    for i in reversed(frame.sources):
        if max(frame.first, quote - WINDOW) <= i < quote and frame.words[i].text == "wonach":
            got = frame.mention_at(i + 1, quote)
            if got is not None and can_speak(got[0], frame.register):
                return Candidate("wonach", got[0])
    return None


@RULES.rule(
    "source_behind_verb", order=220, label="Quelle genannt", trigger=("laut", "gemäß", "zufolge", "nach", "aus"),
    trust=Trust(right="before", speech="cue_source", ranked="source"),
    yes=["Das Amt erklärte, nach Angaben von Ruth Amend sei „die Lage am Hafen sehr ernst“. → Ruth Amend"],
    no=["Nach Angaben von Ruth Amend ist „die Lage am Hafen sehr ernst“. → Ruth Amend"],
)  # fmt: skip
def source_behind_verb(frame: Frame, quote: int) -> Candidate | None:
    verb = frame.verb_before(quote)
    return frame.source(verb + 1, quote) if verb is not None else None


@RULES.rule(
    "cited", order=230, label="zitiert jemanden", trigger=[verb for verb in VERB_FORMS if verb.startswith("zitier")],
    trust=Trust(right="before", speech="cue_before_verb", weak=True),
    yes=["Ruth Amend zitierte Bürgermeister Jakob Kranz: „Wir bauen das Bad hier neu auf.“ → Jakob Kranz",
         "In ihrer Rede zitierte sie den Dichter Jakob Kranz: „Wer teilt, der hat mehr.“ → Jakob Kranz",
         "Ruth Amend zitierte gern ihre Großmutter: „Wer fragt, der kommt auch an.“ → ?"],
    no=["Ruth Amend sagte: „Wir bauen das Bad hier neu auf.“ → Ruth Amend"],
)  # fmt: skip
def cited(frame: Frame, quote: int) -> Candidate | None:
    verb = frame.verb_before(quote)
    if verb is None or not frame.cites(verb):
        return None
    whom = verb + 1 + (frame.words[verb + 1].text in _OFTEN)
    got = frame.mention_at(whom, quote)
    if got is not None and got[0].pronoun and (behind := frame.mention_at(got[1], quote)) is not None:
        got = behind  # „In ihrer Rede zitierte sie den Dichter Vorname Name: …“
    if got is not None and can_speak(got[0], frame.register):
        return Candidate(frame.words[verb].text, got[0])
    return Candidate(frame.words[verb].text, None, nobody=True)  # „zitierte aus dem Buch: „…““


@RULES.rule(
    "asked", order=235, label="gefragt, nicht gesprochen", trigger=VERB_FORMS,
    yes=["Ruth Amend wurde von Kindern gefragt: „Wann macht denn das Bad wieder auf?“ → ?"],
    no=["Ruth Amend fragte: „Wann macht denn das Bad wieder auf?“ → Ruth Amend"],
)  # fmt: skip
def asked(frame: Frame, quote: int) -> Candidate | None:
    verb = frame.verb_before(quote)
    if verb is None or not frame.colon_before(quote) or not frame.asked(verb):
        return None
    return Candidate(frame.words[verb].text, None, nobody=True)


@RULES.rule(
    "possessive_colon", order=238, label="„Ihr Fazit: …“", trigger=":",
    trust=Trust(right="before", speech="cue_strong"),
    yes=["Ruth Amend kam. Ihr Fazit: „Das Bad bleibt uns noch lange erhalten.“ → Ruth Amend",
         "Ruth Amend kam. Ihr Rat: „Erst das Bad, dann der Kaffee.“ → Ruth Amend"],
    no=["Ruth Amend kam. Ihr Fazit gefiel Eva Tann, und Tann sagte: „Das Bad bleibt uns.“ → Eva Tann"],
)  # fmt: skip
def possessive_colon(frame: Frame, quote: int) -> Candidate | None:
    owner = frame.possessive(frame.first, noun=quote - 2) if frame.colon_before(quote) else None
    if owner is None or any(word.text in ",;" for word in frame.words[frame.first : quote]):
        return None
    return Candidate(":", owner)


@RULES.rule(
    "before_colon", order=240, label="Redeverb und Doppelpunkt", trigger=":",
    trust=Trust(right="before", speech="cue_strong", ranked="colon"),
    yes=["Ruth Amend sagte: „Das Bad bleibt uns noch lange erhalten.“ → Ruth Amend"],
    no=["Ruth Amend: „Das Bad bleibt uns noch lange erhalten.“ → Ruth Amend"],
)  # fmt: skip
def before_colon(frame: Frame, quote: int) -> Candidate | None:
    verb = frame.verb_before(quote) if frame.colon_before(quote) else None
    mention = frame.subject(verb, quote) if verb is not None else None
    if verb is None or mention is None:
        return None
    if not can_speak(mention, frame.register):
        mention = frame.speaking(quote) or mention
    return Candidate(frame.words[verb].text, mention)


@RULES.rule(
    "before_verb", order=245, label="Redeverb davor", trigger=VERB_FORMS,
    trust=Trust(right="before", speech="cue_before_verb", ranked="verb"),
    yes=["Ruth Amend sprach von einem „sehr guten Jahr für die ganze Stadt“. → Ruth Amend"],
    no=["Ruth Amend sagte: „Das Bad bleibt uns noch lange erhalten.“ → Ruth Amend"],
)  # fmt: skip
def before_verb(frame: Frame, quote: int) -> Candidate | None:
    verb = frame.verb_before(quote) if not frame.colon_before(quote) else None
    mention = frame.subject(verb, quote) if verb is not None else None
    return Candidate(frame.words[verb].text, mention) if verb is not None and mention is not None else None


@RULES.rule(
    "source", order=250, label="Quelle genannt", trigger=("laut", "gemäß", "zufolge", "nach", "aus"),
    trust=Trust(right="around", speech="cue_source"),
    yes=["Nach Angaben von Ruth Amend ist „die Lage am Hafen sehr ernst“. → Ruth Amend"],
    no=["Nach der Feier sagte Ruth Amend: „Die Lage am Hafen ist sehr ernst.“ → Ruth Amend"],
)  # fmt: skip
def source(frame: Frame, quote: int) -> Candidate | None:
    return frame.source(frame.first, quote)


@RULES.rule(
    "valued", order=255, label="„Für … ist das“", trigger=("für",),
    trust=Trust(right="so", speech="cue_source", ranked="source"),
    yes=["Für Ruth Amend ist das „ein ganz großer Schritt für die Stadt“. → Ruth Amend"],
    no=["Für den Hafen sagte Ruth Amend „einen ganz großen Schritt“ voraus. → Ruth Amend"],
)  # fmt: skip
def valued(frame: Frame, quote: int) -> Candidate | None:
    return frame.valued(quote)


@RULES.rule(
    "from_colon", order=268, label="„von …“ und Doppelpunkt", trigger=("von", "vom"),
    yes=["Widerspruch kam von Stadträtin Ruth Amend: „So geht das hier nicht weiter.“ → Ruth Amend",
         "Und von Stadträtin Ruth Amend: „So geht das hier nicht weiter.“ → Ruth Amend"],
    no=["Stadträtin Ruth Amend vom Bauamt: „So geht das hier nicht weiter.“ → Ruth Amend"],
)  # fmt: skip
def from_colon(frame: Frame, quote: int) -> Candidate | None:
    words, first = frame.words, frame.first
    if not frame.colon_before(quote):
        return None
    if words[first].text in ("Und", "Von", "Auch") and first + 2 < quote:
        start = next((i for i in range(first, first + 2) if words[i].text.lower() in ("von", "vom")), None)
        got = frame.mention_at(start + 1, quote) if start is not None else None
        return Candidate(":", got[0]) if got is not None and can_speak(got[0], frame.register) else None
    whose = frame.came_from()
    return Candidate(":", whose) if whose is not None else None


@RULES.rule(
    "name_colon", order=270, label="Name und Doppelpunkt", trigger=":",
    trust=Trust(right="so", speech="cue_strong", ranked="colon"),
    yes=["Ruth Amend: „Das Bad bleibt uns noch lange erhalten.“ → Ruth Amend"],
    no=["Ruth Amend sagte: „Das Bad bleibt uns noch lange erhalten.“ → Ruth Amend"],
)  # fmt: skip
def name_colon(frame: Frame, quote: int) -> Candidate | None:
    mention = frame.speaking(quote) if frame.colon_before(quote) else None
    if mention is None:
        return None
    verb = frame.verb_before(quote)
    return Candidate(frame.words[verb].text if verb is not None else ":", mention)


@RULES.rule(
    "told_them", order=274, label="„habe ihr gesagt“", trigger=("habe", "hätten", "hätte"),
    yes=["„Es bleibt“, sagte Eva Tann. Stadträtin Ruth Amend habe ihr gemailt, es sei „ganz neu“. → Ruth Amend",
         "„Es bleibt“, sagte Eva Tann. Gäste, die ihr gemailt hätten, fänden es „viel zu kalt“. → ?"],
    no=["„Es bleibt“, sagte Eva Tann. Es habe am Ende „ganz neu gebaut“ werden müssen. → Eva Tann"],
)  # fmt: skip
def told_them(frame: Frame, quote: int) -> Candidate | None:
    words, first = frame.words, frame.first
    for i in range(first, quote - 1):
        if words[i].text in _HAVING and words[i + 1].text in _WHOM:
            subject = frame.opening_subject(i)
            speaks = subject is not None and can_speak(subject, frame.register) and not subject.pronoun
            return Candidate("", subject if speaks else None, nobody=not speaks)
        if words[i].text in _WHOM and words[i - 1].text in ("der", "die", "das"):
            told = any(word.text in _HAVING for word in words[i:quote])
            return Candidate("", None, nobody=True) if told else None
    return None


@RULES.rule(
    "that_subject", order=277, label="Subjekt vor dem dass-Satz", trigger=("dass", "daß", "ob"),
    yes=["Stadträtin Ruth Amend hatte darauf gesetzt, dass das Geld „in die Kasse der Stadt fließt“. → Ruth Amend"],
    no=["Am Montag wurde bekannt, dass das Geld „in die Kasse der Stadt fließt“."],
)  # fmt: skip
def that_subject(frame: Frame, quote: int) -> Candidate | None:
    words = frame.words
    opener = next((i for i in range(frame.first + 2, quote) if words[i].text in ("dass", "daß", "ob")), None)
    if opener is None or words[opener - 1].text != "," or frame.verb_before(quote) is not None:
        return None
    mention = frame.speaking(opener - 1)
    return Candidate("", mention) if mention is not None else None


@RULES.rule(
    "verb_alone", order=275, label="Redeverb ohne Namen", trigger=VERB_FORMS,
    trust=Trust(right="carried", speech="cue_before_verb", weak=True),
    yes=["Dann wurde es laut und sagte: „Das Bad bleibt uns noch lange erhalten.“"],
    no=["Ruth Amend sagte: „Das Bad bleibt uns noch lange erhalten.“ → Ruth Amend"],
)  # fmt: skip
def verb_alone(frame: Frame, quote: int) -> Candidate | None:
    verb = frame.verb_before(quote)
    return Candidate(frame.words[verb].text, None) if verb is not None else None
