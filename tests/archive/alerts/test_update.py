"""`update` tells what is new after its build, and a dead man's switch how it went; nothing of that stops a crawl."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from scraper.sample.server import SampleSite
from tests.archive.alerts.town import KEY, told_of
from tests.archive.alerts.web_server import WebServer, web_server
from tests.processes import Processes
from tests.sample_file import sample_file

FILE = """ping = ["{home}/ping/"]
[receivers.hook]
webhook = "{home}/hook"
secret = "env:HOOK_KEY"
[[alerts]]
name = "Alles"
watch = "/mitteilungen"
to = ["hook"]
[[alerts]]
name = "Änderungen"
watch = "/aenderungen"
to = ["hook"]
[[alerts]]
name = "Alarme"
watch = "alarms"
to = ["hook"]
"""
LONG_AGO = "UPDATE known_releases SET looked_at = '2026-11-01T06:00:00Z'"


def cli(processes: Processes, data: Path, served: SampleSite, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line on the sample site, with the key of the web hook."""
    site_file = sample_file(data, served.host, attachments=False)
    return processes.command("--data", data, "--site", site_file, *words, HOOK_KEY=KEY)


def pings(web: WebServer) -> list[tuple[str, str]]:
    """(path, body) of all pings."""
    return [(path, body.decode()) for path, _, body in web.posted if path.startswith("/ping")]


def test_a_run_tells_receivers_and_the_dead_mans_switch(processes: Processes, tmp_path: Path) -> None:
    with SampleSite() as served, web_server() as web:
        alerts = tmp_path / "sample.alerts.toml"
        alerts.write_text(FILE.format(home=web.home), encoding="utf-8")
        first = cli(processes, tmp_path, served, "update")
        assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
        assert pings(web) == [("/ping/start", ""), ("/ping", "")]
        served.state = 2
        with sqlite3.connect(tmp_path / "captures" / "sample" / "index.db") as index:
            index.execute(LONG_AGO)
        index.close()
        second = cli(processes, tmp_path, served, "update")
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        told = told_of([body for path, _, body in web.posted if path == "/hook"])
        assert sorted(name for name, _ in told) == ["Alles", "Änderungen"]
        web.posted.clear()
        served.failing = "all"
        failed = cli(processes, tmp_path, served, "update")
        assert failed.returncode == 1
        (begun, ended) = pings(web)
        assert (begun[0], ended[0]) == ("/ping/start", "/ping/fail")
        assert ended[1].splitlines() == failed.stderr.splitlines()
        assert "ALARM nothing_found" in ended[1]
        told = told_of([body for path, _, body in web.posted if path == "/hook"])
        assert {find["title"] for _, find in told} == {
            "Nichts gefunden", "Eine Quelle nennt keine Mitteilungen mehr",
        }  # fmt: skip
        alerts.unlink()
        assert cli(processes, tmp_path, served, "update").returncode == 1
        with sqlite3.connect(tmp_path / "sample.state.db") as state:
            assert state.execute("SELECT count(*) FROM alert_watches").fetchone() == (0,)
        state.close()


def test_a_file_that_is_wrong_stops_no_crawl_and_is_said(processes: Processes, tmp_path: Path) -> None:
    with SampleSite() as served, web_server() as web:
        alerts = tmp_path / "sample.alerts.toml"
        alerts.write_text(FILE.format(home=web.home).replace("/mitteilungen", "/mitteilung"), encoding="utf-8")
        done = cli(processes, tmp_path, served, "update")
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"alerts: {alerts}: alert 'Alles': watch: '/mitteilung' names nothing")
        assert pings(web) == [("/ping/start", ""), ("/ping/fail", line)]
        assert (tmp_path / "sample.db").exists()
        alone = cli(processes, tmp_path, served, "alerts")
        assert (alone.returncode, alone.stderr) == (2, f"Error: {line.removeprefix('alerts: ')}\n")
        alerts.write_text("ping = [", encoding="utf-8")
        done = cli(processes, tmp_path, served, "update")
        assert (done.returncode, done.stderr.count("no readable TOML")) == (2, 2)


def test_a_crawl_that_cannot_begin_is_a_failure_with_its_reason(processes: Processes, tmp_path: Path) -> None:
    with SampleSite() as served, web_server() as web:
        (tmp_path / "sample.alerts.toml").write_text(FILE.format(home=web.home), encoding="utf-8")
        path = sample_file(tmp_path, served.host)
        path.write_text(path.read_text(encoding="utf-8").replace("public = false", "public = true"), encoding="utf-8")
        done = processes.command("--data", tmp_path, "--site", path, "update", DARMSTADT_AKTUELL_CONTACT="")
        assert done.returncode == 2
        assert [path for path, _ in pings(web)] == ["/ping/start", "/ping/fail"]
        assert "needs a contact in its user agent" in pings(web)[1][1]


@pytest.mark.parametrize("how", ["fail", "cut"])
def test_a_switch_that_does_not_answer_is_said_without_its_address(
    processes: Processes, tmp_path: Path, how: str
) -> None:
    with SampleSite() as served, web_server() as web:
        (tmp_path / "sample.alerts.toml").write_text(f'ping = "{web.home}/ping/geheim"\n', encoding="utf-8")
        web.behaviour = {"/ping/geheim/start": how, "/ping/geheim": how}  # type: ignore[dict-item] # as parametrised
        done = cli(processes, tmp_path, served, "update")
    assert done.returncode == 0
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["ping 1 (start)", "ping 1 (success)"]
    assert "geheim" not in done.stderr


def test_the_command_says_what_it_did_and_status_who_cannot_be_reached(processes: Processes, tmp_path: Path) -> None:
    with SampleSite() as served, web_server() as web:
        cli(processes, tmp_path, served, "update")
        missing = cli(processes, tmp_path, served, "alerts")
        assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)
        text = FILE.format(home=web.home).replace("/mitteilungen", "/personen/Niemand")
        (tmp_path / "sample.alerts.toml").write_text(text, encoding="utf-8")
        begun = cli(processes, tmp_path, served, "alerts")
        assert begun.returncode == 1
        assert begun.stderr == (
            "refused: alert 'Alles': /personen/Niemand: Diese Seite gibt es im Archiv nicht.\n"
        )  # fmt: skip
        assert "this run only takes stock" in begun.stdout
        assert "0 messages sent, 0 wait" in begun.stdout
        (tmp_path / "sample.alerts.toml").write_text(FILE.format(home=web.home), encoding="utf-8")
        served.state = 2
        cli(processes, tmp_path, served, "crawl", "--all")
        cli(processes, tmp_path, served, "build")
        dry = cli(processes, tmp_path, served, "alerts", "--dry-run")
        assert (dry.returncode, web.posted) == (0, [])
        assert "alert 'Alles': 73 found in all, 2 new" in dry.stdout
        assert "--- webhook to hook: Alles: " in dry.stdout
        web.behaviour["/hook"] = "fail"
        failed = cli(processes, tmp_path, served, "alerts")
        assert failed.returncode == 1
        assert failed.stderr.startswith("ALARM receiver 'hook': it answered 500")
        status = cli(processes, tmp_path, served, "status", "--json")
        assert status.returncode == 1
        assert any("receiver 'hook' was not reached in 3 tries" in line for line in json.loads(status.stdout)["wrong"])
