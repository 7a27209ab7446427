"""A loss over two weights, as a surface or from above, with the path of a descent and its ball."""

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


def contours(
    surface: Surface, names: tuple[str, str], colour: str, theme: Theme, log: bool = False
) -> go.Figure:
    """The loss from above: shades of one colour, the paper where it is least, and its level lines.

    log: shades and lines follow log₁₀ of the loss, so that a deep valley is seen in full.
    """
    chart = figure(
        theme,
        xaxis={"title": names[0], "showgrid": False, "range": _ends(surface.first)},
        yaxis={"title": names[1], "showgrid": False, "range": _ends(surface.second)},
    )
    heights = np.log10(surface.losses) if log else surface.losses
    chart.add_contour(
        x=surface.first.astype(np.float32),
        y=surface.second.astype(np.float32),
        z=heights.astype(np.float32),
        colorscale=[[0, theme.paper], [1, colour]],
        showscale=False,
        ncontours=24,
        contours_coloring="heatmap",
        line={"color": theme.quiet, "width": 0.6},
        hoverinfo="none",
    )
    return chart


def _ends(axis: np.ndarray) -> list[float]:
    return [float(axis[0]), float(axis[-1])]
