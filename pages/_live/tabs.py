"""A visitor's tab, as its page's runs and its socket both know it."""

from __future__ import annotations

import secrets
from typing import TypeVar
from weakref import WeakValueDictionary

import streamlit as st
from starlette.websockets import WebSocket

Kind = TypeVar("Kind")

# The session holds its tab: whoever is gone is forgotten here by itself.
_tabs: WeakValueDictionary[str, Tab] = WeakValueDictionary()


class Tab:
    """One visitor's tab: what proves it, its socket, and what each topic keeps of it."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(16)
        self.socket: WebSocket | None = None
        self._kept: dict[type, object] = {}
        _tabs[self.token] = self

    def of(self, kind: type[Kind]) -> Kind:
        """What is kept of this tab as that type, made by `kind()` at first."""
        return self._kept.setdefault(kind, kind())


def mine() -> Tab:
    """The tab whose page runs."""
    if "live-tab" not in st.session_state:
        st.session_state["live-tab"] = Tab()
    return st.session_state["live-tab"]


def find(token: object) -> Tab | None:
    """The tab that has that token; None for anything else that a browser may send."""
    return _tabs.get(token) if isinstance(token, str) else None
