"""A pad to draw a digit on; its strokes arrive while they are drawn (assets/web/pad.js)."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from core.drawing import MOST_PATH, MOST_POINTS, MOST_STROKES, SetError, Strokes, to_strokes
from pages._ui.modules import stub

# At these the pad takes no more ink, and says so.
LIMITS = {"points": MOST_POINTS, "strokes": MOST_STROKES, "path": MOST_PATH}
_WEB = Path(__file__).parents[2] / "assets" / "web"
HTML = """
<div class="pad">
  <div class="pad-paper">
    <div class="pad-hint" aria-hidden="true">Draw a digit here</div>
    <canvas class="pad-canvas" role="img" tabindex="0" aria-label="Drawing pad"></canvas>
    <div class="pad-full" role="status"></div>
  </div>
  <div class="pad-tools">
    <button type="button" class="pad-undo" aria-label="Undo the last stroke"
      aria-keyshortcuts="Z">Undo<kbd>Z</kbd></button>
    <button type="button" class="pad-redo" aria-label="Redo the stroke"
      aria-keyshortcuts="Shift+Z">Redo<kbd>⇧Z</kbd></button>
    <button type="button" class="pad-clear" aria-label="Clear the pad"
      aria-keyshortcuts="Escape">Clear<kbd>Esc</kbd></button>
  </div>
</div>
"""
# The size first: nothing jumps while the rest loads.
_FIRST = """
  parentElement.querySelector(".pad").style.setProperty("--pad-side", data.height);
"""
_component = st.components.v2.component(
    "pad",
    html=HTML,
    css=(_WEB / "pad.css").read_text(encoding="utf-8"),
    js=stub("pad", _FIRST),
    isolate_styles=False,
)


def drawn(key: str) -> Strokes:
    """What is drawn on the pad of that key: points from 0 to 1000, y down."""
    _, strokes = st.session_state.get(_stored(key), (0, ()))
    return strokes


def pad(*, key: str, height: str, pen: float) -> None:
    """Show the pad, as the last thing in a fragment that runs again with each move of the pen.

    Last, because the pad tells the browser that its message was read, and the next message, which
    then comes at once, ends the run that is at work: what it hadn't shown yet would be lost.
    `height` is the side of the square where there is room; `pen` is the pen's width, in sides.
    The drawing survives a change of page, and a reload: the browser keeps it and tells us.
    """
    seq, _ = st.session_state.get(_stored(key), (0, ()))
    # The answer to the browser's last message, which lets it send the next.
    data = {"key": key, "seq": seq, "height": height, "pen": pen, "limits": LIMITS}
    _component(key=key, data=data, on_drawing_change=lambda: _receive(key))


def _stored(key: str) -> str:
    """Name the drawing's place in the session; a widget's own state is lost with its page."""
    return f"{key}-strokes"


def _receive(key: str) -> None:
    """Take over a message; one that isn't ours is ignored."""
    message = st.session_state[key].drawing
    if not isinstance(message, dict):
        return
    seq, strokes = message.get("seq"), _checked(message.get("strokes"))
    if isinstance(seq, int) and strokes is not None:
        st.session_state[_stored(key)] = seq, strokes


def _checked(value: object) -> Strokes | None:
    """Return strokes that came from a browser, which may send anything; None for nonsense."""
    try:
        return to_strokes(value)
    except SetError:
        return None
