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
        document = report.DOCUMENT.read_text(encoding="utf-8")
        report.DOCUMENT.write_text(report.filled(document, report.parts()), encoding="utf-8")
        figures.FILE.write_text(figures.written(figures.figures()), encoding="utf-8")
    else:
        sys.stdout.write(report.printed(report.parts(), list(news.reached())))


if __name__ == "__main__":
    main()
