"""Quotes and dates in the database and on the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.build import build
from archive.commands.annotate_lines import annotate_lines
from archive.german.dates import date_mentions
from scraper.captures import CaptureStore
from scraper.errors import WrongInput
from scraper.sample.releases import sample_releases
from tests.archive.labelled import fold, kept_aside, labelled_people, people
from tests.conftest import Crawled
from tests.processes import ROOT, Run

SHARED = ROOT.parent / "shared"
FIXTURES = ROOT / "tests" / "fixtures"
SEED = SHARED / "seed" / "darmstadt-aktuell-2021-04-01.txt"


def query(path: Path, sql: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def annotate(run: Run, lines: list[dict[str, Any]], *options: str) -> subprocess.CompletedProcess[str]:
    return run("annotate", *options, given="".join(json.dumps(line) + "\n" for line in lines))


@pytest.mark.parametrize("share", ["worked_on", "kept_aside"])
def test_hand_labelled_quotes_of_the_sample_are_found_with_their_speakers(sample: Crawled, share: str) -> None:
    """A title (Dr.) or article before a name is no difference. The failures of the kept share are not printed."""
    total = found = right = 0
    wrong: list[str] = []
    for line in (FIXTURES / "sample_quotes.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        sql = "SELECT where_, text, speaker, also FROM quotes WHERE release = ? AND kind = 'direct'"
        rows = query(sample.database, sql, gold["slug"])
        if kept_aside(gold["slug"]) != (share == "kept_aside"):
            continue
        if not query(sample.database, "SELECT 1 FROM releases WHERE slug = ?", gold["slug"]):
            continue
        for quote in gold["quotes"]:
            total += 1
            spoken = fold(quote["text"])
            hit = next((r for r in rows if r[0] == quote["where"] and spoken in fold(r[1])), None)
            found += hit is not None
            names = [hit[2], *json.loads(hit[3] or "[]")] if hit else []
            wanted = labelled_people(quote["speaker"])
            if people(names) == wanted:
                right += 1
            elif share == "worked_on":
                wrong.append(f"{gold['slug']}: {quote['text'][:40]!r} by {wanted}, not {names}")
    floors = tomllib.loads((ROOT / "tests" / "floors" / "sample.toml").read_text(encoding="utf-8"))["quotes"][share]
    assert total >= 50
    assert found / total >= floors["found"], f"{found} of {total}"
    assert right / total >= floors["speaker"], f"{right} of {total}\n" + "\n".join(wrong)


def test_people_of_one_surname_are_two_speakers(sample: Crawled) -> None:
    rows = query(sample.database, "SELECT name FROM speakers WHERE name LIKE '% Brehm' ORDER BY name")
    assert [row[0] for row in rows] == ["Almut Brehm", "Jonas Brehm"]


def not_yet_published(slug: str) -> list[Any]:
    """The dates of a release that the sample site prints only in its second state."""
    release = next(release for release in sample_releases(2) if release.slug == slug)
    texts = (("teaser", release.teaser or ""), ("body", release.body))
    return [
        (where, mention.text, mention.value)
        for where, text in texts
        for mention in date_mentions(text, release.published.date())
        if not mention.span
    ]


def test_hand_labelled_dates_of_the_sample_are_found_with_their_values(sample: Crawled) -> None:
    total = found = right = unasked = printed = 0
    wrong: list[str] = []
    for line in (FIXTURES / "sample_dates.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        sql = (
            "SELECT where_, text, value FROM dates WHERE release = ? AND where_ != 'title' AND NOT span"
            " ORDER BY position"
        )
        rows = query(sample.database, sql, gold["slug"])
        if not query(sample.database, "SELECT 1 FROM releases WHERE slug = ?", gold["slug"]):
            rows = not_yet_published(gold["slug"])
        printed += len(rows)
        for wanted in gold["dates"]:
            total += 1
            hits = [r for r in rows if r[0] == wanted["where"] and r[1] == wanted["text"]]
            found += bool(hits)
            best = next((r for r in hits if r[2] == wanted["value"]), hits[0] if hits else None)
            if best:
                rows.remove(best)
            if best and best[2] == wanted["value"]:
                right += 1
            else:
                wrong.append(f"{gold['slug']}: {wanted['text']!r} is {wanted['value']}, not {best and best[2]}")
        unasked += len(rows)
        wrong += [f"{gold['slug']}: {row[1]!r} = {row[2]} is none" for row in rows]
    floors = tomllib.loads((ROOT / "tests" / "floors" / "sample.toml").read_text(encoding="utf-8"))["dates"]
    assert total >= 430
    assert (printed - unasked) / printed >= floors["precision"], f"{unasked} of {printed} are none"
    assert found / total >= floors["found"], f"{found} of {total}"
    assert right / total >= floors["value"], f"{right} of {total}\n" + "\n".join(wrong)


def test_the_calendar_lists_a_day_with_hour_and_sentence(sample: Crawled) -> None:
    sql = "SELECT value, sentence FROM calendar WHERE release = ? AND day = ?"
    rows = query(sample.database, sql, "adventsbeleuchtung-2026", "2026-11-23")
    assert "2026-11-23T17:00" in [row[0] for row in rows]
    assert {row[1].split(",")[0] for row in rows} == {"Weihnachtsbeleuchtung geht am Montag an", "Am Montag"}
    assert query(sample.database, "SELECT count(*) FROM calendar WHERE value LIKE '____-__'") == [(0,)]


def test_an_hour_on_several_days_stands_on_each_day_of_the_calendar(sample: Crawled) -> None:
    sql = "SELECT day, utc, utc_end FROM calendar WHERE release = ? AND text = ? ORDER BY day"
    rows = query(sample.database, sql, "oper-im-trockendock", "20.30 Uhr")
    assert [row[0] for row in rows] == [f"2018-{day}" for day in ("06-15", "06-16", "06-22", "06-23", "07-06", "07-07")]
    assert {row[1][10:] for row in rows} == {"T18:30:00Z"}


def test_only_days_that_are_named_fill_the_calendar(sample: Crawled) -> None:
    """Not those between the days of a list, nor those of a span of months; a span's ends are not told twice."""
    rows = query(sample.database, "SELECT day FROM calendar WHERE release = ?", "oper-im-trockendock")
    assert ("2018-06-17",) not in rows
    assert query(sample.database, "SELECT count(*) FROM calendar WHERE day = '2017-05-01'") == [(0,)]
    rows = query(
        sample.database, "SELECT text FROM calendar WHERE release = ? AND day = '2022-10-17'", "osthafen-rahmenplan"
    )
    assert [row[0] for row in rows].count("17. Oktober bis 25. November 2022") == 1


