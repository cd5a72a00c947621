"""Who speaks: the cue in every position, and the mention resolved inside the release. All people are invented."""

from __future__ import annotations

from datetime import date

import pytest

from archive.german.quotes import Quote, quotes
from archive.german.quotes.people.roles import normal_role
from archive.releases.offices import parse_offices
from scraper.sites import load_site

OFFICES = parse_offices(load_site("darmstadt").city.offices)
KRANZ = "Oberbürgermeister Jakob Kranz eröffnete am Montag das Fest. "


def direct(text: str) -> list[Quote]:
    return [quote for quote in quotes("Titel", None, [text]) if quote.kind == "direct"]


POSITIONS = [
    ("before", "Jakob Kranz betont: „Wir handeln schnell und gründlich.“", ["Jakob Kranz"]),
    ("before, with adverbs", "Am Montag sagte Jakob Kranz: „Wir handeln schnell.“", ["Jakob Kranz"]),
    ("after", "„Wir handeln schnell und gründlich“, erklärt Jakob Kranz.", ["Jakob Kranz"]),
    ("so", "„Wir handeln schnell und gründlich“, so Jakob Kranz weiter.", ["Jakob Kranz"]),
    ("role and colon", "Stadträtin Eva Weil: „Wir handeln schnell und gründlich.“", ["Eva Weil"]),
    ("dazu", "Jakob Kranz dazu: „Wir handeln schnell und gründlich.“", ["Jakob Kranz"]),
    ("carried on", "„Wir handeln“, erläutert Jakob Kranz. „Das Haus ist fertig.“", ["Jakob Kranz"] * 2),
    ("broken", "„Wir“, so Jakob Kranz, „werden das Haus im Mai öffnen.“", ["Jakob Kranz"] * 2),
    ("apposition", "Die Leiterin des Amtes, Maria Tann, sagte: „Wir sind bereit.“", ["Maria Tann"]),
    ("name, apposition", "Maria Tann, Leiterin des Amtes, sagte: „Wir sind bereit.“", ["Maria Tann"]),
    ("surname", KRANZ + "„Wir handeln schnell und gründlich“, so Kranz.", ["Jakob Kranz"]),
    ("role", KRANZ + "„Wir handeln schnell und gründlich“, so der Oberbürgermeister.", ["Jakob Kranz"]),
    ("short role", KRANZ + "„Wir handeln schnell und gründlich“, so der OB abschließend.", ["Jakob Kranz"]),
    ("body", "„Wir handeln schnell und gründlich“, teilt die Stadtverwaltung mit.", ["Stadtverwaltung"]),
    ("title", "Dr. Eva Weil erklärt: „Wir sind auf einem guten Weg.“", ["Eva Weil"]),
    ("party", "Stadtrat Peter Holm (FDP) sagte: „Wir sind auf einem guten Weg.“", ["Peter Holm"]),
    ("nobody", "„Wir sind auf einem guten Weg.“", [None]),
]


@pytest.mark.parametrize(("text", "speakers"), [row[1:] for row in POSITIONS], ids=[row[0] for row in POSITIONS])
def test_the_speaker_is_found_in_every_position(text: str, speakers: list[str | None]) -> None:
    assert [quote.speaker for quote in direct(text)] == speakers


