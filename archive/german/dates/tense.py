"""Which way a clause of a release points: a past tense points back, the present and the future announce.

The perfect is past („hat beschlossen“, „ist umgestürzt“, „ist eröffnet worden“), but participles of state are present
(„ist gesperrt“, „hat bis 20 Uhr geöffnet“), and so are infinitives with „zu“ („hat sich einzufinden“). A participle in
front of a noun says its own: „die am Montag vorgestellte Studie“, „die am Montag beginnende Messe“.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from archive.german.dates.clause import Clause
from archive.german.words.calendar import DEICTIC
from archive.german.words.lists import word_set, words
from archive.german.words.pattern import one_of

Time = Literal["past", "present", "future"]


STRONG_PRETERITES, PREFIXES = words("strong_preterites"), words("verb_prefixes")
PERFECT_WITH_SEIN, PLANNED = words("perfects_with_sein"), words("planned")
T_STEMS = words("present_in_ten")
STATE_WITH_HABEN, PRONOUNS, NO_VERBS = word_set("states_with_haben"), word_set("small_subjects"), word_set("no_verbs")


class Tense(NamedTuple):
    """The time that a clause tells of, and the word that says so."""

    time: Time
    word: str


PREFIX = rf"(?:(?:{one_of(p for p in PREFIXES if p != 'ge')}){{1,2}})?"
STRONG = re.compile(rf"(?<![\w-]){PREFIX}(?:{one_of(STRONG_PRETERITES)})(?:en|n|st)?(?![\w-])")
WEAK = re.compile(r"(?<![\w-])[a-zäöüß]{2,}ten?(?![\w-])")
DETERMINER = (
    r"(?:der|die|das|den|dem|des|ein(?:e[mnrs]?)?|kein(?:e[mnrs]?)?|sein(?:e[mnrs]?)?|ihr(?:e[mnrs]?)?|unser(?:e[mnrs]?)?|"
    r"diese[mnrs]?|jene[mnrs]?|jede[mnrs]?|alle[nr]?|viele[nr]?|mehrere[nr]?|einige[nr]?|beide[nr]?|zwei|drei|vier|\d{1,3})"
)
PREPOSITION = (
    r"(?:am|im|zum|zur|beim|vom|ins|ans|in|an|auf|aus|bei|mit|von|zu|für|über|durch|nach|unter|vor|um|wegen|trotz|ohne|seit|"
    r"bis|ab|gegen|zwischen)"
)
IN_NOUN_PHRASE = re.compile(rf"\b(?:{DETERMINER}|{PREPOSITION}|sehr|neu|neue[nr]?|frisch)\s$", re.I)
LONGEST_OPENER = 40  # code points
BARE_NOUN = re.compile(r"\s[A-ZÄÖÜ]")
FINITE_BEFORE = re.compile(r"(?<![\w-])(?:ist|sind|hat|haben|wird|werden|[a-zäöüß]{3,}t)(?![\w-])")
OBJECT_AHEAD = re.compile(r"\s(?:[a-zäöüß]+e[nrms]?\s)?[A-ZÄÖÜ]")
# „die für den 30. März [geplante] Schau“: nothing between opens or closes another such phrase
OF_NOUN_AHEAD = re.compile(
    rf"\b(?:der|die|das|den|dem|des|eine[mnrs]?)\s(?:(?:schon|bereits|erst|noch|zuletzt|ursprünglich)\s)?"
    rf"(?:{PREPOSITION})\s(?:(?!\w+(?:te|ne|de)[nrms]?\s[A-ZÄÖÜ])[^,;:]){{0,60}}$",
    re.I,
)
LAST_WORD = re.compile(r"([\wäöüß]+)\W*$")
PAST_AUXILIARIES = frozenset(["waren", "hatten", "wurden", "konnten", "mussten", "durften"])
NO_ATTRIBUTES = PAST_AUXILIARIES | {"war", "hatte", "wurde", "konnte", "musste", "durfte"}
HABEN, SEIN = re.compile(r"\b(?:hat|haben|habe|hast)\b"), re.compile(r"\b(?:ist|sind|sei|seien)\b")
PARTICIPLE_FORM = (
    rf"(?!(?:da|hin|ent)?gegen\b|wegen\b)[a-zäöüß]{{0,16}}?ge[a-zäöüß]{{2,}}(?:t|en)|"
    rf"(?:{one_of(p for p in PREFIXES if p not in ('ge', 'be'))})?"
    rf"(?:be|emp|ent|er|miss|ver|zer|über|unter|wider|durch|um)[a-zäöüß]{{2,}}(?:t|en)|[a-zäöüß]+iert|worden|(?:{one_of(PREFIXES)})?getan"
)
PARTICIPLE = re.compile(
    rf"(?<![\w-])(?P<zu>zu\s)?(?P<word>{PARTICIPLE_FORM})"
    r"(?=\s*$|\s*[.,;:!?·]|\s(?:und|oder|sowie|worden|werden|wie|als|hat|haben|habe|ist|sind|sei|seien|wird)\b)"
)
# „Bis Ende Juni wollen wir es geschafft haben“
TO_HAVE_DONE = re.compile(
    r"\b(?:wollen|will|sollen|soll|wird|werden|möchten|müssen|muss|können|kann)\b.*(?:t|en)\shaben\W*$"
)
# „haben wir jede Lüftung prüfen lassen“, „hat umziehen müssen“: the infinitive stands for the participle
MADE_DO = re.compile(
    r"(?<![\w-])(?!zu\s)[a-zäöüß]{2,}(?:en|ern|eln)\s(?:lassen|müssen|können|dürfen|wollen|sollen)\W*$"
)
# „… und die Sponsoren das Programm vorgestellt“: no verb of the present
PREFIXED = re.compile(rf"(?:{one_of(p for p in PREFIXES if p not in ('ge', 'be', 'er', 'ver'))})ge[a-zäöüß]{{2,}}t")
# Beside one of these „beschlossen“ is a participle or an infinitive, alone it is a preterite.
AUXILIARY = re.compile(
    r"\b(?:wird|werden|werde|soll|sollen|kann|können|muss|müssen|darf|dürfen|will|wollen|hat|haben|habe|ist|sind|sei|seien|"
    r"bleibt|bleiben|lässt|lassen)\b"
)
FUTURE = re.compile(
    r"\b(?:wird|werden|werde|soll|sollen|voraussichtlich|künftig|demnächst|geplant|vorgesehen|kommend\w*|bevorsteh\w*|"
    r"nächst\w+|will|wollen|möchte|möchten|plant|planen)\b"
)
TO_DO = re.compile(
    r"\bzu\s[a-zäöüß]+e?n\b|(?<![\w-])(?:ab|an|auf|aus|bei|ein|mit|nach|teil|um|vor|zurück)zu[a-zäöüß]+en\b"
)
PRESENT = re.compile(
    r"\b(?:ist|sind|hat|haben|gibt|kann|können|muss|müssen|darf|dürfen|bleibt|bleiben|heißt|bis|ab|spätestens)\b|"
    r"(?<![\w-])[a-zäöüß]{3,}t(?![\w-])"
)
PRESENT_PHRASE = re.compile(
    r"(?:\b(?:[wW]ir|[sS]ie)\s|·\s{1,3})(?!gegen\b|neben\b|wegen\b)[a-zäöüß]{2,}(?:en|ern|eln)\b|"
    r"[A-ZÄÖÜ]\w+\s[a-zäöüß]{2,}(?:en|ern|eln)\s(?:am|im|um|ab|bis|vom|von|zum|·)"
)
PRESENT_PLURAL = re.compile(
    r"^\s*(?:Am|Im|Ab|Vom|Von|Zum|An|In|Bis|Zwischen)\b[^·]*·\s{1,3}[a-zäöüß]{2,}(?:en|ern|eln)\b"
)
# „die am [Montag] vorgestellte Studie“
HEAD = re.compile(
    rf"\b{DETERMINER}\s(?:(?:bereits|schon|erst|noch|zuletzt|erstmals)\s)?(?:{PREPOSITION}\s(?:de[mnr]\s)?)?"
    rf"(?:{one_of(DEICTIC)}e[nrsm]?\s)?$",
    re.I,
)
LONGEST_HEAD = 50  # code points
ATTRIBUTE = re.compile(r"\s(?:[\wäöüß.]+\s){0,5}?(?P<word>[a-zäöüß]+?(?:(?P<to_come>end)|t|en))e[nrsm]?\s(?=[A-ZÄÖÜ„])")
# „der Brief vom [3. Dezember]“ has the day of a noun, whatever the clause says; „vom [3. Dezember] an“ is a span
OF_NOUN = re.compile(
    r"\b(?!Seit|Nach|Nachdem|Während|Über|Unter|Zwischen|Gegen|Neben|Hinter|Binnen|Abseits|Anfang|Mitte|Ende|Beginn)"
    r"[A-ZÄÖÜ][\wäöüß-]{2,}\s(?:vom|von|des|aus dem)\s$"
)
OF = re.compile(r"\s(?:vom|von|des|aus dem)\s$")  # which ends it
SPAN_BEHIND = re.compile(r"\s?(?:bis|an\b|–|-)")
# „lud zum Bootsrennen am [19. August] ein“: whoever is invited, the day is to come
ONCE_PLANNED = re.compile(r"\b(?:war|waren|wäre|hätte|hatten?)\b")
INVITED = re.compile(r"\b(?:lud|luden|einlud|einluden|eingeladen|lädt|laden)\b")
TO_EVENT = re.compile(r"\bzu(?:[mr]|\s\w+)\s[^,;]{0,60}\b(?:am|ab|vom|im)\s(?:de[mnr]\s)?$")
# „… und im [August] gesperrt werden“ lacks its finite verb, which stands before „und“
UNFINISHED = re.compile(r"(?:t|en)\s(?:werden|worden|haben|sein)\W*$")
# „wurde auf [Oktober] verschoben“, „warnte für [Samstag]“
MOVED_TO = re.compile(r"(?<!Nacht )\b(?:auf|für)\s(?:de[mnr]\s|das\s|die\s)?(?:[a-zäöüß]+e[nrs]?\s)?$")
HYPHENATED = re.compile(r"[\w-]+")
# What a word may be by itself: a clause is cut into its words once, and most of them are none of it.
ALONE = re.compile(PARTICIPLE_FORM)
PRESENTLY = Tense("present", "present")
KINDS = {"auxiliary": AUXILIARY, "strong": STRONG, "weak": WEAK, "haben": HABEN, "sein": SEIN, "future": FUTURE}


def tense_of(left: str, right: str) -> Tense | None:
    """Return the time of the clause about a date; None where it has no verb, as in a heading.

    left, right: the sentence before and behind the date.
    """
    if (
        (attribute := ATTRIBUTE.match(right))
        and (head := HEAD.search(left, max(0, len(left) - LONGEST_HEAD)))
        and not head[0].lower().startswith("zwei ")
    ):
        word = attribute["word"]
        planned = word.endswith(PLANNED) or attribute["to_come"]
        if planned or _is_participle(word):
            return Tense("future" if planned else "past", word)
    if OF.search(left, max(0, len(left) - 10)) and OF_NOUN.search(left) and not SPAN_BEHIND.match(right):
        return None
    clause = Clause(left, right)
    if "rückwirkend" in clause.own:
        return Tense("past", "rückwirkend")
    tail = left[-LONGEST_HEAD:]
    if ("auf " in tail or "für " in tail) and (moved := MOVED_TO.search(tail)):
        # „war für Januar geplant“: it may have come to it or not
        return None if ONCE_PLANNED.search(clause.own) else Tense("future", moved[0].split()[0])
    if " zu" in left and TO_EVENT.search(left) and INVITED.search(clause.own):
        return Tense("future", "zu")
    about, others = clause.joined()
    if others and not UNFINISHED.search(about) and all(map(tense_in, others)) and (tense := tense_in(about)):
        return tense
    for part in clause.parts():
        if tense := tense_in(part):
            return tense
    return None


def tense_in(part: str) -> Tense | None:
    """Return the time that a stretch of words tells of; None where it has no finite verb."""
    seen = set().union(*map(_kinds, HYPHENATED.findall(part)))
    helped = "auxiliary" in seen
    for verb, strong in _preterites(part) if "strong" in seen or "weak" in seen else ():
        plural = verb[0].endswith("en")
        if (
            verb[0] not in NO_VERBS
            and (strong or not verb[0].endswith(T_STEMS))
            and not (helped and plural and verb[0] not in PAST_AUXILIARIES)
            and _is_finite(part, verb, strong=strong and not plural)
        ):
            return Tense("past", verb[0])
    if ("haben" in seen or "sein" in seen) and (perfect := _perfect(part)):
        return perfect
    if future := FUTURE.search(part) if "future" in seen else "zu" in part and TO_DO.search(part):
        return Tense("future", future[0].split()[0])
    if "present" in seen:
        return PRESENTLY
    if "present or participle" in seen:
        for present in PRESENT.finditer(part):
            participle = PARTICIPLE.match(part, present.start())
            if present[0] not in NO_VERBS and not (participle and (helped or PREFIXED.fullmatch(present[0]))):
                return PRESENTLY
    return PRESENTLY if PRESENT_PHRASE.search(part) or PRESENT_PLURAL.search(part) else None


def _preterites(part: str) -> list[tuple[re.Match[str], bool]]:
    """The words that may be preterites, and whether they are strong ones; those are tried first."""
    kinds = [(word, _kinds(word[0])) for word in HYPHENATED.finditer(part)]
    strong = [(word, True) for word, kind in kinds if "strong" in kind]
    return strong + [(word, "strong" in kind) for word, kind in kinds if "weak" in kind]


@lru_cache(maxsize=16384)
def _kinds(word: str) -> tuple[str, ...]:
    kinds = tuple(kind for kind, pattern in KINDS.items() if pattern.search(word))
    if word not in NO_VERBS and PRESENT.search(word):
        kinds += ("present or participle" if ALONE.fullmatch(word) else "present",)
    return kinds


def _is_finite(part: str, verb: re.Match[str], *, strong: bool) -> bool:
    """Whether a word in „-te“, „-ten“ is a verb and not an adjective: „eröffnete die Stadt“, „die eröffnete Schau“."""
    start = verb.start()
    if verb[0] in NO_ATTRIBUTES:
        return True  # „…, der wurde am [3. März] nachgereicht“
    if IN_NOUN_PHRASE.search(part, max(0, start - LONGEST_OPENER), start) or (
        OBJECT_AHEAD.match(part, verb.end()) and OF_NOUN_AHEAD.search(part, 0, start)
    ):
        return False
    if strong or not OBJECT_AHEAD.match(part, verb.end()):
        return True
    if verb[0].startswith("ge") and BARE_NOUN.match(part, verb.end()) and FINITE_BEFORE.search(part, 0, start):
        return False  # „am Donnerstag bietet der Verein gefärbte Eier an“
    before = part[:start]
    last = LAST_WORD.search(before)
    return last is None or not last[1][0].islower() or last[1].lower() in PRONOUNS or "·" in before[last.end(1) :]


def _is_participle(word: str) -> bool:
    return PARTICIPLE.fullmatch(word) is not None and not word.startswith("zu ")


def _perfect(part: str) -> Tense | None:
    haben, sein = HABEN.search(part), SEIN.search(part)
    if haben and not sein and TO_HAVE_DONE.search(part):
        return None
    if haben and not sein and MADE_DO.search(part):
        return Tense("past", haben[0])
    if not haben and not sein:
        return None
    for participle in PARTICIPLE.finditer(part):
        word = participle["word"]
        if participle["zu"] or word in ("werden",):
            continue
        if sein and word.endswith(PERFECT_WITH_SEIN):
            return Tense("past", sein[0])
        if haben and word not in STATE_WITH_HABEN and "zu" not in word[2:5]:
            return Tense("past", haben[0])
    return None
