"""Pages that come with 200 at a release's address and are none: of servers, frameworks, firewalls, consent, sign-in."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.releases.merge import Witness
from archive.releases.quarantine import judge
from scraper.items import Capture
from scraper.pages import PageError, read_page
from scraper.sites import load_site
from tests.archive.test_odd_pages import NEWS, make, news, plain, portal
from tests.scraper.pages.test_templates import FOLDER, TEXTS, page

ODD = sorted((Path(__file__).parents[1] / "fixtures" / "odd_pages").glob("*.html"))
KNOWN = {
    "ext_news": news(),
    "presseportal": portal(),
    "portal": portal(meta="<p>(ak) – Mittwoch, 10. Mai 2023</p>"),
    "WordPress": page(FOLDER / "wordpress-blocks.html", TEXTS[0]),
    "GSB": page(FOLDER / "gsb.html", TEXTS[1]),
    "tables": page(FOLDER / "tables.html", TEXTS[2]),
}


def looks(at: str, html: str) -> list[Witness]:
    """What a page shows at the release's address; nothing, if the reader refuses it."""
    kind = (("Content-Type", "text/html; charset=utf-8"),)
    capture = Capture(NEWS + "baenke", at, "response", 200, kind, html.encode())
    try:
        return [Witness(capture, item) for item in read_page(capture, load_site("darmstadt")).items]
    except PageError:
        return []


@pytest.mark.parametrize("path", ODD, ids=lambda path: path.stem)
def test_an_odd_page_is_no_release_at_first_look_and_replaces_none(path: Path) -> None:
    odd = looks("2023-06-12T08:00:00Z", path.read_text(encoding="utf-8"))
    assert judge("baenke", odd, frozenset(), {})[0] == []
    for layout, html in KNOWN.items():
        known = looks("2023-05-10T08:00:00Z", html)
        assert judge("baenke", [*known, *odd], frozenset(), {})[0] == known != [], layout


def test_a_build_lists_each_of_them_and_changes_nothing(tmp_path: Path) -> None:
    pages = []
    for number, path in enumerate(ODD):
        good = news(f"Bank {number} am Weiher")
        odd = path.read_text(encoding="utf-8")
        pages.append((f"{NEWS}bank-{number}", "2023-05-10T08:00:00Z", good.replace("4.000", f"4.{number:03}")))
        pages += [(f"{NEWS}{name}-{number}", "2023-06-12T08:00:00Z", odd) for name in ("bank", "neu")]
    built = make(tmp_path, *pages)
    assert built.one("SELECT count(*), max(revisions), min(title LIKE 'Bank%am Weiher') FROM releases") == (
        len(ODD), 1, 1,
    )  # fmt: skip
    assert len(built.listed) == 2 * len(ODD)


BRIEF = {
    "Störung": "Wegen eines technischen Problems zeigen wir diese Seite nicht. Bitte versuchen Sie es später erneut.",
    "Hoppla!": "Da ging etwas schief. Wir sind schon dran.",
    "Wir sind gleich zurück": "Unsere Seiten werden gerade erneuert.",
    "Kein Zugriff": "Sie haben keine Berechtigung, diese Seite zu sehen.",
}


@pytest.mark.parametrize("title", BRIEF)
@pytest.mark.parametrize("day", ["12.06.2023", "Stand: 12.06.2023", "Montag, 12. Juni 2023"])
def test_a_lone_day_makes_no_release_of_an_error(title: str, day: str) -> None:
    line, text = f"<p>{day}</p>", f"<p>{BRIEF[title]}</p>"
    for html in (plain(title, line + text), portal(title, line, text), news(title, day, text)):
        assert judge("neu", looks("2023-06-12T08:00:00Z", html), frozenset(), {})[0] == []


EMPTY = {
    "nothing to list": ("Meldungen", "<p>Keine Meldungen vorhanden.</p>"),
    "nothing to list, in English": ("Press", "<p>There are no articles in this list.</p>"),
    "sign-in": (
        "Zugang für Mitarbeitende",
        "<p>Bitte Kennung eingeben.</p><form method='post'><label>Kennung <input name='u'></label>"
        "<label>Losung <input type='password' name='p'></label><button>Weiter</button></form>",
    ),
    "a word of the office": ("In eigener Sache", "<p>Dieser Bereich ruht.</p><p>Wir bitten um etwas Geduld.</p>"),
}


