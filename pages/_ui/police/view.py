"""One input of the table: its picture, whose dots can be chosen, and the model's view of a row."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from core.figures import police
from pages._ui import again
from pages._ui.page import figures, theme
from pages._ui.player import Player
from pages._ui.plot import plot
from pages._ui.police import sheets
from pages._ui.police.sheets import Sheet

# From values of an input (n,) to what a model predicts for them, (n,).
Predict = Callable[[np.ndarray], np.ndarray]
HEIGHT = "min(51vh, 640px, 95vw)"


@dataclass(frozen=True)
class View:
    """What a chapter shows: a table, one of its inputs, and the player that steps through time."""

    sheet: Sheet
    name: str
    player: Player

    @property
    def x(self) -> np.ndarray:
        """The input's values, (n,)."""
        return self.sheet.column(self.name)

    @property
    def labels(self) -> np.ndarray:
        return self.sheet.data.labels

    def grid(self, x: np.ndarray | None = None) -> np.ndarray:
        """Where curves are drawn: all of the picture, (400,)."""
        return np.linspace(*police.ends(self.x if x is None else x), 400)

    def axes(self, x: np.ndarray | None = None) -> go.Figure:
        """The empty picture, wide enough for `x`."""
        return police.axes(self.x if x is None else x, self.name, theme(), self.sheet.label)


def show_picture(view: View, chart: go.Figure, alt: str, dots: bool = True) -> None:
    """Draw the models of a chart and the examples over them; a click on one chooses its row."""
    rows = {}
    if dots:
        chosen = sheets.chosen_row()
        rows = police.add_evenings(chart, view.x, view.labels, theme(), chosen, view.sheet.label)
    click = plot(chart, key="police-picture", alt=alt, height=HEIGHT, clicks=True)
    if click and click.trace in rows and isinstance(click.point, int):
        of_trace = rows[click.trace]
        if 0 <= click.point < len(of_trace):
            sheets.choose_row(int(of_trace[click.point]))
            # Of the whole page: a click may also come with a run of all of it.
            again.rerun()


def show_row(view: View, predict: Predict) -> None:
    """Draw what a model makes of the chosen row: its prediction, and both losses of it."""
    row = sheets.chosen_row()
    if row is None:
        st.markdown("Choose a row, or a dot in the picture.")
        return
    x, y = view.x[row], int(view.labels[row])
    prediction = float(predict(np.array([x]))[0])
    figures(
        (view.name.lower(), f"{x:g}"),
        ("label", str(y)),
        ("ŷ", f"{prediction:.4f}"),
        ("squared error", f"{(prediction - y) ** 2:.4f}"),
        ("cross entropy", f"{cross_entropy_of(prediction, y):.4f}"),
    )


def cross_entropy_of(prediction: float, y: int) -> float:
    """−y ln ŷ − (1 − y) ln(1 − ŷ); without end where ŷ rounds to the other label."""
    with np.errstate(divide="ignore"):
        return float(-np.log(prediction if y else 1 - prediction)) + 0.0


def right_of(predicted: np.ndarray, labels: np.ndarray) -> str:
    """How many predictions are right, of how many."""
    return f"{int(np.sum(predicted == labels))} of {len(labels)}"


def at(place: float | None, digits: int = 2) -> str:
    """A place on the axis, or a dash where there is none."""
    return "–" if place is None else f"{place:.{digits}f}"
