"""The words of the German calendar: months, weekdays, parts of the day, seasons, numbers, units, pointers."""

from __future__ import annotations

MONTHS = {name: number for number, names in enumerate(
    ("Januar Jänner Jan Jän", "Februar Feber Feb Febr", "März Mär Mrz", "April Apr", "Mai", "Juni Jun", "Juli Jul",
     "August Aug",
     "September Sept Sep", "Oktober Okt", "November Nov", "Dezember Dez"), 1) for name in names.split()}  # fmt: skip
MONTHS |= {f"{name}s": number for name, number in MONTHS.items() if name[-2:] in ("ar", "er", "il", "ni", "li")} | {
    "Augusts": 8} | {name.upper(): number for name, number in MONTHS.items()}  # fmt: skip
SHORT_MONTHS = frozenset(
    name for name in MONTHS if len(name) < 5 and name.capitalize() not in {"März", "Mai", "Juni", "Juli"}
)
NAME_MONTHS = frozenset({"Mai", "August", "MAI", "AUGUST"})  # surnames and first names, too
WEEKDAYS = {name: number for number, name in enumerate(
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"])} | {"Sonnabend": 5}  # fmt: skip
WEEKDAY_ADVERBS = {f"{name.lower()}s": number for name, number in WEEKDAYS.items()}
ON_WEEKDAYS = WEEKDAY_ADVERBS | {word.capitalize(): number for word, number in WEEKDAY_ADVERBS.items()}
WEEKDAY_PLURALS = {f"{name}{end}": number for name, number in WEEKDAYS.items() for end in ("e", "en")}
SHORT_WEEKDAYS = {name: number for number, name in enumerate(["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"])}
DAYPARTS = {
    "früh": "MO", "morgen": "MO", "morgens": "MO", "vormittag": "MO", "mittag": "MI", "nachmittag": "AF",
    "abend": "EV", "nacht": "NI", "mitternacht": "NI",
}  # fmt: skip
SEASONS = {
    "Frühling": "SP", "Frühjahr": "SP", "Frühjahrs": "SP", "Sommer": "SU", "Sommers": "SU", "Herbst": "FA",
    "Herbstes": "FA", "Winter": "WI", "Winters": "WI", "Frühsommer": "SU", "Hochsommer": "SU", "Spätsommer": "SU",
    "Frühherbst": "FA", "Spätherbst": "FA", "Spätwinter": "WI",
}  # fmt: skip
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
SEASON_MODS = {"Frühs": "START", "Frühh": "START", "Hochs": "MID", "Späts": "END", "Späth": "END", "Spätw": "END"}
_ONES = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
COUNTED = {
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18,
    "neunzehn": 19, "hundert": 100, "einhundert": 100, "zweihundert": 200, "tausend": 1000, "eintausend": 1000,
} | _TENS | {f"{one}und{ten}": n + tens for n, one in enumerate(_ONES, 1) for ten, tens in _TENS.items()}  # fmt: skip
NUMBERS = {
    "ein": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1, "eines": 1, "zweier": 2, "dreier": 3,
} | COUNTED  # fmt: skip
ORDINALS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "siebent": 7, "acht": 8,
    "neunt": 9, "zehnt": 10, "elft": 11, "zwölft": 12, "letzt": -1,
} | {
    f"{word}{'t' if number < 20 else 'st'}": number for word, number in COUNTED.items() if 12 < number < 32
}  # fmt: skip
DECADES = {
    "zwanziger": 2, "dreißiger": 3, "vierziger": 4, "fünfziger": 5, "sechziger": 6, "siebziger": 7, "achtziger": 8,
    "neunziger": 9,
}  # fmt: skip
UNITS = {
    "Sekunde": "TS", "Minute": "TM", "Stunde": "TH", "Tag": "D", "Woche": "W", "Monat": "M", "Quartal": "Q",
    "Jahr": "Y", "Jahrzehnt": "DE", "Jahrhundert": "CE",
}  # fmt: skip
RELATIVE_DAYS = {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2}
DEICTIC = {
    "vergangen": -1, "letzt": -1, "vorig": -1, "verstrichen": -1, "abgelaufen": -1, "zurückliegend": -1,
    "dies": 0, "laufend": 0, "aktuell": 0, "heurig": 0, "heutig": 0, "jetzig": 0,
    "nächst": 1, "kommend": 1, "folgend": 1, "darauffolgend": 1, "bevorstehend": 1, "übernächst": 2, "vorletzt": -2,
    "vorvergangen": -2, "vorangegangen": -1, "vorhergehend": -1, "vorherig": -1, "selb": 0, "gleich": 0,
    "jen": 0, "desselb": 0, "demselb": 0, "derselb": 0, "diesjährig": 0,
}  # fmt: skip
STORY = frozenset(
    {
        "jen",
        "selb",
        "gleich",
        "desselb",
        "demselb",
        "derselb",
        "folgend",
        "darauffolgend",
        "vorangegangen",
        "vorhergehend",
        "vorherig",
    }
)  # they point from the day last named, not from the issued day
PART_MODS = {"Anfang": "START", "Beginn": "START", "Mitte": "MID", "Ende": "END"}
