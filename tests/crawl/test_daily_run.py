"""A day in the life of the archive: what is new, what was edited, what went away, and how little that costs."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.commands.spider import judged
from scraper.captures import CaptureStore
from scraper.due import KnownRelease
from scraper.frontier import Frontier
from scraper.items import Capture
from scraper.sample.generate import generate
from scraper.sample.server import SampleSite
from scraper.sites import load_site
from tests.crawl.spider_runs import captures, run_spider
from tests.processes import Processes
from tests.sample_file import sample_file

GONE = "SELECT slug FROM releases WHERE gone_at IS NOT NULL"
MOST_REQUESTS = 40  # of a run on a site of 5,000 releases on which nothing changed
# Between the two days of the sample site, and long before the clock of any run.
LONG_AGO = "UPDATE known_releases SET looked_at = '2026-11-01T06:00:00Z'"
OVERDUE = (
    "UPDATE known_releases SET looked_at = strftime('%Y-%m-%dT%H:%M:%SZ', looked_at, '-40 days')"
    " WHERE saved < date(looked_at, '-41 days')"
)


def cli(processes: Processes, data: Path, served: SampleSite, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line on the sample site."""
    return processes.command("--data", data, "--site", sample_file(data, served.host, attachments=False), *words)


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(data / "sample.db") as connection:
        return connection.execute(query).fetchall()


def look_back(data: Path, statement: str) -> None:
    """Change when we looked at the known releases."""
    with sqlite3.connect(captures(data) / "index.db") as index:
        index.execute(statement)
    index.close()


def crawled_before(served: SampleSite, data: Path) -> int:
    """Put into the store what a first crawl of the site leaves there; returns how many releases there are."""
    began, folder, site = datetime.now(UTC) - timedelta(days=1), data / "captures" / "sample", load_site("sample")
    at = f"{began:%Y-%m-%dT%H:%M:%SZ}"
    with CaptureStore(folder) as store:
        store.start_run("crawl", "0", began, "all")
        frontier = Frontier(folder)
        for release in served.content.releases:
            answer = served.content.answer(release.path, served.host)
            body = answer.text.encode()
            headers = [("Content-Type", answer.media_type), ("ETag", f'"{hashlib.sha256(body).hexdigest()[:20]}"')]
            if answer.last_modified:
                headers.append(("Last-Modified", answer.last_modified))
            url = served.home.rstrip("/") + release.path
            store.add(Capture(url, at, "response", 200, tuple(headers), body))
            key, day = site.key(f"{site.home.rstrip('/')}{release.path}"), f"{release.published:%Y-%m-%d}"
            assert key
            frontier.looked(KnownRelease(key, url, day, day, at, at, gone=False, listed=True, asked_plainly=at))
        list_page = served.home + "nachrichten/darmstadt-aktuell"
        frontier.swept(list_page, began)
        frontier.close()
        store.end_run("finished", began, new=len(served.content.releases))
    return len(served.content.releases)


def test_a_run_on_5000_releases_on_which_nothing_changed_is_cheap(processes: Processes, tmp_path: Path) -> None:
    with SampleSite(releases=list(generate(5000))) as served:
        assert crawled_before(served, tmp_path) == 5000
        with CaptureStore(captures(tmp_path)) as store:
            before = len(store.rows())
        for statement in ("SELECT 1", OVERDUE):
            look_back(tmp_path, statement)
            served.forget_requests()
            run, _ = run_spider(processes, "sample", tmp_path, home=served.home)
            assert (run.ended_why, run.new, run.changed, run.errors) == ("finished", 0, 0, 0)
            assert len(served.requests) == run.requests
            assert run.requests <= MOST_REQUESTS
        with CaptureStore(captures(tmp_path)) as store:
            site = load_site("sample").at(served.home)
            later = [row for row in store.rows()[before:] if site.key(row.url) and row.status != 404]
        assert {row.kind for row in later} == {"revisit"}, "unchanged pages leave no second copy"


@dataclass(frozen=True)
class Days:
    """A data folder and the site that was crawled into it."""

    data: Path
    served: SampleSite


