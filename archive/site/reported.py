"""What crawls and builds report in English, in German for readers of the site: reasons of alarms, problems of sources.

The stored words stay as they are, for logs and machines. A sentence that is not listed is shown as it was reported,
marked as English; a test finds those of our own that are missing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from archive.site.german import short_day
from archive.site.labels import label

ROUTES = {
    "feed": "Feed", "list": "Listenseiten", "sitemap": "Sitemap", "link": "Links der Mitteilungen",
    "again": "Erneute Abrufe",
}  # fmt: skip
# English sentence → German one; what stands in {braces} is put into German by the same table, or stays as it is.
SENTENCES = {
    # alarms (scraper/alarms.py, archive/quarantine.py)
    "no route named a release ({each})": "Keine Quelle nennt eine Mitteilung ({each}).",
    "a route that used to name releases names none ({each})":
        "Eine Quelle, die bisher Mitteilungen nannte, nennt keine mehr ({each}).",
    "{errors} addresses gave no usable answer, only {good} did":
        "Adressen ohne brauchbare Antwort: {errors}, mit brauchbarer Antwort: nur {good}.",
    "{away} of {all} releases that were looked at seemed gone: none was marked, all are asked again;"
    " is the site whole?":
        "Von {all} nachgesehenen Mitteilungen schienen {away} entfernt. Keine wurde so gekennzeichnet, alle werden"
        " erneut abgerufen. Ist die Seite der Stadt vollständig?",
    "a route took more than its share: is it a trap? ({each})":
        "Eine Quelle hat ihren Anteil am Abruf überschritten und führt vielleicht ins Endlose ({each}).",
    "the times of this run are in doubt: {why}; set the clock of this machine":
        "Den Zeiten dieses Abrufs ist nicht zu trauen: {why}. Die Uhr des Rechners muss gestellt werden.",
    "the lists named {named} releases; the median of the runs before is {usual}, and {low} of the last {last} runs"
    " were this low":
        "Die Listen nannten {named} Mitteilungen, sonst im Mittel {usual}; so wenige waren es in {low} der letzten"
        " {last} Abrufe.",
    "no new release for {days} days, since {day}; the longest silence of the year before was {longest} days":
        "Seit dem {day} keine neue Mitteilung ({days} Tage); die längste Pause des Jahres davor dauerte {longest}"
        " Tage.",
    "{lost} of {all} release pages looked at again {what}: has the layout of the pages changed?":
        "Von {all} erneut abgerufenen Mitteilungen gilt für {lost}: {what}. Hat die Stadt die Vorlage ihrer Seiten"
        " geändert?",
    "{lack} of the last {all} new release pages {what}, {share} of those before did not: has the layout of the pages"
    " changed?":
        "Von den letzten {all} neuen Mitteilungen gilt für {lack}: {what}; davor galt es für {share}. Hat die Stadt"
        " die Vorlage ihrer Seiten geändert?",
    "can no longer be read": "Die Seite ist nicht mehr zu lesen",
    "no longer show a {field}": "Das Feld {field} fehlt",
    "{waiting} of {all} release pages of this run wait: what does the site show?":
        "Von {all} Seiten dieses Abrufs sind {waiting} in Prüfung. Was zeigt die Seite der Stadt?",
    # the clock (scraper/clock.py)
    "the clock stands at {now}, before the run before it ({last} UTC)":
        "die Uhr steht auf {now} (UTC), vor dem Ende des vorigen Abrufs ({last} UTC)",
    "the clock stands at {now}, {days} days after the run before it":
        "die Uhr steht auf {now} (UTC), {days} Tage nach dem vorigen Abruf",
    "the clock stands at {now}, the server's at {served} UTC":
        "die Uhr steht auf {now}, die des Servers auf {served} (UTC)",
    # sources (scraper/discovery.py, scraper/spiders/releases.py)
    "names no release": "nennt keine Mitteilung",
    "bound: {why}": "{why}",
    "{failures} addresses of this route gave no answer; the others wait":
        "{failures} Adressen dieser Quelle antworteten nicht; die übrigen warten auf den nächsten Abruf",
    "a page names {all} releases; only {taken} were taken":
        "eine Seite nennt {all} Mitteilungen; nur {taken} wurden übernommen",
    "{pages} pages of this route were read": "{pages} Seiten dieser Quelle wurden gelesen, mehr nicht",
    "its first page shows page {page}": "die erste Seite zeigt Seite {page}",
    "HTTP {status}": "Antwort HTTP {status}",
    "it led to {url}": "führt zu {url}",
    "it cannot be read: {why}": "nicht zu lesen: {why}",
    "it is incomplete: {why}": "unvollständig: {why}",
    "Forbidden by robots.txt": "robots.txt untersagt den Abruf",
    # pages (scraper/pages)
    "its bytes are encoded as {encoding}, which was not asked for":
        "in {encoding} gepackt, was nicht verlangt war",
    "its compressed bytes are damaged: {why}": "die gepackten Bytes sind beschädigt ({why})",
    "its compressed bytes end too early": "die gepackten Bytes brechen ab",
    "it is larger than {bytes} bytes when decompressed": "entpackt größer als {bytes} Bytes",
    "there is no text below the title: teach the layout where to find it": "unter der Überschrift steht kein Text",
    "an error page: „{title}“, and no day or codes below it":
        "eine Fehlerseite: „{title}“, ohne Tag und Kürzel darunter",
    "another office's report: a day without author codes below the kicker „{kicker}“":
        "Meldung einer anderen Stelle: unter der Dachzeile „{kicker}“ steht ein Tag ohne Kürzel",
    "the page has no heading that could be its title": "keine Überschrift gefunden",
    "a revisit record contains no page": "eine unveränderte Antwort enthält keine Seite",
    "it says what may be asked, under whatever type it comes": "eine robots.txt",
    "plain text at an address that is not a release's": "reiner Text, die Adresse ist nicht die einer Mitteilung",
    "it is not readable XML": "kein lesbares XML",
    "it is XML with the root <{name}>, neither a feed nor a sitemap":
        "XML mit der Wurzel <{name}>, weder Feed noch Sitemap",
    "the page is empty": "die Seite ist leer",
    "it is not readable HTML: {why}": "kein lesbares HTML ({why})",
    "it holds more than {characters} characters or {elements} elements":
        "mehr als {characters} Zeichen oder {elements} Elemente",
    "it is incomplete: the page breaks off before </html>": "unvollständig: die Seite bricht vor </html> ab",
    "it is neither a release's address nor a list of releases": "weder Mitteilung noch Liste von Mitteilungen",
    "the page says that the article is no longer available": "die Seite sagt, dass es die Mitteilung nicht mehr gibt",
    "the page says that there is no such article, or no longer":
        "die Seite sagt, dass es die Mitteilung nicht oder nicht mehr gibt",
    "{names} claims the page; exactly one must: see the claims of scraper/pages":
        "die Vorlage der Seite ist nicht eindeutig",
    "no line with author code and day below a title was found in the text":
        "im Text steht unter keiner Überschrift eine Zeile mit Kürzel und Tag",
    "there is no text below the meta line": "unter der Kopfzeile steht kein Text",
    # days that contradict each other (archive/releases)
    "another day: {day}": "anderer Tag: {day}",
    "{day} lies before {first}, the site's first day": "{day} liegt vor dem ersten Tag der Seite, dem {first}",
    "{day} lies more than a day after the capture of {seen}":
        "{day} liegt mehr als einen Tag nach der Archivkopie vom {seen}",
    "{text} has a year of {number} digits": "{text} hat ein Jahr mit {number} Ziffern",
    "{text} names no day that ever was: {why}": "{text} nennt einen Tag, den es nie gab",
    "{text} lies beyond every calendar": "{text} liegt jenseits jedes Kalenders",
    "{text} is no RFC 822 date: {why}": "{text} ist keine Datumsangabe eines RSS-Feeds",
    "{text} is no ISO 8601 date: {why}": "{text} ist keine Datumsangabe nach ISO 8601",
    # how runs end (scraper/politeness.py)
    "budget: {number} requests": "Grenze erreicht: {number} Anfragen",
    "budget: {number} minutes": "Grenze erreicht: {number} Minuten",
    # the network (Twisted)
    "DNS lookup failed: {why}": "der Name des Servers ist unbekannt",
    "Connection was refused by other side: {why}": "der Server nimmt keine Verbindung an",
    "TCP connection timed out: {why}": "der Server antwortet nicht",
    "User timeout caused connection failure: {why}": "die Antwort dauerte zu lange",
    "An error occurred while connecting: {why}": "keine Verbindung",
    "the server asks to wait {seconds} seconds": "der Server verlangt {seconds} Sekunden Pause",
    "the run is asked to stop": "auf Wunsch beendet",
}  # fmt: skip
FIELDS = {"page": "page", "title": "title", "date": "published", "body": "body", "author": "authors"}
EACH = re.compile(r"(?P<route>[a-z]+) (?P<url>\S+): (?P<why>.+)")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO_MOMENT = re.compile(rf"({ISO_DAY.pattern}) (\d\d):(\d\d):\d\d")
QUOTED = re.compile(r"""(["'])(.*)\1""", re.DOTALL)


class Told(NamedTuple):
    """A report as readers see it. german: whether it could be put into German; if not, `words` are as reported."""

    words: str
    german: bool


def told(report: str) -> Told:
    """A stored English report in German."""
    for pattern, german in _patterns():
        if found := pattern.fullmatch(report):
            parts = found.groupdict()
            values = {name: _part(name, value) for name, value in parts.items()}
            return Told(german.format_map(values), True)
    return Told(report, False)


def _part(name: str, value: str) -> str:
    if name == "each":
        return "; ".join(map(_source, value.split("; ")))
    if name == "field":
        return f"„{label(FIELDS.get(value, value))}“"
    if ISO_DAY.fullmatch(value):
        return short_day(value)
    if moment := ISO_MOMENT.fullmatch(value):
        return f"{short_day(moment[1])}, {moment[2]}.{moment[3]} Uhr"
    if quoted := QUOTED.fullmatch(value):
        return f"„{quoted[2]}“"
    return told(value).words


def _source(text: str) -> str:
    found = EACH.fullmatch(text)
    return f"{ROUTES.get(found['route'], found['route'])} {found['url']}: {told(found['why']).words}" if found else text


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The longest sentences first: „it is incomplete: {why}“ must not hide one that says more."""
    ordered = sorted(SENTENCES.items(), key=lambda pair: -len(pair[0]))
    return [(re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(text)), re.DOTALL), german)
            for text, german in ordered]  # fmt: skip
