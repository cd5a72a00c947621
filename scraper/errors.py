"""Every error that a person sees: one line on stderr and an exit code.

ReportedError            exit code 1: something was found wrong
├── CalledWrongly        exit code 2: the command line, a file that was handed in or a setting has to be changed
│   ├── SiteError        a site file is missing or wrong
│   ├── SettingsError    the operator's settings are wrong
│   ├── WithdrawalsError the file of withdrawals is wrong
│   ├── NoContact        a public site was to be crawled without saying who asks
│   └── WrongInput       a file, line or option that was handed in cannot be used
├── Locked               exit code 3: another run holds the lock
├── StoreError           the captures or their index cannot be read or written
├── StateError           what people decided and were told cannot be read
├── CrawlError           a crawl could not be made
├── BuildError           the database cannot be made, updated or served
├── ExportError          the database holds what a format cannot, or a snapshot is not what it says it is
└── UnreadableDate       a text holds a date, but no day that ever was

Click prints them and exits: they are its exceptions. Why a page gives no release is told in `scraper/pages/errors.py`:
those are kept as reasons and end no command.
"""

from __future__ import annotations

import click

FOUND_SOMETHING, CALLED_WRONGLY, LOCKED = 1, 2, 3
CANNOT_WRITE = 74  # of the spider alone, to the command that started it (EX_IOERR of sysexits.h)


class ReportedError(click.ClickException):
    """Base of all errors that a user sees; the message is one line that says what is wrong and what to do next."""

    exit_code = FOUND_SOMETHING


class CalledWrongly(ReportedError):
    """Base of the errors that the caller mends by calling otherwise."""

    exit_code = CALLED_WRONGLY


class SiteError(CalledWrongly):
    """A site file is missing or wrong; the message says which field and what it must hold."""


class SettingsError(CalledWrongly):
    """The operator's settings cannot be used; the message says which file, which key and what it must hold."""


class WithdrawalsError(CalledWrongly):
    """The withdrawals cannot be used; the message says which file, which entry and what it must hold."""


class NoContact(CalledWrongly):
    """A public site was to be crawled without saying who asks; the message says how to set it."""


class WrongInput(CalledWrongly):
    """A file, line or option that was handed in cannot be used; the message says which and why."""


class Locked(ReportedError):
    """Another run holds the lock; the message says who."""

    exit_code = LOCKED


class StoreError(ReportedError):
    """The captures or their index cannot be read or written; the message says which file and what to do."""


class StateError(ReportedError):
    """What people decided and were told cannot be read; the message says which file and what to do."""


class CrawlError(ReportedError):
    """A crawl could not be made: its process ended before it began; the message says where the reason stands."""


class BuildError(ReportedError):
    """The database cannot be made, updated or served; the message says why and what to do."""


class ExportError(ReportedError):
    """The database cannot be exported, or a snapshot cannot be read; the message says which value or file and why."""


class UnreadableDate(ReportedError):
    """There is a date, but no day that ever was; the message quotes it."""
