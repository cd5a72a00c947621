"""German date mentions: every day, span and hour of a running text, resolved against the day it was issued."""

from archive.normalise.dates.mention import DateMention, Look
from archive.normalise.dates.scan import date_mentions
from archive.normalise.dates.timex import timexes

__all__ = ["DateMention", "Look", "date_mentions", "timexes"]
