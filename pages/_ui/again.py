"""Running the whole page again of its own accord, which must not obey the link."""

import streamlit as st


def rerun() -> None:
    """Run the whole page again. The message that led here may tell the link of a moment ago."""
    st.session_state["again-asked"] = True
    st.rerun()


def begin() -> None:
    """Note, when the whole page runs, whether it does so by `rerun`."""
    st.session_state["again-now"] = st.session_state.pop("again-asked", False)


def is_now() -> bool:
    """Whether the page runs by `rerun`: nobody followed a link."""
    return st.session_state.get("again-now", False)
