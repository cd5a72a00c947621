"""The error tree of the archive.

ArchiveError              one clear line for the user; says what to do next
├── UnreadableDate        a text that holds a date, but no day that ever was
├── BuildError            the database cannot be made or updated
└── WrongInput            a file or line that was handed in cannot be used
"""


class ArchiveError(Exception):
    """Base of all errors that a user sees as one line."""


class UnreadableDate(ArchiveError):
    """There is a date, but no day that ever was; the message quotes it."""


class BuildError(ArchiveError):
    """The database cannot be made or updated; the message says why and what to do."""


class WrongInput(ArchiveError):
    """A file or line that was handed in cannot be used; the message says which and why."""
