"""The command line: what it says and its exit codes."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scraper.items import Capture
from scraper.lock import RunLock
from scraper.sample.server import SampleSite
from scraper.sites import load_site
from scraper.warc import record_bytes
from tests.processes import ROOT, Run
from tests.sample_file import sample_file

CLI = [sys.executable, "-c", "from archive.cli import main; main()"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build"], 1, "there are no captures"),
        (["check"], 1, "build it first"),
        (["serve"], 1, "build it first"),
        (["--site", "nowhere", "build"], 2, "no site file"),
        (["crawl"], 2, "set DARMSTADT_AKTUELL_CONTACT"),
        (["import", "missing.warc"], 2, "no such file"),
        (["import", "README.md"], 2, "give a .warc"),
        (["import", "pyproject.toml", "--url", "http://x/"], 2, "are for a single .txt page"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_an_error_is_one_clear_line_and_an_exit_code(
    run: Run, tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    result = run("--data", tmp_path, *arguments)
    assert result.returncode == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_help_waits_for_no_grammar_and_no_reader() -> None:
    heavy = ("archive.build", "archive.german.dates", "archive.german.quotes", "archive.search", "dateparser",
             "scraper.pages", "scrapy")  # fmt: skip
    program = (
        "import sys\nfrom archive.cli import main\nmain(['--help'], standalone_mode=False)\n"
        f"sys.exit(' '.join(name for name in {heavy!r} if name in sys.modules) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "annotate" in done.stdout


def test_a_foreign_start_address_is_refused_before_anything_is_asked(run: Run, tmp_path: Path) -> None:
    result = run(
        "--data", tmp_path, "crawl", "--start", "https://example.org/", DARMSTADT_AKTUELL_CONTACT="a@example.org"
    )
    assert result.returncode == 2
    assert "not on a host of site darmstadt" in result.stderr


@pytest.mark.parametrize("command", ["build", "crawl"])
def test_a_second_run_ends_with_code_3_and_says_who_holds_the_lock(run: Run, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "captures" / "sample"
    folder.mkdir(parents=True)
    (folder / "index.db").touch()
    with RunLock(folder, "crawl"):
        result = run("--data", tmp_path, "--site", "sample", command)
    assert result.returncode == 3
    assert f"process {os.getpid()} (crawl)" in result.stderr


def test_a_text_page_needs_address_and_time_and_is_taken_once(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Darmstadt Aktuell\n\nNeues Amt\n\n(DK) – Donnerstag, 01.04.2021\n\nDas Amt öffnet heute.\n")
    assert run("--data", tmp_path, "import", page).returncode == 2
    url = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/neues-amt"
    wrong = run("--data", tmp_path, "import", page, "--url", url, "--captured", "yesterday")
    assert (wrong.returncode, "--captured wants" in wrong.stderr) == (2, True)
    arguments = ("--data", tmp_path, "import", page, "--url", url, "--captured", "2021-04-02T10:00:00+02:00")
    assert run(*arguments).stdout == "1 captures taken, 0 already there, 0 skipped\n"
    assert run(*arguments).stdout == "0 captures taken, 1 already there, 0 skipped\n"


def test_check_names_the_page_that_cannot_be_read_and_the_reason(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Nur eine Zeile ohne Kopfzeile\n")
    url = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/leer"
    run("--data", tmp_path, "import", page, "--url", url, "--captured", "2021-04-02T08:00:00Z")
    assert run("--data", tmp_path, "build").returncode == 0
    result = run("--data", tmp_path, "check")
    assert result.returncode == 1
    assert url in result.stdout
    assert "no line with author code and day" in result.stdout


def test_a_crawl_that_finds_nothing_fails_loudly(run: Run, tmp_path: Path) -> None:
    with SampleSite() as served:
        site = sample_file(tmp_path, served.host)
        result = run("--data", tmp_path, "--site", site, "crawl", "--start", served.home + "nothing-here")
    assert result.returncode == 1
    assert "found too little" in result.stderr


def test_scrapy_writes_each_release_as_printed(tmp_path: Path) -> None:
    with SampleSite() as served:
        command = [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            "releases",
            "-a",
            "site=sample",
            "-a",
            f"home={served.home}",
        ]
        command += ["-a", f"data={tmp_path}", "-O", str(tmp_path / "items.jsonl")]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text().splitlines()]
    assert len(items) == 72, result.stderr[-2000:]
    assert all(item["title"] and item["body"] and not item["partial"] for item in items)


def test_the_data_of_the_demo_are_those_of_the_site_sample(run: Run, tmp_path: Path) -> None:
    home = urlsplit(load_site("sample").home)
    with socket.socket() as probe:
        free = probe.connect_ex((str(home.hostname), home.port or 0)) != 0
    done = run("--data", tmp_path, "demo", "--no-serve")
    assert (done.returncode, "is taken" in done.stdout) == (0, not free), done.stderr
    assert list((tmp_path / "sample.downloads").glob("*/sample-parquet.zip"))
    built = run("--data", tmp_path, "--site", "sample", "build", "--whole")
    if free:
        assert (built.returncode, "474 captures read, 73 releases" in built.stdout) == (0, True)
    else:
        assert (built.returncode, "none of the 474 captures is of a host of site sample" in built.stderr) == (1, True)


def test_a_demo_on_a_port_that_is_taken_touches_no_data(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sample.db").write_bytes(b"old")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("--data", tmp_path, "demo", "--port", taken.getsockname()[1])
    assert (done.returncode, "choose another one" in done.stderr) == (2, True)
    assert (tmp_path / "sample.db").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["missing.warc.gz", "page.html", "page.txt"])
def test_an_import_that_is_refused_leaves_no_run(run: Run, tmp_path: Path, name: str) -> None:
    if name != "missing.warc.gz":
        (tmp_path / name).write_text("Kein Archiv")
    words = ("--url", "https://example.org/x", "--captured", "2021-04-02") if name == "page.txt" else ()
    assert run("--data", tmp_path, "import", tmp_path / name, *words).returncode == 2
    assert not (tmp_path / "captures").exists()


def test_an_output_that_takes_nothing_is_one_clear_line() -> None:
    line = json.dumps({"doc_id": "a", "text": "„Ja“, sagte Anna Berg."}) + "\n"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*CLI, "annotate", "--quotes"], cwd=ROOT, input=line, stdout=full, stderr=subprocess.PIPE, text=True,
            check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "Error: input or output: No space left on device\n")


def test_a_record_that_is_cut_off_is_refused_and_named(run: Run, tmp_path: Path) -> None:
    captures = [
        Capture(f"https://www.darmstadt.de/{n}", "2021-04-02T08:00:00Z", "response", 200, (), b"x" * 3000) for n in "ab"
    ]
    whole = b"".join(gzip.decompress(record_bytes(capture)) for capture in captures)
    (tmp_path / "cut.warc").write_bytes(whole[:-1000])
    result = run("--data", tmp_path, "import", tmp_path / "cut.warc")
    assert (result.returncode, result.stdout) == (1, "1 captures taken, 0 already there, 0 skipped\n")
    assert "https://www.darmstadt.de/b: cut off" in result.stderr


def test_check_lists_author_codes_that_nobody_registered(run: Run, tmp_path: Path) -> None:
    text = "Darmstadt Aktuell\n\nNeues Amt\n\n({codes}) – Donnerstag, 01.04.2021\n\nDas Amt öffnet heute.\n"
    for number, codes in enumerate(("DK", "XYZ, dk")):
        page = tmp_path / f"{number}.txt"
        page.write_text(text.format(codes=codes))
        url = f"https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/neues-amt-{number}"
        run("--data", tmp_path, "import", page, "--url", url, "--captured", "2021-04-02T08:00:00Z")
    run("--data", tmp_path, "build")
    result = run("--data", tmp_path, "check", "--authors")
    assert (result.returncode, result.stdout) == (1, "xyz  1 releases, 2021-04-01 to 2021-04-01\n")
