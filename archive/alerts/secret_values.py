"""Values that may be secret: they stand in an environment variable or a file, and never in what is told or stored."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from scraper.errors import SettingsError

_PLACE = re.compile(r"(env|file):(.+)", re.DOTALL)
_LARGEST = 10_000  # bytes of a file that holds a secret


@dataclass(frozen=True)
class Value:
    """A value of the operator's file: `env:NAME`, `file:/path`, or the text itself. `repr` shows no text."""

    written: str

    @property
    def elsewhere(self) -> bool:
        """Whether the file only says where it is."""
        return bool(_PLACE.fullmatch(self.written))

    def read(self) -> str:
        """The text, without blanks around it. Raises: SettingsError, naming the place and never the text."""
        place = _PLACE.fullmatch(self.written)
        if not place:
            return self.written
        kind, where = place[1], place[2].strip()
        if kind == "env":
            text = os.environ.get(where, "")
        else:
            try:
                with Path(where).open("rb") as file:
                    text = file.read(_LARGEST).decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
                raise SettingsError(f"{self.written} cannot be read: {why}") from error
        if not text.strip():
            raise SettingsError(f"{self.written} is {'not set' if kind == 'env' else 'empty'}")
        return text.strip()

    def __repr__(self) -> str:
        return f"Value({self.written if self.elsewhere else '…'})"
