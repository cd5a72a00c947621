"""The sample's site file for the port on which it is served."""

from __future__ import annotations

import re
from pathlib import Path

SITES = Path(__file__).parents[1] / "scraper" / "sites"


def sample_file(folder: Path, host: str, name: str = "sample.toml", *, attachments: bool = True) -> Path:
    """Write the site file into a folder; host: that of the served site, with its port.

    Without attachments a crawl asks for half as much.
    """
    folder.mkdir(exist_ok=True)
    path = folder / name
    text = (SITES / "sample.toml").read_text(encoding="utf-8")
    if not attachments:
        text, lines = re.subn("^attachments = .*\n", "", text, flags=re.M)
        assert lines == 1
    path.write_text(text.replace("127.0.0.1:8765", host), encoding="utf-8")
    return path
