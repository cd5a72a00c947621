"""What a date mention carries beside its value: days, instants, direction, flags."""

import pytest

from archive.german.dates import DateMention, date_mentions, timexes
from archive.german.trace import Trace


def only(text: str, issued: str = "2021-04-01") -> DateMention:
    parts = [m for m in date_mentions(text, issued) if not m.span]
    assert len(parts) == 1
    return parts[0]


@pytest.mark.parametrize(
    ("text", "utc", "flags"),
    [
        ("am 5. Mai 2021 um 18 Uhr", "2021-05-05T16:00:00Z", ()),
        ("am 5. Januar 2021 um 18 Uhr", "2021-01-05T17:00:00Z", ()),
        ("am 28. März 2021 um 1.59 Uhr", "2021-03-28T00:59:00Z", ()),
        ("am 28. März 2021 um 2.30 Uhr", "2021-03-28T01:30:00Z", ("gap",)),
        ("am 28. März 2021 um 3 Uhr", "2021-03-28T01:00:00Z", ()),
        ("am 31. Oktober 2021 um 2.30 Uhr", "2021-10-31T00:30:00Z", ("fold",)),
        ("am 31. Oktober 2021 um 3 Uhr", "2021-10-31T02:00:00Z", ()),
        ("am 31. Dezember 2021 um 24 Uhr", "2021-12-31T23:00:00Z", ()),
    ],
)
def test_clock_times_carry_their_instant_and_flag_the_clock_change(text: str, utc: str, flags: tuple[str, ...]) -> None:
    time = next(m for m in date_mentions(text, "2021-01-02") if m.type == "TIME")
    assert (time.utc, time.flags) == (utc, flags)


@pytest.mark.parametrize(
    ("text", "begin", "end", "mod"),
    [
        ("Anfang Juni", "2021-06-01", "2021-06-10", "START"),
        ("Mitte Juni", "2021-06-11", "2021-06-20", "MID"),
        ("Ende Juni", "2021-06-21", "2021-06-30", "END"),
        ("im Juni", "2021-06-01", "2021-06-30", None),
        ("in KW 14", "2021-04-05", "2021-04-11", None),
        ("im 2. Quartal 2021", "2021-04-01", "2021-06-30", None),
        ("im Winter 2020/21", "2020-12-01", "2021-02-28", None),
        ("an Ostern", "2021-04-04", "2021-04-05", None),
        ("vor 80 Jahren", "1941-01-01", "1941-12-31", None),
        ("in zwei Tagen", "2021-04-03", "2021-04-03", None),
        ("in der zweiten Hälfte der 1990er Jahre", "1995-01-01", "1999-12-31", "END"),
        ("in der ersten Maihälfte", "2021-05-01", "2021-05-15", "START"),
        ("am letzten Juliwochenende", "2021-07-31", "2021-08-01", None),
        ("in den 60er Jahren", "1960-01-01", "1969-12-31", None),
    ],
)
def test_periods_have_a_first_and_a_last_day(text: str, begin: str, end: str, mod: str | None) -> None:
    mention = only(text)
    assert (mention.begin_day, mention.end_day, mention.mod) == (begin, end, mod)


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("rund 20 Jahre", "APPROX"),
        ("etwa drei Wochen", "APPROX"),
        ("ca. 40 Minuten", "APPROX"),
        ("knapp zwei Stunden", "LESS_THAN"),
        ("fast drei Jahre", "LESS_THAN"),
        ("mehr als 20 Jahre", "MORE_THAN"),
        ("gut zwei Wochen", "MORE_THAN"),
        ("mindestens zehn Tage", "EQUAL_OR_MORE"),
        ("höchstens zehn Tage", "EQUAL_OR_LESS"),
        ("bis zu vier Wochen", "EQUAL_OR_LESS"),
        ("um 1900", "APPROX"),
        ("heute gegen 18 Uhr", "APPROX"),
        ("im Spätsommer", "END"),
        ("in der ersten Hälfte des 19. Jahrhunderts", "START"),
        ("zwei Stunden", None),
    ],
)
def test_what_is_not_exact_says_how(text: str, mod: str | None) -> None:
    assert date_mentions(text, "2021-04-01")[-1].mod == mod


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("Montag bis Freitag von 9 bis 16 Uhr", "12345"),
        ("montags bis freitags 8–12 Uhr", "12345"),
        ("Mo–Fr 8–16 Uhr", "12345"),
        ("Di, Do 14 bis 18 Uhr", "24"),
        ("Fr bis Mo 14 bis 18 Uhr", "5671"),
        ("werktags von 7 bis 20 Uhr", "123456"),
        ("samstags und sonntags ab 10 Uhr", "67"),
        ("täglich 10 bis 18 Uhr", "1234567"),
        ("täglich außer montags 10 bis 18 Uhr", "234567"),
        ("jeden Dienstag und Donnerstag um 9 Uhr", "24"),
        ("an Sonn- und Feiertagen ab 11 Uhr", "7"),
    ],
)
def test_opening_hours_carry_all_their_weekdays(text: str, weekdays: str) -> None:
    assert date_mentions(text, "2021-04-01")[-1].weekdays == weekdays


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("am 5. und 8. Mai um 18 Uhr", ["2021-05-05", "2021-05-08"]),
        ("vom 5. bis 7. Mai jeweils um 18 Uhr", ["2021-05-05", "2021-05-06", "2021-05-07"]),
    ],
)
def test_an_hour_after_several_days_holds_on_each_of_them(text: str, days: list[str]) -> None:
    hour = date_mentions(text, "2021-04-01")[-1]
    assert (hour.value, hour.begin_day, hour.end_day) == ("T18:00", days[0], days[-1])
    assert hour.instants == tuple((day, f"{day}T16:00:00Z", None) for day in days)


