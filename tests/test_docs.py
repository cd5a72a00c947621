"""The documents tell the truth about commands, verbs and columns."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click import Context

from archive.cli import COMMANDS, main
from archive.commands.annotate_lines import annotate_lines
from archive.database.dictionary import dictionary

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in COMMANDS if f"| `{name}" not in README] == []


def test_every_command_is_loaded_under_its_name() -> None:
    context = Context(main)
    assert main.list_commands(context) == sorted(COMMANDS)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command
        assert command.name == name


def test_every_make_verb_is_in_the_readme() -> None:
    verbs = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert [verb for verb in verbs if verb != "help" and f"`{verb}`" not in README] == []


def test_annotate_writes_the_keys_that_are_documented() -> None:
    text = (
        "Anna Berg sagte am Montag: „Wir öffnen Anfang Mai.“ Sprechstunden: Mo–Fr 9 bis 12 Uhr. Am 26. März 2023 um"
        " 2.30 Uhr, am 5. und 6. Juni um 18 Uhr und am 7. Juni von 10 bis 12 Uhr. Der Markt am 8. Juni entfällt."
    )
    line = json.dumps({"doc_id": "a", "date": "2023-04-01", "text": text})
    (written,) = annotate_lines([line], dates=True, quoted=True, look="ahead")
    for name, document in (("timexes", "dates.md"), ("quotes", "quotes.md")):
        keys = {key for row in json.loads(written)[name] for key in row}
        told = re.search(r"`(?:darmstadt-aktuell )?annotate --\w+` writes.*?(?=\n\n[A-Z*])", read(document), re.S)
        assert told
        names = set(re.findall(r"`(\w+)`", told[0])) - {"timexes", "quotes", "begin_day", "end_day", "null"}
        assert keys == names, document


def test_the_data_dictionary_is_that_of_the_schema() -> None:
    assert (ROOT / "docs" / "data.md").read_text(encoding="utf-8") == dictionary()
