"""A loss over two weights, as a surface or from above, with the path of a descent and its ball."""

import numpy as np
import plotly.graph_objects as go

from core.figures.theme import Theme, figure
from core.landscape import Path, Surface

# The traces of a surface or of contours that take the points of a descent.
PATH, BALL = 1, 2
# On a logarithmic height nothing lies lower.
LEAST_LOSS = 1e-9


def landscape(
    surface: Surface, names: tuple[str, str], colour: str, theme: Theme, log: bool = False
) -> go.Figure:
    """The loss as a surface in shades of one colour; the path and the ball are still empty.

    log: heights are log₁₀ of the loss, so that a deep valley is seen in full.
    """
    heights = _heights(surface.losses, log).astype(np.float32)
    bottom, top = float(min(heights.min(), 0)), float(heights.max())
    chart = figure(
        theme,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene={
            "xaxis": {"title": names[0], "range": _ends(surface.first)},
            "yaxis": {"title": names[1], "range": _ends(surface.second)},
            "zaxis": {
                "title": "log₁₀ loss" if log else "loss",
                "range": [bottom, top + 0.06 * (top - bottom)],
            },
            "aspectratio": {"x": 1.2, "y": 1.2, "z": 0.75},
            # From above the valley: the hill behind it, the plateaus to the left and right.
            "camera": {"eye": {"x": -1.0, "y": 1.26, "z": 0.84}, "center": {"z": -0.17}},
        },
        meta=_reading(names, log),
    )
    chart.add_surface(
        x=surface.first.astype(np.float32),
        y=surface.second.astype(np.float32),
        z=heights,
        colorscale=[[0, theme.paper], [1, colour]],
        showscale=False,
        opacity=0.92,
        lighting={"ambient": 0.8, "diffuse": 0.4, "specular": 0.02, "roughness": 1},
        contours={"z": {"show": True, "color": theme.quiet, "width": 1}},
        hoverinfo="none",
    )
    line = {"color": theme.ink, "width": theme.line(8)}
    chart.add_scatter3d(x=[], y=[], z=[], mode="lines", line=line, hoverinfo="skip")
    edge = {"color": theme.paper, "width": theme.line(2)}
    marker = {"color": theme.ink, "size": theme.line(9), "line": edge}
    chart.add_scatter3d(x=[], y=[], z=[], mode="markers", marker=marker, hoverinfo="skip")
    return chart


def contours(
    surface: Surface, names: tuple[str, str], colour: str, theme: Theme, log: bool = False
) -> go.Figure:
    """The loss from above: shades of one colour, the paper where it is least, and its level lines.

    log: shades and lines follow log₁₀ of the loss, so that a deep valley is seen in full.
    """
    chart = _from_above(surface.first, surface.second, names, theme)
    chart.update_layout(meta=_reading(names, log))
    heights = _heights(surface.losses, log)
    # Between round numbers, or a line would stray over the plateaus, which lie at some of them.
    gap = max(float(np.ptp(heights)), 1e-6) / 20
    chart.add_contour(
        x=surface.first.astype(np.float32),
        y=surface.second.astype(np.float32),
        z=heights.astype(np.float32),
        colorscale=[[0, theme.paper], [1, colour]],
        showscale=False,
        contours={
            "coloring": "heatmap",
            "start": float(heights.min()) + 0.55 * gap,
            "end": float(heights.max()),
            "size": gap,
        },
        line={"color": theme.quiet, "width": 0.6},
        hoverinfo="none",
    )
    return chart


def add_ball(chart: go.Figure, theme: Theme) -> None:
    """The path and the ball over contours, still empty."""
    line = {"color": theme.ink, "width": theme.line(4)}
    chart.add_scatter(x=[], y=[], mode="lines", line=line, hoverinfo="skip")
    edge = {"color": theme.paper, "width": theme.line(2.5)}
    marker = {"color": theme.ink, "size": theme.line(18), "line": edge}
    chart.add_scatter(x=[], y=[], mode="markers", marker=marker, hoverinfo="skip")


