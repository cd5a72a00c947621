"""One writer at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.lock import INHERITED, Locked, RunLock

TRY = (
    "import sys; from pathlib import Path; from scraper.lock import RunLock; RunLock(Path(sys.argv[1]), 'x').acquire()"
)


def attempt(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    fds = [int(value) for value in more.values()]
    return subprocess.run([sys.executable, "-c", TRY, str(folder)], env=os.environ | more, pass_fds=fds,
                          capture_output=True, text=True, check=False)  # fmt: skip


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with RunLock(tmp_path, "crawl"):
        with pytest.raises(Locked, match=rf"process {os.getpid()} \(crawl\)"):
            RunLock(tmp_path, "build").acquire()
        assert "Locked" in attempt(tmp_path).stderr
    assert attempt(tmp_path).returncode == 0


def test_a_child_may_use_the_lock_that_its_parent_lends(tmp_path: Path) -> None:
    with RunLock(tmp_path, "update") as lock:
        assert attempt(tmp_path, **{INHERITED: str(lock.fd)}).returncode == 0
        with pytest.raises(Locked):
            RunLock(tmp_path, "build").acquire()
