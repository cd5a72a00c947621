"""The user agent, which says who is crawling and how to reach them."""

from __future__ import annotations

import os
import re
from importlib.metadata import version

from scraper.errors import NoContact
from scraper.sites import Site

VERSION = version("darmstadt-aktuell")
CONTACT = "DARMSTADT_AKTUELL_CONTACT"


def user_agent(site: Site) -> str:
    """The user agent with the operator's contact (environment `DARMSTADT_AKTUELL_CONTACT`).

    Raises: NoContact, if the site is public and no contact is set.
    """
    contact = os.environ.get(CONTACT, "").strip()
    if re.search(r"[\r\n]", contact) or (site.public and not re.search(r"\w@\w|https?://\w", contact)):
        raise NoContact(
            f"a crawl of a public site needs a contact in its user agent: set {CONTACT} to an address of yours, "
            f'for example {CONTACT}=mailto:redaktion@example.org, or contact = "…" in DIR/{site.name}.settings.toml'
        )
    return f"darmstadt-aktuell/{VERSION} (press release archive; {contact or 'test on this machine'})"
