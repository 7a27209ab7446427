"""Pen strokes, drawn at MNIST's size with MNIST's pen, wherever and however large they were made.

Strokes are cut into segments, fitted into the box, and ink the pixels around them by distance.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from core.drawing.frame import BOX, MIDDLE, SIDE, EmptyDrawing, offset_to_centre, to_pixels

# The pen's width in pixels. With it the strokes' width and the mean ink are those of MNIST.
PEN = 2.5

# The distances to so many pieces stay in the processor's cache.
_PIECES_AT_ONCE = 256
# In pixels: as long as that it has filled the frame thirty times over.
_LONGEST_PATH = 10_000
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
    nearest = np.full(SIDE * SIDE, reach**2, np.float32)
    # Pieces so short have few pixels around them: five by five are within the reach of MNIST's pen.
    longest = reach / 2
    side = min(int(2 * reach + longest) + 1, SIDE)
    pieces = _pieces(_drawable(segments), longest)
    for first in range(0, pieces.shape[1], _PIECES_AT_ONCE):
        some = pieces[:, first : first + _PIECES_AT_ONCE]
        pixels, squares = _squared_distances(some, side)
        np.minimum.at(nearest, pixels.ravel(), squares.ravel())
    return np.clip(reach - np.sqrt(nearest.astype(float)), 0, 1).reshape(SIDE, SIDE)


def _drawable(segments: np.ndarray) -> np.ndarray:
    """The segments up to the longest path, one of them at least: the rest would ink nothing new."""
    path = np.hypot(*(segments[:, 1] - segments[:, 0]).T).cumsum()
    return segments[: np.searchsorted(path, _LONGEST_PATH) + 1]


def _pieces(segments: np.ndarray, longest: float) -> np.ndarray:
    """Segments cut into pieces: middle x and y, direction x and y, half the length: (5, p)."""
    start, end = segments.transpose(1, 2, 0)
    steps = end - start
    lengths = np.hypot(*steps)
    # A dot has no direction; any will do.
    directions = steps / np.where(lengths, lengths, 1)
    directions[0, lengths == 0] = 1
    counts = np.ceil(lengths / longest).astype(int).clip(1)
    whole = np.arange(len(counts)).repeat(counts)
    number = np.arange(len(whole)) - (counts.cumsum() - counts)[whole]
    middles = start[:, whole] + steps[:, whole] * (number + 0.5) / counts[whole]
    pieces = [*middles, *directions[:, whole], (lengths / counts / 2)[whole]]
    return np.array(pieces, np.float32)


def _squared_distances(pieces: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    """The pixels around each piece, by their numbers, and their distances to it: (y, x, p) each."""
    middles, (along_x, along_y), half = pieces[:2], pieces[2:4], pieces[4]
    corners = np.ceil(middles - side / 2).clip(0, SIDE - side).astype(int)
    columns, rows = places = corners[:, None] + np.arange(side)[:, None]
    x, y = (places - middles[:, None]).astype(np.float32)
    # How far a pixel is from the line, and from its middle; of that, what is beyond its end.
    aside = (y * along_x)[:, None] - x * along_y
    beyond = np.abs((y * along_y)[:, None] + x * along_x)
    # In place: this is most of the work.
    beyond -= half
    np.maximum(beyond, 0, out=beyond)
    beyond *= beyond
    aside *= aside
    beyond += aside
    return (rows * SIDE)[:, None] + columns, beyond


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
