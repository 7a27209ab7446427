"""What takes longer than a page's run may, worked out elsewhere, with progress and a stop."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

import streamlit as st

from pages._ui.modules import stub
from pages._ui.runs import visitor
from pages._work import calculations
from pages._work.calculations import BrokenOffError

_WEB = Path(__file__).parents[2] / "assets" / "web"
_HTML = """
<div class="progress">
  <span role="status">&nbsp;</span>
  <progress max="1" value="0" aria-label="How far it is"></progress>
  <button type="button">Stop</button>
</div>
"""
# The height first: nothing jumps while the rest loads.
_FIRST = """
  const bar = parentElement.querySelector(".progress");
  bar.classList.toggle("aside", data.height === null);
  bar.style.setProperty("--progress-height", data.height ?? 0);
  bar.hidden = data.token === null;
"""
_component = st.components.v2.component(
    "progress",
    html=_HTML,
    css=(_WEB / "progress.css").read_text(encoding="utf-8"),
    js=stub("progress", _FIRST),
    isolate_styles=False,
)


def worked_out(
    place: str,
    key: Hashable,
    function: Callable,
    *args: object,
    title: str,
    height: str | None = "6rem",
) -> object | None:
    """The result of function(*args), see core/calculator.py, or None and in its place the progress.

    The fragment, or page, in which it stands runs again when the result is there. place: the name
    of this spot on the page, where what was asked for before is given up. key: tells the result
    from all others, for all visitors. title: what is being worked out. height: of what will stand
    there; None where the last result goes on being shown, with the progress at the window's edge.
    Raises what the function raised.
    """
    if st.session_state.get(_stopped(place)) == key:
        _offer(f"{title}: stopped.", "Work it out", place, _go_on, place)
        return None
    found = calculations.service().ask(visitor(), place, key, function, *args)
    if found.status != "done" or height is None:
        _component(
            key=f"{place}-progress",
            data={"token": None if found.ended else found.token, "title": title, "height": height},
            on_end_change=lambda: None,
            on_stop_change=lambda: _stop(place, key),
        )
    if isinstance(found.outcome, BrokenOffError):
        _offer(f"{title}: {found.outcome}", "Try again", place, _forget, key)
        return None
    if isinstance(found.outcome, Exception):
        raise found.outcome
    return found.outcome


def _offer(sentence: str, label: str, place: str, act: Callable, *args: object) -> None:
    st.info(sentence, icon=":material/info:")
    st.button(label, key=f"{place}-again", on_click=act, args=args)


def _stopped(place: str) -> str:
    return f"{place}-stopped"


def _stop(place: str, key: Hashable) -> None:
    st.session_state[_stopped(place)] = key
    calculations.service().stop(visitor(), place)


def _go_on(place: str) -> None:
    st.session_state.pop(_stopped(place), None)


def _forget(key: Hashable) -> None:
    calculations.service().forget(key)
