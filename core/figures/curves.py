"""Curves over the iterations of a training: a loss that falls, an accuracy, an image's outputs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.figures import theme as colours
from core.figures.theme import Theme, figure


def loss_curve(
    iterations: np.ndarray, losses: np.ndarray, now: int, theme: Theme, colour: str
) -> go.Figure:
    """The whole loss, faint, and bold as far as entry `now`; iterations from 1 on a log axis."""
    chart = figure(
        theme,
        xaxis={
            "title": "iterations (log)",
            "type": "log",
            "exponentformat": "power",
            "dtick": 1,
            "title_standoff": 4,
        },
        yaxis={"title": "loss", "rangemode": "tozero"},
    )
    # A logarithmic axis has no place for 0: the start stands at one half.
    shown = np.maximum(iterations, 0.5)
    chart.add_scatter(
        x=shown,
        y=losses,
        mode="lines",
        line={"color": theme.grid, "width": theme.line(3)},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=shown[: now + 1],
        y=losses[: now + 1],
        mode="lines",
        line={"color": colour, "width": theme.line(5)},
        hovertemplate="iteration %{x}: %{y:.6f}<extra></extra>",
    )
    chart.add_scatter(
        x=shown[now : now + 1],
        y=losses[now : now + 1],
        mode="markers",
        marker={"color": colour, "size": theme.line(14)},
        hoverinfo="skip",
    )
    return chart


DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "2px,2px,8px,2px")


@dataclass(frozen=True)
class Axes:
    """What the curves of trainings are drawn over.

    over: the x axis's title. most: its end, None where that isn't known. least: where a
    logarithmic one begins.
    """

    over: str
    most: float | None
    least: float
    log_x: bool = False
    log_loss: bool = False

    def x(self) -> dict:
        """The x axis of the layout."""
        if not self.log_x:
            return {"range": None if self.most is None else [0, self.most]}
        ends = None if self.most is None else [math.log10(self.least), math.log10(self.most)]
        return {"type": "log", "range": ends, "dtick": 1, "exponentformat": "power"}

    def loss(self) -> dict:
        """The loss's axis of the layout."""
        if self.log_loss:
            return {"type": "log", "exponentformat": "power", "minorloglabels": "none"}
        return {"rangemode": "tozero"}


def loss_trace(run: int) -> int:
    """The index of the trace that takes a run's loss."""
    return 2 * run


def accuracy_trace(run: int) -> int:
    """The index of the trace that takes a run's accuracy, in %."""
    return 2 * run + 1


def now_traces(runs: int) -> tuple[int, int, int]:
    """The traces of the chosen iteration: a dot on the loss, one on the accuracy, a line."""
    return 2 * runs, 2 * runs + 1, 2 * runs + 2


def training_curves(
    names: Sequence[str], axes: Axes, references: Mapping[str, float], theme: Theme
) -> go.Figure:
    """Axes for one run, or for several over one another; their traces are still empty.

    references: accuracies in % to compare with, by what they are.
    """
    comparing = len(names) > 1
    chart = figure(
        theme,
        xaxis={"title": axes.over, **axes.x()},
        yaxis=_loss_axis(axes, [0, 0.46] if comparing else [0, 1]),
        yaxis2=_accuracy_axis(comparing, theme),
        hovermode="x",
        showlegend=comparing,
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "itemwidth": theme.line(50),
        },
        # Another axis is another picture: the zoom of the last one says nothing of it.
        uirevision=f"{axes.over} {axes.log_x} {axes.log_loss} {comparing}",
    )
    for run, name in enumerate(names):
        _add_run(chart, name, DASHES[run], theme.line(4 if run == 0 else 2.5), comparing, theme)
    _add_now(chart, theme)
    for label, accuracy in references.items():
        _add_reference(chart, label, accuracy, theme)
    return chart


def _loss_axis(axes: Axes, domain: list[float]) -> dict:
    # The curve's colour is too light for letters.
    title = f'<span style="color:{colours.CROSS_ENTROPY}">━━</span> training loss'
    return {"title": title, "domain": domain, **axes.loss()}


