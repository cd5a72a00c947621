"""Researchers' own texts, as they come."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from click.testing import CliRunner

from archive.cli import main
from archive.commands.annotate_lines import annotate_lines
from archive.german.composed import composed
from scraper.errors import WrongInput


def line(text: str, day: str = "2021-04-01") -> str:
    return json.dumps({"doc_id": 1, "date": day, "text": text}, ensure_ascii=False)


def dates(text: str) -> list[dict[str, Any]]:
    (said,) = annotate_lines([line(text)], dates=True, quoted=False, look="ahead")
    rows: list[dict[str, Any]] = json.loads(said)["timexes"]
    return rows


def test_decomposed_letters_are_read_and_offsets_are_those_of_the_text_as_it_came() -> None:
    text = unicodedata.normalize("NFD", "Für alle: am 18. März 2022 um fünf Uhr.")
    rows = dates(text)
    assert [row["value"] for row in rows] == ["2022-03-18", "2022-03-18T05:00"]
    assert [text[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    assert unicodedata.normalize("NFC", rows[0]["text"]) == "18. März 2022"


def test_lines_that_end_as_on_windows_are_paragraphs_as_well() -> None:
    text = "Der Lauf ist am 5. Mai 2021.\r\n\r\nUm 18 Uhr geht es los."
    rows = dates(text)
    assert [row["value"] for row in rows] == ["2021-05-05", "2021-05-05T18:00"]
    assert text[rows[1]["start"] : rows[1]["end"]] == "18 Uhr"


def test_a_text_in_the_usual_form_is_left_as_it_is() -> None:
    assert composed("März\n").origins is None


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_mark_in_front_of_the_first_line_is_no_part_of_it(mark: bytes) -> None:
    said = list(annotate_lines([mark + line("am 5. Mai 2021").encode()], dates=True, quoted=False, look="ahead"))
    assert "2021-05-05" in said[0]


def test_latin_1_is_refused_in_one_line() -> None:
    with pytest.raises(WrongInput, match="line 1 is not in UTF-8: convert it first"):
        list(annotate_lines([line("am 5. März").encode("latin-1")], dates=True, quoted=False, look="ahead"))


def test_bad_lines_are_passed_over_and_counted_where_somebody_asked_for_it() -> None:
    text = f"{line('am 5. Mai 2021')}\nno JSON\n{line('heute', '2021-02-30')}\n{line('am 6. Mai 2021')}\n"
    done = CliRunner().invoke(main, ["annotate", "--dates", "--skip-bad"], input=text.encode())
    assert done.exit_code == 0
    assert done.stdout.count("timexes") == 2
    assert done.stderr.startswith("2 lines skipped; the first: line 2 is not of the form")
    strict = CliRunner().invoke(main, ["annotate", "--dates"], input=text.encode())
    assert strict.exit_code != 0
