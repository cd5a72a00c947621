"""The sample releases: their texts, the labels of their quotes and dates, their addresses, and generated ones.

`sample_quotes.jsonl` labels every quote that is direct speech: the words between the outer marks, as printed.
A quote is labelled in parts where a cue breaks its sentence or a paragraph ends. `speaker` is the fullest form of the
name in the release, or the organisation as printed. `role` is printed with that mention, else the last one printed for
that person. Joint speakers and their roles are parted by `; `.

`sample_dates.jsonl` labels every date and time expression of teaser and body by the conventions of docs/dates.md; the
ends of a span are two expressions, and so are a day and its hour.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from scraper.sample.generate import generate
from scraper.sample.listing import OTHER_OFFICE_PATH
from scraper.sample.markup import LINK
from scraper.sample.releases import WEEKDAYS, SampleRelease, sample_releases
from scraper.sample.render import MONTHS
from scraper.sites import load_site

FIXTURES = Path(__file__).parents[1] / "fixtures"
MISPRINTED = "tempo-30-vor-schulen"
BY_SLUG = {release.slug: release for state in (2, 1) for release in sample_releases(state)}
MARKS = '„“"”»«‚‘'
EMAIL = re.compile(r"<([\w.+-]+@[\w.-]+)>")
DAY_IN_TEXT = re.compile(
    rf"({'|'.join(WEEKDAYS)})(?:, (?:den )?| \()(\d{{1,2}})\.(?: ({'|'.join(MONTHS)})(?: (\d{{4}}))?)?"
)


def printed(text: str) -> str:
    """A release's text as its page shows it: links and e-mail addresses without their marks."""
    return EMAIL.sub(r"\1", LINK.sub(r"\1", text))


def field(release: SampleRelease, where: str) -> str:
    return printed({"title": release.title, "teaser": release.teaser or "", "body": release.body}[where])


def labels(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (FIXTURES / name).read_text(encoding="utf-8").splitlines()]


def test_there_are_sixty_releases_from_2013_to_2026_in_every_generation() -> None:
    releases = sample_releases()
    assert len(releases) >= 64
    assert {release.published.year for release in releases} == set(range(2013, 2027))
    assert {release.generation for release in releases} == {"A", "B", "C"}


def test_a_slug_and_a_uid_name_one_release() -> None:
    assert len({r.slug for r in sample_releases()}) == len({r.uid for r in sample_releases()}) == len(sample_releases())


def test_about_one_release_in_five_has_no_teaser() -> None:
    releases = sample_releases()
    assert 0.15 <= sum(release.teaser is None for release in releases) / len(releases) <= 0.25


def weekday_fits(release: SampleRelease, weekday: str, day: int, month: str | None, year: str | None) -> bool:
    """Whether a day of that name and number lies within 60 days of the release, or is the very day with its year."""
    issued = release.published.date()
    wanted = MONTHS.index(month) + 1 if month else None
    if year:
        return WEEKDAYS[date(int(year), wanted or issued.month, day).weekday()] == weekday
    near = (issued + timedelta(days=distance) for distance in range(-60, 61))
    return any(d.day == day and (wanted in (None, d.month)) and WEEKDAYS[d.weekday()] == weekday for d in near)


@pytest.mark.parametrize("slug", sorted(BY_SLUG))
def test_every_weekday_in_the_text_fits_its_date(slug: str) -> None:
    release = BY_SLUG[slug]
    wrong = [
        match[0]
        for match in DAY_IN_TEXT.finditer(f"{release.teaser or ''}\n{release.body}")
        if not weekday_fits(release, match[1], int(match[2]), match[3], match[4])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("weekday", "day", "month", "fits"),
    [("Donnerstag", 4, "September", True), ("Montag", 4, "September", False), ("Montag", 31, None, False)],
)
def test_a_weekday_that_does_not_fit_is_told(weekday: str, day: int, month: str | None, fits: bool) -> None:
    assert weekday_fits(BY_SLUG[MISPRINTED], weekday, day, month, None) is fits


def test_one_meta_line_is_misprinted() -> None:
    assert [release.slug for release in BY_SLUG.values() if release.day_printed] == [MISPRINTED]


def test_no_such_state_is_refused() -> None:
    with pytest.raises(ValueError, match="not 3"):
        sample_releases(3)


# --- the labels


def test_every_release_has_quote_labels_and_every_quote_is_in_its_text() -> None:
    lines = labels("sample_quotes.jsonl")
    assert {line["slug"] for line in lines} == set(BY_SLUG)
    quotes = [(BY_SLUG[str(line["slug"])], quote) for line in lines for quote in line["quotes"]]  # type: ignore[attr-defined]
    assert len(quotes) >= 150
    for release, quote in quotes:
        assert quote["text"] in field(release, quote["where"]), (release.slug, quote)
        assert quote["text"][0] not in MARKS or quote["text"][0] == "‚"
        whole = f"{release.title}\n{release.teaser}\n{release.body}".casefold()
        for named in (*(quote["speaker"] or "").split("; "), *(quote["role"] or "").split("; ")):
            assert named.casefold() in whole, (release.slug, named)


def test_date_labels_stand_in_the_text_in_their_order() -> None:
    lines = labels("sample_dates.jsonl")
    assert {line["slug"] for line in lines} == set(BY_SLUG)
    for line in lines:
        release = BY_SLUG[str(line["slug"])]
        for where in ("teaser", "body"):
            text, at = field(release, where), 0
            for label in (d for d in line["dates"] if d["where"] == where):  # type: ignore[attr-defined]
                found = text.find(label["text"], at)
                assert found >= 0, (release.slug, label)
                at = found + len(label["text"])


# --- addresses and benchmarks


def test_the_site_file_knows_every_address_of_a_release() -> None:
    site = load_site("sample")
    for release in BY_SLUG.values():
        assert site.key(site.home.rstrip("/") + release.path) == release.slug
    twins = (
        "presseservice/einzelansicht",
        "presseservice/archiv-einzelansicht",
        "nachrichten/rss",
        "1/nachrichten/darmstadt-aktuell",
    )
    assert {site.key(f"{site.home}{twin}/news/seniorenrat-gewaehlt") for twin in twins} == {"seniorenrat-gewaehlt"}
    assert site.key(site.home.rstrip("/") + OTHER_OFFICE_PATH) is None
    assert site.key(site.home + "impressum") is None
    assert site.public is False


def test_generated_releases_are_distinct_and_always_the_same() -> None:
    releases = list(generate(2000))
    assert releases == list(generate(2000))
    assert len({r.slug for r in releases}) == len({r.body for r in releases}) == len({r.uid for r in releases}) == 2000
    assert {r.generation for r in releases} == {"A", "B", "C"}
