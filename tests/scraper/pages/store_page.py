"""Stores a captured page as a fixture: `python -m tests.scraper.pages.store_page STORE CAPTURE LAYOUT/NAME [SITE]`.

STORE: a folder of captures (`data/captures/darmstadt`); CAPTURE: its id, as site and `check` print it. The reading is
written as it is today: look at `item.json` and correct it by hand to what the page says, then make the reader agree.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from scraper.captures import CaptureStore
from scraper.pages import PageError, read_page
from scraper.pages.decoding import payload
from scraper.sites import load_site
from tests.scraper.pages.stored_pages import FIXTURES


def store_page(store: Path, capture_id: str, name: str, site_file: str = "darmstadt") -> Path:
    """Write page, origin and reading of a capture below the fixtures; returns the folder.

    Raises: SystemExit, if there is no such capture or the fixture exists.
    """
    folder = FIXTURES / name
    if folder.exists():
        raise SystemExit(f"{folder} is there already: choose another name")
    with CaptureStore(store) as captures:
        rows = [row for row in captures.rows() if row.id == capture_id and row.kind != "revisit"]
        if not rows:
            raise SystemExit(f"no capture {capture_id} with bytes of its own in {store}")
        capture = captures.read(rows[0])
    folder.mkdir(parents=True)
    suffix = "txt" if capture.kind == "conversion" else "html"
    (folder / f"page.{suffix}").write_bytes(payload(capture))
    meta = {"url": capture.url, "kind": capture.kind, "content_type": capture.header("Content-Type") or "text/html"}
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    try:
        item = asdict(read_page(capture, load_site(site_file)).items[0])
    except PageError as error:
        item = {"not read yet": str(error)}
    for name in ("found_in", "marked", "error_title", "other_days"):
        item.pop(name, None)
    (folder / "item.json").write_text(json.dumps(item, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return folder


if __name__ == "__main__":
    print(store_page(Path(sys.argv[1]), *sys.argv[2:]))  # noqa: T201 - what a command says
