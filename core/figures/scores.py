"""Scores and what becomes of them: rows of classes, columns of numbers over bars; the Jacobian."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.figures import theme as colours
from core.figures.theme import TEXT, Theme, figure

# Where a row has its number and its bar, from the row's middle, and the room between the columns.
_NUMBER, _BAR, _THICK = -0.2, 0.22, 0.32
_GAP = 0.05
# The slopes of a softmax lie within ±¼: on this scale the ink can be read on all of them.
STEEPEST = 0.4


@dataclass(frozen=True, eq=False)
class Column:
    """A value (k,) of each class; bars run from `low` to `high`.

    signed: the sign has the colour, as in labels and errors; else the largest value stands out.
    total: whether the sum means something, and is shown.
    """

    title: str
    values: np.ndarray
    low: float = 0.0
    high: float = 1.0
    format: str = ".4f"
    signed: bool = False
    total: bool = True


def scores(
    columns: Sequence[Column], names: Sequence[str], theme: Theme, framed: int | None = None
) -> go.Figure:
    """A row for each class, by its name, and a column of bars for each thing known of it."""
    k = len(names)
    chart = figure(
        theme,
        barmode="overlay",
        yaxis={
            "range": [k + 0.3, -0.55],
            "tickvals": list(range(k + 1)),
            "ticktext": [*names, "sum"],
            "showgrid": False,
            "ticks": "",
            "fixedrange": True,
            # Left of the frame, which reaches over all columns.
            "anchor": "free",
            "position": 0,
            "ticklabelstandoff": 6,
        },
    )
    chart.layout.yaxis.tickfont.size = _large(theme)
    for number, column in enumerate(columns):
        _add_column(chart, number, len(columns), column, theme)
    line = {"color": theme.quiet, "width": theme.line(2)}
    chart.add_shape(type="line", xref="paper", x0=0, x1=1, y0=k - 0.5, y1=k - 0.5, line=line)
    if framed is not None:
        edges = {"x0": 0, "x1": 1, "y0": framed - 0.5, "y1": framed + 0.5}
        frame = {"color": theme.ink, "width": theme.line(3)}
        chart.add_shape(type="rect", xref="paper", **edges, line=frame)
    return chart


def _add_column(chart: go.Figure, number: int, of: int, column: Column, theme: Theme) -> None:
    axis = str(number + 1) if number else ""
    chart.layout[f"xaxis{axis}"] = {
        "domain": [(number + _GAP) / of, (number + 1 - _GAP) / of],
        "range": [column.low, column.high],
        "title": {"text": column.title},
        "side": "top",
        "showticklabels": False,
        "showgrid": False,
        "fixedrange": True,
    }
    rows = np.arange(len(column.values))
    bars = {"orientation": "h", "y": rows + _BAR, "width": _THICK, "xaxis": f"x{axis}"}
    track = {**bars, "marker": {"color": theme.grid, "line": {"width": 0}}, "hoverinfo": "skip"}
    for end in {column.low, column.high} - {0}:
        chart.add_bar(**track, x=np.full(len(rows), end))
    chart.add_bar(
        **bars,
        x=column.values,
        marker={"color": _bar_colours(column, theme), "line": {"width": 0}},
        hovertemplate="%{x:.15~g}<extra></extra>",
    )
    _add_zeros(chart, f"x{axis}", rows, theme)
    _add_numbers(chart, f"x{axis}", column, theme)


def _add_zeros(chart: go.Figure, axis: str, rows: np.ndarray, theme: Theme) -> None:
    """A short line where each bar begins."""
    ends = rows[:, None] + _BAR + np.array([-0.6, 0.6, np.nan]) * _THICK
    chart.add_scatter(
        x=np.where(np.isnan(ends), None, 0).ravel(),
        y=np.where(np.isnan(ends), None, ends).ravel(),
        xaxis=axis,
        mode="lines",
        line={"color": theme.quiet, "width": theme.line(2)},
        hoverinfo="skip",
    )


def _add_numbers(chart: go.Figure, axis: str, column: Column, theme: Theme) -> None:
    words = [written(value, column.format) for value in column.values]
    if not column.signed:
        best = int(column.values.argmax())
        words[best] = f"<b>{words[best]}</b>"
    rows = [i + _NUMBER for i in range(len(words))]
    if column.total:
        words.append(written(column.values.sum(), column.format))
        rows.append(len(rows))
    chart.add_scatter(
        x=np.full(len(words), (column.low + column.high) / 2),
        y=rows,
        xaxis=axis,
        mode="text",
        text=words,
        textfont={"size": _large(theme)},
        hoverinfo="skip",
    )


def _large(theme: Theme) -> float:
    """A size for what is the picture itself, larger than all other text."""
    return theme.text(1.2 * TEXT)


def _bar_colours(column: Column, theme: Theme) -> list[str]:
    if column.signed:
        return [colours.YES if value > 0 else colours.NO for value in column.values]
    best = column.values.argmax()
    return [theme.ink if i == best else theme.quiet for i in range(len(column.values))]


def written(value: float, spec: str = ".4f") -> str:
    """A number as it stands on a page, with a true minus and no minus before a zero."""
    word = format(value, spec)
    return word.replace("-", "−" if float(word) else "")


def jacobian(slopes: np.ndarray, theme: Theme) -> go.Figure:
    """∂σᵢ/∂vⱼ as a coloured table (k, k) with its numbers; the diagonal has a frame."""
    k = len(slopes)
    axis = {"showgrid": False, "ticks": "", "fixedrange": True, "tickvals": list(range(k))}
    chart = figure(
        theme,
        xaxis={**axis, "ticktext": [f"∂v{_below(j)}" for j in range(k)], "side": "top"},
        yaxis={
            **axis,
            "ticktext": [f"∂σ{_below(i)}" for i in range(k)],
            "autorange": "reversed",
        },
    )
    for name in ("xaxis", "yaxis"):
        chart.layout[name].tickfont.size = _large(theme)
    chart.add_heatmap(
        z=slopes,
        zmin=-STEEPEST,
        zmax=STEEPEST,
        colorscale=[[0, colours.NO], [0.5, theme.paper], [1, colours.YES]],
        showscale=False,
        xgap=4,
        ygap=4,
        text=[[written(slope) for slope in row] for row in slopes],
        texttemplate="%{text}",
        textfont={"size": _large(theme), "color": theme.ink},
        hovertemplate="%{z:.15~g}<extra></extra>",
    )
    for i in range(k):
        corner = {"x0": i - 0.47, "x1": i + 0.47, "y0": i - 0.47, "y1": i + 0.47}
        chart.add_shape(type="rect", **corner, line={"color": theme.ink, "width": theme.line(4)})
    return chart


def _below(index: int) -> str:
    return "₁₂₃₄₅₆₇₈₉"[index]
