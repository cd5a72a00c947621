"""`python -m bench.quality` prints every table of docs/quality.md; `--write` puts them there, and the figures that
snapshots and „Über“ show into archive/exports/quality.toml."""

from __future__ import annotations

import argparse
import sys

from bench.quality import figures, news, report


def main() -> None:
    """Print, or write."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/quality.md and archive/exports/quality.toml")
    if parser.parse_args().write:
        report.DOCUMENT.write_text(report.filled(report.DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
        figures.FILE.write_text(figures.written(figures.figures()), encoding="utf-8")
        return
    for name, make in report.sections().items():
        sys.stdout.write(f"## {name}\n\n{make()}\n\n")
    rows = [(which, figure, f"{percent:.1f}") for which, figure, percent in news.reached()]
    if rows:
        sys.stdout.write(f"## news\n\n{report.table(('set', 'figure', 'percent'), rows)}\n\n")
    else:
        sys.stdout.write("## news\n\nThe public sets are not beside this checkout (../shared/eval): not measured.\n\n")


if __name__ == "__main__":
    main()
