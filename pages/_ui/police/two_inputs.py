"""A sigmoid of two inputs: a sheet over the plane, and the straight line where it says one half."""

import numpy as np
import streamlit as st

from core.figures import sheet as sheets_figure
from pages._ui.page import figures, theme
from pages._ui.plot import plot
from pages._ui.police import fits
from pages._ui.police.sheets import Sheet
from pages._ui.police.view import right_of

POINTS = 60


def show(table: Sheet) -> None:
    """Draw the sheet over any two of the inputs, or the cliff that rounding makes of it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        pair = choose_pair(table)
        shown = st.segmented_control(
            "The model says",
            ["a probability", "yes or no"],
            default="a probability",
            required=True,
            key="two-says",
            persist_state="session",
        )
    X, labels = table.columns(pair), table.data.labels
    model = fits.best(table, pair)
    first, second = (np.linspace(*around(column), POINTS) for column in X.T)
    grid = np.stack(np.meshgrid(first, second), axis=-1)
    heights = model.predict_proba(grid.reshape(-1, 2)).reshape(POINTS, POINTS)
    decided = shown == "yes or no"
    chart = sheets_figure.sheet(
        first, second, np.where(heights > 0.5, 1.0, 0.0) if decided else heights, pair, theme()
    )
    border = border_within(model.weights, first, second)
    if border:
        sheets_figure.add_border(chart, *border, theme())
    sheets_figure.add_examples(chart, *X.T, labels, theme())
    plot(
        chart,
        key="two-sheet",
        alt=in_words(pair, model.weights, decided, int(labels.sum()), len(labels)),
        height="min(60vh, 680px, 95vw)",
    )
    b, *w = model.weights
    z = rf"{b:.4f} {w[0]:+.4f}\, x_1 {w[1]:+.4f}\, x_2"
    st.latex(rf"\hat y = \varphi({z}) \qquad \hat y = \tfrac12 \text{{ where }} {z} = 0")
    figures(
        ("loss", f"{model.loss:.4f}"), ("right", right_of(model.predict_proba(X) > 0.5, labels))
    )
    if model.problem:
        st.info(model.problem, icon=":material/info:")


def in_words(pair, weights: np.ndarray, decided: bool, yes: int, n: int) -> str:
    what = "a cliff from no to yes" if decided else "a smooth sheet from 0 to 1"
    ways = ("falls", "rises")
    rises = [f"{ways[int(w > 0)]} with {name}" for name, w in zip(pair, weights[1:], strict=True)]
    return f"The model is {what}: it {' and '.join(rises)}. {yes} of {n} examples lie at 1."


def around(x: np.ndarray) -> tuple[float, float]:
    """From where to where a sheet over those values reaches."""
    margin = 0.08 * (float(np.ptp(x)) or abs(float(x[0])) or 1.0)
    return float(x.min()) - margin, float(x.max()) + margin


def choose_pair(table: Sheet) -> tuple[str, str]:
    names = table.inputs
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    return st.selectbox(
        "Two inputs",
        pairs,
        format_func=" and ".join,
        key=f"two-inputs-{'-'.join(names)}",
        width=round(theme().text(340)),
        persist_state="session",
    )


def border_within(
    weights: np.ndarray, first: np.ndarray, second: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """The part of b + w₁ x₁ + w₂ x₂ = 0 that lies in the picture, if there is one."""
    b, w1, w2 = weights
    # Along the axis on which the line moves least, so that a steep one is a line as well.
    if abs(w2) * np.ptp(second) >= abs(w1) * np.ptp(first):
        if not w2:
            return None
        x1 = np.linspace(first[0], first[-1], 200)
        x2 = -(b + w1 * x1) / w2
    else:
        x2 = np.linspace(second[0], second[-1], 200)
        x1 = -(b + w2 * x2) / w1
    inside = (x1 >= first[0]) & (x1 <= first[-1]) & (x2 >= second[0]) & (x2 <= second[-1])
    return (x1[inside], x2[inside]) if inside.any() else None
