"""Who may import whom: data flows one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "scraper").rglob("*.py"), *(ROOT / "archive").rglob("*.py")])
USES_SCRAPY = ("scraper/spiders/", "scraper/recording.py", "scraper/politeness.py")
# The command line starts the demo, locks the store and says who asks; everything else in archive/ reads captures.
ARCHIVE_MAY = {"errors", "items", "captures", "runs", "pages", "sites"}
COMMANDS_MAY = ARCHIVE_MAY | {"lock", "contact", "warc", "sample", "alarms", "frontier"}
COMMANDS = ("archive/cli.py", "archive/commands/", "archive/settings.py", "archive/site/serving.py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_lies_upstream(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    for module in imports(path):
        package, _, rest = module.partition(".")
        part = rest.partition(".")[0]
        if package == "archive":
            assert name.startswith("archive/"), f"{name} imports {module}: scraper never imports archive"
            if name.startswith("archive/german/"):
                assert part == "german", f"{name} imports {module}: archive.german reads German and knows nothing else"
        if package == "scrapy":
            assert name.startswith(USES_SCRAPY), (
                f"{name} imports {module}: only the spider and its recording use Scrapy"
            )
        if package == "scraper" and name.startswith("archive/"):
            allowed = COMMANDS_MAY if name.startswith(COMMANDS) else ARCHIVE_MAY
            assert part in allowed, f"{name} imports {module}: archive knows {sorted(allowed)}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_holds_one_thing(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350
    assert path.stem not in {"utils", "helpers", "common"}
