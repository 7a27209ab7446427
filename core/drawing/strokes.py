"""Pen strokes, drawn at MNIST's size with MNIST's pen, wherever and however large they were made.

Strokes are cut into segments, fitted into the box, and inked by the pixels' distances to them.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from core.drawing.frame import BOX, MIDDLE, SIDE, EmptyDrawing, offset_to_centre, to_pixels

# The pen's width in pixels. With it the strokes' width and the mean ink are those of MNIST.
PEN = 2.5

# The distances from all pixels to so many segments stay in the processor's cache.
_SEGMENTS_AT_ONCE = 128
_PIXELS = np.arange(SIDE, dtype=np.float32)[:, None]
_LARGEST = 1e300


def digit_from_strokes(strokes: Iterable[Sequence]) -> np.ndarray:
    """Draw strokes, lists of points (x, y) with y down, as MNIST would show them: (28, 28) uint8.

    Any unit, size and place gives the same digit. Raises EmptyDrawing if there is no point at all,
    ValueError if a point is not two finite numbers.
    """
    segments = fit(to_segments(strokes))
    return to_pixels(draw(segments + offset_to_centre(draw(segments))))


def to_segments(strokes: Iterable[Sequence]) -> np.ndarray:
    """Cut strokes into segments, each a start and an end: (s, 2, 2).

    A single point is a segment from itself to itself.
    """
    each = [_to_points(stroke, number) for number, stroke in enumerate(strokes, start=1)]
    counts = np.array([len(points) for points in each], dtype=int)
    if not counts.any():
        raise EmptyDrawing("A drawing must have at least one point; this one has none.")
    points = np.concatenate(each)
    _check_sizes(points, counts)
    last = np.cumsum(counts) - 1
    start = np.delete(np.arange(len(points)), last[counts > 1])
    end = np.minimum(start + 1, np.repeat(last, counts)[start])
    return points[np.stack([start, end], axis=1)]


def fit(points: np.ndarray, pen: float = PEN) -> np.ndarray:
    """Scale and move points (…, 2) so that the pen's outline just fits the frame's box."""
    low, high = (extreme(points.reshape(-1, 2), axis=0) for extreme in (np.min, np.max))
    # A dot has no size; dividing by 1 leaves it a dot.
    size = (high - low).max() or 1.0
    # From the corner, and then from the middle: between two numbers there may be no third.
    return ((points - low) / size - (high - low) / size / 2) * (BOX - pen) + MIDDLE


def draw(segments: np.ndarray, pen: float = PEN) -> np.ndarray:
    """Ink the frame's pixels along segments: (28, 28) from 0 to 1.

    A pixel's ink depends on its distance to the nearest segment, and fades over one pixel at the
    edge.
    """
    reach = (pen + 1) / 2
    nearest = np.full((SIDE, SIDE), reach**2, np.float32)
    lines = _lines(segments)
    firsts = np.arange(0, len(segments), _SEGMENTS_AT_ONCE)
    for first, columns, rows in zip(firsts, *_reached(segments, firsts, reach), strict=True):
        some = lines[:, first : first + _SEGMENTS_AT_ONCE]
        squares = _squared_distances(_PIXELS[columns], _PIXELS[rows], some)
        around = nearest[rows, columns]
        np.minimum(around, squares.min(axis=2), out=around)
    return np.clip(reach - np.sqrt(nearest.astype(float)), 0, 1)


def _lines(segments: np.ndarray) -> np.ndarray:
    """Segments as lines: direction x and y, middle along and beside it, half the length: (5, s)."""
    start, end = segments[:, 0].T, segments[:, 1].T
    length = np.hypot(*(end - start))
    x, y = (end - start) / np.where(length, length, 1)
    # A dot has no direction; any will do.
    x[length == 0] = 1
    middle_x, middle_y = (start + end) / 2
    lines = [x, y, x * middle_x + y * middle_y, x * middle_y - y * middle_x, length / 2]
    return np.stack(lines).astype(np.float32)


def _reached(segments: np.ndarray, firsts: np.ndarray, reach: float) -> tuple[list, list]:
    """The frame's columns and its rows, as slices, that segments from each first one on reach."""
    low = np.minimum.reduceat(segments.min(axis=1) - reach, firsts)
    high = np.maximum.reduceat(segments.max(axis=1) + reach, firsts)
    start = np.clip(np.ceil(low), 0, SIDE).astype(int)
    stop = np.clip(np.floor(high) + 1, 0, SIDE).astype(int)
    return tuple(list(map(slice, *each)) for each in zip(start.T, stop.T, strict=True))


def _squared_distances(x: np.ndarray, y: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """From the pixels in columns x and rows y to lines: (y, x, s)."""
    along_x, along_y, along, beside, half = lines
    # How far a pixel is from the line, and from its middle; of that, what is beyond its end.
    aside = (y * along_x - beside)[:, None] - x * along_y
    beyond = (y * along_y - along)[:, None] + x * along_x
    # In place: this is most of the work.
    np.abs(beyond, out=beyond)
    beyond -= half
    np.maximum(beyond, 0, out=beyond)
    beyond *= beyond
    aside *= aside
    beyond += aside
    return beyond


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
    return points


def _check_sizes(points: np.ndarray, counts: np.ndarray) -> None:
    # Written so that NaN fails as well. Larger numbers would overflow when they are subtracted.
    wrong = ~(np.abs(points) <= _LARGEST)
    if wrong.any():
        number = np.repeat(np.arange(len(counts)), counts)[wrong.any(axis=1)][0] + 1
        raise ValueError(
            f"A coordinate must be finite, at most {_LARGEST:g} in size; "
            f"stroke {number} has {points[wrong][0]}."
        )
