"""The sigmoid by itself: its value, its slope, and what b and w do to it."""

import numpy as np
import streamlit as st

from core.activations import sigmoid, sigmoid_derivative
from core.figures import police
from pages._ui.page import figures, theme
from pages._ui.plot import plot
from pages._ui.police.view import HEIGHT

REACH = 8.0


def show() -> None:
    """Draw φ(b + w x), a point on it, and the tangent there."""
    picture = st.container()
    with st.container(horizontal=True, gap="large", key="police-controls"):
        x = st.slider("x", -REACH, REACH, 1.0, 0.1, key="sigmoid-x", width=300)
        b = st.slider("b moves it", -REACH, REACH, 0.0, 0.1, key="sigmoid-b", width=300)
        w = st.slider("w stretches it", -4.0, 4.0, 1.0, 0.1, key="sigmoid-w", width=300)
    z = b + w * x
    value, slope = float(sigmoid(z)), float(sigmoid_derivative(z))
    grid = np.linspace(-REACH, REACH, 401)
    chart = police.sigmoid_axes(REACH, theme())
    if (b, w) != (0, 1):
        police.add_plain_sigmoid(chart, grid, sigmoid(grid), theme())
    police.add_curve(chart, grid, sigmoid(b + w * grid), theme())
    police.add_tangent(chart, x, value, w * slope, theme())
    with picture:
        plot(
            chart,
            key="sigmoid-picture",
            alt=f"The sigmoid of b + w x with a tangent at x = {x:g}, where it is {value:.4f}.",
            height=HEIGHT,
        )
        numbers = {
            "z = b + w x": f"{z:.2f}",
            "φ(z)": f"{value:.4f}",
            "1 − φ(z)": f"{1 - value:.4f}",
            "slope φ′(z) = φ(z)(1 − φ(z))": f"{slope:.4f}",
            "largest slope, at z = 0": "¼",
            "slope over x: w φ′(z)": f"{w * slope:.4f}",
        }
        figures(*numbers.items())
