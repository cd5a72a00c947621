"""Killed at any instant: the next run goes on, and nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from archive.build import build
from archive.database.schema import TABLES
from archive.paths import database_path
from scraper.captures import CaptureStore
from scraper.frontier import Frontier
from scraper.items import Capture
from scraper.sample.generate import generate
from scraper.sample.server import SampleSite
from scraper.sites import Site, load_site
from scraper.warc import record_bytes
from tests.crawl.fault_server import FaultServer, fault_server
from tests.crawl.spider_runs import captures
from tests.processes import ROOT, Processes
from tests.sample_file import sample_file

# What tells when and where something was captured differs between any two crawls.
OF_THE_RUN = {
    "run", "capture", "captures", "captured_at", "first_seen", "last_seen", "published_capture", "gone_at",
    "gone_capture", "requests", "id", "started_at", "ended_at",
}  # fmt: skip
CRAWL_TABLES = {"crawl_runs", "crawl_routes", "captures", "alarms", "builds", "release_captures"}
KILLS = 100 if os.environ.get("SOAK") else 20
CLI = "from archive.cli import main; main()"


def contents(data: Path, site: Site) -> tuple[set[tuple[str, int | None, str]], dict[str, list[tuple[object, ...]]]]:
    """What was captured, and what a build makes of it, without what belongs to the run."""
    with CaptureStore(captures(data)) as store:
        store.mend()
        captured = {(row.url, row.status, row.digest) for row in store.rows() if row.kind == "response"}
        for row in store.rows():
            store.read(row)  # checked against its digest
        build(store, site, database_path(data, site))
    tables = {}
    with sqlite3.connect(database_path(data, site)) as connection:
        for table in TABLES:
            names = ", ".join(f'"{c.name}"' for c in table.columns if c.name not in OF_THE_RUN)
            if table.name not in CRAWL_TABLES:
                tables[table.name] = sorted(connection.execute(f"SELECT {names} FROM {table.name}"), key=repr)  # noqa: S608
    return captured, tables


def test_killed_again_and_again_store_and_database_are_those_of_an_undisturbed_run(
    processes: Processes, tmp_path: Path
) -> None:
    instants = random.Random(115)  # noqa: S311 - instants, no secret
    count = 12 * KILLS + 20
    with SampleSite(releases=list(generate(count))) as served:
        site = load_site("sample").at(served.home)
        words = {"site": "sample", "home": served.home}
        data = tmp_path / "killed"
        processes.crawl("sample", tmp_path / "whole", home=served.home)
        killed = 0
        for number in range(2 * KILLS):
            if killed == KILLS:
                break
            # every third time a build is killed, so far as it has come; else a crawl after some requests
            if number % 3 == 2 and data.exists():
                place = ["--data", str(data), "--site", str(sample_file(tmp_path, served.host))]
                pid = processes.begin(command=[*place, "build"])
                time.sleep(instants.random() * 0.4)
            else:
                already, at = len(served.requests), instants.randint(1, 12)
                pid = processes.begin(crawl={**words, "data": str(data)})
                for _ in range(20_000):
                    if len(served.requests) >= already + at:
                        break
                    time.sleep(0.001)
                time.sleep(instants.random() * 0.02)
            os.kill(pid, signal.SIGKILL)
            killed += processes.ended(pid) == -signal.SIGKILL
        assert killed == KILLS
        processes.crawl("sample", data, home=served.home)
        with CaptureStore(captures(data)) as store:
            run = store.runs()[-1]
            assert store.damage() == [], "what a kill tears is no damage"
        assert (run.ended_why, run.errors) == ("finished", 0)
        assert run.new < count, "the killed runs left something done"
        whole, disturbed = contents(tmp_path / "whole", site), contents(data, site)
    assert len(whole[1]["releases"]) == count
    assert disturbed[0] == whole[0]
    assert disturbed[1] == whole[1]
    frontier = Frontier(captures(data))
    assert [left.why for left in frontier.pending()] == ["the server answered 404"], "a link of the list that is dead"
    frontier.close()


def test_an_import_that_is_killed_is_made_whole_by_the_next(processes: Processes, tmp_path: Path) -> None:
    records = [
        record_bytes(
            Capture(f"https://www.darmstadt.de/{n}", f"2021-04-02T08:00:{n % 60:02}Z", "response", 200, (), b"x" * 9000)
        )
        for n in range(400)
    ]
    (tmp_path / "all.warc.gz").write_bytes(b"".join(records))
    words = ["--data", str(tmp_path), "import", str(tmp_path / "all.warc.gz")]
    instants = random.Random(116)  # noqa: S311 - instants, no secret
    for _ in range(max(2, KILLS // 10)):
        pid = processes.begin(command=words)
        time.sleep(instants.random() * 0.5)
        os.kill(pid, signal.SIGKILL)
        processes.ended(pid)
    assert processes.command(*words).returncode == 0
    assert processes.command("--data", tmp_path, "verify").returncode == 0
    with CaptureStore(captures(tmp_path)) as store:
        assert sorted(row.url for row in store.rows()) == sorted(f"https://www.darmstadt.de/{n}" for n in range(400))


def wait_for(server: FaultServer, path: str) -> None:
    """Until the path was asked for; at most two minutes, which a busy machine may take to start a spider."""
    for _ in range(12_000):
        if server.asked[path]:
            return
        time.sleep(0.01)
    raise AssertionError(f"{path} was never asked for")


def test_a_run_that_is_asked_to_stop_ends_soon_and_cleanly_and_the_next_goes_on(tmp_path: Path) -> None:
    with fault_server() as server:
        server.retry_after = "200"
        site = server.site_file(tmp_path)
        command = [sys.executable, "-c", CLI, "--data", str(tmp_path), "--site", str(site), "crawl"]
        with subprocess.Popen(
            command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as cli:
            wait_for(server, "/news/besetzt")
            told = time.monotonic()
            cli.send_signal(signal.SIGTERM)
            out, err = cli.communicate(timeout=100)
            assert time.monotonic() - told < 10
        assert cli.returncode == 0, err
        assert "ended: stopped" in out
        with CaptureStore(captures(tmp_path)) as store:
            assert store.runs()[-1].ended_why == "stopped"
            assert store.runs()[-1].requests == sum(server.asked.values())
        frontier = Frontier(captures(tmp_path))
        assert "besetzt" in {left.url.rpartition("/")[2] for left in frontier.pending()}
        frontier.close()


def test_when_the_command_is_killed_the_spider_ends_and_the_lock_is_free(tmp_path: Path) -> None:
    with fault_server() as server:
        server.retry_after = "200"
        site = server.site_file(tmp_path)
        command = [sys.executable, "-c", CLI, "--data", str(tmp_path), "--site", str(site)]
        with subprocess.Popen([*command, "crawl"], cwd=ROOT, stdout=subprocess.PIPE) as cli:
            wait_for(server, "/news/besetzt")
            locked = subprocess.run([*command, "crawl"], cwd=ROOT, capture_output=True, text=True, check=False)
            cli.kill()
        assert locked.returncode == 3
        assert f"process {cli.pid} (crawl)" in locked.stderr
        for _ in range(200):
            ended = subprocess.run([*command, "build"], cwd=ROOT, capture_output=True, text=True, check=False)
            if ended.returncode != 3:
                break
            time.sleep(0.1)
    assert ended.returncode == 0, ended.stderr
