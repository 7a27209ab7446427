"""What is done to a digit before a model gets it: four pictures, three steps to switch off."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.drawing import Steps
from pages._ui import pictures
from pages._ui.page import theme

# Each step's name in `Steps`, what it is called, and what it does.
STEPS = (
    ("crop", "Crop", "the empty margin is cut off"),
    ("fit", "Fit", "into 20 × 20 pixels, with MNIST's pen"),
    ("centre", "Centre", "the ink balances in the middle"),
)


def chosen() -> Steps:
    """The steps that the visitor wants taken."""
    return Steps(**{name: st.session_state.get(_key(name), True) for name, _, _ in STEPS})


def show(stages: Sequence[np.ndarray], first: str) -> None:
    """Draw the digit before and after each step, and a switch for each step.

    stages: four images (28, 28). first: what the first one is called.
    """
    with st.container(key="preparation", horizontal=True, gap="medium"):
        _picture(stages[0], first, "all of it, in 28 × 28 pixels")
        for (name, title, meaning), image in zip(STEPS, stages[1:], strict=True):
            _picture(image, title, meaning, _key(name))


def _picture(image: np.ndarray, title: str, meaning: str, key: str | None = None) -> None:
    with st.container(width=156, gap="small"):
        if key:
            st.checkbox(f"**{title}**", True, key=key, persist_state="session")
        else:
            st.markdown(f"**{title}**")
        alt = f"{title}: {meaning}"
        st.html(f'{pictures.digit(image, alt, theme())}<p class="note">{meaning}</p>')


def _key(step: str) -> str:
    return f"prepare-{step}"
