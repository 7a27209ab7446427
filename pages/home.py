"""The lecture at a glance: what there is to see, in its order."""

import streamlit as st

from pages._ui.page import question

PARTS = (
    (
        "police_calls.py",
        "Where does a straight line fail?",
        "30 evenings in a pizzeria, a line that leaves the range from 0 to 1, and the sigmoid.",
    ),
    (
        "loss_landscapes.py",
        "Why not simply square the error?",
        "Two losses as landscapes. A ball rolls down both, and gets stuck on one.",
    ),
    (
        "mnist_training.py",
        "How do 60,000 digits become 7,850 numbers?",
        "The same few lines of NumPy learn handwriting while you watch.",
    ),
    (
        "draw_a_digit.py",
        "What does it see in your digit?",
        "Draw one. Three classifiers answer while the pen moves.",
    ),
)

question(
    "When is a number a yes?",
    "A sum becomes a probability, a probability becomes a decision. Each page asks one question; "
    "everything on it is computed while you look.",
)
for place, (page, title, words) in enumerate(PARTS, start=1):
    with st.container(border=True, key=f"part-{place}"):
        st.page_link(page, label=f"**{place}  {title}**")
        st.markdown(words)
