"""What every answer and every template has: security headers, German filters, the site's name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_encode

from archive.site import german, labels
from archive.site.grouping import neighbours
from archive.site.page import site_info
from archive.site.safe import data_block, unbroken, web_address

Application = Callable[[Any, Any, Any], Awaitable[None]]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@hookimpl
def asgi_wrapper() -> Callable[[Application], Application]:
    """Put the security headers on every answer that does not bring its own."""

    def wrap(app: Application) -> Application:
        async def secured(scope: Any, receive: Any, send: Any) -> None:
            async def send_secured(message: Any) -> None:
                if message["type"] == "http.response.start":
                    given = list(message.get("headers", []))
                    names = {name.lower() for name, _ in given}
                    added = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in names]
                    message = {**message, "headers": given + added}
                await send(message)

            await app(scope, receive, send_secured)

        return secured

    return wrap


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """German days, moments and numbers for the templates, and `site` for all of them, that of errors too."""
    env.globals["site"] = site_info(datasette)
    for name in ("long_day", "short_day", "month_name", "moment", "number", "counted", "path_part"):
        env.filters[name] = getattr(german, name)
    env.filters["tilde"] = tilde_encode
    env.filters["web_address"] = web_address
    env.filters["groupby_run"] = neighbours
    env.filters["label"] = labels.label
    env.globals["lookup_name"] = labels.lookup_name
    env.filters["unbroken"] = unbroken
    env.filters["data_block"] = data_block