ROLES = [
    ("OB Kranz: „Wir handeln schnell und gründlich.“", "OB"),
    (
        "„Wir handeln schnell“, sagte Bürgermeisterin und Sozialdezernentin Eva Weil.",
        "Bürgermeisterin und Sozialdezernentin",
    ),
    ("Planungsdezernentin Dr. Eva Weil sagt: „Wir handeln schnell.“", "Planungsdezernentin"),
    (
        "Der für die Feuerwehr zuständige Stadtrat Peter Holm sagte: „Wir danken.“",
        "für die Feuerwehr zuständige Stadtrat",
    ),
    ("Jakob Kranz sagt: „Wir handeln schnell und gründlich.“", None),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_the_role_is_kept_as_printed(text: str, role: str | None) -> None:
    assert [quote.role for quote in direct(text)] == [role]


def test_joint_speakers_are_both_kept() -> None:
    (quote,) = direct("„Das ist ein guter Tag“, erklären Oberbürgermeister Jakob Kranz und Stadträtin Eva Weil.")
    assert (quote.speaker, quote.also) == ("Jakob Kranz", ("Eva Weil",))


@pytest.mark.parametrize(("printed", "speaker"), [("OB Kranz", "Jakob Kranz"), ("Frau Kranz", "Anna Kranz")])
def test_office_or_gender_tells_two_people_of_one_surname_apart(printed: str, speaker: str) -> None:
    (quote,) = direct(f"{KRANZ}Seine Schwester Anna Kranz kam. „Wir handeln schnell und gut“, sagte {printed}.")
    assert quote.speaker == speaker


def test_people_of_one_surname_in_different_releases_stay_two() -> None:
    """As with the two Akdeniz and the two Benz of the city: each release knows only whom it names itself."""
    said = "„Wir handeln schnell und gründlich“, sagte Kranz."
    speakers = [direct(f"{first} Kranz kam auch. {said}")[0].speaker for first in ("Anna", "Jakob")]
    assert speakers == ["Anna Kranz", "Jakob Kranz"]


def test_a_shared_surname_stays_open_with_its_candidates() -> None:
    (quote,) = direct("Anna Kranz und Jakob Kranz kamen. „Wir handeln schnell und gründlich“, sagte Kranz.")
    assert quote.speaker is None
    assert set(quote.candidates) == {"Anna Kranz", "Jakob Kranz"}


@pytest.mark.parametrize(
    ("day", "speaker"),
    [(date(2015, 5, 1), "Jochen Partsch"), (date(2023, 6, 25), "Hanno Benz"), (date(2008, 5, 1), None)],
)
def test_the_office_table_names_the_holder_of_the_day_and_says_so(day: date, speaker: str | None) -> None:
    text = "Der Stand im Haus des Kindes war gut besucht, so der OB."
    (quote,) = quotes("Titel", None, [text], day=day, offices=OFFICES)
    assert quote.speaker == speaker
    assert quote.rule.endswith("+office") == (speaker is not None)


@pytest.mark.parametrize(
    "mention",
    [
        "ein OB",
        "unser OB",
        "die OB",
        "die Oberbürgermeisterin",
        "der frühere Oberbürgermeister",
        "der künftige Oberbürgermeister",
        "der Mainzer Oberbürgermeister",
        "der Oberbürgermeister von Mainz",
        "der Oberbürgermeister der Stadt Mainz",
        "eine Sprecherin des Oberbürgermeisters",
    ],
)
def test_the_office_table_names_nobody_who_is_not_the_citys_own_holder(mention: str) -> None:
    text = f"Der Stand im Haus des Kindes war gut besucht, so {mention}."
    found = quotes("Titel", None, [text], day=date(2015, 5, 1), offices=OFFICES)
    assert [quote.speaker for quote in found] == [None]


@pytest.mark.parametrize("mention", ["der Darmstädter OB", "der Oberbürgermeister der Wissenschaftsstadt Darmstadt"])
def test_the_office_table_knows_the_city_by_name(mention: str) -> None:
    text = f"Der Stand im Haus des Kindes war gut besucht, so {mention}."
    (quote,) = quotes("Titel", None, [text], day=date(2015, 5, 1), offices=OFFICES)
    assert quote.speaker == "Jochen Partsch"


def test_the_office_table_does_not_overrule_the_release() -> None:
    (quote,) = [
        quote
        for quote in quotes(
            "Titel",
            None,
            [KRANZ + "„Wir handeln schnell“, so der OB."],
            day=date(2015, 5, 1),
            offices=OFFICES,
        )
        if quote.kind == "direct"
    ]
    assert quote.speaker == "Jakob Kranz"


NO_SPEECH = [
    "Die Veranstaltung „OB vor Ort“ beginnt um 18 Uhr.",
    "Das Projekt „Sanfte Mobilität“ geht weiter.",
    "Unter dem Motto „Gemeinsam wachsen“ lädt der Verein ein.",
    "Der sogenannte „Blaue Ring“ wird saniert.",
    "Das Stück „Der große Regen“ läuft im Mai.",
    "Die „Grüne Mitte“-Gruppe trifft sich.",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_names_titles_and_mottos_are_no_speech_and_keep_the_reason(text: str) -> None:
    assert quotes("Titel", None, [text]) == []
    (quote,) = quotes("Titel", None, [text], refused=True)
    assert quote.refused


INDIRECT = [
    ("Jakob Kranz sagte, dass die Brücke im Mai öffnet.", "dass die Brücke im Mai öffnet", "Jakob Kranz"),
    ("Jakob Kranz sagte, die Brücke sei im Mai fertig.", "die Brücke sei im Mai fertig", "Jakob Kranz"),
    ("Wie Jakob Kranz mitteilte, wird die Brücke gebaut.", "wird die Brücke gebaut", "Jakob Kranz"),
    ("Die Brücke öffnet im Mai, so Jakob Kranz.", "Die Brücke öffnet im Mai", "Jakob Kranz"),
    ("Laut Jakob Kranz öffnet die Brücke im Mai.", "öffnet die Brücke im Mai", "Jakob Kranz"),
    ("Nach Angaben von Jakob Kranz öffnet die Brücke.", "öffnet die Brücke", "Jakob Kranz"),
]


@pytest.mark.parametrize(("text", "told", "speaker"), INDIRECT)
def test_indirect_speech_needs_a_cue_or_the_konjunktiv(text: str, told: str, speaker: str) -> None:
    assert [(q.kind, q.text, q.speaker) for q in quotes("Titel", None, [text])] == [("indirect", told, speaker)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ministerin Eva Weil sagte, das Gesetz sei gut. Staatssekretär Jan Ode widerspricht: Man habe zu wenig Zeit"
            " gehabt.",
            [("das Gesetz sei gut", "Eva Weil"), ("Man habe zu wenig Zeit gehabt", "Jan Ode")],
        ),
        (
            "Kämmerin Eva Weil sagte, der Haushalt sei solide. Der Anwalt Bernd Lohse kündigte Revision an; das Urteil"
            " sei falsch.",
            [("der Haushalt sei solide", "Eva Weil"), ("das Urteil sei falsch", "Bernd Lohse")],
        ),
        (
            "Kämmerin Eva Weil sagte, der Haushalt sei solide. Stadtrat Jan Ode habe gespart; die Rücklage sei gut.",
            [
                ("der Haushalt sei solide", "Eva Weil"),
                ("Stadtrat Jan Ode habe gespart; die Rücklage sei gut", "Eva Weil"),
            ],
        ),
        (
            "Kämmerin Eva Weil lobte den Plan. Es sei aber, fügt sie hinzu, noch viel zu tun.",
            [("Es sei aber, fügt sie hinzu, noch viel zu tun", "Eva Weil")],
        ),
    ],
)
def test_reported_speech_is_that_of_who_stands_in_its_own_sentence(text: str, told: list[tuple[str, str]]) -> None:
    assert [(q.text, q.speaker) for q in quotes("Titel", None, [text])] == told


