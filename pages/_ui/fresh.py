"""A run of the whole page begins afresh, whatever ran before it in the same session."""

import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx


def begin(page: Page) -> None:
    """Draw at the top of that page, and answer for it alone."""
    # A fragment leaves its place behind, and a run of the page that follows at once, in the same
    # thread, would be drawn into it; the browser knows no such place on a new page, and fails.
    context_dg_stack.set(get_default_dg_stack_value())
    before = st.session_state.get("page-begun")
    st.session_state["page-begun"] = page.url_path
    if before not in (None, page.url_path):
        # What the browser still asks of the page before would find nothing to run when this run is
        # done, but would tell the browser that it is on that page again; which clears this one
        # away. What will yet come is refused, now that Streamlit knows of no such fragments.
        get_script_run_ctx().fragment_storage.clear()
        # What has come already becomes one with this rerun.
        st.rerun()
