"""The rules for whom a mention names, from „er“ to „der Verein“."""

from __future__ import annotations

import re

from archive.german.quotes.grammar import RULES, Trust
from archive.german.quotes.people.bodies import is_firm, issues, stands_for
from archive.german.quotes.people.gender import FEMALE_PRONOUNS, female_mention, group
from archive.german.quotes.people.mentions import role_key
from archive.german.quotes.people.names import ABSTRACT, is_paper, may_be_office, names_body
from archive.german.quotes.people.noun_phrases import describes_one
from archive.german.quotes.people.register import ONE_OF, Register, can_speak
from archive.german.quotes.people.resolver import Asked, Resolved
from archive.german.quotes.people.roles import body_of, is_of_a_day
from archive.german.quotes.records import Mention
from archive.german.words.lists import word_set, words

_SOMEBODY = re.compile(
    r"(?:[Dd]ie|[Dd]er|[Dd]as) (?:Frau|Mann|Junge|Mädchen|Kind|Paar)\b"
)  # „sagte die Frau der Polizei“
_OWNER = re.compile(r" (des|der|vom|von) ([A-ZÄÖÜ][\w-]+)")  # „Mitteilung des Tiefbauamts“
# What somebody does or thinks, and what is written, is nobody's name.
_NO_NAME = re.compile(rf"{ABSTRACT.pattern}|(?i:angaben)$")
_NOT_NAMED = frozenset(["wir", "ich", "es"]) | word_set("nobody")


@RULES.rule(
    "pronoun", order=805, label="Fürwort",
    trust=Trust(mention="pronoun"),
    yes=["Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, sagte sie. → Ruth Amend"],
    no=["Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, sagte Amend. → Ruth Amend"],
)  # fmt: skip
def pronoun(asked: Asked) -> Resolved | None:
    mention, antecedent, register = asked.mention, asked.antecedent, asked.register
    if not mention.pronoun:
        return None
    if mention.text.lower() in _NOT_NAMED or mention.text.lower().startswith(ONE_OF) or antecedent is None:
        return Resolved(None, None, ())
    if antecedent.name is None and antecedent.also:
        return Resolved(None, None, antecedent.also)
    inner = asked.resolver.resolve(antecedent)
    if (
        inner.speaker is not None
        and not antecedent.also
        and _genders_differ(mention, antecedent, inner.speaker, register)
    ):
        return Resolved(None, None, (inner.speaker,))
    return Resolved(inner.speaker, None, inner.candidates)


@RULES.rule(
    "name", order=810, label="Name",
    yes=["Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, sagte Amend. → Ruth Amend"],
    no=["Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, sagte sie. → Ruth Amend"],
)  # fmt: skip
def name(asked: Asked) -> Resolved | None:
    printed = asked.mention.name
    if printed and _is_thing(printed) and not can_speak(asked.mention, asked.register):
        return None  # „laut Satzung“, „nach Polizeiangaben“
    return _pick(asked.register.by_name(printed), asked.mention.role, asked) if printed else None


def _is_thing(printed: str) -> bool:
    return " " not in printed and (bool(_NO_NAME.search(printed)) or is_paper(printed))


