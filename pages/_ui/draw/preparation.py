"""What is done to a digit before a model gets it: four pictures, three steps to switch off."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.drawing import Steps
from core.figures.theme import Theme
from pages._ui import answers, pictures

# Each step's name in `Steps`, and what it does.
STEPS = {
    "crop": "the empty margin is cut off",
    "fit": "into 20 × 20 pixels, with MNIST's pen",
    "centre": "the ink balances in the middle",
}
_KEY = "prepare-steps"


def chosen() -> Steps:
    """The steps that the visitor wants taken."""
    wanted = st.session_state.get(_KEY, list(STEPS))
    return Steps(**{name: name in wanted for name in STEPS})


def choose() -> None:
    """Draw a switch for each step."""
    st.pills(
        "What they get, with the steps that are switched on",
        list(STEPS),
        selection_mode="multi",
        default=list(STEPS),
        format_func=str.capitalize,
        key=_KEY,
        persist_state="session",
    )


def in_pictures(stages: Sequence[np.ndarray], first: str, theme: Theme) -> str:
    """The digit before and after each step, as HTML.

    stages: four images (28, 28). first: what the first one is called.
    """
    titles = {first: "all of it, in 28 × 28 pixels"}
    titles |= {name.capitalize(): meaning for name, meaning in STEPS.items()}
    return answers.side_by_side(
        *(
            answers.panel(title, pictures.digit(image, f"{title}: {meaning}", theme), meaning)
            for (title, meaning), image in zip(titles.items(), stages, strict=True)
        ),
        kind="small",
    )
