"""The colours and the look of every picture, for light and dark pages."""

from dataclasses import dataclass, replace
from functools import cache
from html import escape

import numpy as np
import plotly.graph_objects as go

# One meaning, one colour, in both themes: the Okabe-Ito set, safe for colour-blind people.
YES = "#D55E00"
NO = "#0072B2"
CROSS_ENTROPY = "#009E73"
SQUARED_ERROR = "#CC79A7"
THRESHOLD = "#E69F00"
# The size of a picture's text in pixels.
TEXT = 16


@dataclass(frozen=True)
class Theme:
    """What differs between the themes: ink for text and the model's curve, paper, quiet lines.

    scale: how much larger than usual text, lines and marks are.
    """

    ink: str
    quiet: str
    grid: str
    paper: str
    scale: float = 1.0

    def text(self, size: float) -> float:
        """The size of a text that usually has `size` pixels."""
        return round(size * self.scale, 1)

    def line(self, width: float) -> float:
        """The width of a line, or the size of a mark, that usually has `width` pixels."""
        return round(width * self.scale, 1)


LIGHT = Theme(ink="#1B1F27", quiet="#5A6270", grid="#E4E7EC", paper="#FFFFFF")
DARK = Theme(ink="#F2F4F7", quiet="#A3ACBA", grid="#2B313B", paper="#0F1319")
# The smallest text of a picture, of 14 pixels, then has 20; what is quiet is nearly as strong as
# the ink.
LIGHT_PROJECTED = replace(LIGHT, ink="#000000", quiet="#333A45", grid="#C3C9D2", scale=1.45)
DARK_PROJECTED = replace(DARK, ink="#FFFFFF", quiet="#D9DEE6", grid="#4A5462", scale=1.45)


def figure(theme: Theme, **layout) -> go.Figure:
    """An empty figure in the house's look, with room for large labels and nothing else."""
    return _Picture(_look(theme), layout=go.Layout(template="none", **layout))


class _Picture(go.Figure):
    """A figure that gets its look when it is written.

    As a template, Plotly would check it anew for each picture, for longer than all else takes.
    """

    def __init__(self, look: dict, **parts):
        super().__init__(**parts)
        self._look = look

    def to_dict(self) -> dict:
        written = super().to_dict()
        written["layout"]["template"] = self._look
        return written


def literal(name: str, most: int = 40) -> str:
    """A column's name, or what has room of it, with nothing that Plotly would take for its own."""
    return escape(shortened(name, most), quote=False).replace("{", "&#123;")


def literal_in_space(name: str) -> str:
    """The same for the axes of a scene, where no entity is read and a tag must be broken."""
    return shortened(name, 40).replace("<", "<\N{WORD JOINER}")


def shortened(name: str, most: int) -> str:
    """The name, or as many letters as that with dots for the others."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


@cache
def _look(theme: Theme) -> dict:
    """What all pictures of a theme have in common, as Plotly writes a template."""
    axis = {
        "gridcolor": theme.grid,
        "linecolor": theme.quiet,
        "zeroline": False,
        "title_font_size": theme.text(18),
        "tickfont_size": theme.text(16),
        "automargin": True,
    }
    # The 3D axes stand closer together: their labels are smaller.
    scene_axis = {
        "gridcolor": theme.grid,
        "backgroundcolor": "rgba(0,0,0,0)",
        "zeroline": False,
        "nticks": 6,
        "title_font_size": theme.text(16),
        "tickfont_size": theme.text(14),
    }
    template = go.layout.Template(
        layout={
            "font": {
                "color": theme.ink,
                "size": theme.text(TEXT),
                "family": "Source Sans, sans-serif",
            },
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "hoverlabel": {
                "font_size": theme.text(16),
                "bgcolor": theme.paper,
                "font_color": theme.ink,
            },
            "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
            "xaxis": axis,
            "yaxis": axis,
            "scene": {"xaxis": scene_axis, "yaxis": scene_axis, "zaxis": scene_axis},
            "modebar": {
                "bgcolor": "rgba(0,0,0,0)",
                "color": theme.quiet,
                "activecolor": theme.ink,
            },
            "showlegend": False,
            "uirevision": "keep",
        }
    )
    return template.to_plotly_json()


def diverging_pixels(values: np.ndarray, limit: float, theme: Theme) -> np.ndarray:
    """Colours (…, 3) uint8 of signed values: blue at −limit, the paper at 0, vermilion at limit."""
    share = np.clip(np.asarray(values) / (limit or 1), -1, 1)[..., None]
    side = np.where(share < 0, _rgb(NO), _rgb(YES))
    return _mix(_rgb(theme.paper), side, np.abs(share))


def ink_pixels(pixels: np.ndarray, theme: Theme) -> np.ndarray:
    """Colours (…, 3) uint8 of pixels from 0, the paper, to 255, the ink."""
    return _inks(theme).take(pixels, axis=0)


@cache
def _inks(theme: Theme) -> np.ndarray:
    return shaded_pixels(np.arange(256) / 255, theme.ink, theme)


def shaded_pixels(share: np.ndarray, colour: str, theme: Theme) -> np.ndarray:
    """Colours (…, 3) uint8 of shares from 0, the paper, to 1, the colour."""
    return _mix(_rgb(theme.paper), _rgb(colour), share[..., None])


def _mix(low: np.ndarray, high: np.ndarray, share: np.ndarray) -> np.ndarray:
    return np.rint(low + share * (high - low)).astype(np.uint8)


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)
