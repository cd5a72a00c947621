"""Revisions are wordings, not bytes; a diff reads well and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.releases.release import Revision
from archive.releases.revisions import changes, fold_revisions, wording_digest


def seen(when: int, body: str) -> Revision:
    return Revision(0, f"c{when}", f"t{when}", f"t{when}", wording_digest("T", None, body), "T", None, body)


@pytest.mark.parametrize(
    ("bodies", "numbers"),
    [
        (["a"], 1),
        (["a", "a"], 1),
        (["a", "b"], 2),
        (["a", "b", "a"], 3),
        (["ein Satz", "ein  Satz", "ein\nSatz", "ein Sa\u00adtz"], 1),
        (["ein Satz", "ein Satz."], 2),
    ],
)
def test_equal_neighbours_are_one_revision(bodies: list[str], numbers: int) -> None:
    revisions = fold_revisions([seen(n, body) for n, body in enumerate(bodies)])
    assert [r.number for r in revisions] == list(range(1, numbers + 1))
    assert revisions[-1].last_seen == f"t{len(bodies) - 1}"


def test_a_changed_date_reads_as_one_change() -> None:
    old, new = "Die Brücke ist bis Montag, 3. Mai, gesperrt.", "Die Brücke ist bis Freitag, 7. Mai, gesperrt."
    (change,) = changes(fold_revisions([seen(1, old), seen(2, new)]))
    assert change.diff == (
        ("=", "Die Brücke ist bis "),
        ("-", "Montag, 3"),
        ("+", "Freitag, 7"),
        ("=", ". Mai, gesperrt."),
    )
    assert (change.number, change.field, change.removed, change.added) == (2, "body", 2, 2)


@given(st.text(alphabet="ab. \n,1", max_size=60), st.text(alphabet="ab. \n,1", max_size=60))
def test_both_wordings_can_be_read_from_the_diff(old: str, new: str) -> None:
    revisions = [Revision(n, "c", "t", "t", str(n), "T", None, body) for n, body in enumerate((old, new), 1)]
    for change in changes(revisions):
        assert "".join(t for s, t in change.diff if s != "+") == old
        assert "".join(t for s, t in change.diff if s != "-") == new
