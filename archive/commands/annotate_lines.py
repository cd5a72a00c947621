"""Annotates the lines of a stream: what the `annotate` command does, apart from it because it loads the grammars."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from archive.german.composed import Composed, composed
from archive.german.dates import Feasts, Look, date_mentions, timexes
from archive.german.dates.holidays import COMMON
from archive.german.quotes import annotate as annotate_quotes
from archive.german.trace import Trace
from scraper.errors import WrongInput


def annotate_lines(
    lines: Iterable[str | bytes], *, dates: bool, quoted: bool, look: Look, explain: bool = False,
    feasts: Feasts = COMMON, skipped: list[str] | None = None,
) -> Iterator[str]:  # fmt: skip
    """Annotate JSON lines `{"doc_id", "date", "text"}`; yields `{"doc_id", "timexes", "quotes"}` lines.

    `dates` needs "date", the ISO day on which a text was issued. Offsets are code points into "text". `explain` adds
    "tried" to each mention: the rules that were tried on its words. `feasts` are holidays by name. `skipped` collects
    what is wrong with each line that is skipped; without it, the first such line is an error.
    Raises: WrongInput, naming the line that is not of this form or not in UTF-8.
    """
    wanted = '{"doc_id": …, "date": "2021-04-01", "text": …}' if dates else '{"doc_id": …, "text": …}'
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            printed = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
            document = json.loads(printed)
            found, text = {"doc_id": document["doc_id"]}, document["text"]
            issued = date.fromisoformat(document["date"]) if dates else None
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError) as error:
            wrong = f"line {number} is not of the form {wanted}: {_why(error)}"
            if isinstance(error, UnicodeDecodeError):
                wrong = f"line {number} is not in UTF-8: convert it first, e.g. with iconv -f latin1 -t utf-8"
            if skipped is None:
                raise WrongInput(wrong) from error
            skipped.append(wrong)
            continue
        read = composed(text)
        if issued:
            trace = Trace() if explain else None
            rows = timexes(date_mentions(read.text, issued, look=look, trace=trace, feasts=feasts), trace)
            found["timexes"] = [_as_it_came(row, text, read) for row in rows]
        if quoted:
            found["quotes"] = [_as_it_came(row, text, read) for row in annotate_quotes(read.text, explain=explain)]
        yield json.dumps(found, ensure_ascii=False)


def _as_it_came(row: dict[str, object], text: str, read: Composed) -> dict[str, object]:
    """A mention with offsets and words of the original text, before it was normalised."""
    if read.origins is None:
        return row
    start, end = (read.origin(at) for at in (row["start"], row["end"]) if isinstance(at, int))
    return row | {"start": start, "end": end} | ({"text": text[start:end]} if "text" in row else {})


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON from character {error.pos + 1} on"
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    return "the date is no ISO day" if isinstance(error, ValueError) else "a value is of another type"
