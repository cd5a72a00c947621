"""On which day an hour, a weekday or a part of the day of a release is, and where nobody has said so."""

from __future__ import annotations

import pytest

from archive.german.dates import date_mentions

ISSUED = "2025-03-12"  # a Wednesday

PUTZ = (
    "Frühjahrsputz in der Stadt\n\nDie Stadt lädt alle Vereine, Schulen und Nachbarschaften dazu ein, Plätze und Wege "
    "von Müll zu befreien, und stellt Handschuhe, Zangen und Säcke für alle Helferinnen und Helfer bereit. Der Putz "
    "ist am Samstag, 22. März. Am 29. März folgt der Wald."
)
HOURS = [
    # from a day on, the hours of a later sentence need not be those of that day
    ("Ab Montag, 24. März, ist das Amt am Markt. Anlieger kommen ab 17 Uhr durch.", "17 Uhr", "T17:00"),
    ("Ab Montag, 24. März, ist das Amt am Markt. Zum Auftakt spricht um 17 Uhr die Leiterin.", "17 Uhr",
     "2025-03-24T17:00"),
    ("Ab Montag, 24. März, 8 Uhr, ist das Amt am Markt.", "8 Uhr", "2025-03-24T08:00"),
    ("Der Damm ist von Freitag, 21. März, 18 Uhr, bis Montag, 24. März, 6 Uhr, zu. Der letzte Bus fährt um 0.30 Uhr.",
     "0.30 Uhr", "T00:30"),
    ("Das Unwetter vom Sonntag hat viel zerstört. Der erste Notruf kam um 18.52 Uhr.", "18.52 Uhr", "2025-03-09T18:52"),
    # what ends on a day has its hours rather on the day before
    ("Die Sperrung beginnt am Freitag, 21. März, um 22 Uhr und endet am Montag, 24. März, um 5 Uhr. Die Umleitung gilt "
     "ab 21 Uhr.", "21 Uhr", "2025-03-21T21:00"),
    ("Die Schau endet am Sonntag. Von 11 bis 20 Uhr ist der Eintritt frei.", "20 Uhr", "2025-03-16T20:00"),
    ("Anträge sind vom 15. März bis zum 30. Juni möglich. Es zählt der Eingang bis 24 Uhr.", "24 Uhr",
     "2025-06-30T24:00"),
    # of a span nobody has said which day
    ("Das Fest ist vom 21. bis 23. März. Das Feuerwerk steigt um 21 Uhr.", "21 Uhr", "T21:00"),
    ("Das Fest ist vom 21. bis 23. März. Zur Eröffnung um 17 Uhr spielt die Kapelle.", "17 Uhr", "2025-03-21T17:00"),
    ("Das Bad öffnet von Freitag, 21. März, bis Montag, 24. März. Einlass ist an diesen Tagen um 8 Uhr, gebadet wird "
     "bis 22 Uhr.", "22 Uhr", "T22:00"),
    # what is so every day
    ("Am Samstag, 22. März, ist das Amt zu. Telefonisch ist es von 9 bis 15 Uhr erreichbar.", "15 Uhr", "T15:00"),
    ("Am Freitag, 21. März, öffnet das Bad. Dienstags schwimmen Kinder unter zwölf Jahren "
     "zum halben Preis. Kassenschluss ist um 19 Uhr.", "19 Uhr",
     "T19:00"),
    ("Am Freitag, 21. März, öffnet das Bad. An Gewittertagen schließt es gegen 17 Uhr.", "17 Uhr", "T17:00"),
    ("Am Freitag, 21. März, öffnet das Bad. Ein Kurs ist in der dritten Ferienwoche um 9 Uhr.", "9 Uhr", "T09:00"),
    ("Am Freitag, 21. März, öffnet das Bad. Wer nach 17 Uhr kommt, zahlt die Hälfte.", "17 Uhr", "T17:00"),
    ("Am Freitag, 21. März, öffnet das Bad. Um 17 Uhr spielt die Kapelle.", "17 Uhr", "2025-03-21T17:00"),
    # of several events, or of the case for which the police look for witnesses
    ("Der Bauausschuss tagt am 18. März um 17 Uhr, der Sozialausschuss am 19. März um 18 Uhr. Alle Sitzungen enden um "
     "22 Uhr.", "22 Uhr", "T22:00"),
    ("Der Bauausschuss tagt am 18. März. Alle Sitzungen enden um 22 Uhr.", "22 Uhr", "2025-03-18T22:00"),
    ("Am Montag brannte ein Schuppen. Bereits am 3. März hatte es dort gebrannt. Zeugen, die gegen 7 Uhr etwas gesehen "
     "haben, melden sich.", "7 Uhr", "T07:00"),
    ("Am Montag brannte ein Schuppen. Zeugen, die gegen 7 Uhr etwas gesehen haben, melden sich.", "7 Uhr",
     "2025-03-10T07:00"),
    ("Am Samstag ist Kulturnacht. Von 18 Uhr an sind die Häuser offen. Schon um 17 Uhr spielt die Kapelle.", "17 Uhr",
     "2025-03-15T17:00"),
    ("Ein Kran hebt in der Nacht vom 16. auf den 17. März die Brücke. Ab 20 Uhr ist zu; gegen 23 Uhr hängt sie, um 4 "
     "Uhr liegt sie.", "23 Uhr", "2025-03-16T23:00"),
    ("Ein Kran hebt in der Nacht vom 16. auf den 17. März die Brücke. Ab 20 Uhr ist zu; gegen 23 Uhr hängt sie, um 4 "
     "Uhr liegt sie.", "4 Uhr", "2025-03-17T04:00"),
    # an hour that opens its sentence, its day behind the verb
    ("Von 10 bis 17 Uhr laden die Vereine am Sonntag, 30. März, auf den Markt ein.", "17 Uhr", "2025-03-30T17:00"),
    ("Das Fest ist am 22. März. Ab 14 Uhr ist dann am Sonntag, 23. März, Tag der offenen Tür.", "14 Uhr",
     "2025-03-23T14:00"),
    ("Das Fest ist am 22. März. Ab 14 Uhr spielt die Kapelle und am Sonntag um 10 Uhr der Chor.", "14 Uhr",
     "2025-03-22T14:00"),
    ("Bis 24 Uhr dürfen Wirte in der Nacht zum 1. Mai im Freien ausschenken.", "24 Uhr", "2025-04-30T24:00"),
    # days of sales, of applications or of a clause about something else are beside the event
    ("Das Konzert ist am 12. April. Der Vorverkauf startet am 20. März. Einlass ist um 19 Uhr.", "19 Uhr",
     "2025-04-12T19:00"),
    ("Das Konzert ist am 12. April. Der Vorverkauf startet am 20. März. Karten gibt es ab 9 Uhr.", "9 Uhr",
     "2025-03-20T09:00"),
    ("Heute tagt der Rat. Vorgestellt wird die Leiterin, die am 1. April anfängt. Gegen 20 Uhr ist Schluss.", "20 Uhr",
     "2025-03-12T20:00"),
    ("Der Vorverkauf startet am 20. März. Geöffnet wird um 9 Uhr.", "9 Uhr", "2025-03-20T09:00"),
    # over now: neither the evening of today nor the midnight to come
    ("Das Gewitter vom Dienstag ist vorbei. Seit heute früh wird geräumt. Zwischen 19 und 20 Uhr fielen 28 Liter.",
     "20 Uhr", "2025-03-11T20:00"),
    ("Heute rückte die Feuerwehr oft aus. Kurz nach Mitternacht geriet ein Balkon in Brand.", "Mitternacht",
     "2025-03-12T00:00"),
    ("Am Samstag wird gefeiert. Um Mitternacht gibt es Suppe.", "Mitternacht", "2025-03-16T00:00"),
    ("Am Samstag wurde gespielt. Die letzte Partie endete abends gegen 20.30 Uhr.", "20.30 Uhr", "2025-03-08T20:30"),
    # a day in brackets is an aside; the night that follows a day begins on it
    ("Die Sitzung ist am 20. März, 19 Uhr. Vorher tagt der Beirat (19. März). Fragen gibt es um 18 Uhr.", "18 Uhr",
     "2025-03-20T18:00"),
    ("Am 20. März ist die Brücke zu. In der darauffolgenden Nacht wird von 20 bis 5 Uhr gebaut.", "20",
     "2025-03-20T20:00"),
    ("Das Fest ist am 22. März. Führungen: 10.30, 12 und 14 Uhr", "10.30", "2025-03-22T10:30"),
    ("Der Bus fährt ab 1. April alle 15 Minuten, abends ab 20 Uhr alle 30.", "20 Uhr", "T20:00"),
    ("Am 1. April spielt die Kapelle, abends ab 20 Uhr der Chor.", "20 Uhr", "2025-04-01T20:00"),
    # across lines only the heading, a list or an hour that opens its line goes on with a day
    (f"{PUTZ}\n\nTreffpunkt ist um 9 Uhr am Markt.", "9 Uhr",
     "2025-03-29T09:00"),
    (f"{PUTZ}\n\nDer Wertstoffhof am Hafen bleibt, wie er ist. Händler fahren vor 7 Uhr an.", "7 Uhr", "T07:00"),
    # what opens on a day is open on each day from then on; „die weiteren“ are on other days
    ("Das Bad öffnet am 4. Mai. Es ist von 9 bis 20 Uhr geöffnet.", "20 Uhr", "T20:00"),
    ("Am 4. Mai öffnet der Markt um 9 Uhr. Um 20 Uhr spielt die Kapelle.", "20 Uhr", "2025-05-04T20:00"),
    ("Zum Auftakt am 10. April liest um 19 Uhr Ida Nohl. Die weiteren Abende beginnen um 20 Uhr.", "20 Uhr", "T20:00"),
    ("Am 23. März ist Putz. 2024 war er am 17. März. Treffpunkt ist um 9 Uhr am Rathaus.", "9 Uhr",
     "2025-03-23T09:00"),
    # lists
    ("Das Programm:\n29.3., 19 Uhr: Lesung\n30.3., 20 Uhr: Konzert", "20 Uhr", "2025-03-30T20:00"),
    ("29.3., 19 Uhr: Lesung", "19 Uhr", "2025-03-29T19:00"),
    ("3.1. Ziele, 19 Uhr: Lesung", "19 Uhr", "T19:00"),
    ("Fr 28.3. | 19 h | Kino", "19 h", "2025-03-28T19:00"),
    # a moved event has its hours on the new day
    ("Der Markt wird von Samstag, 5. April, auf Freitag, 4. April, vorverlegt. Verkauft wird von 7 bis 13 Uhr.", "7",
     "2025-04-04T07:00"),
    ("In den Nächten vom 22. auf den 23. und vom 29. auf den 30. April fährt die Linie 3 ab 22 Uhr nicht.", "22 Uhr",
     "T22:00"),
    # „wie immer“ says how it is on that day, and no more
    ("Das Fest wird auf Samstag, 5. Juli, verschoben. Beginn ist wie immer um 14 Uhr.", "14 Uhr", "2025-07-05T14:00"),
    ("Am Freitag, 21. März, öffnet das Bad. Zwischen 12 und 14 Uhr ist das Springen untersagt.", "14 Uhr", "T14:00"),
    ("Ab Montag, 24. März, ist der Schalter von 8 bis 16.30 Uhr besetzt.", "16.30 Uhr", "T16:30"),
    ("Das Fest ist am 22. März. Um Mitternacht fährt ein Bus; die letzte Bahn geht um 1.20 Uhr.", "1.20 Uhr",
     "2025-03-23T01:20"),
]  # fmt: skip

