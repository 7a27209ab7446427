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
    # Of the page before, Streamlit forgets the fragments at the end of this run only. Of what the
    # browser asks of them until then it would find nothing, but would tell the browser that it is
    # on the old page again; which clears the new one away.
    if st.session_state.get("page-begun") != page.url_path:
        get_script_run_ctx().fragment_storage.clear()
        st.session_state["page-begun"] = page.url_path
