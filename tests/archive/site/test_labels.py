"""German readers never see the English name of a rule."""

from __future__ import annotations

import pytest

from archive.german.grammars import labels
from archive.site.labels import label


@pytest.mark.parametrize("name", labels())
def test_every_rule_has_german_words_on_the_site(name: str) -> None:
    assert label(name) not in (name, "")