def test_a_weekday_of_a_festival_is_the_one_within_it() -> None:
    text = "Das Fest dauert vom 14. bis 16. Mai 2021. Am Samstag spielt die Kapelle."
    assert date_mentions(text, "2021-04-01")[-1].value == "2021-05-15"


@pytest.mark.parametrize("text", ["Das Amt ist von 8 bis 12 Uhr besetzt.", "Sprechzeiten: 8 bis 12 Uhr"])
def test_hours_that_name_no_day_are_given_none(text: str) -> None:
    assert {mention.begin_day for mention in date_mentions(text, "2021-04-01")} == {None}


@pytest.mark.parametrize(
    ("text", "direction", "reason"),
    [
        ("am Dienstag", "forward", "look"),
        ("am Dienstag fand die Sitzung statt", "back", "tense: fand"),
        ("am vergangenen Dienstag", "back", "cue: vergangenen"),
        ("am kommenden Dienstag", "forward", "cue: kommenden"),
        ("am Mittwoch, 5. Mai", "forward", "weekday"),
        ("am 5. März", "back", "nearest day"),
        ("am 1. April", "today", "nearest day"),
        ("am heutigen Donnerstag", "today", "cue: heutigen"),
    ],
)
def test_what_had_to_be_decided_says_which_way_and_why(text: str, direction: str, reason: str) -> None:
    mention = only(text)
    assert (mention.direction, mention.reason) == (direction, reason)


def test_an_inferred_year_is_flagged_and_a_printed_one_is_not() -> None:
    assert "year_inferred" in only("am 5. Mai").flags
    assert only("am 5. Mai 2021").flags == ()


def test_a_day_about_half_a_year_off_is_flagged_ambiguous_and_a_near_one_is_not() -> None:
    assert only("am 1. Oktober").flags == ("year_inferred", "ambiguous")
    assert only("am 1. Juli").flags == ("year_inferred",)


