"""A model of two inputs as a sheet over them, and what each input adds to a logit."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures import theme as colours
from core.figures.theme import Theme, figure, literal, literal_in_space


def sheet(
    first: np.ndarray, second: np.ndarray, heights: np.ndarray, names: Sequence[str], theme: Theme
) -> go.Figure:
    """ŷ over two inputs: heights[i, j] where they are first[j] and second[i]."""
    across, along = map(literal, names)
    chart = figure(
        theme,
        scene={
            "xaxis": {"title": literal_in_space(names[0]), "range": [first[0], first[-1]]},
            "yaxis": {"title": literal_in_space(names[1]), "range": [second[0], second[-1]]},
            "zaxis": {"title": "ŷ", "range": [-0.05, 1.05], "tickvals": [0, 0.5, 1]},
            "camera": {"eye": {"x": -1.45, "y": -1.4, "z": 0.8}, "center": {"z": -0.12}},
            "aspectratio": {"x": 1.2, "y": 1.2, "z": 0.8},
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    chart.add_surface(
        x=first.astype(np.float32),
        y=second.astype(np.float32),
        z=heights.astype(np.float32),
        cmin=0,
        cmax=1,
        colorscale=[[0, colours.NO], [0.5, theme.paper], [1, colours.YES]],
        showscale=False,
        opacity=0.85,
        hovertemplate=f"{across} %{{x:.3~g}}, {along} %{{y:.3~g}}: ŷ = %{{z:.3f}}<extra></extra>",
    )
    return chart


def add_examples(
    chart: go.Figure, first: np.ndarray, second: np.ndarray, labels: np.ndarray, theme: Theme
) -> None:
    """Calls as diamonds at 1, the others as circles at 0."""
    for label, symbol, colour, words in (
        (0, "circle", colours.NO, "no call"),
        (1, "diamond", colours.YES, "a call"),
    ):
        rows = labels == label
        chart.add_scatter3d(
            x=first[rows],
            y=second[rows],
            z=labels[rows],
            mode="markers",
            marker={
                "symbol": symbol,
                "size": theme.line(7),
                "color": colour,
                "line": {"color": theme.ink, "width": theme.line(2)},
            },
            hovertemplate=f"%{{x:.6~g}}, %{{y:.6~g}}: {words}<extra></extra>",
        )


def add_border(chart: go.Figure, first: np.ndarray, second: np.ndarray, theme: Theme) -> None:
    """The straight line on the floor where ŷ = ½."""
    chart.add_scatter3d(
        x=first,
        y=second,
        z=np.zeros(len(first)),
        mode="lines",
        line={"color": colours.THRESHOLD, "width": theme.line(10)},
        hoverinfo="skip",
    )


def contributions(names: Sequence[str], parts: Sequence[float], theme: Theme) -> go.Figure:
    """What b and each w x add to the logit, one after the other, and their sum."""
    ends = np.cumsum(parts)
    # Not by their names: shortened ones may be the same.
    places = np.arange(len(names) + 1)
    chart = figure(
        theme,
        xaxis={"title": "logit", "zeroline": True, "zerolinecolor": theme.ink},
        yaxis={
            "autorange": "reversed",
            "showgrid": False,
            "tickvals": places,
            "ticktext": [*(literal(name, 20) for name in names), "together"],
        },
    )
    chart.add_bar(
        orientation="h",
        y=places,
        x=[*parts, ends[-1]],
        base=[0, *ends[:-1], 0],
        marker={"color": [colours.YES if x > 0 else colours.NO for x in (*parts, ends[-1])]},
        text=[f"{x:+.3f}".replace("-", "−") for x in (*parts, ends[-1])],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    # Room for the numbers beside the longest bars.
    reach = max(1.0, float(np.ptp([0, *ends])))
    low, high = min(0, *ends), max(0, *ends)
    chart.update_xaxes(range=[low - 0.25 * reach, high + 0.25 * reach])
    return chart
