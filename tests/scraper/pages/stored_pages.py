"""Stored pages: `fixtures/<layout>/<name>/` holds a page, where it came from and what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scraper.items import Capture

FIXTURES = Path(__file__).parents[2] / "fixtures"
DETAIL_LAYOUTS = ("ext_news", "portal", "presseportal")


def stored(*layouts: str) -> list[Path]:
    """The folders of these layouts' pages; without layouts, of all."""
    folders = (path.parent for path in FIXTURES.glob("*/*/meta.json"))
    return sorted(folder for folder in folders if not layouts or folder.parent.name in layouts)


def capture_of(folder: Path) -> Capture:
    """The stored page as a capture."""
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (page,) = folder.glob("page.*")
    kind, status = ("conversion", None) if meta["kind"] == "conversion" else ("response", 200)
    headers = (("Content-Type", meta["content_type"]),)
    return Capture(meta["url"], "2026-01-01T00:00:00Z", kind, status, headers, page.read_bytes())  # type: ignore[arg-type]


def expected_of(folder: Path) -> Any:
    """What the page says, as JSON."""
    return json.loads((folder / "item.json").read_text(encoding="utf-8"))


def name_of(folder: Path) -> str:
    """Layout and name, for a test's name."""
    return f"{folder.parent.name}/{folder.name}"