@RULES.rule(
    "somebody", order=815, label="Amt ohne Namen",
    yes=["„Das Bad bleibt uns noch lange erhalten“, sagte eine Sprecherin. → ?"],
    no=["„Das Bad bleibt uns noch lange erhalten“, sagte die Sprecherin Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def somebody(asked: Asked) -> Resolved | None:
    mention = asked.mention
    indefinite = mention.role and mention.text.lower().startswith(("ein ", "eine ", "einer "))
    return Resolved(None, mention.role, ()) if indefinite else None  # nobody whom the release has named


@RULES.rule(
    "several", order=820, label="Stelle oder Gruppe",
    trust=Trust(mention="body"),
    yes=["„Das Bad bleibt uns noch lange erhalten“, sagten die Veranstalter. → Veranstalter"],
    no=["„Das Bad bleibt uns noch lange erhalten“, sagte die Veranstalterin. → ?"],
)  # fmt: skip
def several(asked: Asked) -> Resolved | None:
    mention = asked.mention
    if not mention.role or not group(mention):
        return None
    several = _organisation(mention.text)
    return Resolved(several.removesuffix("n") if several.endswith("enden") else several, None, ())


@RULES.rule(
    "role", order=825, label="Amt",
    yes=["Stadträtin Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, sagte die Stadträtin. → Ruth Amend"],
    no=["Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, sagte Amend. → Ruth Amend"],
)  # fmt: skip
def role(asked: Asked) -> Resolved | None:
    mention = asked.mention
    people = asked.register.by_role(mention.role, female_mention(mention)) if mention.role else ()
    return _pick(people, mention.role, asked) if people else None


@RULES.rule(
    "only", order=830, label="einzige Person",
    yes=["Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, so die Oberbürgermeisterin. → Ruth Amend"],
    no=["Ruth Amend und Eva Tann kamen. „Das Bad bleibt uns erhalten“, so die Oberbürgermeisterin. → ?"],
)  # fmt: skip
def only(asked: Asked) -> Resolved | None:
    mention, woman = asked.mention, female_mention(asked.mention)
    if not mention.role or woman is None or body_of(mention.role):
        return None
    people = asked.register.only_one(mention.role, woman)
    return Resolved(people[0], mention.role, ()) if people else None


@RULES.rule(
    "government", order=835, label="einziges Mitglied der Stadtregierung",
    yes=["Stadträtin Ruth Amend kam mit Eva Tann. „Das Bad bleibt uns“, so die Umweltdezernentin. → Ruth Amend"],
    no=["Stadträtin Ruth Amend kam mit Eva Tann. „Das Bad bleibt uns“, so die Trainerin. → ?"],
)  # fmt: skip
def government(asked: Asked) -> Resolved | None:
    mention = asked.mention
    people = asked.register.governing(mention.role, female_mention(mention)) if mention.role else ()
    return Resolved(people[0], mention.role, ()) if people else None


@RULES.rule(
    "profession", order=838, label="Beruf der einzigen Person",
    yes=["Dr. Ruth Amend kam am Montag. Das gilt hier überall. „Das Bad bleibt“, so die Forscherin. → Ruth Amend",
         "Bildhauerin Ruth Amend kam mit Eva Tann. Amend zeigt viel. „Das Bad bleibt“, so die Künstlerin. → Ruth Amend",
         "Professorin Ruth Amend kam mit Ole Tann. Es ist neu. „Das Bad bleibt“, so die Biologin. → Ruth Amend"],
    no=["Ruth Amend kam am Montag mit Eva Tann. Das gilt hier überall. „Das Bad bleibt“, so die Forscherin. → ?",
        "Stadträtin Ruth Amend kam am Montag. Das gilt hier überall. „Das Bad bleibt“, so die Forscherin. → ?",
        "Stadträtin Ruth Amend kam am Montag. „Das Bad bleibt“, so die Künstlerin. → ?"],
)  # fmt: skip
def profession(asked: Asked) -> Resolved | None:
    mention, woman = asked.mention, female_mention(asked.mention)
    definite = mention.text.startswith(("der ", "die ", "Der ", "Die "))
    if not mention.role or " " in mention.role or woman is None or not definite or is_another(mention):
        return None
    if (found := _described(asked)) is not None:
        return found if found.speaker is not None else None
    people = () if group(mention) else asked.register.of_profession(mention.role, woman)
    named = people and people[0].rsplit(" ", 1)[-1] == mention.role  # „der Meister“ is not Vorname Meister
    return Resolved(people[0], mention.role, ()) if people and not named else None


@RULES.rule(
    "described", order=840, label="Beschreibung",
    trust=Trust(mention="pronoun"),
    yes=["Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, sagte die 44-Jährige. → Ruth Amend"],
    no=["Ruth Amend kam am Montag. „Das Bad bleibt uns erhalten“, sagte Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def described(asked: Asked) -> Resolved | None:
    mention = asked.mention
    if mention.role:
        return _described(asked) or Resolved(None, mention.role, ())
    if describes_one(mention.text):
        return _described(asked) or Resolved(None, None, ())
    return None


@RULES.rule(
    "function", order=845, label="Amt",
    trust=Trust(mention="body"),
    yes=["Balletttänzer Ole Tann kam mit Eva Berg. „Das Bad bleibt uns“, so der Balletttänzer. → Ole Tann"],
    no=["Der Verein Nordlicht kam am Montag. „Das Bad bleibt uns erhalten“, so der Verein. → Verein Nordlicht"],
)  # fmt: skip
def function(asked: Asked) -> Resolved | None:
    mention = asked.mention
    office = _organisation(mention.text)
    people = asked.register.by_role(office, None) if office != mention.text else ()
    return _pick(people, office, asked) if people else None


@RULES.rule(
    "indefinite", order=850, label="unbestimmt",
    yes=["„Das Bad bleibt uns noch lange erhalten“, sagte ein Mann. → ?"],
    no=["„Das Bad bleibt uns noch lange erhalten“, sagte ein Verein. → Verein"],
)  # fmt: skip
def indefinite(asked: Asked) -> Resolved | None:
    mention, body = asked.mention, _organisation(asked.mention.text)
    if mention.text.lower().startswith(_NOBODY_NAMED) and not names_body(body.split(" ")[0]):
        return Resolved(None, None, ())  # „ein Mann“, „dessen Frau“: nobody whom the release has named
    return None


@RULES.rule(
    "unnamed", order=855, label="Amt ohne Namen",
    trust=Trust(mention="body"),
    yes=["„Das Bad bleibt uns noch lange erhalten“, sagte der Vorgänger. → ?"],
    no=["„Das Bad bleibt uns noch lange erhalten“, sagte der Verein. → Verein"],
)  # fmt: skip
def unnamed(asked: Asked) -> Resolved | None:
    mention, body = asked.mention, _organisation(asked.mention.text)
    person = asked.register.surname(body.lower()) or (" " not in body and may_be_office(body) and not names_body(body))
    if mention.text.startswith(("der ", "Der ")) and person:
        return Resolved(None, body, ())  # „der Koch“ beside Vorname Koch, „der Vorgänger“
    return None


@RULES.rule(
    "paper", order=857, label="Stelle hinter dem Schriftstück",
    yes=["„Der Weg wird im Mai wieder frei sein“, heißt es in der Mitteilung des Tiefbauamts. → Tiefbauamt",
         "Der Mieterverein lobt den Plan. „Das hilft allen hier“, heißt es in einer Stellungnahme. → Mieterverein"],
    no=["„Der Weg wird im Mai wieder frei sein“, heißt es beim Tiefbauamt. → Tiefbauamt"],
)  # fmt: skip
def paper(asked: Asked) -> Resolved | None:
    owner = None if _SOMEBODY.match(asked.mention.text) else _OWNER.search(asked.mention.text)
    if owner is None and asked.antecedent is not None and issues(asked.mention):
        return asked.resolver.resolve(asked.antecedent)
    if owner is None or can_speak(asked.mention, asked.register) or not names_body(owner[2]):
        return None
    return Resolved(asked.register.bodies.fullest(_organisation(f"{owner[1]} {owner[2]}")), None, ())


@RULES.rule(
    "thing", order=858, label="eine Sache, niemand spricht",
    yes=["Der Sage zufolge ruht hier ein Riese am Hafen. → ?"],
    no=["Laut Tiefbauamt tagt der Beirat zweimal im Jahr am Hafen. → Tiefbauamt"],
)  # fmt: skip
def thing(asked: Asked) -> Resolved | None:
    mention = asked.mention
    nouns = [word for word in mention.text.split(" ") if word[:1].isupper()]
    written = mention.name is None and mention.role is None and any(map(is_paper, (nouns[:1] + nouns[-1:])))
    return None if can_speak(mention, asked.register) and not written else Resolved(None, None, ())


@RULES.rule(
    "organisation", order=860, label="Stelle",
    trust=Trust(mention="body"),
    yes=["„Das Bad bleibt uns noch lange erhalten“, sagte der Verein. → Verein",
         "Der Mieterbund lobt den Plan. „Das Bad bleibt uns noch lange erhalten“, so der Verein. → Mieterbund",
         "Der Autozulieferer Nordtec spart. „Das Bad bleibt uns noch lange erhalten“, so das Unternehmen. → Nordtec",
         "„Das Bad bleibt uns noch lange erhalten“, so das Unternehmen. → ?"],
    no=["„Das Bad bleibt uns noch lange erhalten“, sagte Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def organisation(asked: Asked) -> Resolved | None:
    text = _OF_TRADE.sub("", _SITTING.sub(r"\1", _organisation(asked.mention.text)))
    fullest = _OF_TRADE.sub("", asked.register.bodies.fullest(text))
    if fullest == text and asked.antecedent is not None and stands_for(asked.mention) is not None:
        return asked.resolver.resolve(asked.antecedent)
    return Resolved(None if fullest == text and is_firm(asked.mention) else fullest, None, ())


_NOBODY_NAMED = ("ein ", "eine ", "dessen ", "deren ", "sein ", "seine ", "ihr ", "ihre ")
_KIN = word_set("kin")
_OTHERS = words("others")


def is_another(mention: Mention) -> bool:
    """„die Sprecherin“, „seine Tochter“: whoever that is, it is not who was named just before."""
    if mention.name is not None or mention.role is None:
        return False
    noun = next((word for word in mention.role.split(" ") if word[:1].isupper()), "")
    return noun in _KIN or noun.lower().removesuffix("in").endswith(_OTHERS)


def _described(asked: Asked) -> Resolved | None:
    """„die Ingenieurin“, „der 22-Jährige“: whom the release has just named, if it gives that person no other office."""
    mention, antecedent, register = asked.mention, asked.antecedent, asked.register
    if antecedent is None or is_another(mention):
        return None
    if antecedent.name is None and antecedent.also:
        return Resolved(None, mention.role, antecedent.also)
    meant = asked.resolver.resolve(antecedent)
    if meant.speaker is None or meant.speaker.isupper():
        return None  # „POL-STL“ is nobody who may be „die Seniorin“
    role = mention.role
    woman = female_mention(mention)
    if role is not None and woman is not None and is_of_a_day(role_key(role)) and len(register.of_gender(woman)) > 1:
        return None  # „die Geehrte“ need not be who was just named
    lasting = role is not None and register.has_lasting_office(meant.speaker)
    if role is not None and lasting and not register.same_field(role, meant.speaker):
        return None
    if role is not None and role == meant.speaker.rsplit(" ", 1)[-1]:
        return None  # „der Meister“ is not Vorname Meister
    return Resolved(meant.speaker, mention.role, ())


def _pick(people: tuple[str, ...], role: str | None, asked: Asked) -> Resolved:
    """The one person left when the printed office, its gender and the order have their say; else all as candidates."""
    register, at = asked.register, asked.at
    if len(people) > 1 and role is not None:
        people = tuple(p for p in people if register.holds(p, role)) or people
    wanted = female_mention(asked.mention)
    if len(people) == 1 and wanted is not None and register.gender(people[0]) not in (None, wanted):
        return Resolved(None, role, people)  # „Herr Nachname“, where the release names a woman
    if len(people) > 1 and wanted is not None:
        fitting = tuple(p for p in people if register.gender(p) in (None, wanted))
        people = fitting or people
    if len(people) > 1 and at is not None:
        people = tuple(p for p in people if register.named_before(p, at)) or people
    if len(people) == 1:
        return Resolved(people[0], role, ())
    return Resolved(None, role, people)


def _genders_differ(pronoun: Mention, antecedent: Mention, speaker: str, register: Register) -> bool:
    known = register.gender(speaker)
    if known is None:
        known = female_mention(antecedent)
    return known is not None and known != (pronoun.text.lower() in FEMALE_PRONOUNS)


# „das Unternehmen Nordtec“, „die Herstellerfirma Nordtec“
_OF_TRADE = re.compile(r"^(?:\w*[Ff]irma|\w*[Uu]nternehmen|\w*[Kk]onzern) (?=[A-ZÄÖÜ])")
_SITTING = re.compile(r"^([A-ZÄÖÜ][\w-]*[Ff]raktion) im .*")  # „SPD-Fraktion im Rat der Stadt“
_ARTICLES = frozenset(["der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines", "einem"])
_GENITIVE = re.compile(r"(?<=\w{3})(?:es|(?<![sßxz])s)$")
_WORKS = re.compile(r"(\w+(?:werke|betriebe|dienste))n\b")  # „aus den Stadtwerken“


def _organisation(text: str) -> str:
    """Return a body without its article, in the nominative: „des Gesundheitsamtes“ is the „Gesundheitsamt“."""
    head, _, rest = text.partition(" ")
    if head.lower() == "den" and (plural := _WORKS.match(rest)) is not None:
        return plural[1] + rest[plural.end() :]
    if not rest or head.lower() not in _ARTICLES:
        return text
    if head.lower() not in ("des", "eines"):
        return rest
    noun, _, more = rest.partition(" ")
    return f"{_GENITIVE.sub('', noun)} {more}".strip()
