"""The test bench: digits drawn to a prompt, and a running tally of how each model does."""

import streamlit as st

from pages._ui import gate
from pages._ui.bench import bring_in, prompts, shelf, take_away, tally
from pages._ui.bench.topic import TOPIC
from pages._ui.page import question, theme
from pages._ui.reply import reply

question(
    "How well do they read your digits?",
    "Draw what is asked, press Enter, and go on. All that you enter stays in this browser: it is "
    "here again after a reload.",
    styles="bench-page.css",
)


@gate.fragment
def bench() -> None:
    drawing, seen = st.columns([1.15, 2], gap="large")
    with drawing:
        paper = st.container()
        asked, seed = prompts.choose()
    mine = shelf.shelf()
    # First the theme, then what is entered: the channel shows what comes from here on by it.
    mine.theme = theme()
    seq, entries = mine.seq, mine.entries
    with seen:
        reply("tally", tally.tally(entries, mine.theme), topic=TOPIC.name, seq=seq)
        if not mine.keeps:
            st.warning(
                "This browser keeps nothing, as in a private window: take your drawings away "
                "before you close the tab.",
                icon=":material/warning:",
            )
        if entries:
            tally.show_errors(entries)
    with st.expander("Take away", icon=":material/download:", expanded=bool(entries)):
        take_away.show(entries)
        show_start_over()
    with st.expander("Bring in pictures, or a set", icon=":material/upload_file:"):
        bring_in.show()
    with paper:
        shelf.show(seq=seq, prompts=asked, seed=seed, height="min(50vh, 560px, 72vw)", pen=0.07)


def show_start_over() -> None:
    with st.popover("Start over", icon=":material/delete:"):
        st.markdown("This deletes all entered digits from this browser, for good.")
        st.button("Delete them", on_click=shelf.shelf().clear, type="primary")


bench()
