"""Projector type: larger letters and lines, for those in the back row."""

import streamlit as st

from pages._ui import again

# Its name in the link, where it is "on" or "off", and in the session.
NAME = "projector"


def is_on() -> bool:
    """Whether this visitor sees everything in projector type."""
    return st.session_state.get(NAME, False)


def follow_link() -> None:
    """Do what the link says, and keep it true: another page's link doesn't say it any more."""
    asked = st.query_params.get(NAME)
    if asked in ("on", "off") and not again.is_now():
        st.session_state[NAME] = asked == "on"
    _tell()


def toggle() -> None:
    """Draw the button that turns it on or off."""
    on = is_on()
    # Two buttons, not one that changes: Streamlit may deliver a click twice.
    st.button(
        "Usual type" if on else "Projector type",
        icon=":material/close_fullscreen:" if on else ":material/open_in_full:",
        key=f"{NAME}-{'off' if on else 'on'}",
        type="tertiary",
        shortcut="L",
        help="As it was" if on else "Larger letters and lines, for the back row",
        on_click=_turn,
        args=(not on,),
    )


def _turn(on: bool) -> None:
    st.session_state[NAME] = on
    _tell()


def _tell() -> None:
    """Let the link say "on" as long as it is, and otherwise nothing."""
    if is_on() and st.query_params.get(NAME) != "on":
        st.query_params[NAME] = "on"
    elif not is_on() and NAME in st.query_params:
        del st.query_params[NAME]
