"""A town with an archive, alerts and a web server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.alerts import delivery
from tests.archive.alerts.town import KEY, Town, town_in


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A town without releases; its key for signatures is in the environment, and tries follow each other at once."""
    monkeypatch.setenv("HOOK_KEY", KEY)
    monkeypatch.setattr(delivery, "PAUSES", (0.0, 0.0))
    with town_in(tmp_path / "data") as one:
        yield one
