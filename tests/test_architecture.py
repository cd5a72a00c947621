"""Who may import whom: data flows one way."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "scraper").rglob("*.py"), *(ROOT / "archive").rglob("*.py")])
USES_SCRAPY = ("scraper/spiders/", "scraper/recording.py", "scraper/politeness.py")
# What each room of archive/ may import: rooms of archive/ beside it, then modules of scraper/.
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "german": (set(), set()),
    "releases": (
        {"german"},
        {"boilerplate", "sites", "errors", "items", "capture_index", "runs", "evidence", "passages", "withdrawals"},
    ),
    "search": ({"german"}, set()),
    "attachments": (
        set(), {"attachments", "capture_index", "captures", "errors", "items", "pages", "sites"},
    ),
    "wording": ({"german"}, set()),
    "database": (
        {"attachments", "german", "releases", "wording"},
        {"errors", "capture_index", "items", "runs", "passages"},
    ),
    "readers": (set(), {"sites"}),
    "paths": (set(), {"sites"}),
    "spool": (set(), set()),
    "withdrawn": ({"german", "releases"}, {"items", "passages", "sites", "withdrawals"}),
    "capture_reader": (
        {"releases", "spool", "withdrawn"},
        {"capture_index", "captures", "errors", "items", "pages", "sites", "withdrawals"},
    ),
    "withholding": (
        {"attachments", "capture_reader", "database", "releases"},
        {"captures", "errors", "naming", "passages", "runs", "withdrawals"},
    ),
    "state": ({"releases"}, {"errors", "sites"}),
    "quarantine": ({"capture_reader", "database", "releases"}, {"alarms", "captures", "evidence", "runs"}),
    "build": (
        {"attachments", "capture_reader", "quarantine", "readers", "spool", "state", "german", "releases", "search",
         "database", "withholding"},
        {"errors", "capture_index", "captures", "items", "pages", "sites", "withdrawals"},
    ),
    "proof": (set(), {"members", "naming", "passages", "warc"}),
    "redacted_rows": (
        {"capture_reader", "database", "spool", "withdrawn"},
        {"captures", "passages", "sites", "withdrawals"},
    ),
    "compare": ({"releases"}, set()),
    "explain": ({"german", "releases"}, {"items"}),
    "settings": (set(), {"errors", "contact", "sites"}),
    "exports": ({"database", "german", "search", "settings"}, {"errors", "sites"}),
    "site": (
        {"compare", "explain", "exports", "german", "search", "database", "settings", "wording"},
        {"errors", "captures", "items", "pages", "sites", "lock", "withdrawals"},
    ),
    "alerts": (
        {"database", "paths", "search", "settings", "site", "state"},
        {"errors", "sites"},
    ),
    "commands": (
        {"alerts", "german", "releases", "database", "exports", "build", "paths", "proof", "redacted_rows", "settings",
         "site", "state", "wording"},
        {"errors", "captures", "items", "pages", "sites", "lock", "contact", "runs", "warc", "sample", "alarms",
         "frontier", "foreign", "verify", "clock", "due", "withdrawals", "erasing", "blackening"},
    ),
    "cli": ({"commands"}, {"sites"}),
}  # fmt: skip
NETWORK = {"asyncio", "ftplib", "http", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "urllib"}


@cache
def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def room(path: Path) -> str:
    """The room that a file of archive/ lies in: a folder, or a file at its top."""
    return path.relative_to(ROOT / "archive").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_lies_upstream(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    for module in imports(path):
        package, _, rest = module.partition(".")
        part = rest.partition(".")[0]
        if package == "scrapy":
            assert name.startswith(USES_SCRAPY), (
                f"{name} imports {module}: only the spider and its recording use Scrapy"
            )
        if name.startswith("scraper/"):
            assert package != "archive", f"{name} imports {module}: scraper never imports archive"
        elif package in {"archive", "scraper"} and name != "archive/__init__.py":
            assert room(path) in ROOMS, f"{name} is a new room: say in ROOMS what it may import"
            beside, upstream = ROOMS[room(path)]
            allowed = beside | {room(path)} if package == "archive" else upstream
            assert part in allowed, f"{name} imports {module}: {room(path)} may import {sorted(beside | upstream)}"


def test_the_build_alone_imports_releases_search_and_database() -> None:
    """From what the files really import: the table above could be widened without a thought."""
    seen: dict[str, set[str]] = {}
    for path in SOURCES:
        if path.is_relative_to(ROOT / "archive"):
            parts = {m.split(".")[1] for m in imports(path) if m.startswith("archive.")} | {room(path)}
            seen.setdefault(room(path), set()).update(parts)
    assert [name for name, parts in seen.items() if {"releases", "search", "database"} <= parts] == ["build"]


GERMAN = [path for path in SOURCES if path.is_relative_to(ROOT / "archive" / "german")]


@pytest.mark.parametrize("path", GERMAN, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_reading_german_needs_the_standard_library_alone_and_no_network_or_database(path: Path) -> None:
    others = {module.partition(".")[0] for module in imports(path)} - {"archive"}
    assert others <= sys.stdlib_module_names
    assert not others & NETWORK


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_holds_one_thing(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350
    assert path.stem not in {"utils", "helpers", "common"}
