"""Pages that speak of how to get at a page instead of telling something: errors, consent, checks of visitors, sign-in.

Each kind of words counts once. A release may have some of them; a page without a day of its own that has two, or a
short one with a day that has two or three, tells its visitor what to do. A release whose title is that of an error page
is told by its text: a page of an error speaks to its visitor, or of the site.
"""

from __future__ import annotations

import re

from scraper.items import ReleaseItem

KINDS = {
    "cookies": r"\bcookies?\b",
    "consent": r"einwillig|\bzustimm|akzeptier|ablehnen|\bconsent\b|\b(?:accept|reject) all\b"
    r"|personalisiert|personali[sz]ed",
    "privacy": r"privatsphäre|datenschutz|\bprivacy\b|ihre auswahl",
    "browser": r"\bbrowser|java-?script|\bvpn\b|\bip[- ]adresse|\bip address",
    "again": r"neu laden|\bladen sie\b.{0,40}\bneu\b|versuchen sie|versuche es|später (?:noch ?mal|erneut|wieder)"
    r"|try again|\breload\b|\brefresh\b|bitte warten|gleich (?:wieder )?(?:zurück|da\b)|in kürze wieder|be back"
    r"|einen moment|please wait|just a moment|schau .{0,30}vorbei",
    "trouble": r"\bfehler|störung|technische[ns]? problem|\bschief|\berror\b|exception"
    r"|unavailable|went wrong|wartungs(?:arbeiten|modus)|\bmaintenance\b"
    r"|nicht (?:verfügbar|erreichbar|angezeigt|gezeigt|geladen|gefunden)|eingeschränkt erreichbar"
    r"|not (?:found|available)",
    "whom to tell": r"administrator|\bwebmaster|site owner|it-service|redaktion des angebots|kennung des vorgangs"
    r"|\b(?:ray|support|incident|request) id\b|reference #",
    "server": r"\bserver\b|\bfirewall\b|datenverkehr|\bzugriff|stack ?trace|web\.config|\.php\b|\bhttp\b|access denied"
    r"|blocked",
    "right": r"berechtigung|\bpermission\b|\bforbidden\b",
    "human": r"\bein mensch\b|captcha|\b(?:ro)?bots?\b|\bhuman\b|proof-of-work",
    "sign-in": r"\banmeld(?:en|ung)|\bmelden sie sich\b|kennwort|passwor[dt]|benutzername|\blog-? ?in\b"
    r"|\bsign in\b|einloggen",
    "greeting": r"\b(?:hoppla|oops|ups|huch|sorry)\b",
    "the site itself": r"\b(?:diese|unsere|(?:angeforderte|gewünschte|aufgerufene)) (?:internet|web)?(?:seiten?|site)\b"
    r"|\bunser (?:internet|web)auftritt|\b(?:this|our) (?:web ?)?(?:page|site)\b",
    "loading": r"wird geladen|werden geladen|\blade[nt]?\b|\bloading\b",
}
CUES = tuple(re.compile(words, re.I | re.S) for words in KINDS.values())
# The same for a text in small letters, through which they leap from one first letter to the next: a third of the time.
CUES_IN_SMALL = tuple(re.compile(words, re.S) for words in KINDS.values())
UNDATED = 2  # kinds of such words in a page that prints no day of its own
DATED = ((300, 2), (800, 3))  # and in a page of at most so many characters that does
LOOKED_AT = 20_000  # characters; such pages are short
SPOKEN_TO = re.compile(r"\b(?i:wir|uns|unser\w*|bitte|we|our|you|your)\b|(?<=[\w,] )(?:Sie|Ihr(?:e[rnms]?)?|Ihnen)\b")
OF_THE_SITE = re.compile(
    r"\bseiten?\b|start-?seite|\b(?:web|internet|online|net[zt])|\w*auftritt\b|homepage|portal|redaktion|\bserver"
    r"|sitemap|navigation|\bmenü|lesezeichen|\burl\b|\badressen?\b|\blinks?\b|\bklick|\baufruf|\banfrage|formular"
    r"|\bsuch(?:e|funktion|feld|maske)\b|\bgesuchte|\binhalte?\b|\bsysteme?n?\b|\bdienste?n?\b|tippfehler"
    r"|gelöscht|verschoben|umbenannt|existier|nichts (?:zu|vorhanden)|\bgeduld|in kürze|nicht .{0,40}zur verfügung"
    r"|\b(?:the|this|is|page|site|search)\b",
    re.I,
)
WORKS = "wartungsarbeiten"  # may be those at anything
LEAST_TEXTS, LEAST_TOLD = 2, 150  # paragraphs, and characters in all of them


def tells_something(item: ReleaseItem) -> bool:
    """Whether the text below an error page's title is that of a release: it has no word of access or of the site."""
    texts = [text for text in (item.teaser, *(block.text for block in item.body)) if text]
    text = "\n".join(texts)
    if len(texts) < LEAST_TEXTS or not LEAST_TOLD <= len(text) <= LOOKED_AT:
        return False
    own = re.sub(rf"{re.escape(item.title)}|{WORKS}", "", text, flags=re.I)  # of which a release may well speak
    return not any(cue.search(own) for cue in (*CUES, SPOKEN_TO, OF_THE_SITE))


def speaks_of_access(item: ReleaseItem, *, dated: bool) -> bool:
    """Whether a page tells how to get at something; dated: whether it prints a day of its own."""
    text = "\n".join((item.title, item.teaser or "", *(block.text for block in item.body)))[:LOOKED_AT]
    least = next((least for characters, least in DATED if len(text) <= characters), None) if dated else UNDATED
    if least is None:
        return False
    small = text.lower()
    return sum([cue.search(small) is not None for cue in CUES_IN_SMALL]) >= least
