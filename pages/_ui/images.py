"""A grid of images of 28 × 28 pixels, painted in the browser (assets/web/images.js)."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st

from pages._ui.modules import stub

# The steps of a signed value on each side of zero, and what stands for one that isn't finite.
STEPS = 32767
NOT_FINITE = -32768

_WEB = Path(__file__).parents[2] / "assets" / "web"
_HTML = '<div class="images"><div class="images-grid" role="group"></div><p></p></div>'
# Empty cells of the right size first: nothing jumps while the rest loads.
_FIRST = """
  const grid = parentElement.querySelector(".images-grid");
  grid.style.setProperty("--images-side", data.side);
  grid.style.setProperty("--images-columns", data.columns ?? "");
  while (grid.childElementCount < data.count) grid.append(document.createElement("div"));
"""
_component = st.components.v2.component(
    "images",
    html=_HTML,
    css=(_WEB / "images.css").read_text(encoding="utf-8"),
    js=stub("images", _FIRST),
    isolate_styles=False,
)


def images(
    pixels: np.ndarray,
    *,
    key: str,
    alt: str,
    captions: Sequence[str] = (),
    limit: float | None = None,
    ink: np.ndarray | None = None,
    side: str = "6.5rem",
    chosen: int | None = None,
    clicks: bool = False,
    most_columns: int | None = None,
) -> int | None:
    """Show images (n, 28, 28) side by side and return the one clicked since the last run.

    Without `limit`, uint8 ink from 0, the paper, to 255. With it, signed values: blue at −limit,
    the paper at 0, vermilion at limit. Pointing at a pixel shows its row, column and value.
    With `ink`, an image (28, 28) of uint8, what is painted is its product with the values, which
    are weights; then `limit` is the product's, and pointing shows all three.
    """
    data = {
        **(_ink(pixels) if limit is None else _signed(pixels, limit, ink)),
        "count": len(pixels),
        "alt": alt,
        "captions": list(captions),
        "side": side,
        "chosen": chosen,
        "clicks": clicks,
        "columns": most_columns,
    }
    events = _component(key=key, data=data, on_click_change=lambda: None)
    click = _checked(events.click, len(pixels))
    if click is None:
        return None
    index, seq = click
    # Streamlit may deliver a click twice.
    if st.session_state.get(f"{key}-clicked") == seq:
        return None
    st.session_state[f"{key}-clicked"] = seq
    return index


def _ink(pixels: np.ndarray) -> dict:
    return {"pixels": _packed(np.asarray(pixels, dtype=np.uint8))}


def _signed(values: np.ndarray, limit: float, ink: np.ndarray | None = None) -> dict:
    """Send values as int16: half the bytes, and finer than any colour.

    Beyond the limit the colour ends, but not the value that can be read.
    """
    values = np.asarray(values, dtype=float)
    known = np.isfinite(values)
    numbers = np.where(known, values, 0)
    largest = float(np.abs(numbers).max(initial=0))
    if not math.isfinite(limit):
        limit = largest
    # The products are made in the browser, of weights that are as fine as they can be sent.
    scale = largest if ink is not None else max(limit, largest)
    steps = np.where(known, np.rint(numbers / (scale or 1) * STEPS), NOT_FINITE)
    return {
        "pixels": _packed(steps.astype("<i2")),
        "limit": float(limit),
        "scale": float(scale),
        "ink": None if ink is None else _packed(ink),
    }


def _packed(values: np.ndarray) -> str:
    return base64.b64encode(values.tobytes()).decode()


def _checked(event: object, count: int) -> tuple[int, int] | None:
    """Return the index and the number of a click that a browser sent; None for nonsense."""
    if not isinstance(event, dict):
        return None
    index, seq = event.get("index"), event.get("seq")
    if type(index) is not int or type(seq) is not int or not 0 <= index < count:
        return None
    return index, seq