@pytest.fixture(scope="module")
def days(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    """The sample site on two days: on the second one release is corrected, one gone and one new."""
    data = tmp_path_factory.mktemp("days")
    with SampleSite() as served:
        assert cli(processes, data, served, "update").returncode == 0
        served.state = 2
        look_back(data, LONG_AGO)
        second = cli(processes, data, served, "update")
        assert (second.returncode, second.stdout, second.stderr) == (0, "", ""), "silent when all is well"
        assert rows(data, GONE) == [], "one answer is no evidence"
        half_a_day_later(processes, data, served)
        yield Days(data, served)


@pytest.fixture
def two_days(days: Days) -> Path:
    return days.data


def half_a_day_later(processes: Processes, data: Path, served: SampleSite) -> None:
    """Crawl everything once more, later than ever before, and build."""
    site = load_site(data / "sample.toml")
    with CaptureStore(captures(data)) as store:
        last = datetime.fromisoformat(store.rows()[-1].captured_at)
    processes.crawl(data / "sample.toml", data, mode="all", now=last + timedelta(hours=13))
    with CaptureStore(captures(data)) as store:
        judged(site, store, data / "log")
    cli(processes, data, served, "build")


def test_what_is_new_edited_and_gone_is_found_by_a_daily_run(two_days: Path) -> None:
    with CaptureStore(captures(two_days)) as store:
        runs = store.runs()
    assert [(run.kind, run.mode, run.ended_why) for run in runs[:2]] == [("crawl", "new", "finished")] * 2
    assert (runs[1].new, runs[1].changed, runs[1].errors) == (1, 1, 0)
    assert rows(two_days, "SELECT count(*) FROM releases WHERE revisions > 1") == [(1,)]
    assert rows(two_days, "SELECT count(*) FROM changes") != [(0,)]


def test_a_release_that_is_gone_keeps_its_text_and_says_which_capture_tells(two_days: Path) -> None:
    ((body, gone_at, status, captured_at),) = rows(
        two_days, "SELECT body, gone_at, status, captured_at FROM releases JOIN captures ON id = gone_capture"
    )
    assert body
    assert (status, captured_at) == (404, gone_at)
    assert rows(two_days, "SELECT count(*) FROM releases WHERE gone_at IS NOT NULL") == [(1,)]


def test_back_again_clears_it_and_a_transient_error_marks_nothing(
    processes: Processes, days: Days, tmp_path: Path
) -> None:
    gone, served, tmp_path = GONE, days.served, tmp_path / "later"
    shutil.copytree(days.data, tmp_path)
    try:
        (taken_down,) = rows(tmp_path, gone)
        served.state = 1
        cli(processes, tmp_path, served, "crawl", "--all")
        cli(processes, tmp_path, served, "build")
        assert taken_down not in rows(tmp_path, gone)
        before = rows(tmp_path, gone)
        served.failing = "releases"
        failed = cli(processes, tmp_path, served, "crawl", "--all")
        assert "addresses gave no usable answer" in failed.stderr
        assert "ALARM mostly_errors" in failed.stderr
        assert failed.returncode == 1
        cli(processes, tmp_path, served, "build")
        assert rows(tmp_path, gone) == before
    finally:
        served.state, served.failing = 2, ""


def test_status_shows_runs_and_open_alarms(processes: Processes, two_days: Path) -> None:
    with SampleSite() as served:
        shown = cli(processes, two_days, served, "status")
        state = json.loads(cli(processes, two_days, served, "status", "--json").stdout)
    assert shown.returncode == 1, "the third crawl was dated half a day ahead"
    assert "which is still to come" in shown.stdout
    assert shown.stdout.count("crawl new: ") == 2
    assert "1 new, 1 changed" in shown.stdout
    assert state["alarms"] == []
    assert state["last_finished"] == state["runs"][0]["ended_at"]


def test_an_alarm_is_a_line_on_stderr_and_exit_code_1_and_stays_in_status_and_database(
    processes: Processes, tmp_path: Path
) -> None:
    with SampleSite() as served:
        cli(processes, tmp_path, served, "update")
        served.failing = "all"
        alarmed = cli(processes, tmp_path, served, "update")
        shown = cli(processes, tmp_path, served, "status")
    assert (alarmed.returncode, shown.returncode) == (1, 1)
    assert "ALARM nothing_found: no route named a release" in alarmed.stderr
    assert "ALARM nothing_found" in shown.stdout
    assert rows(tmp_path, "SELECT name FROM alarms") == [("nothing_found",), ("route_lost",)]
    assert rows(tmp_path, "SELECT count(*) FROM releases") == [(72,)]


def test_probe_says_what_each_route_gives_and_where_each_field_was_found(processes: Processes, tmp_path: Path) -> None:
    with SampleSite() as served:
        probed = cli(processes, tmp_path, served, "probe")
        one = cli(processes, tmp_path, served, "probe", f"{served.home}nachrichten/darmstadt-aktuell")
        wrong = cli(processes, tmp_path, served, "probe", f"{served.home}nirgends")
        asked = [request.path for request in served.requests]
    assert (probed.returncode, one.returncode, wrong.returncode) == (0, 0, 1)
    for words in ("feed: names", "listing: names", "sitemap: names", "release, layout ", "title: ", "(from: "):
        assert words in probed.stdout, words
    assert "listing: names " in one.stdout
    assert "nothing to read: " in wrong.stdout
    assert len(asked) < 20, "a probe follows nothing but one release"
    assert not (tmp_path / "captures").exists(), "a probe keeps nothing"


def test_captures_alone_bring_everything_back(processes: Processes, tmp_path: Path) -> None:
    whole, restored = tmp_path / "whole", tmp_path / "restored"
    contents = "SELECT slug, title, body, published, revisions, first_seen, last_seen, gone_at FROM releases ORDER BY 1"
    with SampleSite() as served:
        cli(processes, whole, served, "update")
        served.state = 2
        cli(processes, whole, served, "crawl", "--all")
        cli(processes, whole, served, "build")
        target = restored / "captures" / "sample"
        target.mkdir(parents=True)
        for path in captures(whole).glob("*.warc.gz"):
            shutil.copy(path, target)
        assert cli(processes, restored, served, "build").returncode == 0
        assert rows(restored, contents) == rows(whole, contents)
        served.forget_requests()
        done = cli(processes, restored, served, "crawl")
        assert (done.returncode, " 0 new, " in done.stdout) == (0, True), done.stdout
        assert len(served.requests) <= MOST_REQUESTS
