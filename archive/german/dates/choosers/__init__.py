"""The choosers of the day, in files by what is printed; each is declared in the one table."""

from archive.german.dates.choose import CHOOSERS
from archive.german.dates.choosers import weekdays, years

__all__ = ["CHOOSERS", "weekdays", "years"]
