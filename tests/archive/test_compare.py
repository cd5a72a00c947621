"""The command `compare`: lines for people, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Crawled
from tests.processes import Run

VERBATIM = "„Niemand soll zahlen müssen, weil wir etwas begriffen haben“, so Miriam Oelschläger."
SLUG = "strassenumbenennung-kolonialzeit"


NOWHERE = "„Davon stand nie etwas in einer Mitteilung der Stadt.“"


@pytest.mark.parametrize(
    ("article", "code", "line"),
    [
        (VERBATIM, 0, "verbatim: „Niemand soll zahlen müssen, weil wir etwas begriffen haben“"),
        (VERBATIM.replace("etwas", "nichts"), 1, "    -etwas +nichts"),
        (
            VERBATIM.replace("Miriam Oelschläger", "Ines Valentin"),
            1,
            "    the release: Miriam Oelschläger; the article: Ines Valentin",
        ),
        (NOWHERE, 1, f"not found: {NOWHERE}"),
        ("Nichts davon.", 0, "0 % of 2 words stand in 0 releases"),
    ],
    ids=["verbatim", "differs", "another person", "not found", "nothing to compare"],
)
def test_lines_and_exit_codes(later: Crawled, run: Run, article: str, code: int, line: str) -> None:
    ended = run("--data", later.data, "--site", "sample", "compare", "-", given=article)
    assert (ended.returncode, ended.stderr) == (code, "")
    assert line in ended.stdout.splitlines()


def test_json_of_a_file(later: Crawled, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(VERBATIM.replace("etwas", "nichts"), encoding="utf-8-sig")
    ended = run("--data", later.data, "--site", "sample", "compare", "--json", file)
    found = json.loads(ended.stdout)
    (passage,) = found["passages"]
    assert (passage["verdict"], passage["label"], passage["start"]) == ("changed", "verändert", 1)
    assert passage["differences"] == [{"release": "etwas", "article": "nichts"}]
    assert passage["release"]["slug"] == SLUG
    assert passage["permalink"].startswith(f"/sample/releases/{SLUG}#z")
    assert found["releases"][0]["words"] == found["shared"] == 8


@pytest.mark.parametrize(
    ("given", "says"),
    [(b"a" * 50_001, "more than 50,000 bytes"), (b"caf\xe9", "not UTF-8 at byte 3")],
    ids=["too long", "other letters"],
)
def test_what_cannot_be_compared_is_refused(
    later: Crawled, run: Run, tmp_path: Path, given: bytes, says: str
) -> None:  # fmt: skip
    file = tmp_path / "article.txt"
    file.write_bytes(given)
    ended = run("--data", later.data, "--site", "sample", "compare", file)
    assert ended.returncode == 2
    assert says in ended.stderr
