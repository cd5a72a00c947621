"""Which quotes of a release lie within others, and which count."""

from __future__ import annotations

import pytest

from archive.german.quotes import Quote
from archive.releases.nested import counted


def quote(start: int, end: int, speaker: str | None, where: str = "body", repeats: int | None = None) -> Quote:
    return Quote("…", where, start, end, "direct", None, None, speaker, None, (), 1.0, "x", repeats=repeats)  # type: ignore[arg-type]  # where is one of three words


@pytest.mark.parametrize(("quotes", "within", "counts"), [
    ([quote(0, 9, "A"), quote(10, 19, "A")], [None, None], [True, True]),
    ([quote(0, 9, "A"), quote(2, 5, "A")], [None, 0], [True, False]),
    ([quote(0, 9, "A"), quote(2, 5, "B")], [None, 0], [True, True]),
    ([quote(0, 9, "A"), quote(2, 5, None)], [None, 0], [True, False]),
    ([quote(0, 9, None), quote(2, 5, "B")], [None, 0], [True, True]),
    ([quote(0, 30, "A"), quote(2, 9, "A"), quote(3, 5, "A"), quote(12, 15, "B")], [None, 0, 1, 0],
     [True, False, False, True]),
    ([quote(0, 9, "A"), quote(5, 12, "A")], [None, None], [True, True]),
    ([quote(0, 9, "A", "title"), quote(2, 5, "A")], [None, None], [True, True]),
    ([quote(0, 9, "A", "title", repeats=1), quote(2, 9, "A")], [None, None], [False, True]),
    ([quote(2, 5, "A"), quote(0, 9, "A")], [1, None], [False, True]),
    ([], [], []),
])  # fmt: skip
def test_a_quote_within_another_of_the_same_speaker_and_a_repeated_one_do_not_count(
    quotes: list[Quote], within: list[int | None], counts: list[bool]
) -> None:
    assert ([place.within for place in counted(quotes)], [place.counts for place in counted(quotes)]) == (
        within,
        counts,
    )
