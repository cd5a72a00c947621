"""Two wordings of a release beside each other, whatever lies between them."""

from __future__ import annotations

from archive.releases.release import Revision
from archive.releases.revisions import Change, changes

Wording = Revision  # for readers of the table `revisions`: its columns in this order


def differences(older: Wording, newer: Wording) -> list[Change]:
    """What is different, field by field, as `changes` says it of neighbours; empty for equal wordings."""
    return changes([older, newer])
