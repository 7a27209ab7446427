"""MNIST's frame: a digit fills a box of 20 × 20 pixels and balances in the middle of 28 × 28.

Pixel i has its centre at coordinate i, so the frame reaches from −0.5 to 27.5.
"""

import numpy as np

SIDE = 28
BOX = 20
MARGIN = (SIDE - BOX) // 2
MIDDLE = (SIDE - 1) / 2
# Measured: MNIST's centres of mass lie around 14.0 in both directions, within half a pixel.
CENTRE_OF_MASS = 14.0


class EmptyDrawing(ValueError):
    """Nothing is drawn."""


def offset_to_centre(ink: np.ndarray) -> np.ndarray:
    """How far, (x, y) in pixels, to move the ink (28, 28) of a boxed digit so that it balances.

    Never more than the margin around the box: no ink leaves the frame.
    """
    pixels = np.arange(SIDE)
    centre_of_mass = np.array([ink.sum(axis=0) @ pixels, ink.sum(axis=1) @ pixels]) / ink.sum()
    return np.clip(CENTRE_OF_MASS - centre_of_mass, -MARGIN, MARGIN)


def to_pixels(ink: np.ndarray) -> np.ndarray:
    """Ink from 0 to 1 as uint8: 0 background, 255 ink."""
    return np.rint(255 * ink).astype(np.uint8)
