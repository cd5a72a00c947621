"""Every form of a German date mention, and what only looks like one, against a table of hand-reasoned cases.

A line of the table: text => words = value [flag] | words ~ interval of a span row; `-` stands for no mention at all.
"""

from pathlib import Path

import pytest

from archive.german.dates import Look, date_mentions

LINES = (Path(__file__).with_name("date_cases.txt")).read_text(encoding="utf-8").splitlines()


def cases() -> list[tuple[str, Look, str, str]]:
    found: list[tuple[str, Look, str, str]] = []
    issued, look = "", "ahead"
    for line in LINES:
        if line.startswith("# "):
            issued, look = line[2:].split()
        else:
            text, expected = line.split(" => ")
            found.append((issued, "back" if look == "back" else "ahead", text, expected))
    return found


def test_the_table_holds_at_least_six_hundred_cases() -> None:
    assert len(set(cases())) >= 600


@pytest.mark.parametrize(("issued", "look", "text", "expected"), cases())
def test_each_expression_names_its_day(issued: str, look: Look, text: str, expected: str) -> None:
    wanted = set() if expected == "-" else set(expected.split(" | "))
    got = set()
    for mention in date_mentions(text, issued, look=look):
        assert text[mention.start : mention.end] == mention.text
        flag = " weekday_mismatch" if "weekday_mismatch" in mention.flags else ""
        got.add(f"{mention.text} {'~' if mention.span else '='} {mention.value}{flag}")
    assert got == wanted
