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


def alarms_of(counts: list[int], **last: object) -> list[str]:
    done = runs(len(counts), **last)
    return names(History(done, routes(done, *counts), [], []))


@pytest.mark.parametrize(
    ("errors", "good", "found"), [(4, 0, []), (5, 0, ["mostly_errors"]), (5, 4, ["mostly_errors"]), (5, 5, [])]
)
def test_five_errors_are_many(errors: int, good: int, found: list[str]) -> None:
    assert alarms_of([30], errors=errors, unchanged=good) == found


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([30, 30, 30, 15, 15], []),  # half of the median
        ([30, 30, 30, 14, 14], ["too_few"]),
        ([30, 30, 30, 30, 14], []),  # one dip is none
        ([30, 30, 30, 14, 30, 14], ["too_few"]),  # two of the last three
        ([30, 30, 30, 14, 30, 30, 14], []),
        ([30, 30, 14, 14], []),  # three runs before
        ([8] * 6 + [30] * 10 + [14, 14], ["too_few"]),  # the median of ten runs
        ([8] * 20 + [30] * 4 + [14, 14], []),
    ],
)
def test_low_is_less_than_half_of_the_median_of_ten_runs_in_two_of_three(counts: list[int], found: list[str]) -> None:
    assert alarms_of(counts) == found


@pytest.mark.parametrize(("releases", "found"), [(9, []), (10, ["silence"])])
def test_ten_releases_of_a_year_tell_how_long_it_is_silent(releases: int, found: list[str]) -> None:
    done = runs(20)
    days = [f"{DAY + timedelta(days=number)}" for number in range(releases)]
    assert names(History(done, routes(done, *[30] * 20), [], days)) == found


DATE = frozenset({"date"})


def new_pages(before: int, lacking_before: int, last: int, lacking: int, bulk: int = 0) -> list[str]:
    """The alarms where of so many new releases' pages before, and of those of the last run, some lack a day."""
    done = runs(4)
    seen = [(done[0].id, f"bulk{n}", WHOLE) for n in range(bulk)]
    seen += [(done[1 + n % 2].id, f"a{n}", DATE if n < lacking_before else WHOLE) for n in range(before)]
    seen += [(done[3].id, f"b{n}", DATE if n < lacking else WHOLE) for n in range(last)]
    return names(History(done, routes(done, *[30] * 4), seen, []))


@pytest.mark.parametrize(
    ("pages", "changed"),
    [
        ((19, 0, 10, 10), False),  # twenty pages tell the usual
        ((20, 0, 10, 10), True),
        ((20, 0, 10, 3), False),  # a rise by three tenths
        ((20, 0, 10, 4), True),
        ((20, 4, 10, 5), False),
        ((20, 4, 10, 6), True),
        ((20, 0, 11, 4), False),  # of the last ten pages
        ((20, 0, 11, 5), True),
        ((0, 0, 10, 10, 60), True),  # 60 in one run are new ones, 61 come in bulk
        ((0, 0, 10, 10, 61), False),
    ],
)
def test_a_layout_has_changed_where_three_tenths_more_of_ten_pages_lack_a_field(
    pages: tuple[int, ...], changed: bool
) -> None:
    assert new_pages(*pages) == (["layout_changed_date"] if changed else [])


def test_the_200_pages_before_tell_the_usual() -> None:
    done = runs(12)
    for old, changed in ((40, True), (41, True), (0, True)):
        seen = [(done[n // 50].id, f"o{n}", DATE) for n in range(old)]
        seen += [(done[1 + n // 50].id, f"a{n}", WHOLE) for n in range(200)]
        seen += [(done[-1].id, f"b{n}", DATE if n < 4 else WHOLE) for n in range(10)]
        assert (names(History(done, routes(done, *[30] * 12), seen, [])) != []) is changed, old


@pytest.mark.parametrize(("lost", "of", "changed"), [(4, 4, False), (5, 16, True), (5, 17, False), (6, 17, True)])
def test_five_pages_looked_at_again_and_three_tenths_of_them_tell_a_new_layout(
    lost: int, of: int, changed: bool
) -> None:
    done = runs(2)
    seen = [(done[0].id, f"a{n}", WHOLE) for n in range(of)]
    seen += [(done[1].id, f"a{n}", DATE if n < lost else WHOLE) for n in range(of)]
    assert names(History(done, routes(done, 30, 30), seen, [])) == (["layout_changed_date"] if changed else [])


@pytest.mark.parametrize(("days", "is_open"), [(30, True), (31, False)])
def test_after_thirty_days_an_alarm_has_become_the_usual(days: int, is_open: bool) -> None:
    done = runs(days + 1)
    seen = readings(done, WHOLE, *[DATE] * days)
    earlier = [Alarm(run.id, "layout_changed_date", "…", done[0].started_at) for run in done[:-1]]
    found = names(History(done, routes(done, *[30] * len(done)), seen, [], earlier))
    assert (found == ["layout_changed_date"]) is is_open
