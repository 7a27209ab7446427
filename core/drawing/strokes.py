"""Pen strokes, drawn at MNIST's size with MNIST's pen, wherever and however large they were made.

Strokes are cut into segments, fitted into the box, and followed by a pen that leaves dots of ink.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from core.drawing.frame import BOX, MIDDLE, SIDE, EmptyDrawing, offset_to_centre, to_pixels

# The pen's width in pixels. With it the strokes' width and the mean ink are those of MNIST.
PEN = 2.5

# Dots an eighth of a pixel apart look like a line: its edge is true to 0.003 of a pixel, less than
# a grey level, so it doesn't show where the dots come to lie.
_SPACING = 1 / 8
_DOTS_AT_ONCE = 4096
_LARGEST = 1e300


def digit_from_strokes(strokes: Iterable[Sequence]) -> np.ndarray:
    """Draw strokes, lists of points (x, y) with y down, as MNIST would show them: (28, 28) uint8.

    Any unit, size and place gives the same digit. Raises EmptyDrawing if there is no point at all,
    ValueError if a point is not two finite numbers.
    """
    dots = to_dots(fit(to_segments(strokes)))
    return to_pixels(draw(centre(dots)))


def to_segments(strokes: Iterable[Sequence]) -> np.ndarray:
    """Cut strokes into segments, each a start and an end: (s, 2, 2).

    A single point is a segment from itself to itself.
    """
    segments = []
    for number, stroke in enumerate(strokes, start=1):
        points = _to_points(stroke, number)
        if len(points) == 1:
            points = points.repeat(2, axis=0)
        segments.append(np.stack([points[:-1], points[1:]], axis=1))
    if not any(map(len, segments)):
        raise EmptyDrawing("A drawing must have at least one point; this one has none.")
    return np.concatenate(segments)


def fit(points: np.ndarray, pen: float = PEN) -> np.ndarray:
    """Scale and move points (…, 2) so that the pen's outline just fits the frame's box."""
    low, high = (extreme(points.reshape(-1, 2), axis=0) for extreme in (np.min, np.max))
    # A dot has no size; dividing by 1 leaves it a dot.
    size = (high - low).max() or 1.0
    return (points - (low + high) / 2) / size * (BOX - pen) + MIDDLE


def to_dots(segments: np.ndarray) -> np.ndarray:
    """Follow fitted segments with the pen, leaving a dot at each eighth of a pixel: (n, 2)."""
    start, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    steps = np.maximum(1, np.ceil(np.hypot(*along.T) / _SPACING)).astype(int)
    segment = np.repeat(np.arange(len(segments)), steps + 1)
    step = np.arange(len(segment)) - np.repeat(np.cumsum(steps + 1) - (steps + 1), steps + 1)
    return start[segment] + along[segment] * (step / steps[segment])[:, None]


def centre(dots: np.ndarray, pen: float = PEN) -> np.ndarray:
    """Move fitted dots so that their ink balances in the frame as MNIST's does."""
    return dots + offset_to_centre(draw(dots, pen))


def draw(dots: np.ndarray, pen: float = PEN) -> np.ndarray:
    """Ink the frame's pixels with round dots: (28, 28) from 0 to 1.

    A pixel's ink depends on its distance to the nearest dot, and fades over one pixel at the edge.
    """
    reach = int(pen / 2 + 1)
    around = np.arange(-reach, reach + 1)
    padded = np.zeros((SIDE + 2 * reach, SIDE + 2 * reach))
    for first in range(0, len(dots), _DOTS_AT_ONCE):
        block = dots[first : first + _DOTS_AT_ONCE]
        pixels = np.rint(block).astype(int)[:, :, None] + around
        x, y = np.moveaxis(pixels + reach, 1, 0)
        dx, dy = np.moveaxis(pixels - block[:, :, None], 1, 0)
        distance = np.sqrt(dx[:, None, :] ** 2 + dy[:, :, None] ** 2)
        ink = np.clip(pen / 2 + 0.5 - distance, 0, 1)
        np.maximum.at(padded, (y[:, :, None], x[:, None, :]), ink)
    return padded[reach:-reach, reach:-reach]


def _to_points(stroke: Sequence, number: int) -> np.ndarray:
    """Check one stroke: (n, 2)."""
    try:
        points = np.asarray(stroke, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"A stroke must be a list of points (x, y); stroke {number} is not: {error}."
        ) from error
    if not points.size:
        return points.reshape(0, 2)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(
            f"A stroke must be a list of points (x, y), of shape (n, 2); "
            f"stroke {number} has the shape {points.shape}."
        )
    # Written so that NaN fails as well. Larger numbers would overflow when they are subtracted.
    wrong = points[~(np.abs(points) <= _LARGEST)]
    if wrong.size:
        raise ValueError(
            f"A coordinate must be finite, at most {_LARGEST:g} in size; "
            f"stroke {number} has {wrong[0]}."
        )
    return points
