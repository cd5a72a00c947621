"""Writes the rule tables of docs/: `python -m bench.rule_tables`. A test compares them with the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archive.german.grammars import GRAMMARS
from archive.german.rules import ARROW, Example, RuleTable

DOCS = Path(__file__).parents[1] / "docs"
BEGIN = "<!-- {}: made by `python -m bench.rule_tables` -->"  # with the name of the table
END = "<!-- end -->"
WORDS_SHOWN = 4


def rule_table(rules: RuleTable[Any]) -> str:
    """Return the table of a grammar's rules in Markdown, in their order."""
    sure = any(rule.trust is not None for rule in rules)
    titles = ["order", "rule", "German label", "tried at", *(["how sure"] if sure else []), "fires on", "not on"]
    lines = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]
    for rule in rules:
        tried_at = (*rule.trigger, *(f"{word} …" for word in rule.opener))
        words = ", ".join(tried_at[:WORDS_SHOWN]) + (", …" if len(tried_at) > WORDS_SHOWN else "")
        rows = "" if set(rule.rows) == {rule.name} else f" ({', '.join(f'`{name}`' for name in rule.rows)})"
        trust = [rule.trust if rule.trust is not None else ""] if sure else []
        examples = (_shown(rule.yes[0]), _shown(rule.no[0]))
        cells = (rule.order, f"`{rule.name}`{rows}", rule.label, words, *trust, *examples)
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines)


def _shown(example: Example) -> str:
    return f"{example.text} {ARROW} {example.expected}" if example.expected else example.text


def with_table(document: str, rules: RuleTable[Any]) -> str:
    """Return a document with the table between its markers made anew. Raises: ValueError, if it has no markers."""
    mark = BEGIN.format(rules.grammar)
    before, begin, rest = document.partition(mark)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {mark!r} and {END!r}")
    return f"{before}{begin}\n{rule_table(rules)}\n{end}{after}"


def main() -> None:
    """Write the table of each grammar into its document."""
    for grammar in GRAMMARS:
        path = DOCS / grammar.document
        path.write_text(with_table(path.read_text(encoding="utf-8"), grammar.rules), encoding="utf-8")


if __name__ == "__main__":
    main()
