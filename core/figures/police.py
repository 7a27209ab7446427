"""The police calls over one input: two rows of dots, and the models that tell them apart."""

import numpy as np
import plotly.graph_objects as go

from core.datasets.police import LABEL
from core.figures import theme as colours
from core.figures.theme import Theme, figure, literal

# Examples with the same value stand next to each other, this far apart where there is room.
_STACK = 0.055
_HIGHEST_STACK = 0.3


def ends(x: np.ndarray) -> tuple[float, float]:
    """From where to where a picture of values reaches: from 0 on if they aren't far from it."""
    low, high = float(x.min()), float(x.max())
    reach = (high - low) or abs(high) or 1.0
    return (0.0 if 0 <= low <= reach else low - 0.07 * reach), high + 0.07 * reach


def class_names(label: str) -> tuple[str, str]:
    """What the labels 0 and 1 of a column mean, where that is known; as a picture says it."""
    if label == LABEL:
        return "none", "call"
    # With more letters, a phone's picture would be all names.
    name = literal(label, 14)
    return f"not {name}", name


def axes(x: np.ndarray, name: str, theme: Theme, label: str = LABEL) -> go.Figure:
    """The label over the input of that name; what lies outside of 0 to 1 is shaded."""
    no, yes = class_names(label)
    outside = ((1, 1.35, "more than certain?"), (-0.35, 0, "less than never?"))
    return figure(
        theme,
        xaxis={"title": literal(name), "range": ends(x)},
        yaxis={
            "range": [-0.35, 1.35],
            "tickvals": [0, 0.5, 1],
            "ticktext": [f"0  {no}", "½", f"1  {yes}"],
        },
        # Another table or input is another picture.
        uirevision=f"{name} {ends(x)}",
        # All at once: Plotly looks at those before with each one that is added.
        shapes=[
            {
                **_across(low, high),
                "type": "rect",
                "fillcolor": theme.grid,
                "opacity": 0.45,
                "line_width": 0,
                "layer": "below",
            }
            for low, high, _ in outside
        ],
        annotations=[
            {
                "x": 0.01,
                "xref": "paper",
                "y": (low + high) / 2,
                "text": words,
                "showarrow": False,
                "xanchor": "left",
                "font": {"color": theme.quiet, "size": theme.text(16)},
            }
            for low, high, words in outside
        ],
    )


def _across(low: float, high: float) -> dict:
    """A shape's place: over all of the picture's width, from `low` to `high`."""
    return {"xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": low, "y1": high}


def add_evenings(
    chart: go.Figure,
    x: np.ndarray,
    labels: np.ndarray,
    theme: Theme,
    chosen: int | None = None,
    label: str = LABEL,
) -> dict[int, np.ndarray]:
    """Calls as triangles at 1, the other evenings as circles at 0; equal ones are stacked.

    A ring marks the chosen row. Returns which rows each new trace shows, by the trace's number.
    """
    heights = np.empty(len(x))
    shown = {}
    no, yes = class_names(label)
    for value, symbol, colour, words in (
        (0, "circle", colours.NO, no),
        (1, "triangle-up", colours.YES, yes),
    ):
        rows = np.flatnonzero(labels == value)
        places = _places_in_stack(x[rows])
        apart = min(_STACK * theme.scale, _HIGHEST_STACK / max(1, places.max(initial=0)))
        heights[rows] = value + (apart if value else -apart) * places
        shown[len(chart.data)] = rows
        chart.add_scatter(
            x=x[rows],
            y=heights[rows],
            customdata=rows + 1,
            mode="markers",
            marker={
                "symbol": symbol,
                "size": theme.line(19),
                "color": colour,
                "line": {"color": theme.paper, "width": theme.line(1)},
            },
            hovertemplate=f"row %{{customdata}}, %{{x:.6~g}}: {words}<extra></extra>",
        )
    if chosen is not None:
        ring = {
            "symbol": "circle-open",
            "size": theme.line(34),
            "color": theme.ink,
            "line": {"width": theme.line(4)},
        }
        place = {"x": x[[chosen]], "y": heights[[chosen]]}
        chart.add_scatter(**place, mode="markers", marker=ring, hoverinfo="skip")
    return shown


def add_line(chart: go.Figure, x: np.ndarray, y: np.ndarray, theme: Theme) -> None:
    """The straight line through the labels, dashed."""
    chart.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": theme.quiet, "width": theme.line(3), "dash": "dash"},
        hovertemplate="line: %{y:.4g} at %{x:.4g}<extra></extra>",
    )
    at = int(0.86 * len(x))
    if -0.3 < y[at] < 1.3:
        chart.add_annotation(
            x=x[at],
            y=y[at],
            text="line",
            showarrow=False,
            xanchor="right",
            yshift=theme.text(16),
            font={"size": theme.text(20), "color": theme.quiet},
        )