def walk(path: Path, now: int, steps: np.ndarray) -> dict[int, tuple[np.ndarray, ...]]:
    """The points of the path over contours through some of its steps up to `now`, and the ball's.

    In float32: no picture shows the difference.
    """
    shown = np.append(steps[steps < now], now)
    line = path.weights[shown].astype(np.float32)
    return {PATH: tuple(line.T), BALL: tuple(line[-1:].T)}


def walk_on_surface(
    path: Path, now: int, steps: np.ndarray, surface: Surface, log: bool
) -> dict[int, tuple[np.ndarray, ...]]:
    """The same on a surface: a hair above it, or it would hide them; outside, at its edge."""
    shown = np.append(steps[steps < now], now)
    ground = _heights(surface.losses, log)
    hair = 0.03 * float(np.ptp(ground))
    top = float(ground.max()) + hair
    heights = (_heights(path.losses[shown], log) + hair).astype(np.float32)
    ends = [(axis[0], axis[-1]) for axis in (surface.first, surface.second)]
    found = {}
    for trace, points in walk(path, now, steps).items():
        inside = [np.clip(values, *window) for values, window in zip(points, ends, strict=True)]
        found[trace] = (*inside, np.minimum(heights[-len(points[0]) :], top))
    return found


def basin_map(
    first: np.ndarray,
    second: np.ndarray,
    losses: np.ndarray,
    arrived: np.ndarray,
    names: tuple[str, str],
    colour: str,
    theme: Theme,
) -> go.Figure:
    """The loss that each start of a grid ends with, and a dashed line around those that arrive.

    losses, arrived: (second, first). The path and the ball are still empty. The least loss has a
    tint of the colour, so that a map of which all arrive is no empty picture.
    """
    least = float(losses.min())
    chart = _from_above(first, second, names, theme)
    chart.update_layout(meta={"names": [*names, "ends at loss"], "log": False})
    grid = {"x": first.astype(np.float32), "y": second.astype(np.float32)}
    chart.add_heatmap(
        **grid,
        z=losses.astype(np.float32),
        zmin=least - 0.15 * least,
        # Where all end at nearly the same loss, their differences are none to be shown.
        zmax=max(float(losses.max()), 2 * least),
        colorscale=[[0, theme.paper], [1, colour]],
        showscale=False,
        hoverinfo="none",
    )
    add_ball(chart, theme)
    chart.add_contour(
        **grid,
        z=arrived.astype(np.int8),
        contours={"start": 0.5, "end": 0.5, "size": 1, "coloring": "none"},
        line={"color": theme.ink, "width": theme.line(3), "dash": "dash"},
        showscale=False,
        hoverinfo="skip",
    )
    return chart


def add_marks(
    chart: go.Figure, places: np.ndarray, symbol: str, size: int, words: str, theme: Theme
) -> None:
    """Marks at places (m, 2) over contours, each with the same words."""
    chart.add_scatter(
        x=places[:, 0],
        y=places[:, 1],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": theme.line(size),
            "color": theme.ink,
            "line": {"color": theme.paper, "width": theme.line(1.5)},
        },
        hovertemplate=f"{words}<br>%{{x:.5~g}}, %{{y:.5~g}}<extra></extra>",
    )


def _from_above(first, second, names: tuple[str, str], theme: Theme) -> go.Figure:
    return figure(
        theme,
        xaxis={"title": names[0], "showgrid": False, "range": _ends(first)},
        yaxis={"title": names[1], "showgrid": False, "range": _ends(second)},
    )


def _reading(names: tuple[str, str], log: bool) -> dict:
    """What plots that are linked read at a place."""
    return {"names": [*names, "loss"], "log": log}


def _heights(losses: np.ndarray, log: bool) -> np.ndarray:
    # Where a loss is exactly 0 its logarithm has no end.
    return np.log10(np.maximum(losses, LEAST_LOSS)) if log else losses


def _ends(axis: np.ndarray) -> list[float]:
    return [float(axis[0]), float(axis[-1])]
