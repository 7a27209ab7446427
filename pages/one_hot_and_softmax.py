"""Parts 9 and 10 of the lecture: one-hot labels, ten sigmoids, and the softmax."""

import streamlit as st

from pages._ui import gate
from pages._ui.page import question
from pages._ui.softmax import digit, three_scores

CHAPTERS = {"Three scores": three_scores, "A digit": digit}

question(
    "How do ten scores become one answer?",
    "A model gives each class a score, any number at all. Sigmoids judge each score by itself; "
    "softmax shares out 100 % among them.",
    styles="softmax.css",
)


@gate.fragment
def lesson() -> None:
    chapter = st.segmented_control(
        "chapter",
        list(CHAPTERS),
        default="Three scores",
        required=True,
        key="softmax-chapter",
        label_visibility="collapsed",
        persist_state="session",
    )
    CHAPTERS[chapter].show()


lesson()
