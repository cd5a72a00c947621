"""Output of processes: it may contain a visitor's text, which must not control the terminal or forge log lines."""

from __future__ import annotations

import re
import sys
from typing import TextIO

# Control characters other than tab and newline, and the marks that change the direction of writing.
COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_LINE = 2000  # characters


class _Plain:
    """A text stream that writes control characters as `\\x1b`, and no endless lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text without anything that a terminal would interpret."""
        lines = (
            line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + " […]\n" for line in text.splitlines(True)
        )
        self._stream.write(COMMANDS.sub(lambda found: f"\\x{ord(found[0]):02x}", "".join(lines)))
        return len(text)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def escape_output() -> None:
    """From now on, keep escape sequences out of what this process writes to stdout and stderr."""
    sys.stdout, sys.stderr = _Plain(sys.stdout), _Plain(sys.stderr)
