"""Killed at any instant of a run, nothing is lost, and one message at most is sent twice."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter

from tests.archive.alerts.test_stock import OLD
from tests.archive.alerts.town import KEY, Town, release, told_of
from tests.processes import Processes

KILLS = 60 if os.environ.get("SOAK") else 12
ALERTS = (("Hafen", "/suche?q=Hafen"), ("Kahn", "/suche?q=Kahn"), ("Alles", "/mitteilungen"))


def test_killed_again_and_again_everything_is_told_and_each_kill_doubles_one_message_at_most(
    processes: Processes, town: Town
) -> None:
    instants = random.Random(25)  # noqa: S311 - instants, no secret
    town.publish(OLD)
    town.alerts(*ALERTS)
    place = ["--data", str(town.data), "--site", "sample", "alerts"]
    assert processes.command(*place, HOOK_KEY=KEY).returncode == 0
    killed = sent = 0
    for number in range(10 * KILLS):
        if killed == KILLS:
            break
        town.publish(release(f"kahn-{number}", f"Kahn {number} im Hafen", f"Am 8. Mai 2024 kommt Kahn {number}."))
        before = len(town.web.posted)
        # every third time the receiver fails, and the run is killed while it waits for another try
        town.web.behaviour = {"/hook": "fail"} if number % 3 == 2 else {}
        pid = processes.begin(command=place, environment={"HOOK_KEY": KEY}, stdout="/dev/null")
        # until so many messages are out, then for an instant: in stock-taking, before, in and after a message
        wanted = 1 if number % 3 == 2 else instants.randint(0, 3)
        for _ in range(30_000):
            if len(town.web.posted) >= before + wanted:
                break
            time.sleep(0.001)
        time.sleep(instants.random() * (0.3 if wanted == 0 else 0.004))
        os.kill(pid, signal.SIGKILL)
        killed += processes.ended(pid) == -signal.SIGKILL
        sent = number + 1
    assert killed == KILLS
    town.web.behaviour.clear()
    assert processes.command(*place, HOOK_KEY=KEY).returncode == 0
    ids = Counter(headers["webhook-id"] for _, headers, _ in town.web.accepted)
    assert sum(times - 1 for times in ids.values()) <= KILLS
    once = {headers["webhook-id"]: body for _, headers, body in town.web.accepted}
    told = Counter((name, find["release"]) for name, find in told_of(once.values()))
    assert told == Counter(
        (name, f"kahn-{number}") for number in range(sent) for name in ("Hafen", "Kahn", "Alles")
    )  # fmt: skip
    posted = len(town.web.posted)
    processes.command(*place, HOOK_KEY=KEY)
    assert len(town.web.posted) == posted