def _accuracy_axis(comparing: bool, theme: Theme) -> dict:
    axis = {
        "title": {"text": "test accuracy, %", "font_size": theme.text(18)},
        "tickfont_size": theme.text(16),
        "range": [0, 101],
        "tickmode": "linear",
        "dtick": 20,
        "automargin": True,
    }
    if comparing:
        return {**axis, "domain": [0.54, 1]}
    return {**axis, "overlaying": "y", "side": "right", "showgrid": False}


def _add_run(chart, name: str, dash: str, width: float, comparing: bool, theme: Theme) -> None:
    label = f" · {name}" if comparing else ""
    chart.add_scatter(
        x=[],
        y=[],
        mode="lines",
        line={"color": colours.CROSS_ENTROPY, "width": width, "dash": dash},
        hovertemplate=f"loss %{{y:.6f}}{label}<extra></extra>",
        showlegend=False,
    )
    chart.add_scatter(
        x=[],
        y=[],
        yaxis="y2",
        name=name,
        mode="lines",
        line={"color": theme.ink, "width": width, "dash": dash if comparing else "dot"},
        hovertemplate=f"%{{y:.2f}} % right{label}<extra></extra>",
    )


def _add_now(chart: go.Figure, theme: Theme) -> None:
    for axis, colour in (("y", colours.CROSS_ENTROPY), ("y2", theme.ink)):
        chart.add_scatter(
            x=[],
            y=[],
            yaxis=axis,
            mode="markers",
            marker={
                "color": colour,
                "size": theme.line(13),
                "line": {"color": theme.paper, "width": theme.line(2)},
            },
            hoverinfo="skip",
            showlegend=False,
        )
    chart.add_scatter(
        x=[],
        y=[],
        yaxis="y2",
        mode="lines",
        line={"color": theme.quiet, "width": theme.line(1.5), "dash": "dot"},
        hoverinfo="skip",
        showlegend=False,
    )


def _add_reference(chart: go.Figure, label: str, accuracy: float, theme: Theme) -> None:
    chart.add_hline(
        accuracy, yref="y2", line={"color": theme.quiet, "width": theme.line(1), "dash": "dash"}
    )
    chart.add_annotation(
        x=1,
        xref="paper",
        y=accuracy,
        yref="y2",
        text=f"{label}: {accuracy:.2f}%",
        showarrow=False,
        xanchor="right",
        # Below the line: above it there is no room at the top, and at the bottom a loss ends there.
        yshift=theme.text(-16),
        font={"color": theme.quiet},
    )


def best_traces(classes: int) -> tuple[int, int, int]:
    """The traces of `output_curves` over those of the classes: the best one, its dot, a line."""
    return classes, classes + 1, classes + 2


def output_curves(classes: int, iterations: int, theme: Theme) -> go.Figure:
    """Axes for ŷ of one image in each class along a training; the traces are still empty."""
    chart = figure(
        theme,
        # Room for the names of the classes, which stand at the ends of the curves.
        xaxis={"title": "iteration", "range": [0, 1.04 * iterations]},
        yaxis={"title": "ŷ", "range": [-0.02, 1.02]},
        hovermode="x",
    )
    for digit in range(classes):
        chart.add_scatter(
            x=[],
            y=[],
            mode="lines",
            line={"color": theme.quiet, "width": theme.line(1.5)},
            hovertemplate=f"{digit}: %{{y:.4f}}<extra></extra>",
        )
    best = {"x": [], "y": [], "hoverinfo": "skip"}
    chart.add_scatter(**best, mode="lines", line={"color": theme.ink, "width": theme.line(4)})
    edge = {"color": theme.paper, "width": theme.line(2)}
    chart.add_scatter(
        **best, mode="markers", marker={"color": theme.ink, "size": theme.line(13), "line": edge}
    )
    line = {"color": theme.quiet, "width": theme.line(1.5), "dash": "dot"}
    chart.add_scatter(**best, mode="lines", line=line)
    for digit in range(classes):
        chart.add_scatter(
            **best,
            mode="text",
            text=[f"  {digit}"],
            textposition="middle right",
            textfont={"size": theme.text(18), "color": theme.ink},
        )
    return chart


def name_trace(classes: int, digit: int) -> int:
    """The trace of `output_curves` that writes a class's name at the end of its curve."""
    return best_traces(classes)[-1] + 1 + digit