def test_a_day_that_never_was_keeps_its_text_and_names_no_day() -> None:
    mention = only("am 31. Februar 2021")
    assert (mention.text, mention.value, mention.begin_day, mention.flags) == (
        "31. Februar 2021",
        None,
        None,
        ("impossible",),
    )


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [("seit 2015", "2015-01-01", None), ("ab 1. Mai", "2021-05-01", None), ("bis 1. Mai", None, "2021-05-01")],
)
def test_open_spans_have_one_open_side(text: str, begin: str | None, end: str | None) -> None:
    span = next(m for m in date_mentions(text, "2021-04-01") if m.span)
    assert (span.begin_day, span.end_day) == (begin, end)


def test_a_span_of_clock_times_over_midnight_ends_on_the_next_day() -> None:
    span = next(m for m in date_mentions("am 5. Mai 2021 von 20 bis 2 Uhr", "2021-04-01") if m.span)
    assert (span.utc, span.utc_end) == ("2021-05-05T18:00:00Z", "2021-05-06T00:00:00Z")


def test_a_look_that_is_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="look is"):
        date_mentions("heute", "2021-04-01", look="sideways")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("Sie kam 1961. Drei Jahre später zog sie fort.", "1964-01-01"),
        ("Am 5. Mai 2021 wird gewählt, zwei Wochen zuvor endet die Frist.", "2021-04-21"),
        ("Drei Jahre später zog sie fort.", None),
    ],
)
def test_a_length_after_a_day_of_the_story_leads_to_its_day(text: str, begin: str | None) -> None:
    assert date_mentions(text, "2021-04-01")[-1].begin_day == begin


@pytest.mark.parametrize("issued", ["0001-01-01", "9999-12-31", "2021-02-30"])
def test_a_day_of_issue_off_the_calendar_is_refused(issued: str) -> None:
    with pytest.raises(ValueError, match=r"issued|day|month"):
        date_mentions("gestern", issued)


def test_a_trace_says_which_rules_looked_what_they_gave_and_why() -> None:
    trace = Trace()
    text = "Am Dienstag fand die Sitzung statt."
    (row,) = timexes(date_mentions(text, "2021-04-01", trace=trace), trace)
    tried = row["tried"]
    assert isinstance(tried, list)
    assert {"rule": "opening_hours", "outcome": "tried"} in tried
    assert {"rule": "weekday_by_sentence", "outcome": "decided", "why": "2021-03-30: tense: fand"} in tried
    assert tried[-1] == {"rule": "days", "outcome": "found"}
    assert row["rule"] == "weekday"
    assert "tried" not in timexes(date_mentions(text, "2021-04-01"))[0]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Am Donnerstag, 8. April, ist Beginn. Am Donnerstag um 9 Uhr singt der Chor.", "9 Uhr", "2021-04-08T09:00"),
        ("Am Mittwoch, 7. April, ist Beginn, am Donnerstag folgt die Feier.", "Donnerstag", "2021-04-08"),
        ("Das Fest ist am 30. April, am Donnerstag beginnt der Vorverkauf.", "Donnerstag", "2021-04-01"),
        ("Am 5. Mai öffnet das Bad. Führungen gibt es stündlich von 11 bis 16 Uhr.", "11", "2021-05-05T11:00"),
        ("Wahl ist am 9. Mai. Anträge gehen bis 7. Mai, 18 Uhr. Ergebnisse gibt es um 20 Uhr.", "20 Uhr",
         "2021-05-09T20:00"),
        ("In der Nacht auf Montag sind Diebe gekommen. Gegen 2.30 Uhr ging der Alarm.", "2.30 Uhr", "2021-03-29T02:30"),
        ("Am 5. Mai wird bis 22 Uhr getanzt, die letzte Bahn fährt um 1.20 Uhr.", "1.20 Uhr", "2021-05-06T01:20"),
        ("Die Arbeiten waren für Januar geplant.", "Januar", "2021-01"),
        ("Die Pläne hat der Beirat im Dezember gutgeheißen.", "Dezember", "2020-12"),
    ],
)  # fmt: skip
def test_what_a_text_has_named_carries_on(text: str, words: str, value: str) -> None:
    assert value in [mention.value for mention in date_mentions(text, "2021-04-01") if mention.text == words]
