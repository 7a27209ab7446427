"""The drawing page's pad; what is drawn is asked about by the channel (assets/web/pad.js)."""

import contextlib

import streamlit as st

from core.drawing import SetError
from pages._live import tabs
from pages._ui import pad
from pages._ui.draw.sheet import Sheet
from pages._ui.modules import stub

_KEY = "pad"
# The size first: nothing jumps while the rest loads.
_FIRST = """
  parentElement.querySelector(".pad").style.setProperty("--pad-side", data.height);
"""
_component = st.components.v2.component(
    "pad", html=pad.HTML, css=pad.CSS, js=stub("pad", _FIRST), isolate_styles=False
)


def sheet() -> Sheet:
    """What is on this tab's pad; it survives a change of page, and a browser tells it anew."""
    return tabs.mine().of(Sheet)


def show(*, seq: int, height: str, pen: float, looked: bool) -> None:
    """Show the pad.

    seq: of the drawing that the page shows, by which the browser knows what it doesn't yet.
    height: the side of its square where there is room. pen: the pen's width, in sides. looked:
    whether anything of the drawing is shown that only a rerun brings; then it asks for one when
    the pen rests.
    """
    data = {
        "seq": seq,
        "looked": looked,
        "height": height,
        "pen": pen,
        "limits": pad.LIMITS,
    }
    _component(key=_KEY, data=data, on_drawing_change=_receive)


def _receive() -> None:
    """Take over a drawing; what isn't one is ignored."""
    with contextlib.suppress(SetError):
        sheet().take(st.session_state[_KEY].drawing)