def test_a_sentence_ends_behind_a_closing_mark(sample: Crawled) -> None:
    sql = "SELECT DISTINCT sentence FROM calendar WHERE release = ? AND value = '2017-07-16T22:45'"
    rows = query(sample.database, sql, "stadtfest-programm-2017")
    assert [row[0] for row in rows] == ["Das Feuerwerk beginnt am Sonntag gegen 22.45 Uhr."]


def test_opening_hours_are_found_by_weekday(sample: Crawled) -> None:
    sql = "SELECT DISTINCT release FROM dates WHERE type = 'SET' AND weekdays LIKE '%3%' AND value LIKE '%T10:00%'"
    assert ("stadtarchiv-zeigt-briefe",) in query(sample.database, sql)


def test_speakers_are_counted_over_releases_and_keep_their_roles(sample: Crawled) -> None:
    counted = query(sample.database, "SELECT name, quotes, releases FROM speakers WHERE name = 'Henrik Lattermann'")
    direct = query(
        sample.database,
        "SELECT speaker, count(*), count(DISTINCT release) FROM quotes WHERE speaker = 'Henrik Lattermann'",
    )
    assert counted == direct
    assert counted[0][1] > 5
    roles = query(sample.database, "SELECT role FROM speaker_roles WHERE speaker = 'Henrik Lattermann'")
    assert ("Oberbürgermeister",) in roles
    years = query(sample.database, "SELECT sum(quotes) FROM speakers_by_year WHERE speaker = 'Henrik Lattermann'")
    assert years[0][0] == counted[0][1]


