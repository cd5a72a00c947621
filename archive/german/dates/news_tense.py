"""Words of a sentence that tell which way a newspaper looks, where „am Sonntag“ alone is the last one."""

from __future__ import annotations

import re

from archive.german.words.pattern import one_of

STRONG_PAST = (
    "war", "waren", "wurde", "wurden", "fand", "fanden", "hatte", "hatten", "gab", "kam", "kamen", "ging", "gingen",
    "sagte", "gewann", "begann", "endete", "tagte", "beschloss", "teilte", "nahm", "nahmen", "hielt", "besuchte",
    "eröffnete", "feierte", "brach", "starb", "starben", "ereignete", "trat", "traten", "zog", "zogen", "fiel",
    "fielen",
    "schloss", "begannen", "endeten", "tagten", "sprach", "sprachen", "erhielt", "erhielten", "empfing", "überreichte",
    "verlieh", "weihte", "unterzeichnete", "stellte", "stellten", "informierte", "übergab", "übergaben", "rückte",
    "traf", "trafen", "ergab", "ergaben", "lief", "liefen", "legte", "stimmte", "stimmten", "wählte", "wählten",
    "entschied", "verabschiedete",
)  # fmt: skip
WEAK_PAST = (
    "lag", "stand", "standen", "ließ", "konnte", "konnten", "musste", "mussten", "sei", "seien", "bereits", "zuletzt",
    "gestern", "haben", "hat", "ist", "sind",
)  # fmt: skip
FUTURE = (
    "wird", "werden", "soll", "sollen", "findet", "finden", "beginnt", "startet", "lädt", "eröffnet", "geplant",
    "vorgesehen", "künftig", "demnächst", "voraussichtlich",
)  # fmt: skip
LIKELY = (
    "beginnen", "starten", "laden", "plant", "planen", "steht", "stehen", "tritt", "treten", "will", "wollen", "möchte",
    "möchten", "gilt", "gelten", "morgen",
)  # fmt: skip
ENDS = ("dauern", "dauert", "bis", "ab", "spätestens")  # what lasts until a day has not come to it yet
AHEAD = re.compile(rf"\b(?:{one_of([*FUTURE, *LIKELY])}|(?:kommend|nächst|bevorstehend)\w*)\b")
FIRM_AHEAD = re.compile(rf"\b(?:{one_of([*FUTURE, *ENDS])}|(?:kommend|bevorstehend)\w*)\b")
STRONG_BACK = re.compile(rf"\b(?:{one_of(STRONG_PAST)})\b|\b(?:hat|haben)\b[^.!?]{{0,80}}\bge[a-zäöüß]+t\b")
BACK = re.compile(
    rf"\b(?:{one_of([*STRONG_PAST, *WEAK_PAST])}|vergangen\w*|letzt\w{{1,2}}|[a-zäöüß]{{3,}}(?:ierte|elte|chte|igte|"
    r"rte|nte|lte|llten|ierten|elten|chten|igten))\b"
)
# In news „Am Sonntag wählt …“ looks ahead: the verb stands second, and none of the past ends like this.
OPENING = ("Am", "Schon am", "Bereits am", "Erst am", "Noch am")
PRESENT = re.compile(
    r"\s(?!(?:\w*(?:hielt|trat|tat|bat|riet|bot|schnitt|schritt|stritt|ritt|litt|glitt|galt|hat|ist|fast|erst|mit|seit|"
    r"nicht|jetzt))\b)([a-zäöüß]{2,}t)\b"
)
