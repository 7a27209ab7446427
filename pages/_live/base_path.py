"""Our routes, where Streamlit's are: under the path that the server was told to be served at."""

from collections.abc import Sequence

import streamlit as st
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import Scope


def base_path() -> str:
    """The path without a slash at its end; empty for a server that has an address of its own."""
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


class Beneath(Mount):
    """Routes beneath a path that others share: what is none of theirs is left to the others."""

    def __init__(self, path: str, routes: Sequence[BaseRoute]):
        super().__init__(path, routes=routes)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, found = super().matches(scope)
        inner = {**scope, **found}
        if match is Match.FULL and any(
            route.matches(inner)[0] is Match.FULL for route in self.routes
        ):
            return match, found
        return Match.NONE, {}
