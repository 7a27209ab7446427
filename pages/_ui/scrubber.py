"""A slider through the moments of a run; its moves arrive as they happen (…/web/scrubber.js)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from pages._ui.modules import stub

_WEB = Path(__file__).parents[2] / "assets" / "web"
_HTML = """
<div class="scrubber">
  <button type="button" class="scrubber-play" aria-keyshortcuts="P" disabled>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4v16l13-8z"/></svg>
    <span>Play</span><kbd>P</kbd>
  </button>
  <input type="range" aria-label="iteration" min="0" max="0" value="0"
    aria-keyshortcuts="ArrowLeft ArrowRight" disabled>
  <output>&nbsp;</output>
  <button type="button" class="scrubber-newest" title="Follow the newest" disabled>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 4v16l11-8zM17 4h3v16h-3z"/></svg>
    <span>Newest</span>
  </button>
</div>
"""
# Its height is the style sheet's: nothing jumps while the rest loads.
_component = st.components.v2.component(
    "scrubber",
    html=_HTML,
    css=(_WEB / "scrubber.css").read_text(encoding="utf-8"),
    js=stub("scrubber"),
    isolate_styles=False,
)


def chosen(key: str) -> int | None:
    """Return the iteration that the visitor chose on the slider of that key; None: the newest."""
    _, at = st.session_state.get(_stored(key), (0, None))
    return at


def scrubber(*, key: str, positions: Sequence[int], at: int | None) -> None:
    """Show a slider over rising `positions`, as the last thing in a fragment that its moves rerun.

    `at` is the position shown, None follows the newest. Last, because the slider tells the browser
    that its message was read, and the next message, which then comes at once, ends the run that is
    at work. What was chosen survives a change of page: see `chosen`.
    """
    positions = [int(position) for position in positions]
    seq, _ = st.session_state.get(_stored(key), (0, None))
    if at is not None and at > max(positions, default=-1):
        # The run began anew and hasn't come so far: what was chosen is gone.
        at = None
        st.session_state[_stored(key)] = seq, at
    # The answer to the browser's last message, which lets it send the next.
    data = {"seq": seq, "positions": positions, "at": at}
    _component(key=key, data=data, on_move_change=lambda: _receive(key, positions))


def _stored(key: str) -> str:
    """Name the choice's place in the session; a widget's own state is lost with its page."""
    return f"{key}-chosen"


def _receive(key: str, positions: Sequence[int]) -> None:
    """Take over a message; one that isn't ours is ignored."""
    move = _checked(st.session_state[key].move, positions)
    if move is not None:
        st.session_state[_stored(key)] = move


def _checked(message: object, positions: Sequence[int]) -> tuple[int, int | None] | None:
    """Return a message's number and the position at or below the one that it names.

    A browser may send anything; None for nonsense.
    """
    if not isinstance(message, dict):
        return None
    seq, at = message.get("seq"), message.get("at", "missing")
    if type(seq) is not int:
        return None
    if at is None:
        return seq, None
    if type(at) is not int or not positions or at < positions[0]:
        return None
    return seq, positions[bisect_right(positions, at) - 1]
