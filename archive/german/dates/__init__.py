"""German date mentions: every day, span and hour of a running text, resolved against the day it was issued."""

from archive.german.dates.engine import date_mentions
from archive.german.dates.holidays import Feasts
from archive.german.dates.mention import DateMention, Look
from archive.german.dates.timex import timexes

__all__ = ["DateMention", "Feasts", "Look", "date_mentions", "timexes"]
