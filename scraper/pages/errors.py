"""Why a page gives no release."""


class PageError(Exception):
    """Base: this page could not be turned into items; the message says why."""


class NotARelease(PageError):
    """The page is legitimately something else: an error page, another office's report, a start page."""


class Unreadable(PageError):
    """The page should be a release, but its reader did not find what every release has."""


class Gone(NotARelease):
    """The page at a release's address says that the article no longer exists."""
