"""A loss as a surface over two weights, with the path of a descent and the ball that walks it."""

import numpy as np
import plotly.graph_objects as go

from core.figures.theme import Theme, figure
from core.landscape import Path, Surface


def landscape(surface: Surface, path: Path, now: int, colour: str, theme: Theme) -> go.Figure:
    """The surface in shades of one colour; the path as far as entry `now`, where the ball lies."""
    chart = figure(
        theme,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene={
            "xaxis": {"title": "b"},
            "yaxis": {"title": "w"},
            "zaxis": {"title": "loss", "rangemode": "tozero"},
            "aspectratio": {"x": 1.2, "y": 1.2, "z": 0.75},
            # From above the valley: the hill behind it, the plateaus to the left and right.
            "camera": {"eye": {"x": -1.15, "y": 1.4, "z": 1.0}, "center": {"z": -0.15}},
        },
    )
    losses = surface.losses.astype(np.float32)
    chart.add_surface(
        x=surface.first.astype(np.float32),
        y=surface.second.astype(np.float32),
        z=losses,
        colorscale=[[0, theme.paper], [1, colour]],
        showscale=False,
        opacity=0.92,
        lighting={"ambient": 0.65, "diffuse": 0.6, "specular": 0.05, "roughness": 0.9},
        contours={"z": {"show": True, "color": theme.quiet, "width": 1}},
        hovertemplate="b %{x:.3g}<br>w %{y:.3g}<br>loss %{z:.4g}<extra></extra>",
    )
    b, w = path.weights.T
    # A hair above the surface, or the surface would hide them.
    height = path.losses + 0.03 * float(losses.max())
    chart.add_scatter3d(
        x=b[: now + 1],
        y=w[: now + 1],
        z=height[: now + 1],
        mode="lines",
        line={"color": theme.ink, "width": 8},
        hoverinfo="skip",
    )
    chart.add_scatter3d(
        x=b[now : now + 1],
        y=w[now : now + 1],
        z=height[now : now + 1],
        mode="markers",
        marker={"color": theme.ink, "size": 9, "line": {"color": theme.paper, "width": 2}},
        hovertemplate="the ball<br>b %{x:.4g}<br>w %{y:.4g}<extra></extra>",
    )
    return chart
