"""The data dictionary: `python -m archive.database.dictionary > docs/data.md` writes it from the schema."""

from __future__ import annotations

import sys

from archive.database.schema import TABLES
from archive.database.views import VIEWS

SEARCH_MEANINGS = (
    ("releases_search", "view", "Überschrift, Vorspann und Text ohne weiche Trennstriche: was der Suchindex liest"),
    ("releases_fts", "FTS5 table", "Suchindex; seine rowid ist die von releases"),
    ("releases_vocab", "FTS5 vocabulary", "jedes Wort des Suchindexes mit jedem Ort, an dem es steht (fts5vocab)"),
    ("attachments_fts", "FTS5 table", "Suchindex der Texte von Anlagen; seine rowid ist die von attachments"),
    ("quotes_fts", "FTS5 table", "Suchindex der Zitate; seine rowid ist die von quotes"),
    (
        "words",
        "FTS5 vocabulary",
        "jedes Wort des Suchindexes (term), in wie vielen Mitteilungen (doc) und wie oft (cnt) es"
        " vorkommt; klein, sonst wie geschrieben",
    ),
    (
        "word_keys",
        "FTS5 table",
        "Grundformen, Hauptwörter mit + davor: Wörter mit derselben sind Formen eines Worts;"
        " rowid ist die Nummer des Worts in der Folge von words, ab 0",
    ),
    ("word_parts", "FTS5 table", "Hauptwörter, die in einem zusammengesetzten Wort stecken; rowid wie in word_keys"),
    (
        "fingerprints",
        "table",
        "Fingerabdrücke aller Fassungen für „Wortlaut prüfen“: von je sechs Fenstern aus drei Wörtern eines als Zahl"
        " (fingerprint), mit einer Zahl für die Mitteilung (number), die sich einige teilen können; aus verborgenen,"
        " gelöschten und geschwärzten Wörtern ist keiner",
    ),
)
_MEANINGS = {f"{table.name}.{column.name}": column.meaning for table in TABLES for column in table.columns}


def column_meaning(said: str) -> str:
    """The meaning of a column of a view: that of the `table.column` that it shows, or its own."""
    return _MEANINGS.get(said, said)


def dictionary() -> str:
    """Every table, view and column with its meaning, as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Written from `schema.py` and `views.py` in `archive/database/`; the site shows the same sentences (German).",
        "",
    ]
    for table in TABLES:
        lines += [
            f"## `{table.name}`",
            "",
            table.meaning,
            "",
            f"Primary key: {', '.join(f'`{k}`' for k in table.key)}",
            "",
        ]
        lines += ["| column | type | meaning | refers to |", "|---|---|---|---|"]
        for column in table.columns:
            refers = f"`{column.refers}`" if column.refers else ""
            lines.append(f"| `{column.name}` | {column.type} | {column.meaning} | {refers} |")
        lines.append("")
    for view in VIEWS:
        lines += [f"## `{view.name}` (view)", "", view.meaning, "", "| column | meaning | shows |", "|---|---|---|"]
        for name, said in view.columns:
            meaning = column_meaning(said)
            lines.append(f"| `{name}` | {meaning} | {f'`{said}`' if meaning != said else ''} |")
        lines.append("")
    lines += ["## Search", "", "What the full-text search and the comparison of wordings stand on.", ""]
    lines += ["| name | kind | meaning |", "|---|---|---|"]
    lines += [f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in SEARCH_MEANINGS]
    lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(dictionary())
