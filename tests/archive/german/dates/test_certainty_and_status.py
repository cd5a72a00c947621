"""How sure a day is, and whether what was to be then takes place."""

from __future__ import annotations

import pytest

from archive.german.dates import date_mentions


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("am 5. Mai 2021", "printed"),
        ("am 5. Mai", "inferred"),
        ("am Dienstag", "inferred"),
        ("heute", "inferred"),
        ("am 1. Oktober", "open"),  # about half a year off, and no verb
        ("am 31. Februar 2021", "open"),
        ("um 18 Uhr", "open"),
        ("jeweils um 18 Uhr", "open"),
        ("im Mai 2021", "printed"),
        ("montags", "printed"),
    ],
)
def test_a_mention_says_how_sure_its_day_is(text: str, certainty: str) -> None:
    assert {mention.certainty for mention in date_mentions(text, "2021-04-01")} == {certainty}


@pytest.mark.parametrize(("day", "certainty"), [("5. Mai 2021", "printed"), ("5. Mai", "inferred")])
def test_an_hour_is_as_sure_as_its_day(day: str, certainty: str) -> None:
    assert date_mentions(f"am {day} um 18 Uhr", "2021-04-01")[-1].certainty == certainty


def test_a_span_is_as_sure_as_its_least_sure_part() -> None:
    span = next(m for m in date_mentions("von Montag bis zum 9. April 2021", "2021-04-01") if m.span)
    assert span.certainty == "inferred"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Der Markt am 5. Mai entfällt.", "cancelled"),
        ("Der Markt am 5. Mai muss leider entfallen.", "cancelled"),
        ("Der Markt am 5. Mai fällt aus.", "cancelled"),
        ("Der Markt fällt am 5. Mai aus.", "cancelled"),
        ("Der Markt findet am 5. Mai nicht statt.", "cancelled"),
        ("Der Markt am 5. Mai findet nicht statt.", "cancelled"),
        ("Der für den 5. Mai geplante Markt ist abgesagt.", "cancelled"),
        ("Der Markt am 5. Mai wird verschoben.", "moved"),
        ("Der Markt wird auf den 5. Mai verschoben.", None),
        ("Der Markt am 5. Mai findet statt, auch wenn der Bus ausfällt.", None),
        ("Der Markt am 5. Mai findet statt; nur das Feuerwerk entfällt.", None),
        ("Am 5. Mai findet der Markt statt und die Führung entfällt.", None),
        ("Der Markt am 5. Mai fällt trotz Regens nicht aus.", None),
        ("Der Markt am 5. Mai entfällt nicht.", None),
        ("Der Markt am 5. Mai wird in den Hof verlegt.", None),
        ("Der Markt am 5. Mai wurde ins Rathaus verlegt.", None),
        ("Der Markt am 5. Mai wird in die Ferien verlegt.", "moved"),
        ("Der Markt am 5. Mai wird verlegt.", "moved"),
        ("Der Markt am 5. Mai wurde nicht abgesagt.", None),
        ("Am 5. Mai werden zwölf Stolpersteine verlegt.", None),
        ("Am 5. März wurden Glasfaserkabel verlegt.", None),
        ("Abgesagt: Markt am 5. Mai", "cancelled"),
        ("+++ VERSCHOBEN +++ Markt am 5. Mai", "moved"),
        ("Markt am 5. Mai abgesagt", "cancelled"),
        ("Der Markt, der am 5. Mai stattfinden sollte, wurde abgesagt.", "cancelled"),
        ("Der Markt war für den 5. Mai vorgesehen, musste aber verschoben werden.", "moved"),
        ("Der Markt sollte am 5. Mai stattfinden, ist aber abgesagt.", "cancelled"),
        ("Der Markt war für den 5. Mai vorgesehen, und so findet er statt.", None),
        ("Der Markt am 5. Mai wird bunt, die Buslinie 5 entfällt.", None),
        ("Der Rat wird am 5. Mai über Gebühren beraten, die verschoben worden waren.", None),
    ],
)
def test_what_does_not_take_place_says_so(text: str, status: str | None) -> None:
    assert [m.status for m in date_mentions(text, "2021-04-01")] == [status]


def test_an_hour_shares_the_status_of_its_day_and_the_new_day_has_none() -> None:
    text = "Der Lauf am 14. Juni 2023 um 18 Uhr wird auf den 21. Juni 2023 um 19 Uhr verschoben."
    assert [m.status for m in date_mentions(text, "2023-05-10")] == ["moved", "moved", None, None]


@pytest.mark.parametrize(
    "text",
    ["Die Sitzung am Mittwoch, 5. Mai, wird auf Donnerstag, 6. Mai, verschoben.",
     "Der Rat tagt nicht wie angekündigt am 5., sondern am 6. Mai.",
     "Statt am Mittwoch, 5. Mai, tagt der Rat am 6. Mai.",
     "Das Fest, das am 5. Mai stattfinden sollte, wird auf den 6. Mai verschoben."],
)  # fmt: skip
def test_of_two_days_the_old_one_is_moved(text: str) -> None:
    assert [(m.begin_day, m.status) for m in date_mentions(text, "2021-04-01") if not m.span] == [
        ("2021-05-05", "moved"), ("2021-05-06", None),
    ]  # fmt: skip


def test_what_is_so_on_both_days_moves_neither() -> None:
    mentions = date_mentions("Nicht nur am 5. Mai, sondern auch am 6. Mai ist Markt.", "2021-04-01")
    assert [m.status for m in mentions] == [None, None]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Der Kai ist am 5. Mai bis 6 Uhr gesperrt.", ["6 Uhr"]), ("Bis zum 5. Mai ist Zeit.", ["5. Mai"]),
     ("Ab 5. Mai um 6 Uhr", []), ("Am 5. Mai von 6 bis 8 Uhr", [])],
)  # fmt: skip
def test_what_something_lasts_until_is_an_end(text: str, words: list[str]) -> None:
    assert [m.text for m in date_mentions(text, "2021-04-01") if "end" in m.flags] == words
