"""What is installed is what is used: runtime dependencies are those that are imported, and the other way round."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from archive.readers import DECIDING_LIBRARIES, readers

ROOT = Path(__file__).parents[1]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=;! \[]", name)[0]).lower()


OWN = {"archive", "scraper", "tests", "bench"}
# What the package itself needs, and what each of its extras adds; `dev` is for tests alone.
EXTRAS = {name: {normal(one) for one in asked} for name, asked in PROJECT["optional-dependencies"].items()}
RUNTIME = {normal(one) for one in PROJECT["dependencies"]}.union(
    *(asked for name, asked in EXTRAS.items() if name != "dev")
) - {normal(PROJECT["name"])}
# Imported while a database is built, and no part of what a value becomes.
DECIDES_NOTHING = {
    "brotli",  # a decoder gives the same bytes in every version
    "backports-zstd",  # the same
    "click",  # errors are its exceptions
    "sqlite-utils",  # writes what it is given; a changed form of tables is SCHEMA_VERSION
}
# Declared because a library that is imported needs it and does not say so.
COMPANIONS = {"lxml-html-clean"}
# Needed to build and no part of what a capture becomes: where captures lie, how errors look.
STORAGE = {
    "scraper/captures.py",
    "scraper/capture_index.py",
    "scraper/members.py",
    "scraper/clock.py",
    "scraper/run_log.py",
    "scraper/index.py",
    "scraper/runs.py",
    "scraper/errors.py",
    "archive/database/opening.py",
    "scraper/mending.py",
    "scraper/rewriting.py",
    # The build opens and closes the alarm of pages that wait; what the crawl asks next changes no release.
    "scraper/alarms.py",
    "scraper/discovery.py",
    "scraper/due.py",
    "scraper/frontier.py",
}


def imported(*folders: str) -> set[str]:
    """Distributions that the files of some folders import."""
    known = packages_distributions()
    names = set()
    for folder in folders:
        for path in [ROOT / folder] if folder.endswith(".py") else (ROOT / folder).rglob("*.py"):
            for module in modules(path):
                top = module.partition(".")[0]
                if top not in OWN and top not in sys.stdlib_module_names:
                    # a namespace („backports“) belongs to several distributions: the one whose name goes on with it
                    found = {normal(d) for d in known.get(top, [top])}
                    named = {d for d in found if normal(module).startswith(d)}
                    names |= named or found
    return names


def modules(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_runtime_dependencies_are_those_that_are_imported() -> None:
    assert RUNTIME - COMPANIONS - imported("scraper", "archive") == set(), "declared and not imported"
    later = {"compression"} if sys.version_info < (3, 14) else set()  # of the standard library from 3.14 on
    assert imported("scraper", "archive") - RUNTIME - later == set(), "imported and not declared"


# What a room imports comes with its extra; what another room imports that it imports from is not looked at here.
ROOMS = {
    "core": ("archive/german",),
    "crawl": ("scraper", "archive/releases", "archive/database", "archive/build.py", "archive/capture_reader.py"),
    "export": ("archive/exports", "archive/search"),
    "site": ("archive/site",),
}


@pytest.mark.parametrize("extra", ROOMS)
def test_an_extra_brings_what_its_rooms_import(extra: str) -> None:
    brought = {normal(one) for one in PROJECT["dependencies"]}
    for name in ("crawl", "export", "site") if extra == "site" else (extra,):
        brought |= EXTRAS.get(name, set())
    later = {"compression"} if sys.version_info < (3, 14) else set()
    assert imported(*ROOMS[extra]) - brought - later == set()


def test_everything_is_all_extras_but_that_of_development() -> None:
    (everything,) = PROJECT["optional-dependencies"]["all"]
    assert set(everything.partition("[")[2].rstrip("]").split(",")) == set(EXTRAS) - {"all", "dev"}


def test_a_tool_of_development_has_a_reason_beside_it() -> None:
    (block,) = re.findall(r"^dev = \[\n(.*?)^\]", PYPROJECT, re.M | re.S)
    assert [line for line in block.splitlines() if not re.search(r'",\s+# \S', line)] == []


def sources() -> set[str]:
    """Files that a build imports, from its own imports on; packages are followed only where they are named."""
    found: set[str] = set()
    waiting = ["archive.build"]
    while waiting:
        place = ROOT / Path(*waiting.pop().split("."))
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and name not in found:
                found.add(name)
                waiting += [module for module in modules(path) if module.partition(".")[0] in OWN]
    return found


def test_the_digest_of_the_readers_counts_every_file_that_decides_and_no_other() -> None:
    counted = {path.relative_to(ROOT).as_posix() for path in readers() if path.suffix == ".py"}
    assert sources() - counted - STORAGE == set(), "imported by the build and not counted"
    idle = {name for name in counted - sources() if not name.endswith("__init__.py")}
    rooms = ("archive/german/", "scraper/pages/")  # counted as a whole: their rules are looked up by name
    assert [name for name in sorted(idle) if not name.startswith(rooms)] == [], "counted and not imported by the build"


def test_the_digest_of_the_readers_counts_every_library_that_decides() -> None:
    used = imported(*[name for name in sources() if name.endswith(".py")])
    assert used - {normal(name) for name in DECIDING_LIBRARIES} - DECIDES_NOTHING - {"compression"} == set()


@pytest.mark.parametrize("library", DECIDING_LIBRARIES)
def test_a_library_that_decides_is_declared(library: str) -> None:
    assert normal(library) in RUNTIME
