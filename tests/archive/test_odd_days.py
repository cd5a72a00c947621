"""Days of publication that contradict each other, or that cannot be: a conflict is told, and no day invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.test_odd_pages import BODY, NEWS, PORTAL, make, news, plain, portal

IMPOSSIBLE = {
    "year in front": "(ak) – Mittwoch, 10.05.0223",
    "year of three digits": "(ak) – Mittwoch, 10.05.223",
    "year of three digits behind a word": "(ak) – Mittwoch, 10. Mai 223",
    "year of five digits": "(ak) – Mittwoch, 10.05.20223",
    "year of five digits behind a word": "Mittwoch, 10. Mai 20233",
    "year behind": "(ak) – Mittwoch, 10.05.2203",
    "day after tomorrow": "(ak) – Freitag, 12.05.2023",
    "no such day": "(ak) – Freitag, 31.04.2023",
    "before the site's first day": "(ak) – Freitag, 31.12.1999",
}


@pytest.mark.parametrize("meta", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_a_day_that_cannot_be_is_a_conflict_and_no_day(tmp_path: Path, meta: str) -> None:
    built = make(tmp_path, (NEWS + "baenke", "2023-05-10T08:00:00Z", news(meta=meta)))
    assert built.one("SELECT title, published FROM releases") == ("Bänke am Weiher", None)
    assert built.one("SELECT count(*) FROM conflicts WHERE field = 'published' AND kept IS NULL") == (1,)


JSON_DAY = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-04-08T10:00:00+02:00"}</script>'
)
META_DAY = '<meta property="article:published_time" content="2023-04-08T10:00:00+02:00">'
DISAGREEING = {
    "printed day and JSON-LD": (JSON_DAY, '<p class="date">08.05.2023</p>', "2023-04-08"),
    "labelled line and JSON-LD": (JSON_DAY, "<p>Veröffentlicht am 8. Mai 2023</p>", "2023-04-08"),
    "line with a byline and JSON-LD": (JSON_DAY, "<p>Von Uta Kroll | 8. Mai 2023</p>", "2023-04-08"),
    "printed day and Open Graph": (META_DAY, '<div class="meta"><span>8.5.2023</span></div>', "2023-04-08"),
    "time and JSON-LD": (JSON_DAY, '<time datetime="2023-05-08">8. Mai</time>', "2023-05-08"),
    "time and Open Graph": (META_DAY, '<p><time datetime="2023-05-09T12:00">gestern</time></p>', "2023-05-09"),
    "JSON-LD and Open Graph": (JSON_DAY + META_DAY.replace("04-08", "05-08"), "", "2023-04-08"),
    "weekday and JSON-LD": (JSON_DAY, "<p>Montag, 08.05.2023</p>", "2023-05-08"),
}


@pytest.mark.parametrize(("head", "line", "kept"), DISAGREEING.values(), ids=DISAGREEING)
def test_every_witness_of_another_day_is_a_conflict(tmp_path: Path, head: str, line: str, kept: str | None) -> None:
    page = plain("Bänke am Weiher", line + BODY).replace("</head>", head + "</head>")
    built = make(tmp_path, (NEWS + "baenke-am-weiher", "2023-05-12T08:00:00Z", page))
    assert built.one("SELECT published FROM releases") == (kept,)
    assert built.one("SELECT count(*), max(kept) FROM conflicts WHERE field = 'published'") == (1, kept)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (JSON_DAY + META_DAY, "<p>Veröffentlicht am 8. April 2023 | zuletzt geändert am 9. Mai 2023</p>"),
        (JSON_DAY, '<p class="date"><time datetime="2023-04-08">08.04.2023</time></p>'),
        (
            META_DAY.replace("04-08T10:00:00+02:00", "04-07T23:30:00Z"),
            '<p class="date">Samstag, 8. April 2023, 1.30 Uhr</p>',
        ),
    ],
)
def test_witnesses_that_agree_are_no_conflict(tmp_path: Path, head: str, line: str) -> None:
    page = plain("Bänke am Weiher", line + BODY).replace("</head>", head + "</head>")
    built = make(tmp_path, (NEWS + "baenke-am-weiher", "2023-05-12T08:00:00Z", page))
    assert built.one("SELECT published FROM releases") == ("2023-04-08",)
    assert built.one("SELECT count(*) FROM conflicts") == (0,)


def test_an_hour_that_never_was_costs_the_hour(tmp_path: Path) -> None:
    page = portal(meta='<p>(ak) <time datetime="2023-05-10T25:61:99+02:00">10.05.2023</time></p>')
    built = make(tmp_path, (PORTAL + "baenke", "2023-05-10T08:00:00Z", page))
    assert built.one("SELECT published, published_at FROM releases") == ("2023-05-10", None)


def test_a_day_after_midnight_in_the_city_is_tomorrow_at_most(tmp_path: Path) -> None:
    page = news(meta="(ak) – Montag, 11.12.2023")
    built = make(tmp_path, (NEWS + "baenke", "2023-12-09T23:30:00Z", page))
    assert built.one("SELECT published FROM releases") == ("2023-12-11",)
