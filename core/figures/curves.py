"""Curves over the iterations of a training: a loss that falls, an accuracy that rises."""

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
        x=shown, y=losses, mode="lines", line={"color": theme.grid, "width": 3}, hoverinfo="skip"
    )
    chart.add_scatter(
        x=shown[: now + 1],
        y=losses[: now + 1],
        mode="lines",
        line={"color": colour, "width": 5},
        hovertemplate="iteration %{x}: %{y:.6f}<extra></extra>",
    )
    chart.add_scatter(
        x=shown[now : now + 1],
        y=losses[now : now + 1],
        mode="markers",
        marker={"color": colour, "size": 14},
        hoverinfo="skip",
    )
    return chart


LOSS, ACCURACY = 0, 1


def training_curves(iterations: int, chance: float, theme: Theme) -> go.Figure:
    """Axes for a run of so many iterations; traces LOSS and ACCURACY (in %) are still empty."""
    chart = figure(
        theme,
        xaxis={"title": "iterations (weight updates)", "range": [0, iterations]},
        yaxis={
            "title": {"text": "training loss", "font": {"color": colours.CROSS_ENTROPY}},
            "rangemode": "tozero",
        },
        yaxis2={
            "title": {"text": "test accuracy, %", "font_size": 18},
            "tickfont_size": 16,
            "overlaying": "y",
            "side": "right",
            "range": [0, 100],
            "tickmode": "linear",
            "dtick": 20,
            "showgrid": False,
            "automargin": True,
        },
        hovermode="x",
    )
    chart.add_scatter(
        x=[],
        y=[],
        mode="lines",
        line={"color": colours.CROSS_ENTROPY, "width": 4},
        hovertemplate="loss %{y:.6f}<extra></extra>",
    )
    chart.add_scatter(
        x=[],
        y=[],
        yaxis="y2",
        mode="lines",
        line={"color": theme.ink, "width": 4, "dash": "dot"},
        hovertemplate="%{y:.2f} % right<extra></extra>",
    )
    chart.add_hline(chance, yref="y2", line={"color": theme.quiet, "width": 1, "dash": "dash"})
    chart.add_annotation(
        x=1,
        xref="paper",
        y=chance,
        yref="y2",
        text=f"guessing: {chance:.4g} %",
        showarrow=False,
        xanchor="right",
        yshift=12,
        font={"color": theme.quiet},
    )
    return chart
