"""The way from a drawing to MNIST's look, step by step, as a class may see it and switch it off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.drawing import strokes as drawn
from core.drawing.frame import MIDDLE, SIDE, offset_to_centre, to_pixels

# Half a pixel beyond the middle of the outermost ones the frame ends.
_EDGE = 0.49


@dataclass(frozen=True)
class Steps:
    """Which steps are taken.

    crop: cut the empty margin off. fit: scale what is left into 20 × 20 pixels, with MNIST's pen.
    centre: move the ink's centre of mass to where MNIST has it.
    """

    crop: bool = True
    fit: bool = True
    centre: bool = True


def prepared(strokes: Iterable[Sequence], side: float, pen: float, steps: Steps) -> np.ndarray:
    """What the models get of a drawing, (28, 28) uint8: with all steps, `digit_from_strokes`.

    side, pen: of the square that it was drawn on, in the strokes' units. Raises the same errors.
    """
    return _drawn(*_ways(strokes, side, pen, steps)[-1])


def stages(
    strokes: Iterable[Sequence], side: float, pen: float, steps: Steps
) -> tuple[np.ndarray, ...]:
    """The drawing as it is, cropped, fitted and centred: four times (28, 28), the last `prepared`.

    What a step that is left out would have changed stays as it was.
    """
    return tuple(_drawn(dots, width) for dots, width in _ways(strokes, side, pen, steps))


def _ways(strokes, side: float, pen: float, steps: Steps) -> list[tuple[np.ndarray, float]]:
    """The pen's dots in the frame, and its width, before and after each step."""
    segments = drawn.to_segments(strokes)
    ways = [_whole(segments, side, pen)]
    ways.append(_cropped(segments, pen) if steps.crop else ways[-1])
    if steps.fit:
        box = segments if steps.crop else np.append(segments, [[[0, 0], [side, side]]], axis=0)
        ways.append((drawn.fit(box)[: len(segments)], drawn.PEN))
    else:
        ways.append(ways[-1])
    dots = [(drawn.to_dots(points), width) for points, width in ways]
    dots.append(_centred(*dots[-1], within_box=steps.fit) if steps.centre else dots[-1])
    return dots


def _drawn(dots: np.ndarray, pen: float) -> np.ndarray:
    return to_pixels(drawn.draw(_inside(dots), pen))


def _whole(segments: np.ndarray, side: float, pen: float) -> tuple[np.ndarray, float]:
    """All of the square shrunk to the frame, and the pen with it."""
    scale = SIDE / side
    return (segments - side / 2) * scale + MIDDLE, pen * scale


def _cropped(segments: np.ndarray, pen: float) -> tuple[np.ndarray, float]:
    """The ink's own square shrunk or blown up to the frame, and the pen with it."""
    points = segments.reshape(-1, 2)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = SIDE / ((high - low).max() + pen)
    return (segments - (low + high) / 2) * scale + MIDDLE, pen * scale


def _centred(dots: np.ndarray, pen: float, within_box: bool) -> tuple[np.ndarray, float]:
    """Move dots so that their ink balances, as far as the frame has room."""
    if within_box:
        return drawn.centre(dots, pen), pen
    room = [dots.min(axis=0) - pen / 2 + 0.5, SIDE - 0.5 - dots.max(axis=0) - pen / 2]
    least, most = -np.maximum(room[0], 0), np.maximum(room[1], 0)
    return dots + np.clip(offset_to_centre(drawn.draw(_inside(dots), pen)), least, most), pen


def _inside(dots: np.ndarray) -> np.ndarray:
    """Where a pen went beyond the paper's edge it leaves its ink at the edge."""
    return np.clip(dots, -_EDGE, SIDE - 1 + _EDGE)
