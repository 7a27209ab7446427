"""The police calls over one input: two rows of dots, and the models that tell them apart."""

import numpy as np
import plotly.graph_objects as go

from core.figures import theme as colours
from core.figures.theme import Theme, figure

# Evenings with the same number of reservations stand next to each other, this far apart.
_STACK = 0.055


def axes(x: np.ndarray, name: str, theme: Theme) -> go.Figure:
    """The label over the input of that name; what lies outside of 0 to 1 is shaded."""
    chart = figure(
        theme,
        xaxis={"title": name, "range": [0, float(x.max()) + 2]},
        yaxis={
            "range": [-0.35, 1.35],
            "tickvals": [0, 0.5, 1],
            "ticktext": ["0  none", "½", "1  call"],
        },
    )
    for low, high, words in ((1, 1.35, "more than certain?"), (-0.35, 0, "less than never?")):
        chart.add_hrect(low, high, fillcolor=theme.grid, opacity=0.45, line_width=0, layer="below")
        chart.add_annotation(
            x=0.01,
            xref="paper",
            y=(low + high) / 2,
            text=words,
            showarrow=False,
            xanchor="left",
            font={"color": theme.quiet, "size": 16},
        )
    return chart


def add_evenings(chart: go.Figure, x: np.ndarray, labels: np.ndarray, theme: Theme) -> None:
    """Calls as triangles at 1, the other evenings as circles at 0; equal ones are stacked."""
    for label, symbol, colour, words in (
        (0, "circle", colours.NO, "no call"),
        (1, "triangle-up", colours.YES, "a call"),
    ):
        of_label = np.sort(x[labels == label])
        up = _STACK if label else -_STACK
        chart.add_scatter(
            x=of_label,
            y=label + up * _places_in_stack(of_label),
            mode="markers",
            marker={
                "symbol": symbol,
                "size": 19,
                "color": colour,
                "line": {"color": theme.paper, "width": 1},
            },
            hovertemplate=f"%{{x:g}}: {words}<extra></extra>",
        )


def add_line(chart: go.Figure, x: np.ndarray, y: np.ndarray, theme: Theme) -> None:
    """The straight line through the labels, dashed."""
    chart.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": theme.quiet, "width": 3, "dash": "dash"},
        hovertemplate="line: %{y:.4g} at %{x:.4g}<extra></extra>",
    )
    at = int(0.86 * len(x))
    chart.add_annotation(
        x=x[at],
        y=y[at],
        text="line",
        showarrow=False,
        xanchor="right",
        yshift=16,
        font={"size": 20, "color": theme.quiet},
    )


def add_curve(chart: go.Figure, x: np.ndarray, y: np.ndarray, theme: Theme) -> None:
    """The model's own curve: a sigmoid, or the step that rounding makes of it."""
    chart.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": theme.ink, "width": 5},
        hovertemplate="model: %{y:.4g} at %{x:.4g}<extra></extra>",
    )


def add_cut(chart: go.Figure, x: float, theme: Theme) -> None:
    """Where the curve crosses one half: the decision's threshold."""
    chart.add_vline(x, line={"color": colours.THRESHOLD, "width": 4, "dash": "dot"})
    chart.add_annotation(
        x=x,
        y=0.28,
        text=f"cut at {x:.2f}",
        showarrow=False,
        xanchor="left",
        xshift=10,
        font={"size": 24, "color": theme.ink},
    )


def _places_in_stack(sorted_x: np.ndarray) -> np.ndarray:
    """0 for the first of equal values, 1 for the second, and so on."""
    return np.arange(len(sorted_x)) - np.searchsorted(sorted_x, sorted_x)