@pytest.mark.parametrize(("title", "text"), EMPTY.values(), ids=EMPTY)
def test_the_marks_of_a_template_make_no_release_of_a_page_without_day_and_codes(title: str, text: str) -> None:
    article = '<meta property="og:type" content="article">'
    for html in (news(title, "", text), portal(title, "", text), portal(title, "", text, article), plain(title, text)):
        odd = looks("2023-06-12T08:00:00Z", html)
        assert judge("neu", odd, frozenset(), {})[0] == []
        for layout, known in KNOWN.items():
            good = looks("2023-05-10T08:00:00Z", known)
            assert judge("neu", [*good, *odd], frozenset(), {})[0] == good != [], layout


def test_an_undated_page_in_a_marked_template_is_a_release_if_it_is_long_or_a_list_names_it(tmp_path: Path) -> None:
    text = "<p>In der Halle am Gaswerk tanzen am Samstag sechs Gruppen, zwei davon aus Nachbarstädten.</p>"
    for times, good in ((1, 0), (2, 0), (4, 1)):
        seen = looks("2023-06-12T08:00:00Z", news("Tanz in der Halle", "", text * times))
        assert len(judge("neu", seen, frozenset(), {})[0]) == good, times
    page = (NEWS + "tanz", "2023-06-12T08:00:00Z", news("Tanz in der Halle", "", text))
    entry = f"<item><title>Tanz in der Halle</title><link>{NEWS}tanz</link></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{entry}</channel></rss>'
    assert make(tmp_path / "page", page).one("SELECT count(*) FROM releases") == (0,)
    named = make(tmp_path / "feed", page, ("https://www.darmstadt.de/?type=9818", "2023-06-12T07:00:00Z", feed))
    assert named.one("SELECT title, body LIKE '%sechs Gruppen%' FROM releases") == ("Tanz in der Halle", 1)


