"""What is done to a drawing before a model gets it: four pictures, three steps to switch off."""

import numpy as np
import streamlit as st

from core.drawing import Steps, prepared, stages
from pages._ui import pictures
from pages._ui.pad import SIDE, Strokes
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


def prepare(strokes: Strokes, pen: float) -> np.ndarray:
    """What the models get, (28, 28); `pen` is its width in sides of the pad."""
    return prepared(strokes, SIDE, pen * SIDE, chosen())


def show(strokes: Strokes, pen: float) -> None:
    """Draw the drawing before and after each step, and a switch for each step."""
    images = stages(strokes, SIDE, pen * SIDE, chosen())
    with st.container(key="preparation", horizontal=True, gap="medium"):
        _picture(images[0], "Drawn", "all of the pad, in 28 × 28 pixels")
        for (name, title, meaning), image in zip(STEPS, images[1:], strict=True):
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
