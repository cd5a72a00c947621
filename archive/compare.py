"""Two wordings of a release beside each other, whatever lies between them."""

from __future__ import annotations

from typing import NamedTuple

from archive.releases.release import Revision
from archive.releases.revisions import Change, changes


class Wording(NamedTuple):
    """One revision as stored, with the times (UTC) between which it was seen and the capture that shows it first."""

    number: int
    capture: str
    first_seen: str
    last_seen: str
    digest: str
    title: str
    teaser: str | None
    body: str


def differences(older: Wording, newer: Wording) -> list[Change]:
    """What is different, field by field, as `changes` says it of neighbours; empty for equal wordings."""
    return changes([Revision(*older), Revision(*newer)])
