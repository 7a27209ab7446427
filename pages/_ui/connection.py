"""The tab's own line to the server, for what is asked without a rerun (assets/web/live.js)."""

import streamlit as st

from pages._live import tabs
from pages._ui.modules import stub

_component = st.components.v2.component("live", html="", js=stub("live"), isolate_styles=False)


def show() -> None:
    """Draw what opens the line, outside of all fragments.

    A server that was started anew doesn't know the tab; then this has the whole page run again,
    which Streamlit does only for some pages.
    """
    _component(key="live", data={"token": tabs.mine().token}, on_refused_change=lambda: None)
