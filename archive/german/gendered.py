"""Words that name all genders at once (`Bürger*innen`) → the forms under which somebody would look for them."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
LETTERS = r"[^\W\d_]"
GENDERED = re.compile(
    rf"(?<!{LETTERS})(?P<base>{LETTERS}{{3,60}}?)"
    rf"(?:(?:[*:_·•]|/-?)(?P<marked>innen|in(?!{LETTERS}))|\((?P<bracket>innen|in)\)|(?P<capital>Innen|In(?!{LETTERS})))"
    rf"(?P<rest>[a-zäöüß]*)"
)
# One of these stands in each; „In“ opens sentences as well. A text without them, as most are, need not be read further.
_ENDINGS = ("*in", ":in", "_in", "·in", "•in", "/in", "/-in", "(in")
_CAPITAL = re.compile(rf"In(?<={LETTERS}In)")
SAME_IN_PLURAL = ("er", "el", "en")  # der Bürger, die Bürger; others take -en: die Kollegen, die Studenten


def gendered_forms(text: str) -> tuple[str, ...]:
    """Both forms of each gendered word of a text, in order, each pair once.

    `Bürger*innen`, `Bürger:innen`, `Bürger_innen`, `BürgerInnen`, `Bürger/-innen` and `Bürger(innen)` all give
    `Bürgerinnen und Bürger`; `Kolleg*innen` gives `Kolleginnen und Kollegen`; `Einwohner:innenversammlung` both
    compounds. For the search only: the tables keep what is printed.
    """
    found: dict[str, None] = {}
    text = text.replace(SOFT_HYPHEN, "")
    if not any(map(text.__contains__, _ENDINGS)) and not _CAPITAL.search(text):
        return ()
    for match in GENDERED.finditer(text):
        base, rest = match["base"], match["rest"]
        ending = (match["marked"] or match["bracket"] or match["capital"]).lower()
        plural = ending == "innen" and not rest and not base.endswith(SAME_IN_PLURAL)
        found[f"{base}{ending}{rest} und {base}{'en' if plural else ''}{rest}"] = None
    return tuple(found)
