"""Which printed names are one person, and which are only offered as one."""

from __future__ import annotations

import pytest

from archive.releases.corrections import parse_corrections
from archive.releases.persons import PrintedName, offers, persons
from scraper.errors import WrongInput


def named(name: str, *offices: str, quotes: int = 1, month: str = "2021-04") -> PrintedName:
    return PrintedName(name, quotes, {(office, month): office for office in offices})


@pytest.mark.parametrize("other", [
    "Karlheinz Mueller", "Karl Heinz Müller", "Karl-Heinz T. Müller", "KARL-HEINZ MÜLLER",
])  # fmt: skip
def test_spellings_with_the_same_office_are_one_person(other: str) -> None:
    names = [named("Karl-Heinz Müller", "Leiter", quotes=3), named(other, "Leiter", month="2009-01")]
    assert persons(names) == {"Karl-Heinz Müller": "Karl-Heinz Müller", other: "Karl-Heinz Müller"}


@pytest.mark.parametrize(("one", "other"), [
    (named("Karl-Heinz Müller", "Leiter"), named("Karlheinz Müller", "Stadtrat")),
    (named("Karl-Heinz Müller"), named("Karlheinz Müller")),
    (named("Bastian Röhl", "Leiter"), named("Bastian Röhrl", "Leiter")),
    (named("B. Röhl", "Leiter"), named("Bastian Röhl", "Leiter")),
    (named("Eva Wendt", "Leiterin"), named("Eva Wendt-Klee", "Leiterin")),
])  # fmt: skip
def test_other_names_and_other_offices_stay_apart(one: PrintedName, other: PrintedName) -> None:
    assert persons([one, other]) == {one.name: one.name, other.name: other.name}


def test_a_third_spelling_joins_two_that_share_no_office() -> None:
    names = [named("Karl-Heinz Kranz", "Leiter"), named("Karlheinz Kranz", "Stadtrat"),
             named("Karl Heinz Kranz", "Leiter", "Stadtrat", quotes=9)]  # fmt: skip
    assert set(persons(names).values()) == {"Karl Heinz Kranz"}


def test_a_surname_alone_is_nobody_in_particular() -> None:
    assert persons([named("Röhl", "Leiter"), named("Bastian Röhl", "Leiter")]) == {"Bastian Röhl": "Bastian Röhl"}


@pytest.mark.parametrize(("also", "reason"), [
    (named("Röhl", "Leiter"), "both „Leiter“ in 2021-04"),
    (named("B. Röhl", "Leiter"), "both „Leiter“ in 2021-04"),
    (named("Bastian Röhl-Amend", "Leiter"), "both „Leiter“ in 2021-04"),
    (named("Bastian T. Roehl", "Stadtrat"), "two spellings of one name, no office in common"),
])  # fmt: skip
def test_what_may_be_one_person_is_offered(also: PrintedName, reason: str) -> None:
    names = [named("Bastian Röhl", "Leiter"), also]
    (offer,) = offers(names, persons(names))
    assert {offer.person, offer.also} == {"Bastian Röhl", also.name}
    assert offer.reason == reason


@pytest.mark.parametrize("other", [
    named("Röhl", "Stadtrat"), named("Röhl", "Leiter", month="2021-05"), named("Röhl"), named("Jana Röhl", "Leiter"),
    named("J. Röhl", "Leiter"), named("Bastian Amend", "Leiter"),
])  # fmt: skip
def test_nobody_else_is_offered(other: PrintedName) -> None:
    names = [named("Bastian Röhl", "Leiter"), other]
    assert not list(offers(names, persons(names)))


@pytest.mark.parametrize("text", [
    '[[person]]\nname = "Ruth Amend"', '[[person]]\nname = "Ruth Amend"\nwikidata = "P31"',
    '[[person]]\nname = "Ruth Amend"\nwikidata = "Q1"\n[[person]]\nname = "Ruth Amend"\nwikidata = "Q2"',
    '[[not_a_person]]\nname = "Neue Mitte"\n[[person]]\nname = "Neue Mitte"\nwikidata = "Q1"',
])  # fmt: skip
def test_a_wrong_entry_at_wikidata_is_refused(text: str) -> None:
    with pytest.raises(WrongInput):
        parse_corrections(text)


def test_an_entry_at_wikidata_belongs_to_a_person() -> None:
    found = parse_corrections('[[person]]\nname = "Ruth Amend"\nwikidata = "Q42"')
    assert found.wikidata == {"Ruth Amend": "Q42"}
