"""The keys of a presenter's remote, wherever the focus is (assets/web/clicker.js)."""

import streamlit as st

from pages._ui import gate
from pages._ui.modules import stub

_KEY = "lecture-clicker"
_component = st.components.v2.component(
    "clicker", html="", js=stub("clicker"), isolate_styles=False
)


def clicker(number: int, last: int, at: str) -> None:
    """Listen to PageDown and PageUp at that scene of so many.

    at: the key of what to scroll to.
    """
    data = {"number": number, "last": last, "at": at}
    _component(key=_KEY, data=data, on_go_change=_note, height=1)


def ask(number: int) -> None:
    """Ask for a scene, as a key does."""
    gate.hurry()
    st.session_state["lecture-wanted"] = number


def _note() -> None:
    """Take over what a browser sent, which may be anything."""
    # While pages change there may be no state to read; then the browser asks again.
    number = (st.session_state.get(_KEY) or {}).get("go")
    if type(number) is int and 0 < number < 10_000:
        ask(number)
