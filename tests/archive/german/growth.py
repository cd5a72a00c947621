"""Whether reading takes linear time, told by processor time: other work on the machine does not count."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 8  # as much text: linear time takes 8 times as long, quadratic 64 times
MOST = 2 * TIMES
SHORTEST = 0.001  # seconds; what takes less cannot be measured


def grows_linearly(read: Callable[[str], object], unit: str, count: int) -> bool:
    """Compare a unit repeated `count` times with the same 8 times as long; a disturbed measurement is made again."""

    def seconds(count: int) -> float:
        text = unit * count
        begin = time.process_time()
        read(text)
        return time.process_time() - begin

    seconds(count // 10)
    small = max(SHORTEST, min(seconds(count) for _ in range(3)))
    return any(seconds(TIMES * count) < MOST * small for _ in range(4))