@pytest.mark.parametrize("text", ["Die Brücke öffnet im Mai.", "Der Markt, der im Mai beginnt, ist groß."])
def test_a_plain_statement_is_no_quote(text: str) -> None:
    assert quotes("Titel", None, [text], refused=True) == []


def test_teasers_condense_speech_behind_a_name_with_and_without_marks() -> None:
    teaser = "OB Kranz: „Ein guter Tag für die Stadt“ / Stadträtin Weil: Die Arbeit geht weiter"
    found = quotes("Titel", teaser, [KRANZ, "Stadträtin Eva Weil kam auch."])
    assert [(q.where, q.kind, q.speaker) for q in found] == [
        ("teaser", "direct", "Jakob Kranz"),
        ("teaser", "indirect", "Eva Weil"),
    ]


def test_speech_over_paragraphs_with_reopened_marks_has_one_speaker() -> None:
    body = ["„Der erste Absatz der Rede ist lang.", "„Der zweite schließt sie ab“, sagte Jakob Kranz."]
    assert [(q.text[:10], q.speaker) for q in quotes("Titel", None, body)] == [
        ("„Der erste", "Jakob Kranz"),
        ("„Der zweit", "Jakob Kranz"),
    ]


def test_offsets_are_code_points_into_the_joined_body() -> None:
    body = ["Das Fest 🎉 beginnt.", "Jakob Kranz sagte: „Wir freuen uns sehr.“"]
    joined = "\n\n".join(body)
    (quote,) = quotes("Titel", None, body)
    assert joined[quote.start : quote.end] == quote.text == "„Wir freuen uns sehr.“"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Leiterin des Gesundheitsamts", "Leiter des Gesundheitsamtes", True),
        ("Leiterin des Gesundheitsamts", "Leiterin des Tierheims", False),
        ("Bürgermeisterin", "Bürgermeister", True),
        ("künftige Bürgermeisterin", "Bürgermeisterin", False),
        ("Bürgermeisterin von Neustadt", "Bürgermeisterin", False),
        ("Landrat a. D.", "Landrat", False),
        ("stellvertretende Leiterin", "Leiterin", False),
    ],
)
def test_an_office_keeps_what_it_is_the_office_of(one: str, other: str, same: bool) -> None:
    assert (normal_role(one) == normal_role(other)) is same


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("„Wir handeln schnell und gründlich“, sagte Jakob Kranz.", "person"),
        ("„Wir handeln schnell und gründlich“, teilt die Stadtverwaltung mit.", "body"),
        ("„Wir handeln schnell und gründlich“, sagten die Veranstalter.", "group"),
    ],
)
def test_a_speaker_is_a_person_a_body_or_a_group(text: str, kind: str) -> None:
    assert [quote.speaker_kind for quote in direct(text)] == [kind]


def test_words_that_the_title_repeats_are_said_once() -> None:
    body = "Jakob Kranz sagte: „Wir handeln schnell und gründlich, wo es brennt.“"
    found = quotes("Jakob Kranz: „Wir handeln schnell und gründlich“", None, [body])
    assert [quote.repeats for quote in found] == [1, None]
