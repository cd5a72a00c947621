"""Why a page gives no release."""


class PageError(Exception):
    """Base: this page could not be turned into items; the message says why."""


class NotARelease(PageError):
    """The page is something else (an error page, another office, a start page), and rightly so."""


class Unreadable(PageError):
    """The page should be a release and its reader does not find what every release has."""


class Gone(NotARelease):
    """The address was that of a release, and the page says that there is no such article any more."""
