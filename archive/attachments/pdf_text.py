"""The text of PDFs, read in a process of its own: whatever a file does to it, the build goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from archive.attachments.pdf_process import LENGTH

TRIES = 2
DIED = "the process that read it died"


@dataclass(frozen=True)
class PdfText:
    """What a PDF says: its number of pages, None if it is none; its text; what could not be read and why."""

    pages: int | None
    text: str
    problem: str | None


class PdfTexts:
    """Reads PDFs one after another; a context manager, which ends the process. It begins with the first PDF."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, data: bytes) -> PdfText:
        """The text of a PDF. If the process dies of it, another one tries again, once."""
        for _ in range(TRIES):
            if answer := self._ask(data):
                return PdfText(**json.loads(answer))
        return PdfText(None, "", DIED)

    def _ask(self, data: bytes) -> bytes:
        if self._process is None:
            command = [sys.executable, "-m", "archive.attachments.pdf_process"]
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        source, sink = self._process.stdin, self._process.stdout
        assert source
        assert sink
        try:
            source.write(len(data).to_bytes(LENGTH, "big") + data)
            source.flush()
            answer = sink.readline()
        except BrokenPipeError:
            answer = b""
        if not answer.endswith(b"\n"):
            self._end()
            return b""
        return answer

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None
