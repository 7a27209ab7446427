"""The lecture as a map: its parts in order, each with a picture made just now."""

import streamlit as st

from pages._ui.home.parts import PARTS, Part
from pages._ui.lecture import stage
from pages._ui.page import question

# In pixels; as many stand in a row as there is room for.
CARD = 270

question(
    "When is a number a yes?",
    "A sum becomes a probability, a probability becomes a decision. Everything here is computed "
    "while you look.",
    styles="home.css",
)
with st.container(horizontal=True, vertical_alignment="center", key="lecture-way-in"):
    stage.show_start()


def show(part: Part) -> None:
    with st.container(border=True, height="stretch", width=CARD, key=f"part-{part.number}"):
        st.page_link(
            f"{part.page}.py", label=f"{part.number} · {part.title}", query_params=dict(part.link)
        )
        st.html(part.picture())
        st.markdown(part.words)


with st.container(horizontal=True, key="lecture-map"):
    for part in PARTS:
        show(part)
