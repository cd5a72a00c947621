"""Judging a run: what is wrong, in words. Plain functions of the history of runs; no clock, no network.

Spidermon was considered and left out: its monitors judge one run by the stats of that run, and each of these questions
is about several runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from scraper.discovery import BOUND
from scraper.evidence import most_gone
from scraper.runs import Alarm, CrawlRoute, CrawlRun

LIST_ROUTES = {"feed", "list", "sitemap"}
MANY_ERRORS = 5
FEW = 0.5  # of the median of the runs before
RUNS_BEFORE = 10  # runs whose median counts; with fewer than MIN_BEFORE nothing is judged
MIN_BEFORE = 3
OF_LAST, LOW = 3, 2  # an alarm needs two low runs among the last three; a single dip is not enough
MIN_RELEASES = 10  # in the last year, before a silence can be told from the usual pause
PAGES = 10  # that tell a change of layout; BASE pages before them tell the usual, if there are MIN_BASE
BASE, MIN_BASE = 200, 20
BULK = 60  # a run with more first readings than this reads old releases, and says nothing about new ones
NEW_USUAL = timedelta(days=30)  # after so long, what raised the alarm is the new normal
RISE = 0.3  # by how much a share of pages may rise above the usual
QUARANTINED = "quarantined"  # the alarm that a build opens and closes, not a crawl
FIELDS = ("page", "title", "date", "body", "author")


@dataclass(frozen=True)
class History:
    """What earlier runs recorded, oldest first.

    readings:  (run, release, fields missing) of each page read; `page` means that it could not be read at all.
    published: the days on which releases were published, ISO.
    alarms:    of the runs before.
    """

    runs: Sequence[CrawlRun]
    routes: Sequence[CrawlRoute]
    readings: Sequence[tuple[str, str, frozenset[str]]]
    published: Sequence[str]
    alarms: Sequence[Alarm] = ()

    def spoiled(self, name: str, now: CrawlRun) -> set[str]:
        """Recent runs that had this alarm: they are left out of what is usual until the alarm has become normal."""
        since = f"{date.fromisoformat(now.started_at[:10]) - NEW_USUAL}"
        late = {run.id for run in self.runs if run.started_at >= since}
        return {alarm.run for alarm in self.alarms if alarm.name == name} & late


def judge(history: History) -> list[Alarm]:
    """The alarms of the newest crawl: what it shows to be wrong, and what was wrong before and is not known to be over.

    None if there is no crawl or its addresses were given by hand.
    """
    every = [run for run in history.runs if run.kind == "crawl"]
    crawls = [run for run in every if run.ended_at and run.mode]
    if not crawls or crawls[-1].id != every[-1].id:
        return []
    run = crawls[-1]
    before = {alarm.name: alarm for alarm in history.alarms if len(crawls) > 1 and alarm.run == crawls[-2].id}
    found = {name: reason for check in CHECKS for name, reason in check(history, crawls)}
    for name, alarm in before.items():
        if name not in found and not _is_over(alarm, history, run):
            found[name] = alarm.reason
    return [
        Alarm(run.id, name, reason, (name in before and before[name].since) or run.started_at)
        for name, reason in found.items()
    ]


def _is_over(alarm: Alarm, history: History, run: CrawlRun) -> bool:
    """Whether a run that does not raise an alarm again proves that things are back to normal."""
    if run.ended_why != "finished" or alarm.name == QUARANTINED:
        return False
    if alarm.since and _age(run, alarm) > NEW_USUAL and alarm.name.startswith(("layout_changed", "too_few")):
        return True
    good = run.new + run.changed + run.unchanged
    if alarm.name in {"mostly_errors", "most_gone"}:
        return good > 0
    if alarm.name == "too_few":
        return any(r.mode == run.mode for r in history.runs if r.id == alarm.run)
    if alarm.name.startswith("layout_changed_"):
        field = alarm.name.removeprefix("layout_changed_")
        read = [missing for of, _, missing in history.readings if of == run.id and "gone" not in missing]
        return bool(read) and sum(field in missing for missing in read) <= len(read) / 2
    return True


def _age(run: CrawlRun, alarm: Alarm) -> timedelta:
    return datetime.fromisoformat(run.started_at) - datetime.fromisoformat(alarm.since or run.started_at)


def _named(history: History, run: CrawlRun) -> int:
    """How many releases the lists of a run named: the number of the best route, since routes overlap."""
    counts = [r.releases for r in history.routes if r.run == run.id and r.route in LIST_ROUTES]
    return max(counts, default=0)


def _nothing_found(history: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:
    run = crawls[-1]
    tried = [r for r in history.routes if r.run == run.id and r.route in LIST_ROUTES]
    if tried and not any(r.releases for r in tried):
        why = "; ".join(f"{r.route} {r.url}: {r.problem or 'names no release'}" for r in tried)
        yield "nothing_found", f"no route named a release ({why})"


def _mostly_errors(history: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - one form
    run = crawls[-1]
    good = run.new + run.changed + run.unchanged + run.gone
    if run.errors >= MANY_ERRORS and run.errors > good:
        yield "mostly_errors", f"{run.errors} addresses gave no usable answer, only {good} did"


def _most_gone(history: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:
    read = [missing for run, _, missing in history.readings if run == crawls[-1].id]
    away = sum("gone" in missing for missing in read)
    if most_gone(away, len(read)):
        yield (
            "most_gone",
            (
                f"{away} of {len(read)} releases that were looked at seemed gone: none was marked, all are asked again;"
                " is the site whole?"
            ),
        )


def _route_lost(history: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:
    """A route that named releases when it last worked, and names none now."""
    run, order = crawls[-1], {r.id: number for number, r in enumerate(crawls)}
    gave = {(r.route, r.url) for r in history.routes if r.releases and r.run in order and r.run != run.id}
    tried = [r for r in history.routes if r.run == run.id and r.route in LIST_ROUTES]
    lost = [r for r in tried if not r.releases and (r.route, r.url) in gave]
    if lost and run.ended_why == "finished":
        why = "; ".join(f"{r.route} {r.url}: {r.problem or 'names no release'}" for r in lost)
        yield "route_lost", f"a route that used to name releases names none ({why})"


def _bounded(history: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:
    full = [r for r in history.routes if r.run == crawls[-1].id and (r.problem or "").startswith(BOUND)]
    if full:
        why = "; ".join(f"{r.route} {r.url}: {(r.problem or '').removeprefix(BOUND)}" for r in full)
        yield "bounded", f"a route took more than its share: is it a trap? ({why})"


def _clock(_: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:
    if crawls[-1].clock:
        yield "clock", f"the times of this run are in doubt: {crawls[-1].clock}; set the clock of this machine"


def _too_few(history: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:
    run = crawls[-1]
    alike = [r for r in crawls if r.mode == run.mode and r.ended_why == "finished"]
    if run not in alike or len(alike) < MIN_BEFORE + 1:
        return
    low, spoiled = [], history.spoiled("too_few", run)
    for at in range(max(MIN_BEFORE, len(alike) - OF_LAST), len(alike)):
        before = [r for r in alike[:at] if r.id not in spoiled][-RUNS_BEFORE:]
        usual = median(_named(history, r) for r in before)
        if _named(history, alike[at]) < FEW * usual:
            low.append((alike[at], usual))
    if len(low) >= LOW and low[-1][0] == run:
        yield (
            "too_few",
            (
                f"the lists named {_named(history, run)} releases; the median of the runs before is {low[-1][1]:g},"
                f" and {len(low)} of the last {OF_LAST} runs were this low"
            ),
        )


def _silence(history: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:
    if len(crawls) <= MIN_BEFORE or crawls[-1].clock:
        return  # if the site was already quiet when we began to watch it, nothing was missed
    today = date.fromisoformat((crawls[-1].ended_at or "")[:10])
    days = sorted({date.fromisoformat(day) for day in history.published if date.fromisoformat(day) <= today})
    if not days:
        return
    year = [day for day in days if day > days[-1] - timedelta(days=365)]
    if len(year) < MIN_RELEASES:
        return
    longest = max((after - before).days for before, after in pairwise(year))
    silent = (today - days[-1]).days
    if silent > longest:
        yield (
            "silence",
            (
                f"no new release for {silent} days, since {days[-1]}; the longest silence of the year before was"
                f" {longest} days"
            ),
        )


def _layout_changed(history: History, crawls: list[CrawlRun]) -> Iterator[tuple[str, str]]:
    """A field that revisited pages have lost, or that new releases lack more often than earlier ones did."""
    before: dict[str, frozenset[str]] = {}
    again: list[tuple[frozenset[str], frozenset[str]]] = []
    firsts: list[tuple[str, frozenset[str]]] = []
    for run, key, missing in history.readings:
        if "gone" in missing:
            continue
        if key not in before:
            firsts.append((run, missing))
        elif run == crawls[-1].id:
            again.append((before[key], missing))
        if run != crawls[-1].id:
            before[key] = missing
    met = Counter(run for run, _ in firsts)
    new = [(run, missing) for run, missing in firsts if met[run] <= BULK]
    for field in FIELDS:
        lost = sum(field in now and field not in then for then, now in again)
        spoiled = history.spoiled(f"layout_changed_{field}", crawls[-1])
        usual = [missing for run, missing in new[:-PAGES] if run not in spoiled][-BASE:]
        latest = [missing for _, missing in new[-PAGES:]]
        share = sum(field in missing for missing in usual) / max(len(usual), 1)
        lack = sum(field in missing for missing in latest)
        what = "can no longer be read" if field == "page" else f"no longer show a {field}"
        if lost >= PAGES / 2 and lost > RISE * len(again):
            yield (
                f"layout_changed_{field}",
                (f"{lost} of {len(again)} release pages looked at again {what}: has the layout of the pages changed?"),
            )
        elif new and new[-1][0] == crawls[-1].id and len(usual) >= MIN_BASE and lack / PAGES > share + RISE:
            yield (
                f"layout_changed_{field}",
                (
                    f"{lack} of the last {PAGES} new release pages {what}, {share:.0%} of those before did not:"
                    " has the layout of the pages changed?"
                ),
            )


CHECKS: tuple[Callable[[History, list[CrawlRun]], Iterator[tuple[str, str]]], ...] = (
    _nothing_found, _route_lost, _mostly_errors, _most_gone, _too_few, _silence, _layout_changed, _bounded, _clock,
)  # fmt: skip
