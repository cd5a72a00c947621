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

from archive.build import build, database_path
from archive.database.schema import TABLES
from scraper.captures import CaptureStore
from scraper.frontier import Frontier
from scraper.sample.generate import generate
from scraper.sample.server import SampleSite
from scraper.sites import Site, load_site
from tests.crawl.fault_server import FaultServer, fault_server
from tests.crawl.spider_runs import ROOT, captures, run_spider, spider_command

# What tells when and where something was captured differs between any two crawls.
OF_THE_RUN = {
    "run", "capture", "captures", "captured_at", "first_seen", "last_seen", "published_capture", "gone_at",
    "gone_capture", "requests", "id", "started_at", "ended_at",
}  # fmt: skip
CRAWL_TABLES = {"crawl_runs", "crawl_routes", "captures", "alarms", "builds", "release_captures"}
KILLS = 20
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


def test_killed_at_20_instants_store_and_database_are_those_of_an_undisturbed_run(tmp_path: Path) -> None:
    instants = random.Random(115)  # noqa: S311 - instants, no secret
    with SampleSite(releases=list(generate(260))) as served:
        site = load_site("sample").at(served.home)
        run_spider("sample", tmp_path / "whole", home=served.home)
        killed = 0
        while killed < KILLS:
            command = spider_command("sample", tmp_path / "killed", home=served.home)
            already = len(served.requests)
            with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as spider:
                at = instants.randint(1, 12)  # requests after which it is killed, and a random moment more
                while len(served.requests) < already + at and spider.poll() is None:
                    time.sleep(0.001)
                time.sleep(instants.random() * 0.02)
                assert spider.poll() is None, "the run ended before it was killed: give the site more releases"
                spider.kill()
            killed += 1
        run, _ = run_spider("sample", tmp_path / "killed", home=served.home)
        assert (run.ended_why, run.errors) == ("finished", 0)
        assert run.new < 260, "the killed runs left something done"
        whole, disturbed = contents(tmp_path / "whole", site), contents(tmp_path / "killed", site)
    assert len(whole[1]["releases"]) == 260
    assert disturbed[0] == whole[0]
    assert disturbed[1] == whole[1]
    frontier = Frontier(captures(tmp_path / "killed"))
    assert frontier.pending() == []
    frontier.close()


def wait_for(server: FaultServer, path: str) -> None:
    """Until the path was asked for; at most 20 seconds."""
    for _ in range(2000):
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
            out, err = cli.communicate(timeout=20)
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
        for _ in range(50):
            ended = subprocess.run([*command, "build"], cwd=ROOT, capture_output=True, text=True, check=False)
            if ended.returncode != 3:
                break
            time.sleep(0.1)
    assert ended.returncode == 0, ended.stderr
