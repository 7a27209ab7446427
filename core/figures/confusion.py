"""The confusion matrix as a picture: which digit is taken for which."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures.theme import YES, Theme, figure


def confusion(
    counts: np.ndarray, names: Sequence[str], chosen: tuple[int, int] | None, theme: Theme
) -> go.Figure:
    """Counts (k, k), a row for each label and a column for each answer; errors are coloured.

    The darker, the larger the share of the row's label; a chosen cell has a frame.
    """
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axis = {"type": "category", "showgrid": False, "ticks": ""}
    chart = figure(
        theme,
        xaxis={"title": "answer", "side": "top", **axis},
        yaxis={"title": "label", "autorange": "reversed", **axis},
    )
    diagonal = np.eye(len(counts), dtype=bool)
    # What is right is most of all: on the errors' scale nothing else would be seen.
    for cells, colour, full in ((diagonal, theme.quiet, 2.5), (~diagonal, YES, 0.12)):
        chart.add_heatmap(
            x=names,
            y=names,
            z=np.where(cells, shares, np.nan),
            zmin=0,
            zmax=full,
            colorscale=[[0, theme.paper], [1, colour]],
            showscale=False,
            xgap=2,
            ygap=2,
            text=np.where(cells, counts.astype(str), ""),
            texttemplate="%{text}",
            # Plotly's own choice is grey on grey.
            textfont={"color": theme.ink, "weight": 700},
            customdata=100 * shares,
            hovertemplate="label %{y}, answer %{x}: %{text} images, %{customdata:.2f} %"
            "<extra></extra>",
            hoverongaps=False,
        )
    if chosen:
        row, column = chosen
        chart.add_shape(
            type="rect",
            x0=column - 0.5,
            x1=column + 0.5,
            y0=row - 0.5,
            y1=row + 0.5,
            line={"color": theme.ink, "width": theme.line(4)},
        )
    return chart
