"""Which hosts the server answers as, and which pages may ask it: no others, whatever the route."""

import ipaddress
import os
import socket
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

# More names of this server, between commas: behind a proxy, for example.
ENVIRONMENT = "THRESHOLD_HOSTS"


class Guard:
    """Refuses a Host that isn't this server's, and an Origin that isn't the Host.

    A foreign page can have a name of its own lead here (DNS rebinding), or ask across origins.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._added = _words(os.environ.get(ENVIRONMENT, ""))
        self._names = self._added | _own_names()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            status, words = refusal
            await PlainTextResponse(words, status)(scope, receive, send)
        else:
            await WebSocketClose(1008, refusal[1])(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and sentence, or None for what may pass."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        name = _name(f"//{host}")
        # Whoever came by this address may call it so.
        served = _plain((scope.get("server") or ("", 0))[0])
        if not name or name not in self._names | {served}:
            return 421, (
                f"Host must be a name or an address of this server; got {host[:100]!r}. "
                f"{ENVIRONMENT} may add names."
            )
        if origin is None or _place(origin) == host.lower():
            return None
        if _name(origin) in self._added:
            return None
        return 403, f"Origin must be the page's own server, {host}; got {origin[:100]!r}."


def _own_names() -> set[str]:
    machine = socket.gethostname().lower()
    told = (st.get_option("server.address"), st.get_option("browser.serverAddress"))
    return {"localhost", machine, f"{machine}.local", *(_plain(each) for each in told if each)}


def _words(text: str) -> set[str]:
    return {_plain(word) for word in text.split(",") if word.strip()}


def _name(address: str) -> str:
    """The host of an address without its port; "" for what is none."""
    try:
        parts = urlsplit(address)
        # Looking at the port checks it.
        wrong = parts.port == 0 or parts.username is not None or parts.path not in ("", "/")
        return "" if wrong else _plain(parts.hostname or "")
    except ValueError:
        return ""


def _place(origin: str) -> str:
    """Host and port of an origin; "" for what is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _plain(host: str) -> str:
    """A host as it is compared; an IPv4 address that came by IPv6 is that address."""
    host = host.strip().lower().strip("[]").removesuffix(".")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(getattr(address, "ipv4_mapped", None) or address)
