"""Any number of invented releases for benchmarks: reproducible, and all different."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from scraper.sample.releases import WEEKDAYS, ZONE, SampleImage, SampleRelease

FIRST = datetime(2013, 1, 2, 7, 0, tzinfo=UTC)
LAST = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SEED = 115

PLACES = (
    "Kranengasse", "Fährgasse", "Weinbergstraße", "Steinäcker", "Galgenberg", "Osthafen", "Zollhof", "Nordviertel",
    "Auewiesen", "Treidelpfad", "Brückenstraße", "Rheinallee", "Schifferplatz", "Mühlgraben", "Lindenhöhe",
    "Gerberwall", "Salzmarkt", "Turmstraße",
)  # fmt: skip
SUBJECTS = (
    ("Kanal", "Verkehr"), ("Spielplatz", "Kinder und Jugend"), ("Radweg", "Verkehr"), ("Schulhof", "Schule"),
    ("Turnhalle", "Sport"),
    ("Bücherei", "Kultur"), ("Bürgertreff", "Soziales"), ("Kita", "Kinder und Jugend"), ("Wochenmarkt", "Wirtschaft"),
    ("Bushaltestelle", "Verkehr"), ("Grünanlage", "Umwelt und Klima"), ("Trinkbrunnen", "Umwelt und Klima"),
    ("Löschteich", "Feuerwehr"),
)  # fmt: skip
NEWS = (
    "wird saniert", "öffnet wieder", "bekommt neue Bänke", "wird erweitert", "ist fertig", "bleibt länger geschlossen",
    "zieht um", "wird barrierefrei", "feiert Jubiläum", "erhält Förderung", "wird begrünt",
)  # fmt: skip
SPEAKERS = (
    ("Baudezernentin", "Almuth", "Reichwein"), ("Sozialdezernent", "Ole", "Färber"), ("Stadträtin", "Nurcan", "Bolat"),
    ("Oberbürgermeister", "Veit", "Hollerbusch"), ("Amtsleiterin", "Dr. Sigrun", "Matthes"),
    ("Kämmerer", "Gero", "Windisch"),
)  # fmt: skip
SENTENCES = (
    "Die Arbeiten kosten {number}.000 Euro und werden vom Land gefördert.",
    "Rund {number} Menschen aus der Nachbarschaft haben an der Planung mitgewirkt.",
    "Wer Fragen hat, erreicht das zuständige Amt unter 06299 13-{number}.",
    "Die Buslinie {short} hält während dieser Zeit nicht an der Haltestelle {place}.",
    "Bei schlechtem Wetter verschiebt sich alles um {short} Tage.",
    "Der Magistrat hat dem Vorhaben mit {short} Gegenstimmen zugestimmt.",
    "Im Vorjahr waren es noch {number} gewesen, berichtet das Amt für Statistik.",
    "Ein Lageplan hängt im Bürgerbüro {place} aus.",
    "Die Bürger*innen können bis dahin Anregungen geben.",
)
QUOTES = (
    "Darauf haben die Leute rund um die Haltestelle {place} lange gewartet",
    "Mit {number} Tagen Bauzeit sind wir schneller als geplant",
    "Das ist gut angelegtes Geld, gerade für die Kinder",
    "Wir haben zugehört und {short} Vorschläge übernommen",
    "Nicht jeder Wunsch ist erfüllt, aber jeder wurde besprochen",
)
CUES = ("sagt", "erklärt", "betont", "erläutert", "unterstreicht")
CODES = ("KB", "stip", "lea", "tg, mo", "Evi", "PSM", None)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"})


def generate(count: int) -> Iterator[SampleRelease]:
    """Yield `count` releases, oldest first, spread evenly over 2013 to 2026; the same ones for the same count."""
    step = (LAST - FIRST) / max(1, count)
    for number in range(count):
        yield _release(number, (FIRST + number * step).replace(microsecond=0).astimezone(ZONE))


def _release(number: int, moment: datetime) -> SampleRelease:
    random = Random(SEED * 1_000_003 + number)  # noqa: S311 - the same texts each time, no secret
    place, (subject, category) = random.choice(PLACES), random.choice(SUBJECTS)
    title = f"{subject} {place} {random.choice(NEWS)}"
    role, first, last = random.choice(SPEAKERS)
    said = [_filled(sentence, place, random) for sentence in random.sample(QUOTES, 3)]
    told = [
        _filled(sentence, place, random) for sentence in random.sample(SENTENCES, random.randint(3, len(SENTENCES)))
    ]
    event = moment + timedelta(days=random.randint(1, 12))
    opening = f"{title}: Am {WEEKDAYS[event.weekday()]} ({event.day}.) um {random.randint(8, 20)} Uhr "
    opening += f"beginnt Vorhaben {number + 1}."
    quoted = f"„{said[0]}“, {random.choice(CUES)} {role} {first} {last}. „{said[1]}.“"
    paragraphs = [f"{opening} {told[0]}", quoted, *(" ".join(told[at : at + 3]) for at in range(1, len(told), 3))]
    return SampleRelease(
        uid=1000 + number,
        slug=f"{title.lower().translate(UMLAUTS)}-{number + 1}",
        title=title,
        published=moment,
        body="\n\n".join(paragraphs),
        codes=random.choice(CODES),
        teaser=f"{role} {last}: „{said[2]}“" if random.random() < 0.8 else None,
        images=(SampleImage(f"bild-{number + 1}.jpg", None, "© Pixabay"),) if random.random() < 0.7 else (),
        categories=(category,),
    )


def _filled(sentence: str, place: str, random: Random) -> str:
    return sentence.format(place=place, number=random.randint(12, 990), short=random.randint(2, 9))
