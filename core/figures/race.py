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


STYLES = (Style("solid", 2, "circle"), Style("dash", 3.5, "diamond"), Style("dot", 5, "square"))


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
        # Room for the marks at the ends of the curves.
        xaxis={"title": over, "range": [0, 1.02 * most]},
        yaxis={
            "title": {"text": "loss", "font": {"color": colours.CROSS_ENTROPY}},
            "range": [0, 1.05 * highest],
            "nticks": 6,
        },
        showlegend=True,
        legend={"x": 1, "xanchor": "right", "y": 1, "yanchor": "top", "itemwidth": 60},
        # Another counter is another picture: the zoom of the last one says nothing of it.
        uirevision=over,
    )
    chart.add_scatter(
        x=[0, 1.02 * most],
        y=[least, least],
        mode="lines",
        line={"color": colours.CROSS_ENTROPY, "width": theme.line(2)},
        hoverinfo="skip",
        showlegend=False,
    )
    chart.add_annotation(
        x=most,
        y=least,
        text=f"the least there is: {least:.4f}",
        showarrow=False,
        xanchor="right",
        yanchor="top",
    )
    _add_methods(chart, names, f"{over} %{{x:,.4~g}}: loss %{{y:.4f}}", theme)
    for name, style in zip(names, STYLES, strict=True):
        chart.add_scatter(
            x=[None],
            y=[None],
            name=name,
            mode="lines+markers",
            line=_line(style, theme),
            marker=_mark(style, theme),
        )
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
            marker={
                "symbol": symbol,
                "size": theme.line(16),
                "color": theme.ink,
                "line": {"width": theme.line(3)},
            },
            hovertemplate=f"{words}: b %{{x:.4f}}, w %{{y:.4f}}<extra></extra>",
        )
    return chart


def _add_methods(chart: go.Figure, names: Sequence[str], hover: str, theme: Theme) -> None:
    for name, style in zip(names, STYLES, strict=True):
        chart.add_scatter(
            x=[],
            y=[],
            mode="lines",
            line=_line(style, theme),
            hovertemplate=f"{name}<br>{hover}<extra></extra>",
            showlegend=False,
        )
        chart.add_scatter(
            x=[],
            y=[],
            mode="markers",
            marker=_mark(style, theme),
            hoverinfo="skip",
            cliponaxis=False,
            showlegend=False,
        )


def _line(style: Style, theme: Theme) -> dict:
    return {"color": theme.ink, "width": theme.line(style.width), "dash": style.dash}


def _mark(style: Style, theme: Theme) -> dict:
    edge = {"color": theme.paper, "width": theme.line(2)}
    return {"symbol": style.symbol, "size": theme.line(15), "color": theme.ink, "line": edge}
