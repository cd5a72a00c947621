"""The headers that every answer has unless it sets its own."""

from __future__ import annotations

Headers = list[tuple[bytes, bytes]]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-dns-prefetch-control": "off",  # otherwise browsers resolve the hosts of links
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
EMBEDDABLE = b"cross-origin"  # the resource policy of what scripts of other sites may read anyway


def completed(headers: Headers) -> Headers:
    """The headers with all that are missing; data for other sites' scripts (CORS) may be embedded by them too."""
    names = {name.lower() for name, _ in headers}
    given = {name: value for name, value in HEADERS.items() if name.encode() not in names}
    made = headers + [(name.encode(), value.encode()) for name, value in given.items()]
    if b"access-control-allow-origin" in names:
        made = [(n, EMBEDDABLE if n.lower() == b"cross-origin-resource-policy" else v) for n, v in made]
    return made
