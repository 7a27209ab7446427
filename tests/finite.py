"""Whether all numbers of a chart are numbers, as the browser will read them."""

import base64
import json
import math

import numpy as np
from plotly.basedatatypes import BaseFigure, BasePlotlyType
from plotly.io.json import to_json_plotly


def not_finite(value, place: str = "") -> list[str]:
    """The places in a figure, a part of it, or their JSON, at which there is NaN, ∞ or null.

    Plotly packs arrays in base64, and writes null for NaN. Cells that a heatmap leaves out on
    purpose don't count, nor what is only told on hovering: a threshold may be ∞.
    """
    match value:
        case BaseFigure() | BasePlotlyType():
            return not_finite(json.loads(to_json_plotly(value)), place)
        case {"bdata": packed, "dtype": kind}:
            numbers = np.frombuffer(base64.b64decode(packed), kind)
            return [] if np.isfinite(numbers).all() else [place]
        case {"type": "heatmap", "hoverongaps": False, "z": _}:
            return not_finite({key: part for key, part in value.items() if key != "z"}, place)
        case dict():
            drawn = {key: part for key, part in value.items() if key != "customdata"}
            return [at for key in drawn for at in not_finite(drawn[key], f"{place}/{key}")]
        case list():
            return [at for i, part in enumerate(value) for at in not_finite(part, f"{place}/{i}")]
        case str() | bool() | int():
            return []
        case float() | None:
            return [] if value is not None and math.isfinite(value) else [place]
    raise TypeError(f"{place} is no part of a chart: {value!r}")
