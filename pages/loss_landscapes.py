"""Parts 4 and 5 of the lecture: the squared error and the cross-entropy as landscapes."""

import numpy as np
import streamlit as st

from core.figures import theme as colours
from core.figures.landscape import landscape
from core.landscape import gradient
from core.losses import (
    CROSS_ENTROPY,
    SQUARED_ERROR,
    Loss,
    cross_entropy_derivative,
    squared_error_derivative,
)
from pages._ui import data
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import figures, question, theme
from pages._ui.player import Player, log_frames
from pages._ui.plot import plot

STEPS = 20_000
RATES = (0.003, 0.01, 0.03, 0.1)
MOST_B, MOST_W, POINTS = 25.0, 2.5, 81
STARTS = {
    "far out": (20.0, 1.0),
    "on the wrong slope": (8.0, -0.6),
    "at zero": (0.0, 0.0),
}
SIDES = ((SQUARED_ERROR, colours.SQUARED_ERROR), (CROSS_ENTROPY, colours.CROSS_ENTROPY))
# Below this slope a ball moves less than a pixel in all of the steps.
FLAT = 1e-5

question(
    "Why not simply square the error?",
    "Two losses over the same two weights, for the 30 evenings and their reservations. One ball "
    "starts at the same place on both and rolls downhill: gradient descent.",
)
frames = log_frames(STEPS)
player = Player("landscapes", len(frames))


def lesson() -> None:
    player.tick()
    with st.container(key="controls-after-picture"):
        show_lesson()


def show_lesson() -> None:
    pictures = st.columns(2, gap="medium")
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        player.controls()
        start = st.segmented_control(
            "The ball starts",
            list(STARTS),
            default="far out",
            required=True,
            key="landscapes-start",
            persist_state="session",
        )
        rate = st.select_slider(
            "learning rate α",
            RATES,
            value=0.03,
            key="landscapes-rate",
            persist_state="session",
            width=260,
        )
    for column, (loss, colour) in zip(pictures, SIDES, strict=True):
        with column:
            show_side(loss, colour, STARTS[start], rate)
    explain(np.array(STARTS[start]))


def show_side(loss: Loss, colour: str, start: tuple[float, float], rate: float) -> None:
    path = data.reservations_descent(loss, start, rate, STEPS)
    shown = path.at(frames)
    step = frames[player.frame]
    b, w = path.weights[step]
    surface = data.reservations_surface(loss, MOST_B, MOST_W, POINTS)
    words = situation(path.losses[step], path.gradient_norms[step], surface.losses.min())
    st.subheader(f"{loss.name.capitalize()}: {words}", anchor=False)
    plot(
        landscape(surface, shown, player.frame, colour, theme()),
        key=f"landscape-{loss.name}",
        alt=f"The {loss.name} as a surface over b and w. The ball is at b = {b:.2f}, "
        f"w = {w:.2f}: {words}.",
        height="min(56vh, 620px, 90vw)",
        camera="landscapes",
    )
    figures(
        iteration=f"{step:,}",
        loss=f"{path.losses[step]:.4f}",
        slope=f"{path.gradient_norms[step]:.4f}",
        b=f"{b:.2f}",
        w=f"{w:.3f}",
    )


def situation(loss: float, slope: float, lowest: float) -> str:
    """What a visitor should see in the ball's place."""
    if loss <= 1.01 * lowest:
        return "arrived"
    return "stuck on a plateau" if slope < FLAT else "rolling downhill"


def explain(start: np.ndarray) -> None:
    A, y = data.reservations()
    rows = (
        (SQUARED_ERROR, squared_error_derivative, r"2\,(\hat y - y)\,\varphi'(\hat v)"),
        (CROSS_ENTROPY, cross_entropy_derivative, r"\hat y - y"),
    )
    formula_code_number(
        *(
            Explanation(
                r"\frac{\partial L}{\partial \hat v} = " + formula,
                function,
                f"{loss.name}  \nat the start: |∇L| = "
                f"{np.linalg.norm(gradient(loss, A, y, start)):.2e}",
            )
            for loss, function, formula in rows
        )
    )


st.fragment(lesson, run_every=player.interval)()