def add_curve(
    chart: go.Figure, x: np.ndarray, y: np.ndarray, theme: Theme, own: bool = False
) -> None:
    """The model's own curve: a sigmoid, or the step that rounding makes of it; or a visitor's."""
    # Plotly leaves out points that it thinks nobody sees: a smooth curve would get corners.
    line = {"color": theme.ink, "width": theme.line(5), "simplify": False}
    if own:
        line |= {"color": theme.quiet, "width": theme.line(4), "dash": "dot"}
    chart.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line=line,
        hovertemplate=f"{'yours' if own else 'model'}: %{{y:.4g}} at %{{x:.4g}}<extra></extra>",
    )


def add_cut(
    chart: go.Figure, x: float, theme: Theme, words: str = "cut", left: bool = False
) -> None:
    """Where a model's answer turns from no to yes, with its name on one side or the other."""
    line = {"color": colours.THRESHOLD, "width": theme.line(4), "dash": "dot"}
    place = {"xref": "x", "x0": x, "x1": x, "yref": "y domain", "y0": 0, "y1": 1}
    chart.add_shape(type="line", line=line, **place)
    chart.add_annotation(
        x=x,
        y=0.72 if left else 0.28,
        text=f"{words} at {x:.2f}",
        showarrow=False,
        xanchor="right" if left else "left",
        xshift=theme.text(-8 if left else 8),
        font={"size": theme.text(20), "color": theme.ink},
    )


def add_cut_within(
    chart: go.Figure, x: float | None, ends: tuple[float, float], theme: Theme
) -> None:
    """The cut, if there is one and the picture reaches as far."""
    if x is not None and ends[0] < x < ends[1]:
        add_cut(chart, x, theme)


def add_level(chart: go.Figure, level: float, theme: Theme) -> None:
    """The probability from which on the answer is yes."""
    line = {"color": colours.THRESHOLD, "width": theme.line(3), "dash": "dot"}
    chart.add_shape(type="line", line=line, **_across(level, level))
    chart.add_annotation(
        x=0.99,
        xref="paper",
        y=level,
        text=f"yes above {level:.2f}",
        showarrow=False,
        xanchor="right",
        yshift=theme.text(14),
        font={"size": theme.text(18), "color": theme.ink},
    )


def sigmoid_axes(reach: float, theme: Theme) -> go.Figure:
    """φ over z from −reach to reach, with its limits 0 and 1."""
    line = {"color": theme.quiet, "width": theme.line(2), "dash": "dash"}
    return figure(
        theme,
        xaxis={"title": "x", "range": [-reach, reach]},
        yaxis={"title": "φ(b + w x)", "range": [-0.15, 1.15], "tickvals": [0, 0.25, 0.5, 0.75, 1]},
        shapes=[{"type": "line", "line": line, **_across(limit, limit)} for limit in (0, 1)],
    )


def add_plain_sigmoid(chart: go.Figure, x: np.ndarray, y: np.ndarray, theme: Theme) -> None:
    """φ itself, thin, beside what b and w have made of it."""
    chart.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": theme.quiet, "width": theme.line(2)},
        hoverinfo="skip",
    )


def add_tangent(chart: go.Figure, x: float, y: float, slope: float, theme: Theme) -> None:
    """A dot on the curve and the straight line that touches it there."""
    reach = np.array([-2.0, 2.0]) / max(1.0, abs(slope))
    chart.add_scatter(
        x=x + reach,
        y=y + slope * reach,
        mode="lines",
        line={"color": colours.THRESHOLD, "width": theme.line(5)},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={
            "color": theme.ink,
            "size": theme.line(18),
            "line": {"color": theme.paper, "width": theme.line(2)},
        },
        hoverinfo="skip",
    )


def _places_in_stack(x: np.ndarray) -> np.ndarray:
    """0 for the first of equal values, 1 for the second, and so on, in whatever order they come."""
    order = np.argsort(x, kind="stable")
    places = np.empty(len(x), int)
    places[order] = np.arange(len(x)) - np.searchsorted(x[order], x[order])
    return places


def add_new_evening(chart: go.Figure, x: float, theme: Theme) -> None:
    """A call that was added to the others, far out."""
    chart.add_scatter(
        x=[x],
        y=[1],
        mode="markers+text",
        marker={
            "symbol": "triangle-up",
            "size": theme.line(26),
            "color": colours.YES,
            "line": {"color": theme.ink, "width": theme.line(3)},
        },
        text=["added"],
        textposition="top center",
        textfont={"size": theme.text(18)},
        hovertemplate="%{x:.6~g}: a call, added<extra></extra>",
    )
