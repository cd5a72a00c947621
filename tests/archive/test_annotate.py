"""Researchers' own texts, as they come."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from archive.cli import main
from archive.commands.annotate_lines import annotate_lines
from archive.commands.annotate_texts import MOST_TEXTS, UNDER_WAY, Asked, Text, in_order
from archive.german.composed import composed
from scraper.errors import WrongInput
from tests.processes import Run


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


RICH = (
    "Anna Berg sagte am Montag: „Wir öffnen Anfang Mai.“ Sprechstunden: Mo–Fr 9 bis 12 Uhr. Am 26. März 2023 um"
    " 2.30 Uhr, am 5. und 6. Juni um 18 Uhr und am 7. Juni von 10 bis 12 Uhr. Der Markt am 8. Juni entfällt."
)
ASKED = Asked(dates=True, quoted=True)


def annotated(text: str, day: str = "2021-04-01", *explain: str) -> dict[str, Any]:
    """What `annotate` finds in one text, as JSON Lines have it."""
    (said,) = annotate_lines([line(text, day)], dates=True, quoted=True, look="ahead", explain=bool(explain))
    found: dict[str, Any] = json.loads(said)
    return found


def many(count: int) -> list[str]:
    """Texts that differ, enough for several batches."""
    return [f"Am {number % 28 + 1}. Mai sagte Ruth Amend: „Raum {number} ist offen.“" for number in range(count)]


def test_several_processes_give_the_same_lines_in_the_same_order(run: Run) -> None:
    lines = [line(text) for text in many(MOST_TEXTS * 2 + 10)]
    lines.insert(-3, "no JSON")
    given = "\n".join(lines)
    one, two = (run("annotate", "--dates", "--quotes", "--jobs", jobs, given=given) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == len(lines) - 4, "what stands before a bad line is answered"
    assert one.returncode == two.returncode == 2
    assert f"line {len(lines) - 3} is not of the form" in two.stderr == one.stderr


def test_what_is_under_way_at_once_is_bounded_and_comes_in_order() -> None:
    every = 20 * MOST_TEXTS
    taken = 0

    def texts() -> Iterator[tuple[int, Text]]:
        nonlocal taken
        for taken in range(1, every + 1):
            yield taken, Text("Es ist gut.", date(2021, 4, 1))

    answers = in_order(texts(), ASKED, jobs=2)
    assert [next(answers)[0] for _ in range(3)] == [1, 2, 3]
    assert taken <= MOST_TEXTS * (2 * UNDER_WAY + 1)
    assert [number for number, _ in answers] == list(range(4, every + 1))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_keeps_every_column_and_gets_two(run: Run, tmp_path: Path, mark: str) -> None:
    texts = [RICH, 'Ein „Wort“, und\n\nein Absatz am 5. Mai; "so".', ""]
    with (tmp_path / "in.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=mark)
        writer.writerow(["id", "body", "day", "=odd"])
        writer.writerows([[n, text, "2021-04-01", "0012"] for n, text in enumerate(texts)])
    words = ("annotate", "--dates", "--quotes", tmp_path / "in.csv", "--text", "body", "--date", "day")
    done = run(*words, "--to", tmp_path / "out.csv")
    assert (done.returncode, done.stderr) == (0, "")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter=mark)
    assert head == ["id", "body", "day", "=odd", "timexes", "quotes"]
    for number, (text, row) in enumerate(zip(texts, rows, strict=True)):
        assert row[:4] == [str(number), text, "2021-04-01", "0012"]
        expected = annotated(text)
        assert [json.loads(value) for value in row[4:]] == [expected["timexes"], expected["quotes"]]


@pytest.mark.parametrize("kind", [pa.string(), pa.date32(), pa.timestamp("ns")])
def test_parquet_keeps_every_column_and_gets_two_of_structs(run: Run, tmp_path: Path, kind: pa.DataType) -> None:
    table = pa.table({
        "body": [RICH, None, "nichts"], "n": pa.array([1, None, 3], pa.int8()),
        "day": pa.array([date(2023, 4, 1)] * 3).cast(pa.string() if kind == pa.string() else kind),
    })  # fmt: skip
    table = table.replace_schema_metadata({"said": "by a stranger"})
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=2)
    words = ("annotate", "--dates", "--quotes", "--explain", tmp_path / "in.parquet", "--text", "body", "--date", "day")
    done = run(*words, "--to", tmp_path / "out.parquet")
    assert (done.returncode, done.stderr) == (0, "")
    read = pq.read_table(tmp_path / "out.parquet")
    assert read.select(["body", "n", "day"]).equals(table)
    assert read.schema.metadata == table.schema.metadata
    first, second, third = read.select(["timexes", "quotes"]).to_pylist()
    expected = annotated(RICH, "2023-04-01", "explained")
    for name in ("timexes", "quotes"):
        declared = {field.name for field in read.schema.field(name).type.value_type}
        assert declared == {key for row in expected[name] for key in row}
        assert [known(row) for row in first[name]] == [known(row) for row in expected[name]]
    assert (second, third) == ({"timexes": None, "quotes": None}, {"timexes": [], "quotes": []})


def known(row: dict[str, Any]) -> dict[str, Any]:
    """A mention without what is not known of it."""
    tried = [{key: value for key, value in step.items() if value is not None} for step in row["tried"]]
    return {key: value for key, value in row.items() if value is not None} | {"tried": tried}


@pytest.mark.parametrize(
    ("heading", "row", "says"),
    [
        ("text,date", "am 5. Mai,2021-02-30", "line 2: the date is no day: '2021-02-30'"),
        ("text,date", "am 5. Mai", "line 2 has 1 values, the heading 2"),
        ("body,date", "am 5. Mai,2021-04-01", "there is no column 'text' among body, date: name it with --text"),
        ("text,day", "am 5. Mai,2021-04-01", "there is no column 'date' among text, day: name it with --date"),
        ("text,date,quotes", "am 5. Mai,2021-04-01,", "there is a column 'quotes' already"),
        ("text,date", 'am "5. Mai,2021-04-01\n"am" 6.",2021-04-01', "line 3"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_clear_line_and_no_file(
    tmp_path: Path, heading: str, row: str, says: str
) -> None:
    (tmp_path / "in.csv").write_text(f"{heading}\n{row}\n", encoding="utf-8")
    words = ["annotate", "--dates", "--quotes", str(tmp_path / "in.csv"), "--to", str(tmp_path / "out.csv")]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, says in done.stderr) == (2, True), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_bad_rows_of_a_parquet_file_are_passed_over_where_somebody_asked_for_it(tmp_path: Path) -> None:
    days = [datetime(2021, 4, 1, tzinfo=UTC), None]
    pq.write_table(pa.table({"text": ["am 5. Mai", "am 6. Mai"], "date": days}), tmp_path / "zone.parquet")
    pq.write_table(pa.table({"text": ["am 5. Mai", "am 6. Mai"], "date": ["2021-04-01", "?"]}), tmp_path / "in.parquet")
    words = ["annotate", "--dates", "--to", str(tmp_path / "out.parquet"), "--skip-bad"]
    done = CliRunner().invoke(main, [*words, str(tmp_path / "in.parquet")])
    assert (done.exit_code, done.stderr) == (0, "1 row skipped; the first: row 2: the date is no day: '?'\n")
    assert pq.read_table(tmp_path / "out.parquet")["text"].to_pylist() == ["am 5. Mai"]
    done = CliRunner().invoke(main, [*words, str(tmp_path / "zone.parquet")])
    assert done.stderr.startswith("2 rows skipped; the first: row 1: the date is no day")
