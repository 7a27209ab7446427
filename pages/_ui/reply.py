"""A place on the page for what the channel says too: a rerun fills it, and so does the channel."""

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


def reply(part: str, html: str, *, topic: str | None, seq: int) -> None:
    """Show a part of a reply, as HTML.

    topic: whose channel says this part too, None for none. seq: of what it replies to, by which the
    browser knows whether the channel said something newer.
    """
    data = {"part": part, "html": html, "topic": topic, "seq": seq}
    _component(key=f"reply-{part}", data=data)
