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


def stages(
    strokes: Iterable[Sequence], side: float, pen: float, steps: Steps
) -> tuple[np.ndarray, ...]:
    """The drawing as it is, cropped, fitted and centred: four times (28, 28) uint8.

    The last is what the models get: with all steps, `digit_from_strokes`. What a step that is left
    out would have changed stays as it was. side, pen: of the square that it was drawn on, in the
    strokes' units. Raises the same errors.
    """
    segments = drawn.to_segments(strokes)
    ways = (
        (True, lambda: _whole(segments, side, pen)),
        (steps.crop, lambda: _cropped(segments, pen)),
        (steps.fit, lambda: _fitted(segments, side, steps.crop)),
        (steps.centre, lambda: _centred(*way, inks[-1], within_box=steps.fit)),
    )
    inks = []
    for is_taken, place in ways:
        if is_taken:
            way = place()
            inks.append(drawn.draw(_inside(way[0]), way[1]))
        else:
            inks.append(inks[-1])
    return tuple(map(to_pixels, inks))


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


def _fitted(segments: np.ndarray, side: float, crop: bool) -> tuple[np.ndarray, float]:
    """The ink's own square, or all of the square that it is on, fitted into the box."""
    box = segments if crop else np.append(segments, [[[0, 0], [side, side]]], axis=0)
    return drawn.fit(box)[: len(segments)], drawn.PEN


def _centred(
    segments: np.ndarray, pen: float, ink: np.ndarray, within_box: bool
) -> tuple[np.ndarray, float]:
    """Move segments so that their ink balances, as far as the frame has room."""
    offset = offset_to_centre(ink)
    if not within_box:
        points = segments.reshape(-1, 2)
        room = [points.min(axis=0) - pen / 2 + 0.5, SIDE - 0.5 - points.max(axis=0) - pen / 2]
        offset = np.clip(offset, -np.maximum(room[0], 0), np.maximum(room[1], 0))
    return segments + offset, pen


def _inside(segments: np.ndarray) -> np.ndarray:
    """Where a pen went beyond the paper's edge it leaves its ink at the edge."""
    return np.clip(segments, -_EDGE, SIDE - 1 + _EDGE)
