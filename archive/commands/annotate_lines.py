"""Annotates JSON Lines: what the `annotate` command does, apart from it because it loads the grammars."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from archive.commands.annotate_texts import Asked, Skipped, Text, in_order
from archive.german.dates import Look
from scraper.errors import WrongInput


def annotate_lines(
    lines: Iterable[str | bytes], *, dates: bool, quoted: bool, look: Look, explain: bool = False, holidays: str = "",
    jobs: int = 1, columns: tuple[str, str] = ("text", "date"), skipped: Skipped | None = None,
) -> Iterator[str]:  # fmt: skip
    """Annotate JSON lines `{"doc_id", "date", "text"}`; yields `{"doc_id", "timexes", "quotes"}` lines.

    `dates` needs "date", the ISO day on which a text was issued. Offsets are code points into "text". `explain` adds
    "tried" to each mention: the rules that were tried on its words. `columns`: other names of "text" and "date".
    `skipped` counts the lines that are skipped; without it, the first such line is an error.
    Raises: WrongInput, naming the line that is not of this form or not in UTF-8.
    """
    asked = Asked(dates, quoted, look, explain, holidays)
    for doc_id, found in in_order(_texts(lines, dates, columns, skipped), asked, jobs):
        said = {"doc_id": doc_id}
        if dates:
            said["timexes"] = found.timexes
        if quoted:
            said["quotes"] = found.quotes
        yield json.dumps(said, ensure_ascii=False)


def _texts(
    lines: Iterable[str | bytes], dates: bool, columns: tuple[str, str], skipped: Skipped | None
) -> Iterator[tuple[object, Text] | WrongInput]:
    of_text, of_day = columns
    wanted = {"doc_id": "…"} | ({of_day: "2021-04-01"} if dates else {}) | {of_text: "…"}
    form = json.dumps(wanted, ensure_ascii=False).replace('"…"', "…")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            printed = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
            document = json.loads(printed)
            doc_id, text = document["doc_id"], document[of_text]
            issued = date.fromisoformat(document[of_day]) if dates else None
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError) as error:
            wrong = f"line {number} is not of the form {form}: {_why(error)}"
            if isinstance(error, UnicodeDecodeError):
                wrong = f"line {number} is not in UTF-8: convert it first, e.g. with iconv -f latin1 -t utf-8"
            if skipped is None:
                yield WrongInput(wrong)
                return
            skipped.add(wrong)
        else:
            yield doc_id, Text(text, issued)


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON from character {error.pos + 1} on"
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    return "the date is no ISO day" if isinstance(error, ValueError) else "a value is of another type"
