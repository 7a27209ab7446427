"""Small pictures made of pixels, as HTML that is there at once: no second request, no flicker."""

import base64
import io
from functools import lru_cache

import numpy as np
from PIL import Image

from core.figures.theme import Theme, diverging_pixels, ink_pixels, shaded_pixels


def digit(pixels: np.ndarray, alt: str, theme: Theme) -> str:
    """An image (28, 28) of uint8 ink, in the theme's ink on its paper."""
    return _digit(pixels.tobytes(), alt, theme)


# Of the training images most like a drawing, most are shown again and again.
@lru_cache(maxsize=2048)
def _digit(pixels: bytes, alt: str, theme: Theme) -> str:
    return _image(ink_pixels(np.frombuffer(pixels, np.uint8).reshape(28, 28), theme), alt)


def weights(values: np.ndarray, limit: float, alt: str, theme: Theme) -> str:
    """The weights (28, 28) of one class: blue against it, vermilion for it, the paper at zero."""
    return _image(diverging_pixels(values, limit, theme), alt)


def shades(values: np.ndarray, colour: str, alt: str, theme: Theme) -> str:
    """Values (rows, columns) from the lowest, the paper, to the highest, the colour."""
    share = (values - values.min()) / (np.ptp(values) or 1)
    return _image(shaded_pixels(share, colour, theme), alt)


def _image(colours: np.ndarray, alt: str) -> str:
    file = io.BytesIO()
    Image.fromarray(colours).save(file, "PNG")
    content = base64.b64encode(file.getvalue()).decode()
    return f'<img class="pixels" alt="{alt}" src="data:image/png;base64,{content}">'
