"""What crawls and builds report in English is shown in German: every sentence of theirs, found in their source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.releases.published import parse_published
from archive.site.german import number
from archive.site.labels import ALARMS
from archive.site.reported import SENTENCES, told
from scraper.alarms import FIELDS, History, judge
from scraper.discovery import BOUND
from scraper.errors import UnreadableDate
from scraper.runs import CrawlRoute
from scraper.sites import load_site
from tests.scraper.test_alarms import runs

ROOT = Path(__file__).parents[3]
REPORTING = ("scraper/alarms.py", "scraper/clock.py", "scraper/discovery.py", "scraper/politeness.py", *(
    str(path.relative_to(ROOT)) for path in sorted((ROOT / "scraper/pages").glob("*.py"))))  # fmt: skip
KEPT = {"Unreadable", "NotARelease", "Gone", "RunEnded"}  # errors whose words are kept as reasons
NOT_SHOWN = {"the route 7 had its share of this run"}  # ends one address and is no reason of anything


def _sentence(node: ast.expr) -> str | None:
    """A string or f-string of the source with 7 for each value."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_piece, node.values))
    return None


def _piece(part: ast.expr) -> str:
    value = part.value if isinstance(part, ast.Constant | ast.FormattedValue) else None
    return BOUND if isinstance(value, ast.Name) and value.id == "BOUND" else value if isinstance(value, str) else "7"


def _said(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        told_here: list[ast.expr] = []
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", "") in KEPT:
            told_here = node.exc.args[:1]
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
            told_here = node.value.elts[1:]
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "attr", "") in ("bound", "problem"):
            told_here = [node.value]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "_end":
            told_here = node.args
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("doubt_"):
            told_here = [r.value for r in ast.walk(node) if isinstance(r, ast.Return) and r.value]
        yield from filter(None, map(_sentence, told_here))


@pytest.mark.parametrize("path", REPORTING)
def test_every_sentence_that_is_kept_has_a_german_one(path: str) -> None:
    said = set(_said(ast.parse((ROOT / path).read_text(encoding="utf-8")))) - NOT_SHOWN
    assert {one for one in said if not told(one).german} == set()


def test_the_sources_are_found() -> None:
    found = {one for path in REPORTING for one in _said(ast.parse((ROOT / path).read_text(encoding="utf-8")))}
    assert len(found) > len(SENTENCES) // 2


def test_an_alarm_with_its_sources_is_german_throughout() -> None:
    done = runs(4)
    routes = [CrawlRoute(run.id, "feed", "/feed", 1, 0 if run is done[-1] else 9, 0, "HTTP 404") for run in done]
    reasons = {alarm.name: told(alarm.reason) for alarm in judge(History(done, routes, [], []))}
    assert reasons["nothing_found"] == (
        "Keine Quelle nennt eine Mitteilung (Feed /feed: Antwort HTTP 404).", True)  # fmt: skip
    assert reasons["route_lost"].words.startswith("Eine Quelle, die bisher Mitteilungen nannte")


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_got_lost_has_its_german_name(field: str) -> None:
    done = runs(2)
    seen = [(done[0].id, f"r{n}", frozenset[str]()) for n in range(9)]
    lost = [(done[1].id, f"r{n}", frozenset([field])) for n in range(9)]
    (alarm,) = judge(History(done, [], seen + lost, []))
    words = told(alarm.reason).words
    assert alarm.name not in ALARMS
    assert "Vorlage ihrer Seiten" in words
    assert field not in words


@pytest.mark.parametrize(("text", "words"), [
    ("31.02.2020", "„31.02.2020“ nennt einen Tag, den es nie gab"),
    ("1.4.202", "„1.4.202“ hat ein Jahr mit 3 Ziffern"),
])  # fmt: skip
def test_a_day_that_never_was_is_told_in_german(text: str, words: str) -> None:
    with pytest.raises(UnreadableDate) as error:
        parse_published(text, load_site("sample").zone)
    assert told(str(error.value)) == (words, True)


def test_days_are_written_as_germans_do_and_unknown_words_stay_as_reported() -> None:
    silence = "no new release for 40 days, since 2026-01-02; the longest silence of the year before was 9 days"
    assert told(silence).words.startswith("Seit dem 2. Januar 2026 keine neue Mitteilung (40 Tage)")
    clock = "the clock stands at 2026-01-02 03:04:05, the server's at 2026-01-03 03:04:05 UTC"
    assert "2. Januar 2026, 03.04 Uhr" in told(clock).words
    assert told("ConnectionLost: xyz") == ("ConnectionLost: xyz", False)
    assert number(1000) == "1.000"
