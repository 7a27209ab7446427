"""Trainings by batches of different sizes against each other: their losses and their ways."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures import theme as colours
from core.figures.landscape import contours
from core.figures.theme import Theme, figure
from core.landscape import Surface


@dataclass(frozen=True)
class Style:
    """How one method's line is drawn, so that it is told apart without any colour."""

    dash: str
    width: float
    symbol: str


STYLES = (
    Style("solid", 2, "circle"),
    Style("8px,4px", 3.5, "diamond"),
    Style("2px,5px", 5, "square"),
)


def line_trace(method: int) -> int:
    """The index, in both figures, of the trace that takes a method's line."""
    return 1 + 2 * method


def end_trace(method: int) -> int:
    """The index, in both figures, of the trace that takes where a method's line ends."""
    return 2 + 2 * method


def loss_curves(
    names: Sequence[str], over: str, most: float, highest: float, least: float, theme: Theme
) -> go.Figure:
    """Axes for the losses over one counter, as far as `most`; the methods' traces are empty.

    least: the loss of the best weights, a line that no curve gets below.
    """
    chart = figure(
        theme,
        # Room for the marks and names at the ends of the curves.
        xaxis={"title": over, "range": [0, 1.2 * most]},
        yaxis={
            "title": {"text": "loss", "font": {"color": colours.CROSS_ENTROPY}},
            "range": [0, 1.05 * highest],
        },
        uirevision=over,
    )
    chart.add_scatter(
        x=[0, 1.2 * most],
        y=[least, least],
        mode="lines",
        line={"color": colours.CROSS_ENTROPY, "width": 2},
        hoverinfo="skip",
    )
    chart.add_annotation(
        x=0,
        y=least,
        text=f"the least there is: {least:.4f}",
        showarrow=False,
        xanchor="left",
        yanchor="top",
    )
    _add_methods(chart, names, f"{over} %{{x:,.4~g}}: loss %{{y:.4f}}", theme)
    return chart


def ways(
    surface: Surface,
    names: Sequence[str],
    start: Sequence[float],
    best: Sequence[float],
    theme: Theme,
) -> go.Figure:
    """The loss over b and w from above, its lowest point; the methods' traces are empty."""
    chart = contours(surface, ("b", "w"), colours.CROSS_ENTROPY, theme)
    _add_methods(chart, names, "b %{x:.4f}, w %{y:.4f}", theme)
    for (b, w), symbol, words in ((start, "circle-open", "start"), (best, "x-thin-open", "best")):
        chart.add_scatter(
            x=[b],
            y=[w],
            mode="markers",
            marker={"symbol": symbol, "size": 16, "color": theme.ink, "line": {"width": 3}},
            hovertemplate=f"{words}: b %{{x:.4f}}, w %{{y:.4f}}<extra></extra>",
        )
    return chart


def _add_methods(chart: go.Figure, names: Sequence[str], hover: str, theme: Theme) -> None:
    for name, style in zip(names, STYLES, strict=True):
        chart.add_scatter(
            x=[],
            y=[],
            mode="lines",
            line={"color": theme.ink, "width": style.width, "dash": style.dash},
            hovertemplate=f"{name}<br>{hover}<extra></extra>",
        )
        chart.add_scatter(
            x=[],
            y=[],
            mode="markers+text",
            marker={
                "symbol": style.symbol,
                "size": 15,
                "color": theme.ink,
                "line": {"color": theme.paper, "width": 2},
            },
            text=[f"  {name}"],
            textposition="middle right",
            hoverinfo="skip",
            cliponaxis=False,
        )