DAYS = [
    # a weekday of the week or weekend that was named
    ("Am letzten Märzwochenende ist Markt. Los geht es am Samstag.", "Samstag", "2025-03-29"),
    ("Am letzten Märzwochenende ist Markt. Los geht es am Samstag. Der Sonntag beginnt mit Musik.", "Sonntag",
     "2025-03-30"),
    ("In der kommenden Woche wird gebaut. Am Freitag ruht die Arbeit.", "Freitag", "2025-03-21"),
    ("In der kommenden Woche wird gebaut. Schon am Freitag werden Schilder aufgestellt.", "Freitag", "2025-03-14"),
    ("Vom 21. bis 23. März feiert die Wehr. Gegründet wurde sie am 6. Oktober 1907. Am Sonntag ist Umzug.", "Sonntag",
     "2025-03-23"),
    # the story goes on beside a day far ahead
    ("Der Platz ist ab Mittwoch, 26. März, gesperrt und wird am Montag freigegeben.", "Montag", "2025-03-31"),
    # back: the days of the story, not the last ones of that name
    ("Das Turnier am 1. und 2. März war ein Erfolg. Am Sonntag gewann der Verein.", "Sonntag", "2025-03-02"),
    ("Das Gewitter vom Sonntag hat viel zerstört.", "Sonntag", "2025-03-09"),
    ("Die Bühne wird vom Sonntag auf den Montag umgebaut.", "Sonntag", "2025-03-16"),
    ("Bereits am Sonntag zwischen 18 und 21 Uhr war dort eingebrochen worden.", "Sonntag", "2025-03-09"),
    ("Am Montag haben Stadträtin Berg und die Sponsoren das Programm vorgestellt.", "Montag", "2025-03-10"),
    ("Erste Funde zeigte Prof. Dr. Silke Ahrens am Montag.", "Montag", "2025-03-10"),
    ("Am schwersten war das Unglück in der Nacht zum 1. Mai auf der Brücke.", "1. Mai", "2024-05-01"),
    ("„Bis Ende Juni wollen wir das Haus gebaut haben“, sagte sie.", "Ende Juni", "2025-06"),
    # a year of a story reaches one sentence
    ("So wenige waren es nie seit 1975. Die Polizei stellte die Zahlen vor. Der schlimmste Tag war der 16. Dezember.",
     "16. Dezember", "2024-12-16"),
    ("Im kommenden Jahr wird das Bad 50 Jahre alt. Dann ist am 22. April ein Fest.", "22. April", "2026-04-22"),
    ("Im kommenden Jahr wird das Bad 50 Jahre alt. Am 22. April ist ein Fest.", "22. April", "2025-04-22"),
    ("Der Rhein hat am Montag mit 7,12 Metern seinen Höchststand erreicht.", "Montag", "2025-03-10"),
    ("Die für den 30. März geplante Schau findet am 11. Juni statt.", "11. Juni", "2025-06-11"),
    ("Die am Montag eröffnete Schau zeigte am Dienstag Bilder.", "Dienstag", "2025-03-11"),
    ("In der vergangenen Woche hatte es schon gebrannt, am Dienstag gegen 23 Uhr.", "Dienstag", "2025-03-04"),
    ("In der vergangenen Woche hatte es schon gebrannt. Am Dienstag brannte es wieder.", "Dienstag", "2025-03-11"),
    # a heading has the day that the text below it gives
    ("Stromausfall am Dienstag\n\nRund 3.000 Haushalte waren gestern ohne Strom.", "Dienstag", "2025-03-11"),
    ("Unfall am Freitag\n\nEin Radfahrer ist am Freitagmorgen gestürzt.", "Freitag", "2025-03-07"),
    ("Stadtfest am Samstag\n\nAm Samstag, 5. April, feiert die Stadt.", "Samstag", "2025-04-05"),
    ("Stadt feiert am Samstag\n\nGefeiert wird ab Samstag, 5. April, am Markt.", "Samstag", "2025-04-05"),
    ("Stadtfest am Samstag\n\nDie Stadt lädt ein.", "Samstag", "2025-03-15"),
    # parts of the day
    ("Am Montag hat der Rat Tempo 30 beschlossen. Am Abend gilt weiter Tempo 50.", "Abend", "TEV"),
    ("Am Montag hat der Rat beschlossen. Am Abend feierte er.", "Abend", "2025-03-10TEV"),
    ("Am Samstag spielen die Kinder, abends die Kapelle.", "abends", "2025-03-15TEV"),
    ("Am Samstag öffnet der Park. Er ist abends geschlossen.", "abends", "XXXX-XX-XXTEV"),
    ("Verbotenes fand sich am Vortag des Silvesterabends.", "Vortag des Silvesterabends", "2024-12-30"),
    ("Der Damm ist von Freitag, 28. März, bis Montag, 31. März, gesperrt. An diesem Wochenende fahren Busse.",
     "diesem Wochenende", "2025-W13-WE"),
    ("An diesem Wochenende fahren Busse.", "diesem Wochenende", "2025-W11-WE"),
    ("Das Konzert ist am 22. März. Karten gibt es ab 17. März. Am Vorabend wird geprobt.", "Vorabend", "2025-03-21TEV"),
    ("Verhandelt wird am 17., 24. und 31. März. Am ersten Tag ist Einlass um 8 Uhr.", "8 Uhr", "T08:00"),
    ("Sie betraten das Haus am Montag kurz vor 22 Uhr.", "Montag", "2025-03-10"),
    # amounts and digits
    ("Die Aufführung dauert zwei Stunden und 40 Minuten.", "zwei Stunden und 40 Minuten", "PT2H40M"),
    ("Die Einführung beginnt eine halbe Stunde vorher.", "eine halbe Stunde", "PT30M"),
    ("Das Museum öffnet am 25./26.12. 11–17 Uhr.", "26.12.", "2025-12-26"),
    # what begins on a day ends after it
    ("Am Samstag, 22. März, ist Probe. Das Turnier beginnt am Freitag, 28. März, und endet am Samstag.", "Samstag",
     "2025-03-29"),
    ("Am Samstag, 22. März, ist Probe. Das Turnier endet am Samstag.", "Samstag", "2025-03-22"),
    ("Ebenfalls am Donnerstag bietet der Verein gebrannte Mandeln an.", "Donnerstag", "2025-03-13"),
    ("Am Donnerstag gestaltete die Klasse den Hof.", "Donnerstag", "2025-03-06"),
    ("Bis zum Winter folgen Restarbeiten.", "Winter", "2025-WI"),
    ("Im Winter war das Eis dick.", "Winter", "2024-WI"),
    # commas of a day part no clauses, and the „und“ behind „zwischen“ neither
    ("Jemand hat zwischen Montag, 17 Uhr, und Dienstag, 8 Uhr, ein Auto zerkratzt.", "Montag", "2025-03-10"),
    ("Jemand hat zwischen Montag, 17 Uhr, und Dienstag, 8 Uhr, ein Auto zerkratzt.", "Dienstag", "2025-03-11"),
    # tenses
    ("Im Sommer haben wir jedes Fenster prüfen lassen.", "Sommer", "2024-SU"),
    ("Der Markt ist seit dem Sommer autofrei.", "Sommer", "2024-SU"),
    ("2023 musste das Bad im Juli gesperrt werden.", "Juli", "2023-07"),
    ("Lichter und lange Nächte: der Advent 2018\n\nBergen. Der Verein lädt ein.", "2018", "2018"),
    # years of a span or a pair are no year of a story; „Vorjahr“ and the month just named are
    ("Der Haushalt 2025/2026 tritt rückwirkend zum 1. Januar in Kraft.", "1. Januar", "2025-01-01"),
    ("Es lag über dem Mittel der Jahre 1981 bis 2010. Der 25. Januar war der wärmste Tag.", "25. Januar", "2025-01-25"),
    ("Die Sitzung des Vorjahres war am 20. März.", "20. März", "2024-03-20"),
    ("In der zweiten Maihälfte, frühestens ab dem 18., wird gesperrt.", "18.", "2025-05-18"),
    ("Das Programm am letzten Septemberwochenende", "letzten Septemberwochenende", "2025-W39-WE"),
    # a list of days need not be in their order
    ("Am 31. Mai, 3. Mai und 1. Juni: Was gilt wo?", "3. Mai", "2025-05-03"),
    ("Am 20. Dezember und 10. Januar ist geschlossen.", "10. Januar", "2026-01-10"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value"), HOURS)
def test_an_hour_has_the_day_that_the_text_names_or_none(text: str, words: str, value: str) -> None:
    [found] = [mention for mention in date_mentions(text, ISSUED) if mention.text == words][-1:]
    assert found.value == value
    assert value[0] != "T" or found.utc is None


@pytest.mark.parametrize(("text", "words", "value"), DAYS)
def test_a_day_is_that_of_the_story(text: str, words: str, value: str) -> None:
    assert [mention.value for mention in date_mentions(text, ISSUED) if mention.text == words] == [value]


def test_a_weekday_beside_a_day_far_ahead_stays_open() -> None:
    text = "Am Sonntag, 25. Mai, wird gewählt. Am Montag um 8 Uhr wird ausgezählt; das Ergebnis folgt am Nachmittag."
    weekday, hour, part = date_mentions(text, ISSUED)[1:]
    assert (weekday.text, weekday.certainty) == ("Montag", "open")
    assert (hour.value, hour.flags, hour.certainty) == ("T08:00", ("day_unknown",), "open")
    assert (part.value, part.certainty) == ("TAF", "open")


def test_a_weekday_beside_a_day_of_the_coming_week_is_the_coming_one() -> None:
    text = "Das Konzert am Freitag fällt aus. Die Matinee am Sonntag um 11 Uhr findet statt."
    assert [m.value for m in date_mentions(text, ISSUED)] == ["2025-03-14", "2025-03-16", "2025-03-16T11:00"]


def test_weekdays_without_a_preposition_on_which_something_is_open_are_those_of_every_week() -> None:
    text = "Am 1. April zieht das Amt um. Das Team ist dort Montag von 8 bis 12 Uhr zu erreichen."
    assert [m.value for m in date_mentions(text, ISSUED) if not m.span][1:] == [
        "XXXX-WXX-1", "XXXX-WXX-1T08:00", "XXXX-WXX-1T12:00",
    ]  # fmt: skip
    text = "Am Samstag ist die Halle von 10 bis 18 Uhr geöffnet."
    assert date_mentions(text, ISSUED)[0].value == "2025-03-15"


def test_weekdays_behind_office_hours_are_those_of_every_week() -> None:
    text = (
        "Am Montag, 24. März, zieht das Amt um. Die Öffnungszeiten bleiben gleich: Montag und Mittwoch "
        "von 8 bis 16 Uhr, Freitag von 8 bis 12 Uhr. Die Beratung ist jeweils Dienstag von 15 bis 18 Uhr."
    )
    weekdays = [
        m.value for m in date_mentions(text, ISSUED) if m.type == "SET" and m.text in ("Montag", "Freitag", "Dienstag")
    ]
    assert weekdays == ["XXXX-WXX-1", "XXXX-WXX-5", "XXXX-WXX-2"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Stadtkasse: Mo–Mi 9–12.30 h, Do 14–18 h, Fr geschlossen.", "XXXX-WXX-1", "XXXX-WXX-5"),
        ("Geänderte Öffnungszeiten:\nDi, Do    9.00–12.00 h und 14.00–17.30 h\nMi        geschlossen\nSa   10–12 h",
         "XXXX-WXX-2", "XXXX-WXX-6T12:00"),
        ("Öffnungszeiten des Bades in den Ferien:\nMontag: 13–19 Uhr\nDienstag bis Freitag: 10–19 Uhr\n"
         "Samstag, Sonntag und an Feiertagen: 9–18 Uhr", "XXXX-WXX-1", "XXXX-WXX-6,7T18:00"),
    ],
)  # fmt: skip
def test_a_list_of_opening_hours_is_that_of_every_week(text: str, first: str, last: str) -> None:
    mentions = [m for m in date_mentions(f"Am Montag, 24. März, zieht das Amt um. {text}", ISSUED) if not m.span][1:]
    assert (mentions[0].value, mentions[-1].value) == (first, last)
    assert {m.type for m in mentions} == {"SET"}


def test_the_middle_of_the_week_is_to_come_where_it_is_over() -> None:
    cases = [("Das Amt nimmt Mitte der Woche Proben.", "2025-W12"), ("Mitte der Woche hat es geregnet.", "2025-W11"),
             ("Ende der Woche wird gewählt.", "2025-W11")]  # fmt: skip
    for text, week in cases:
        assert date_mentions(text, "2025-03-14")[0].value == week, text


def test_a_day_far_ahead_is_sure_where_the_clause_announces_it() -> None:
    sure, open_ = date_mentions("Verliehen wird der Preis am 10. Oktober. Stand: 10. Oktober", ISSUED)
    assert (sure.value, sure.certainty, sure.reason) == ("2025-10-10", "inferred", "tense: wird")
    assert open_.certainty == "open"
