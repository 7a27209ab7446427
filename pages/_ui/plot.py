"""A Plotly chart that is updated in place in the browser (assets/web/plot.js)."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
import streamlit as st

# Streamlit sends these three again with every update, so they are short.
_HTML = '<div class="chart" role="img"></div>'
_CSS = """
.chart { width: 100%; }
/* A finger on an axis scrolls the page as well. */
@media (pointer: coarse) {
  .chart .drag:not(.nsewdrag) { pointer-events: none !important; }
}
"""
# The height first: nothing jumps while the rest loads.
_JS = """
export default async (component) => {
  component.parentElement.querySelector(".chart").style.height = component.data.height;
  return (await import(new URL("web/plot.js", document.baseURI))).default(component);
};
"""
# In a shadow root Plotly's own style sheet doesn't reach its tool bar.
_component = st.components.v2.component("plot", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)

# What Plotly reads without loss; everything else travels as float64.
_TYPES = {"f4", "f8", "i1", "i2", "i4", "u1", "u2", "u4"}


@dataclass(frozen=True)
class Click:
    """A click on a point of a trace, or beside them all if the layout has `clickanywhere`.

    `point` is its index, a (row, column) in heatmaps, contours and surfaces. What Plotly doesn't
    name is None. A coordinate is a str on an axis of categories or dates.
    """

    trace: int | None
    point: int | tuple[int, int] | None
    x: float | str | None
    y: float | str | None
    z: float | str | None


def plot(
    figure: go.Figure | str,
    *,
    key: str,
    alt: str,
    height: str = "60vh",
    points: Mapping[int, tuple[np.ndarray, np.ndarray]] | None = None,
    camera: str | None = None,
    clicks: bool = False,
    save: tuple[str, int] | None = None,
) -> Click | None:
    """Draw a figure, or its JSON, in place and return the click on it since the last run.

    `points` gives traces, by index, their x and y: of a live curve, all else can be ready-made.
    3D plots that name the same `camera` turn together. `save` is a file name and how often the
    picture was asked for so far: with each time more, the browser saves it as PNG.
    """
    data = {
        "figure": figure if isinstance(figure, str) else figure.to_json(),
        "points": {
            str(trace): {"x": packed(x), "y": packed(y)} for trace, (x, y) in (points or {}).items()
        },
        "alt": alt,
        "height": height,
        "camera": camera,
        "clicks": clicks,
        "save": save,
        "theme": st.context.theme.type,
    }
    events = _component(key=key, data=data, on_click_change=_noted, on_theme_change=_noted)
    return _click(events.click)


def _noted() -> None:
    """Let Streamlit know the event; the rerun that it causes is all that is needed."""


def packed(values: np.ndarray) -> dict[str, str]:
    """Pack numbers the way Plotly itself does in JSON."""
    values = np.asarray(values)
    if values.dtype.str[1:] not in _TYPES:
        values = values.astype(np.float64)
    return {"dtype": values.dtype.str[1:], "bdata": base64.b64encode(values.tobytes()).decode()}


def _click(event: object) -> Click | None:
    """Read what a browser sent, which may be anything; what makes no sense is None."""
    if not isinstance(event, dict):
        return None
    trace = event.get("trace")
    return Click(
        trace if isinstance(trace, int) else None,
        _point(event.get("point")),
        *(_coordinate(event.get(name)) for name in "xyz"),
    )


def _point(value: object) -> int | tuple[int, int] | None:
    match value:
        case int(index):
            return index
        case [int(row), int(column)]:
            return row, column
    return None


def _coordinate(value: object) -> float | str | None:
    match value:
        case str():
            return value
        case int() | float() if math.isfinite(value):
            return value
    return None
