"""When a run is judged to be wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scraper.alarms import History, judge
from scraper.runs import Alarm, CrawlRoute, CrawlRun

DAY = date(2026, 1, 1)
WHOLE: frozenset[str] = frozenset()


def runs(count: int, **changes: object) -> list[CrawlRun]:
    """Daily runs; changes hold for the last one."""
    made = []
    for number in range(count):
        day = DAY + timedelta(days=number)
        more = changes if number == count - 1 else {}
        fields = {"mode": "new", "ended_at": f"{day}T06:01:00Z", "ended_why": "finished"} | more
        made.append(CrawlRun(f"{day:%Y%m%d}-crawl", "crawl", version="1", started_at=f"{day}T06:00:00Z", **fields))  # type: ignore[arg-type]
    return made


def routes(of: list[CrawlRun], *counts: int) -> list[CrawlRoute]:
    return [CrawlRoute(r.id, "feed", "/feed", 1, n, 0) for r, n in zip(of, counts, strict=True)]


def names(history: History) -> list[str]:
    return [alarm.name for alarm in judge(history)]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((30, 30, 30, 30), []),
        ((30, 30, 30, 14), []),
        ((30, 30, 30, 14, 30, 14), ["too_few"]),
        ((30, 30, 30, 14, 14), ["too_few"]),
        ((30, 30, 30, 14, 14, 30), []),
        ((30, 30, 30, 16, 16), []),
        ((30, 14, 14), []),
        ((30, 30, 30, 14, 0), ["nothing_found", "route_lost", "too_few"]),
        ((30, 30, 30, 30, 0), ["nothing_found", "route_lost"]),
    ],
)
def test_far_fewer_than_the_median_in_two_of_three_runs(counts: tuple[int, ...], found: list[str]) -> None:
    done = runs(len(counts))
    assert names(History(done, routes(done, *counts), [], [])) == found


def test_the_median_is_that_of_runs_of_the_same_mode_that_finished() -> None:
    done = runs(4) + runs(6)[4:]
    all_runs = [CrawlRun(**{**vars(r), "mode": "all"}) if n < 4 else r for n, r in enumerate(done)]
    assert names(History(all_runs, routes(all_runs, 900, 900, 900, 900, 30, 30), [], [])) == []
    cut = [CrawlRun(**{**vars(r), "ended_why": "budget: 5 requests"}) if n > 3 else r for n, r in enumerate(done)]
    assert names(History(cut, routes(cut, 30, 30, 30, 30, 2, 2), [], [])) == []


def test_one_open_route_is_enough_and_the_reason_names_those_that_are_not() -> None:
    (run,) = runs(1)
    missing = CrawlRoute(run.id, "feed", "/feed", problem="the server answered 404")
    empty = CrawlRoute(run.id, "list", "/list", 1)
    (alarm,) = judge(History([run], [missing, empty], [], []))
    assert (alarm.run, alarm.name) == (run.id, "nothing_found")
    assert alarm.reason == (
        "no route named a release (feed /feed: the server answered 404; list /list: names no release)"
    )
    assert judge(History([run], [missing, CrawlRoute(run.id, "list", "/list", 1, 9)], [], [])) == []


@pytest.mark.parametrize(("errors", "found"), [(4, []), (6, ["mostly_errors"]), (5, [])])
def test_more_errors_than_answers_is_an_alarm(errors: int, found: list[str]) -> None:
    done = runs(1, errors=errors, new=2, changed=1, unchanged=1, gone=1)
    assert names(History(done, routes(done, 30), [], [])) == found


def test_a_run_whose_addresses_were_given_by_hand_is_not_judged() -> None:
    done = runs(4, mode=None)
    assert judge(History(done, routes(done, 30, 30, 30, 0), [], [])) == []


@pytest.mark.parametrize(
    ("published", "crawls", "found"),
    [
        ([0, 5, 9, 12], 20, []),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15], 20, []),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13], 20, ["silence"]),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13], 3, []),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 40], 20, ["silence"]),
    ],
)
def test_silence_for_longer_than_the_longest_of_the_last_year(
    published: list[int], crawls: int, found: list[str]
) -> None:
    done = runs(20)[-crawls:]
    days = [f"{DAY + timedelta(days=n)}" for n in published]
    assert names(History(done, routes(done, *[30] * crawls), [], days)) == found


def readings(of: list[CrawlRun], *lacks: frozenset[str], new: bool = True) -> list[tuple[str, str, frozenset[str]]]:
    """Twelve pages in each run, all lacking the same: of new releases, or of the same twelve."""
    return [
        (run.id, f"{run.id if new else ''}{n}", lack) for run, lack in zip(of, lacks, strict=True) for n in range(12)
    ]


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize(
    ("last", "found"),
    [
        (WHOLE, []),
        (frozenset({"date"}), ["layout_changed_date"]),
        (frozenset({"page"}), ["layout_changed_page"]),
        (frozenset({"author", "body"}), ["layout_changed_body", "layout_changed_author"]),
    ],
)
def test_pages_that_suddenly_lack_a_field_tell_a_new_layout(last: frozenset[str], found: list[str], new: bool) -> None:
    done = runs(4)
    seen = readings(done, WHOLE, WHOLE, WHOLE, last, new=new)
    assert names(History(done, routes(done, 30, 30, 30, 30), seen, [])) == found


def test_what_pages_have_always_lacked_is_no_change() -> None:
    done = runs(4)
    seen = readings(done, *[frozenset({"date"})] * 4)
    assert names(History(done, routes(done, 30, 30, 30, 30), seen, [])) == []


def test_old_releases_met_in_bulk_tell_nothing_of_new_ones() -> None:
    done = runs(3)
    seen = [(done[0].id, f"old{n}", WHOLE) for n in range(500)]
    seen += readings(done[1:], frozenset({"date"}), frozenset({"date"}))
    assert names(History(done, routes(done, 30, 30, 30), seen, [])) == []


def test_few_pages_tell_nothing_yet() -> None:
    done = runs(2)
    seen = [(done[0].id, f"a{n}", WHOLE) for n in range(25)]
    seen += [(done[1].id, f"a{n}", frozenset({"date"})) for n in range(3)]
    seen += [(done[1].id, f"b{n}", frozenset({"date"})) for n in range(3)]
    assert names(History(done, routes(done, 30, 30), seen, [])) == []


def test_an_alarm_stays_until_the_pages_are_read_again_or_it_has_become_the_usual() -> None:
    bad = frozenset({"date"})
    for days, found in ((25, ["layout_changed_date"]), (60, [])):
        done = runs(2 + days)
        seen = readings(done, WHOLE, WHOLE, *[bad] * days)
        earlier = [Alarm(run.id, "layout_changed_date", "…", done[2].started_at) for run in done[2:-1]]
        assert names(History(done, routes(done, *[30] * len(done)), seen, [], earlier)) == found


def opened(name: str, of: list[CrawlRun]) -> list[Alarm]:
    """An alarm that is open since the second run, as the runs since then wrote it."""
    return [Alarm(run.id, name, "…", of[1].started_at) for run in of[1:-1]]


@pytest.mark.parametrize(
    ("name", "last", "is_open"),
    [
        ("most_gone", {"unchanged": 3}, False),
        ("most_gone", {}, True),
        ("most_gone", {"unchanged": 3, "ended_why": "killed"}, True),
        ("most_gone", {"unchanged": 3, "ended_why": "budget: 2 requests"}, True),
        ("mostly_errors", {"new": 1}, False),
        ("mostly_errors", {}, True),
        ("route_lost", {}, False),
        ("nothing_found", {"ended_why": "stopped"}, True),
        ("layout_changed_date", {}, True),
    ],
)
def test_an_alarm_stays_open_until_a_run_shows_that_it_is_over(
    name: str, last: dict[str, object], is_open: bool
) -> None:
    done = runs(4, **last)
    found = judge(History(done, routes(done, 30, 30, 30, 30), [], [], opened(name, done)))
    assert [(alarm.name, alarm.since) for alarm in found] == ([(name, done[1].started_at)] if is_open else [])


def test_a_route_that_gave_and_gives_no_more_is_an_alarm_though_others_give() -> None:
    done = runs(2)
    lost = [CrawlRoute(done[0].id, "list", "/list", 1, 9), CrawlRoute(done[1].id, "list", "/list", 0, 0, 0, "HTTP 404")]
    (alarm,) = judge(History(done, [*routes(done, 30, 30), *lost], [], []))
    assert (alarm.name, "list /list: HTTP 404" in alarm.reason) == ("route_lost", True)
    never = [CrawlRoute(run.id, "list", "/list", 0, 0, 0, "HTTP 404") for run in done]
    assert judge(History(done, [*routes(done, 30, 30), *never], [], [])) == []


@pytest.mark.parametrize(("gone", "found"), [(2, []), (3, []), (4, ["most_gone"])])
def test_a_night_on_which_a_quarter_seems_gone_is_an_alarm(gone: int, found: list[str]) -> None:
    done = runs(2)
    seen = [(done[1].id, f"a{n}", frozenset({"gone"})) for n in range(gone)]
    seen += [(done[1].id, f"b{n}", WHOLE) for n in range(10)]
    assert names(History(done, routes(done, 30, 30), seen, [])) == found


def test_a_bound_and_a_clock_in_doubt_are_alarms() -> None:
    done = runs(2, clock="the clock stands at …")
    trap = CrawlRoute(done[1].id, "sitemap", "/karte", 9, 9, 0, "bound: 3000 pages of this route were read")
    assert names(History(done, [*routes(done, 30, 30), trap], [], [])) == ["bounded", "clock"]
