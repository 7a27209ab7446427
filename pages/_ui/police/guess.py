"""Predict, then reveal: a visitor's own threshold and curve, and after that the fitted ones."""

import numpy as np
import streamlit as st

from core.activations import sigmoid
from core.datasets.police import LABEL
from core.figures import police
from core.losses import cross_entropy
from pages._ui.page import figures, plain, theme
from pages._ui.police import fits
from pages._ui.police.view import View, at, right_of, show_picture

# How steep a curve can be made, in times the picture's width.
FLATTEST, USUAL, STEEPEST = 1.0, 8.0, 60.0


def show(view: View) -> None:
    """Draw the visitor's threshold, and once they have committed it, the model's beside it."""
    key = f"{view.sheet.key}-{view.name}"
    revealed = st.session_state.get("police-revealed") == key
    st.markdown(f"## {plain(asked(view))}")
    picture = st.container()
    low, high = police.ends(view.x)
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        cut = st.slider(
            "Your threshold",
            low,
            high,
            (low + high) / 2,
            (high - low) / 200,
            format="%.2f",
            key=f"guess-cut-{key}",
            width=360,
            disabled=revealed,
        )
        curved = st.toggle("A curve too", key="guess-curved", disabled=revealed)
        steepness = USUAL
        if curved:
            steepness = st.slider(
                "How steep",
                FLATTEST,
                STEEPEST,
                USUAL,
                0.5,
                key="guess-steep",
                width=240,
                disabled=revealed,
            )
        if revealed:
            st.button("Guess again", icon=":material/undo:", on_click=_reveal, args=(None,))
        else:
            st.button(
                "Commit and reveal",
                icon=":material/visibility:",
                type="primary",
                on_click=_reveal,
                args=(key,),
            )
    w = steepness / (high - low)
    mine = np.array([-w * cut, w])
    with picture:
        show_both(
            view, cut, mine if curved else None, fits.best(view.sheet, (view.name,)), revealed
        )


def asked(view: View) -> str:
    """What the visitor is to decide."""
    if view.sheet.label == LABEL:
        return f"From how many {view.name.lower()} on would you warn the owner?"
    return f"From which {view.name} on would you say {view.sheet.label}?"


def _reveal(key: str | None) -> None:
    st.session_state["police-revealed"] = key


def show_both(view: View, cut: float, mine: np.ndarray | None, model: fits.Fit, revealed) -> None:
    grid, chart = view.grid(), view.axes()
    if mine is not None:
        police.add_curve(chart, grid, sigmoid(mine[0] + mine[1] * grid), theme(), own=True)
    step = fits.crossing(*model.weights)
    words = f"{len(view.labels)} examples over {view.name}, and your threshold at {cut:.2f}."
    if revealed:
        police.add_curve(chart, grid, model.predict_proba(grid[:, None]), theme())
        if step is not None:
            police.add_cut(chart, step, theme(), "model", left=True)
        words += f" The model's is at {at(step)}."
    police.add_cut(chart, cut, theme(), "you")
    show_picture(view, chart, words)
    if not revealed:
        return
    numbers = {"you are right for": right_of(view.x > cut, view.labels)}
    if mine is not None:
        losses = cross_entropy(mine[0] + mine[1] * view.x, view.labels)
        numbers["your curve's loss"] = f"{losses.mean():.4f}"
    predicted = model.predict_proba(view.x[:, None]) > 0.5
    numbers["the model is right for"] = right_of(predicted, view.labels)
    numbers["its loss"] = f"{model.loss:.4f}"
    numbers["its step"] = at(step)
    figures(*numbers.items())
    if model.problem:
        st.info(model.problem, icon=":material/info:")
