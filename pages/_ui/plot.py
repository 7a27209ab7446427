"""A Plotly chart that is updated in place in the browser (assets/web/plot.js)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from pages._ui.modules import stub

# Streamlit sends these three again with every update, so they are short.
_HTML = """
<div class="chart-frame">
  <div class="chart" role="figure"></div>
  <i class="chart-cross"></i><span class="chart-reading"></span>
</div>
"""
_CSS = """
.chart-frame { position: relative; }
.chart { width: 100%; }
.chart-cross, .chart-reading { position: absolute; pointer-events: none; display: none; }
.chart-cross {
  width: 1.5rem; height: 1.5rem; margin: -0.75rem; border: 3px solid currentColor;
  border-radius: 50%; outline: 2px solid Canvas;
}
.chart-reading {
  left: 4rem; top: 0; padding: 0.1rem 0.5rem; background: Canvas; border-radius: 0.3rem;
  font-variant-numeric: tabular-nums;
}
/* A finger on an axis scrolls the page as well. */
@media (pointer: coarse) {
  .chart .drag:not(.nsewdrag) { pointer-events: none !important; }
}
"""
# The height first: nothing jumps while the rest loads. The label says what is drawn: those who
# hear it need the tool bar's buttons besides, but not each number on the axes.
_FIRST = """
  const chart = parentElement.querySelector(".chart");
  chart.style.height = data.height;
  chart.ariaLabel = data.alt;
"""
# In a shadow root Plotly's own style sheet doesn't reach its tool bar.
_component = st.components.v2.component(
    "plot", html=_HTML, css=_CSS, js=stub("plot", _FIRST), isolate_styles=False
)

# No chart has larger coordinates.
LARGEST = 1e300
# What Plotly reads without loss; everything else travels as float64.
_TYPES = {"f4", "f8", "i1", "i2", "i4", "u1", "u2", "u4"}


@dataclass(frozen=True)
class Click:
    """A click on a point of a trace, or beside them all if the layout has `clickanywhere`.

    `point` is its index, a (row, column) in heatmaps, contours and surfaces. What Plotly doesn't
    name is None. A coordinate is a str on an axis of categories or dates. `calm` says that the
    visitor asked their browser for less motion.
    """

    trace: int | None
    point: int | tuple[int, int] | None
    x: float | str | None
    y: float | str | None
    z: float | str | None
    calm: bool = False


def plot(
    figure: go.Figure | str,
    *,
    key: str,
    alt: str,
    height: str = "60vh",
    points: Mapping[int, tuple[np.ndarray, ...]] | None = None,
    link: str | None = None,
    clicks: bool = False,
    hovers: str | None = None,
    save: tuple[str, int] | None = None,
) -> Click | None:
    """Draw a figure, or its JSON, in place and return the click on it since the last run.

    `points` gives traces, by index, their x and y, and z in 3D: of a live curve, all else can be
    ready-made, and isn't sent again while it stays the same. Plots that name the same `link` turn
    together, and each shows what lies where the pointer is in another; a layout's `meta` names
    what it reads there. With `hovers`, `pointed` tells where the pointer is. `save` is a file name
    and how often the picture was asked for so far: with each time more, the browser saves it as
    PNG.
    """
    figure = figure if isinstance(figure, str) else figure.to_json()
    data = {
        **_news(key, figure),
        "points": {
            str(trace): {name: packed(values) for name, values in zip("xyz", arrays, strict=False)}
            for trace, arrays in (points or {}).items()
        },
        "alt": alt,
        "height": height,
        "link": link,
        "clicks": clicks,
        "hovers": hovers is not None,
        "save": save,
        "theme": st.context.theme.type,
    }
    events = _component(
        key=key,
        data=data,
        on_click_change=_noted,
        on_hover_change=lambda: _note_place(key, hovers),
        on_theme_change=_noted,
        on_missing_change=lambda: _figures_sent().pop(key, None),
    )
    return _click(events.click)


def pointed(name: str) -> tuple[int, int] | None:
    """The (row, column) that the pointer was last over, in any of the plots that tell it so."""
    return st.session_state.get(f"{name}-pointed")


def _note_place(key: str, name: str | None) -> None:
    place = _point(st.session_state[key].get("hover"))
    if isinstance(place, tuple):
        st.session_state[f"{name}-pointed"] = place


def _figures_sent() -> dict[str, str]:
    """The figure that each plot of this visitor was last sent, as JSON."""
    return st.session_state.setdefault("plot-figures", {})


def _news(key: str, figure: str) -> dict[str, str | None]:
    """The figure, unless the browser has it, and its name; what it misses it asks for."""
    known = _figures_sent().get(key) == figure
    _figures_sent()[key] = figure
    return {"figure": None if known else figure, "name": name_of(figure)}


def name_of(figure: str) -> str:
    """A name that no other figure has."""
    return hashlib.sha256(figure.encode()).hexdigest()[:16]


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
        calm=event.get("calm") is True,
    )


def _point(value: object) -> int | tuple[int, int] | None:
    match value:
        case bool():
            return None
        case int(index):
            return index
        case [int(row), int(column)]:
            return row, column
    return None


def _coordinate(value: object) -> float | str | None:
    if isinstance(value, str):
        return value
    # A browser may send a whole number that no float holds.
    if isinstance(value, int | float) and abs(value) < LARGEST:
        return value
    return None
