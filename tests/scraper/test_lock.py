"""One writer at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scraper.lock import INHERITED, PARENT, RunLock

TRY = (
    "import sys; from pathlib import Path; from scraper.lock import RunLock; RunLock(Path(sys.argv[1]), 'x').acquire()"
)


def attempt(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    fds = [int(value) for value in more.values()]
    return subprocess.run([sys.executable, "-c", TRY, str(folder)], env=os.environ | more, pass_fds=fds,
                          capture_output=True, text=True, check=False)  # fmt: skip


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with RunLock(tmp_path, "crawl"):
        said = attempt(tmp_path).stderr
        assert "Locked" in said
        assert f"process {os.getpid()} (crawl)" in said
    assert attempt(tmp_path).returncode == 0


def test_a_child_may_use_the_lock_that_its_parent_lends(tmp_path: Path) -> None:
    with RunLock(tmp_path, "update") as lock:
        assert attempt(tmp_path, **{INHERITED: str(lock.fd)}).returncode == 0
        assert attempt(tmp_path, **{INHERITED: "0"}).returncode == 1


def test_the_steps_of_one_command_share_its_lock(tmp_path: Path) -> None:
    with RunLock(tmp_path, "update"):
        with RunLock(tmp_path, "build"):
            pass
        assert "(update)" in attempt(tmp_path).stderr
    assert attempt(tmp_path).returncode == 0


def test_a_child_ends_when_the_process_that_started_it_is_killed() -> None:
    waits = "from scraper.lock import end_with_parent as e; e(); import time; print(1, flush=True); time.sleep(600)"
    starts = (
        f"import os, subprocess, sys; r, w = os.pipe(); os.environ['{PARENT}'] = str(r)\n"
        f"c = subprocess.Popen([sys.executable, '-c', {waits!r}], pass_fds=[r], start_new_session=True)\n"
        "os.close(r); c.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", starts], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == "1\n"
        parent.kill()
        # the child held the pipe's other end: the end of file comes when it has gone too
        assert parent.communicate(timeout=20)[0] == ""
