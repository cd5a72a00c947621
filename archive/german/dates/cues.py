"""Words in front of a day that point to it: „vergangenen“, „kommenden“, „diesen“, „heutigen“."""

from __future__ import annotations

import re

CUE_REACH = 18  # code points in front of a day: „vorangegangenen“ and two blanks
CUE = re.compile(
    r"\b(?:(?P<back>vergangene[nrs]?|letzte[nrs]?|vorige[nrs]?|vorherigen|vorangegangenen|zurückliegenden)|"
    r"(?P<after>übernächste[nrs]?)|(?P<before>vorletzte[nrs]?|vorvergangene[nrs]?)|"
    r"(?P<ahead>kommende[nrs]?|nächste[nrs]?|folgenden|darauffolgenden|bevorstehenden)|"
    r"(?P<this>diese[nmrs]?)|(?P<now>heutige[nr]?|heute,?)|(?P<next>morgigen|morgen,?)|(?P<prev>gestrigen|gestern,?))\s{1,2}$"
)
