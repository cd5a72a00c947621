"""Reads German text and finds dates and quotes in it; knows nothing about releases, databases or the site.

from archive.german import date_mentions, quotes

Nothing but the standard library is needed. A grammar is loaded when one of its names is first asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.german.composed import composed
    from archive.german.dates import DateMention, Feasts, Look, date_mentions, timexes
    from archive.german.quotes import Office, OfficeTable, Quote, annotate, quotes

__all__ = [
    "DateMention", "Feasts", "Look", "Office", "OfficeTable", "Quote", "annotate", "composed", "date_mentions",
    "quotes", "timexes",
]  # fmt: skip
_FROM = {
    "composed": ("composed",),
    "dates": ("DateMention", "Feasts", "Look", "date_mentions", "timexes"),
    "quotes": ("Office", "OfficeTable", "Quote", "annotate", "quotes"),
}
_MODULE_OF = {name: module for module, names in _FROM.items() for name in names}


class _Package(ModuleType):
    """This package: its public names, whichever of its modules have been imported before.

    An import of a module sets it as an attribute of its package, where it would hide the function of the same name.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _MODULE_OF:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{self.__name__}.{_MODULE_OF[name]}"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _MODULE_OF:
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
