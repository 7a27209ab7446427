"""A picture of any size and mode made small, a band of rows at a time: the rest needs no memory."""

import math

import numpy as np
from PIL import Image

# The longest side at which ink is looked for, in pixels: enough for a small digit on a page.
LONGEST = 1000
# So many rows of the small picture at a time.
_ROWS = 32


def factor(image: Image.Image) -> int:
    """By how much, a whole number, a picture must be reduced for its longest side."""
    return math.ceil(max(image.size) / LONGEST)


def reduced(image: Image.Image) -> Image.Image:
    """The picture as L, RGB or, where something may be clear, RGBA, and as small as it need be.

    Each pixel is the mean of those that it covers. What the file says of itself is kept.
    """
    by, (width, height) = factor(image), image.size
    mode = _mode(image)
    small = Image.new(mode, (math.ceil(width / by), math.ceil(height / by)))
    for row in range(0, small.height, _ROWS):
        band = image.crop((0, row * by, width, min((row + _ROWS) * by, height)))
        small.paste(_eight_bits(band).convert(mode).reduce(by), (0, row))
    small.info = {key: value for key, value in image.info.items() if key != "transparency"}
    return small


def _mode(image: Image.Image) -> str:
    if image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in ("1", "L", "I;16") else "RGB"


def _eight_bits(image: Image.Image) -> Image.Image:
    """Pillow would cut 16 bits off at 255 instead of scaling them."""
    if image.mode != "I;16":
        return image
    return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
