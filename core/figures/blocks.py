"""A product of two matrices as blocks: which number of rows and columns goes where."""

import math
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.theme import Theme, figure

_GAP = 1.2
# How thick the column of ones is drawn, and the row of biases.
_EDGE = 0.22


@dataclass(frozen=True)
class Block:
    """A matrix by its name and shape."""

    name: str
    rows: int
    columns: int


def product(left: Block, right: Block, theme: Theme) -> go.Figure:
    """[1 | X] · w = v̂; equal numbers are equally long, and the ones and the biases are darker."""
    if left.columns != right.rows:
        raise ValueError(
            f"{left.name} has {left.columns} columns and {right.name} {right.rows} rows: "
            "they have no product."
        )
    result = Block("v̂", left.rows, right.columns)
    chart = figure(theme, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    at = 0.0
    for block, sign in ((left, "·"), (right, "="), (result, "")):
        _add_block(chart, block, at, theme)
        at += length(block.columns)
        _write(chart, sign, at + _GAP / 2, 0)
        at += _GAP
    # The 1 in front of each image, and the biases that it is multiplied by.
    half = length(left.rows) / 2
    _add_box(chart, (0, _EDGE), (-half, half), theme, fillcolor=theme.quiet)
    half, start = length(right.rows) / 2, length(left.columns) + _GAP
    across = (start, start + length(right.columns))
    _add_box(chart, across, (half - _EDGE, half), theme, fillcolor=theme.quiet)
    tallest = max(length(block.rows) for block in (left, right, result)) / 2
    chart.update_xaxes(visible=False, range=[-0.8, at - _GAP + 0.8], fixedrange=True)
    chart.update_yaxes(
        visible=False, range=[-tallest - 1.1, tallest + 0.3], fixedrange=True, scaleanchor="x"
    )
    return chart


def length(number: int) -> float:
    """How long a side with that many entries is drawn: each factor of ten adds as much."""
    return 1 + math.log10(number)


def _add_block(chart: go.Figure, block: Block, at: float, theme: Theme) -> None:
    width, half = length(block.columns), length(block.rows) / 2
    _add_box(chart, (at, at + width), (-half, half), theme, fillcolor=theme.grid)
    _write(chart, f"<b>{block.name}</b>", at + width / 2, 0)
    _write(chart, f"{block.rows:,} × {block.columns}", at + width / 2, -half - 0.6)


def _add_box(
    chart: go.Figure, x: tuple[float, float], y: tuple[float, float], theme: Theme, **look
) -> None:
    ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
    chart.add_shape(type="rect", **ends, line={"color": theme.ink, "width": theme.line(3)}, **look)


def _write(chart: go.Figure, words: str, x: float, y: float) -> None:
    chart.add_annotation(x=x, y=y, text=words, showarrow=False)
