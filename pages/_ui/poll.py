"""A fragment that runs again a while after its answer came (assets/web/poll.js)."""

from itertools import count

import streamlit as st

from pages._ui.modules import stub

_component = st.components.v2.component(
    "poll", html='<span class="poll"></span>', js=stub("poll"), isolate_styles=False
)
_answers = count()


def poll(key: str, seconds: float | None) -> None:
    """As the last thing in a fragment, have it run again so many seconds after it last did.

    With None it is left alone. Last, since it tells the browser that all the rest was sent.
    """
    data = {"answer": next(_answers), "seconds": seconds}
    _component(key=f"poll-{key}", data=data, on_due_change=lambda: None)
