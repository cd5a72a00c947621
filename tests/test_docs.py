"""The documents tell the truth about commands, verbs and columns."""

from __future__ import annotations

import re
from pathlib import Path

from archive.cli import main
from archive.dictionary import dictionary

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in main.commands if f"| `{name}" not in README] == []


def test_every_make_verb_is_in_the_readme() -> None:
    verbs = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert [verb for verb in verbs if verb != "help" and f"`{verb}`" not in README] == []


def test_the_data_dictionary_is_that_of_the_schema() -> None:
    assert (ROOT / "docs" / "data.md").read_text(encoding="utf-8") == dictionary()
