"""Who may talk to the page: this computer's own browser, on this very page."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""How a browser may have got here. Any other name leads to loopback by DNS rebinding, so it is refused."""

SAME_SITE = ("same-origin", "none")
"""What a browser's Sec-Fetch-Site says of our own page, and of an address that a person typed."""

RESTRICTIONS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str) -> bool:
    """Return whether only this computer can reach a server on this address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@web.middleware
async def only_our_own_page(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 403 what another website makes a browser send here."""
    host, origin = _place(f"http://{request.host}"), request.headers.get("Origin")
    if host not in [_place(f"http://{name}:{_port(request)}") for name in NAMES]:
        raise web.HTTPForbidden(text="This page answers only to the address at which it was opened on this computer.")
    if origin is not None and _place(origin) != host:
        raise web.HTTPForbidden(text="Another website asked for this.")
    if request.method != "GET" and request.headers.get("Sec-Fetch-Site", "none") not in SAME_SITE:
        raise web.HTTPForbidden(text="Another website asked for this.")
    return await handler(request)


async def restrict(_request: web.Request, response: web.StreamResponse) -> None:
    """Set the headers by which the browser loads nothing from anywhere else and shows the page in no frame."""
    response.headers.update(RESTRICTIONS)


def _place(url: str) -> tuple[str, str | None, int | None] | None:
    try:
        parsed = URL(url)
    except ValueError:
        return None
    return parsed.scheme, parsed.host, parsed.port


def _port(request: web.Request) -> int | None:
    return request.transport.get_extra_info("sockname")[1] if request.transport else None
