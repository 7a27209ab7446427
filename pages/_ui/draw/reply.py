"""A place on the page for a reply: a rerun fills it, and so does the channel meanwhile."""

import streamlit as st

from pages._ui.modules import stub

# What is first there jumps into no empty place while the rest loads.
_FIRST = """
  const place = parentElement.querySelector(".reply");
  if (!place.firstChild) place.innerHTML = data.html;
"""
_component = st.components.v2.component(
    "reply", html='<div class="reply"></div>', js=stub("reply", _FIRST), isolate_styles=False
)


def reply(part: str, html: str, *, source: str, seq: int) -> None:
    """Show the HTML of a part of the replies to the drawing of that number, from that source."""
    data = {"part": part, "html": html, "source": source, "seq": seq}
    _component(key=f"reply-{part}", data=data)