FINE = {
    "sign-up for a course": "Anmeldungen nimmt das Sportamt an. Die Plätze sind begrenzt, und die Warteliste ist lang.",
    "a fault of the trams": "Wegen einer Störung am Stellwerk fahren die Bahnen heute nicht. Busse ersetzen sie.",
    "cookies to bake": "Kinder backen am Samstag Cookies und Plätzchen in der Küche des Jugendhauses.",
    "the portal rests": "Das Serviceportal ist am Sonntag wegen Wartungsarbeiten nicht erreichbar. Anmelden kann man "
    "sich wieder ab Montag.",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_a_release_may_speak_of_such_things(text: str) -> None:
    for html in (news(body=f"<p>{text}</p>"), portal(body=f"<p>{text}</p>")):
        shown = looks("2023-06-12T08:00:00Z", html)
        assert judge("baenke", shown, frozenset(), {}) == (shown, [])
    undated = plain("Kurs im Jugendhaus", f"<p>{text}</p>" + "<p>Der Weg dorthin ist kurz und eben.</p>" * 20)
    assert len(judge("baenke", looks("2023-06-12T08:00:00Z", undated), frozenset(), {})[0]) == (
        0 if "Serviceportal" in text else 1
    )


LIKE_ERRORS = {
    "a play": (
        "Inhalt nicht verfügbar",
        "<p>„Inhalt nicht verfügbar“ heißt das Stück, das die Klasse 10b am Freitag im Saal spielt. Vier "
        "Freunde suchen darin einen Koffer.</p><p>Der Eintritt kostet drei Euro. Der Saal öffnet um 18.30 Uhr.</p>",
    ),
    "works at a fountain": (
        "Wartungsarbeiten",
        "<p>Der Brunnen am Fischtor bleibt ab Mittwoch drei Tage trocken. Schuld sind Wartungsarbeiten an der Pumpe, "
        "die seit 31 Jahren läuft.</p><p>Im August folgen die Brunnen im Ostpark. Die Stadt bittet um Verständnis.</p>",
    ),
    "an exhibition": (
        "Zugang verweigert",
        "<p>Alte Schlösser zeigt das Zeughaus bis zum 4. Juni. Manche sind 500 Jahre alt und waren nie offen.</p>"
        "<p>Kinder dürfen mit Dietrichen üben. Gruppen melden sich beim Zeughaus unter 0123 4567.</p>",
    ),
}
ERRORS = {
    "works at the site": (
        "Wartungsarbeiten",
        "<p>Heute finden umfangreiche Wartungsarbeiten am Auftritt der Stadt statt, die bis zum Abend dauern.</p>"
        "<p>Ab morgen früh ist alles wie gewohnt zu lesen. Die Stadt bittet um Verständnis.</p>",
    ),
    "an address that is wrong": (
        "Seite nicht gefunden",
        "<p>Unter der eingegebenen Adresse findet sich nichts. Sie ist veraltet, oder ein Buchstabe fehlt in ihr.</p>"
        "<p>Ein Weg zum Gesuchten führt über den Anfang und von dort zu den Themen der Stadt.</p>",
    ),
    "a word to the visitor": (
        "Inhalt nicht verfügbar",
        "<p>Das tut uns leid! Die Kolleginnen und Kollegen kümmern sich schon darum, und bald geht es hier weiter.</p>"
        "<p>Bis dahin hilft die Zentrale im Rathaus gern am Telefon, montags bis freitags von 8 bis 16 Uhr.</p>",
    ),
    "in English": (
        "Service Unavailable",
        "<p>The machine is resting for a short while, because too many people came to see it all at once today.</p>"
        "<p>Come back in a quarter of an hour, or call the town hall between eight and four on any weekday.</p>",
    ),
    "a few words": ("Wartungsarbeiten", "<p>Heute wird gearbeitet.</p><p>Morgen ist alles wie immer.</p>"),
    "one paragraph": ("Wartungsarbeiten", f"<p>{'Heute wird gearbeitet, morgen ist alles wie immer. ' * 4}</p>"),
}


def dated_pages(title: str, text: str, day: str = "10.05.2023") -> tuple[str, ...]:
    """A page that prints a day and no codes, in three layouts."""
    told = f"<p>Veröffentlicht am <time datetime='2023-05-10'>{day}</time></p>"
    return news(title, day, text), portal(title, told, text), plain(title, f"<p>{day}</p>{text}")


@pytest.mark.parametrize(("title", "text"), LIKE_ERRORS.values(), ids=LIKE_ERRORS)
def test_a_release_may_have_the_title_of_an_error_page(title: str, text: str) -> None:
    for html in dated_pages(title, text):
        first, again = looks("2023-05-10T08:00:00Z", html), looks("2023-06-12T08:00:00Z", html + "<!-- -->")
        assert judge("neu", [*first, *again], frozenset(), {}) == ([*first, *again], [])
        assert len(first) == 1
    for html in (plain(title, text), news(title, "", text)):  # nor is it told without its day
        assert judge("neu", looks("2023-05-10T08:00:00Z", html), frozenset(), {})[0] == []
    for layout, html in KNOWN.items():  # and none that stands where another release was
        known, other = looks("2023-05-10T08:00:00Z", html), looks("2023-06-12T08:00:00Z", dated_pages(title, text)[0])
        assert judge("baenke", [*known, *other], frozenset(), {})[0] == known != [], layout


@pytest.mark.parametrize(("title", "text"), ERRORS.values(), ids=ERRORS)
def test_a_day_and_a_text_make_no_release_of_an_error_page(title: str, text: str) -> None:
    for html in dated_pages(title, text):
        assert judge("neu", looks("2023-05-10T08:00:00Z", html), frozenset(), {})[0] == []


SENTENCE = "Die Bücherei am Gerberwall öffnet wieder, und alle Regale stehen an ihrem Platz. "
UNDATED = {
    "the title of its address": ("buecherei-oeffnet-wieder", "Bücherei öffnet wieder", 2, True),
    "and a number behind it": ("buecherei-oeffnet-wieder-2", "Bücherei öffnet wieder", 2, True),
    "an address without articles": ("buecherei-oeffnet-wieder", "Die Bücherei öffnet bald wieder", 2, True),
    "a text that is too short": ("buecherei-oeffnet-wieder", "Bücherei öffnet wieder", 1, False),
    "another title": ("buecherei-oeffnet-wieder", "Regale stehen an ihrem Platz", 2, False),
    "two words in common": ("buecherei-oeffnet", "Bücherei öffnet", 2, False),
    "an address of numbers": ("4711", "Bücherei öffnet wieder", 2, False),
}


@pytest.mark.parametrize(("slug", "title", "sentences", "good"), UNDATED.values(), ids=UNDATED)
def test_a_page_without_day_and_codes_is_told_by_its_address(
    slug: str, title: str, sentences: int, *, good: bool
) -> None:
    seen = looks("2023-06-12T08:00:00Z", plain(title, f"<p>{SENTENCE * sentences}</p>" * 2))
    assert len(seen) == 1
    assert bool(judge(slug, seen, frozenset(), {})[0]) is good


def test_an_address_made_of_an_error_s_title_does_not_make_it_a_release() -> None:
    text = "Die Seite wurde nicht gefunden. Bitte versuchen Sie es später erneut oder melden Sie sich bei uns. " * 2
    seen = looks("2023-06-12T08:00:00Z", plain("Inhalt zurzeit leider ohne Antwort", f"<p>{text}</p>" * 2))
    assert judge("inhalt-zurzeit-leider-ohne-antwort", seen, frozenset(), {})[0] == []