def test_offsets_lead_to_the_words_in_the_release(sample: Crawled) -> None:
    rows = query(
        sample.database,
        "SELECT q.text, q.start, q.end, q.where_, r.title, r.teaser, r.body FROM quotes q"
        " JOIN releases r ON slug = release",
    )
    assert len(rows) > 150
    for text, start, end, where, title, teaser, body in rows:
        assert {"title": title, "teaser": teaser, "body": body}[where][start:end] == text


def test_a_correction_by_hand_is_applied_and_shown_as_such(sample: Crawled, tmp_path: Path) -> None:
    (tmp_path / "sample.corrections.toml").write_text(
        '[[same]]\nperson = "H. Lattermann-Neu"\nalso = ["Henrik Lattermann"]\n', encoding="utf-8"
    )
    database = tmp_path / "sample.db"
    shutil.copy(sample.database, database)
    with CaptureStore(sample.folder) as store:
        assert build(store, sample.site, database).whole
    assert query(database, "SELECT count(*) FROM speakers WHERE name = 'Henrik Lattermann'") == [(0,)]
    corrected = query(database, "SELECT min(corrected), count(*) FROM quotes WHERE speaker = 'H. Lattermann-Neu'")
    assert corrected[0][0] == 1
    assert corrected[0][1] > 5


@pytest.mark.skipif(not SEED.exists(), reason="the folder `shared` beside the checkout is missing")
def test_the_release_of_the_city_has_its_four_quotes(run: Run, tmp_path: Path) -> None:
    url = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/amt"
    for arguments in (["import", str(SEED), "--url", url, "--captured", "2021-04-02T08:00:00Z"], ["build"]):
        assert run("--data", tmp_path, *arguments).returncode == 0
    rows = query(tmp_path / "darmstadt.db", "SELECT where_, kind, speaker, role FROM quotes ORDER BY position")
    assert [row[:3] for row in rows] == [
        ("teaser", "direct", "Jochen Partsch"),
        *[("body", "direct", "Jochen Partsch")] * 3,
    ]
    assert {row[3] for row in rows} == {"OB", "Oberbürgermeister"}


def test_json_lines_are_annotated_with_quotes(run: Run) -> None:
    text = "„Wir bauen die Brücke neu“, sagt Stadträtin Almut Brehm."
    result = annotate(run, [{"doc_id": "a", "text": text}], "--quotes")
    (quote,) = json.loads(result.stdout)["quotes"]
    assert text[quote["start"] : quote["end"]].strip("„“") == "Wir bauen die Brücke neu"
    assert (quote["kind"], quote["speaker"], quote["role"]) == ("direct", "Almut Brehm", "Stadträtin")


@pytest.mark.parametrize(
    ("line", "options", "says"),
    [
        ({"text": "x"}, ["--quotes"], 'line 1 is not of the form {"doc_id": …, "text": …}: \'doc_id\' is missing'),
        ({"doc_id": "a"}, ["--quotes"], "'text' is missing"),
        ({"doc_id": "a", "text": 5}, ["--quotes"], "a value is of another type"),
        ({"doc_id": "a", "text": "x", "date": "1.4.2021"}, ["--dates"], "the date is no ISO day"),
        ({"doc_id": "a", "text": "x"}, [], "say what to annotate"),
    ],
)
def test_a_line_of_another_form_is_named(run: Run, line: dict[str, Any], options: list[str], says: str) -> None:
    result = annotate(run, [line], *options)
    assert result.returncode == 2
    assert says in result.stderr


def test_a_line_that_is_no_json_is_named_with_the_place() -> None:
    with pytest.raises(WrongInput, match=r"line 2 is not of the form .*: no JSON from character 15 on"):
        list(annotate_lines(["", '{"doc_id": "a"'], dates=False, quoted=True, look="ahead"))
