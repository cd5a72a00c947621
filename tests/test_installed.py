"""The wheel works elsewhere: the core with nothing beside it, the whole with what `[all]` brings."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.request
import venv
from contextlib import closing
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from archive.database.schema import SCHEMA_VERSION
from tests.processes import ROOT

BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"
READ = """
import sys
from datetime import date
import archive.german.quotes.pipeline
from archive.german import DateMention, date_mentions, quotes

(mention,) = date_mentions("Der Turm öffnet am 5. Mai.", date(2021, 4, 1))
(quote,) = quotes("Turm öffnet", None, ["Ruth Amend sagte: „Der Turm wird für alle offen sein.“"])
assert isinstance(mention, DateMention)
others = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - {"archive", "__main__"}
print(archive.__file__, mention.value, quote.speaker, sorted(name for name in others if not name.startswith("_")))
"""
TEXT = {"doc_id": 1, "date": "2021-04-01", "text": "Der Turm öffnet am 5. Mai."}


class Installed:
    """An environment that holds the wheel alone, and an empty folder to work in."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.work, environment = folder / "empty", folder / "environment"
        self.work.mkdir()
        venv.create(environment, with_pip=True, symlinks=True)
        self.bin = environment / "bin"
        self.run("python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile", str(wheel))
        (self.packages,) = environment.glob("lib/python*/site-packages")

    def begin(self, *command: str, error: int = subprocess.PIPE) -> subprocess.Popen[str]:
        """Begin a program of the environment in the empty folder, without what this process knows of the checkout."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DARMSTADT"))}
        return subprocess.Popen(
            [self.bin / command[0], *command[1:]], cwd=self.work, env=kept, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=error,
        )  # fmt: skip

    def run(self, *command: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run a program to its end."""
        with self.begin(*command) as process:
            said, wrong = process.communicate(given)
        return subprocess.CompletedProcess(command, process.returncode, said, wrong)

    def lend(self, folder: Path) -> None:
        """Let the environment import what lies in a folder, behind what it has itself."""
        with (self.packages / "lent.pth").open("a", encoding="utf-8") as file:
            file.write(f"{folder}\n")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel of this checkout, in an environment of its own."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    for name in ("archive", "scraper"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-W", "ignore", "-c", BUILD, str(folder)]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-2000:]
    return Installed(folder, folder / built.stdout.splitlines()[-1])


def test_the_wheel_works_in_an_empty_folder_with_no_more_than_was_asked_for(installed: Installed) -> None:
    """In three steps, each with more at hand; one test, so that one worker makes one environment."""
    read = installed.run("python", "-c", READ)
    assert read.returncode == 0, read.stderr
    assert read.stdout.startswith(str(installed.packages))
    assert "2021-05-05 Ruth Amend []" in read.stdout

    core = installed.work.parent / "core"
    core.mkdir()
    site_packages = Path(sysconfig.get_path("purelib"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {one.partition(">")[0] for one in project["dependencies"]}
    for module, distributions in packages_distributions().items():
        if asked & set(distributions) and (site_packages / module).is_dir():
            (core / module).symlink_to(site_packages / module)
    installed.lend(core)
    annotated = installed.run("darmstadt-aktuell", "annotate", "--dates", given=json.dumps(TEXT))
    assert annotated.returncode == 0, annotated.stderr
    assert json.loads(annotated.stdout)["timexes"][0]["value"] == "2021-05-05"
    database = installed.work.parent / "other" / "darmstadt.db"
    database.parent.mkdir()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    for command in (["crawl", "--all"], ["--data", str(database.parent), "serve"]):
        missing = installed.run("darmstadt-aktuell", *command)
        assert (missing.returncode, "with its extra [all]" in missing.stderr) == (1, True), missing.stderr
        assert (missing.stdout, len(missing.stderr.splitlines())) == ("", 1)

    installed.lend(site_packages)
    _demo_serves_until_it_is_interrupted(installed)


def _demo_serves_until_it_is_interrupted(installed: Installed) -> None:
    with installed.begin("darmstadt-aktuell", "demo", "--port", "0", error=subprocess.STDOUT) as process:
        try:
            assert process.stdout
            said = ""
            for line in process.stdout:
                said += line
                if line.startswith("Serving "):
                    home = line.split()[1].rstrip("/")
                    break
            assert "73 releases built" in said, said
            shown = {"releases.json": 73, "changes.json": 1, "releases.json?gone_at__notnull=1": 1}
            for path, count in shown.items():
                with urllib.request.urlopen(f"{home}/sample/{path}", timeout=60) as answer:
                    assert json.load(answer)["filtered_table_rows_count"] == count, path
        finally:
            process.send_signal(signal.SIGINT)
            started = time.monotonic()
            process.wait(timeout=10)
        assert time.monotonic() - started < 10
    assert [path.name for path in installed.work.iterdir()] == ["data"]
