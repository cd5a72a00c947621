"""The data dictionary `docs/data.md`, written from the schema: `python -m archive.dictionary > docs/data.md`."""

from __future__ import annotations

import sys

from archive.schema import SEARCH_MEANINGS, TABLES


def dictionary() -> str:
    """Every table and column with its meaning, as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Written from `archive/schema.py`; the site shows the same sentences (German).",
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
    lines += ["## Search", "", "What the full-text search stands on; `word` and `folded` are explained at `words`.", ""]
    lines += ["| name | kind | meaning |", "|---|---|---|"]
    lines += [f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in SEARCH_MEANINGS]
    lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(dictionary())
