"""Both losses of one example over its prediction, and their slopes over its logit."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.activations import sigmoid
from core.figures.theme import Theme, figure
from core.losses import Loss

# Logits that reach from a prediction of 0.0005 to one of 0.9995.
LOGITS = np.linspace(-7.6, 7.6, 305)
HIGHEST = 5.0
_DASHES = ("dash", "solid")
_SYMBOLS = ("diamond", "circle")


def losses(
    sides: Sequence[tuple[Loss, str]], prediction: float, label: int, theme: Theme
) -> go.Figure:
    """Each loss over ŷ, its value at one prediction, and the tangent there."""
    chart = figure(
        theme,
        xaxis={"title": "prediction ŷ", "range": [-0.02, 1.02]},
        yaxis={"title": "loss", "range": [-0.15, HIGHEST]},
    )
    v = np.log(prediction / (1 - prediction))
    for side, (loss, colour) in enumerate(sides):
        _add_curve(chart, sigmoid(LOGITS), loss.value(LOGITS, label), loss, colour, side, theme)
        value, slope = float(loss.value(v, label)), float(loss.slope(prediction, label))
        # As long to the eye, however steep.
        reach = 0.14 / np.hypot(1, slope / HIGHEST)
        chart.add_scatter(
            x=[prediction - reach, prediction + reach],
            y=[value - reach * slope, value + reach * slope],
            mode="lines",
            line={"color": theme.ink, "width": theme.line(3)},
            hoverinfo="skip",
            showlegend=False,
        )
        _add_point(chart, prediction, value, colour, side, theme)
    return chart


def slopes(sides: Sequence[tuple[Loss, str]], v: float, label: int, theme: Theme) -> go.Figure:
    """∂L/∂v of each loss over v, and its value at one logit."""
    chart = figure(
        theme,
        xaxis={"title": "logit v", "range": [float(LOGITS[0]), float(LOGITS[-1])]},
        yaxis={"title": "∂L/∂v", "range": [-1.1, 1.1], "zeroline": True, "zerolinewidth": 2},
    )
    chart.update_yaxes(zerolinecolor=theme.quiet)
    for side, (loss, colour) in enumerate(sides):
        _add_curve(chart, LOGITS, loss.derivative(LOGITS, label), loss, colour, side, theme)
        _add_point(chart, v, float(loss.derivative(v, label)), colour, side, theme)
    return chart


def _add_curve(
    chart, x: np.ndarray, y: np.ndarray, loss: Loss, colour: str, side: int, theme: Theme
) -> None:
    chart.add_scatter(
        x=x,
        y=y,
        name=loss.name,
        mode="lines",
        line={"color": colour, "width": theme.line(5), "dash": _DASHES[side], "simplify": False},
        hovertemplate=f"{loss.name} %{{y:.4f}}<extra></extra>",
        showlegend=True,
    )
    chart.update_layout(
        showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    )


def _add_point(chart, x: float, y: float, colour: str, side: int, theme: Theme) -> None:
    chart.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={
            "color": colour,
            "size": theme.line(18),
            "symbol": _SYMBOLS[side],
            "line": {"color": theme.ink, "width": theme.line(3)},
        },
        hoverinfo="skip",
        showlegend=False,
    )
