"""A picture of a digit made to look like MNIST's, step by step as for strokes.

MNIST's own way: find the ink, crop to it, shrink the crop into the box, balance it in the frame.
"""

import numpy as np
from PIL import Image

from core.drawing import strokes
from core.drawing.frame import BOX, SIDE, offset_to_centre, to_pixels
from core.drawing.ink import find_ink
from core.drawing.stages import Steps

# Where strokes are thinner than half of MNIST's pen, shrinking makes them too pale to be read.
_THIN = strokes.PEN / 2


def digit_from_image(image: Image.Image) -> np.ndarray:
    """Make a picture of a digit, dark on light or light on dark, look like MNIST: (28, 28) uint8.

    The paper may be unevenly lit or transparent, but must be most of the picture.
    Raises EmptyDrawing if there is no ink.
    """
    return ink_stages(find_ink(image), Steps())[-1]


def ink_stages(ink: np.ndarray, steps: Steps) -> tuple[np.ndarray, ...]:
    """The ink found in a picture as it is, cropped, fitted and centred: four times (28, 28) uint8.

    What a step that is left out would have changed stays as it was; see `stages` for strokes.
    """
    cropped = crop(ink) if steps.crop else ink
    frames = [resize(_square(ink), SIDE), resize(_square(cropped), SIDE)]
    width = stroke_width(cropped)
    if steps.fit and steps.crop and width < _THIN:
        dots, pen = trace(cropped, width)
        frames.append(strokes.draw(dots, pen))
        centred = dots + offset_to_centre(frames[-1])
        frames.append(strokes.draw(centred, pen) if steps.centre else frames[-1])
    else:
        frames.append(fit(cropped) if steps.fit else frames[-1])
        frames.append(centre(frames[-1]) if steps.centre else frames[-1])
    return tuple(map(to_pixels, frames))


def crop(ink: np.ndarray) -> np.ndarray:
    """Cut away the empty rows and columns around the ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def stroke_width(ink: np.ndarray) -> float:
    """Measure the strokes of cropped ink, in pixels of the frame: twice the area by the outline."""
    inked = np.pad(ink > 0.5, 1)
    steps = np.diff(inked, axis=0).sum() + np.diff(inked, axis=1).sum()
    # Along a pixel grid, an outline in all directions is 4/π too long.
    outline = steps * np.pi / 4
    return 2 * inked.sum() / outline * BOX / max(ink.shape)


def fit(ink: np.ndarray) -> np.ndarray:
    """Scale cropped ink, keeping its proportions, to fill the box in the frame: (28, 28)."""
    small = resize(ink, BOX)
    rows, columns = small.shape
    top, left = (SIDE - rows) // 2, (SIDE - columns) // 2
    frame = np.zeros((SIDE, SIDE))
    frame[top : top + rows, left : left + columns] = small
    return frame


def resize(ink: np.ndarray, longest: int) -> np.ndarray:
    """Scale ink, keeping its proportions, until its longer side has so many pixels."""
    rows, columns = (max(1, round(longest * length / max(ink.shape))) for length in ink.shape)
    picture = Image.fromarray(ink.astype(np.float32))
    # Each pixel is the mean of those that it covers.
    return np.asarray(picture.resize((columns, rows), Image.Resampling.BOX), dtype=float)


def centre(ink: np.ndarray) -> np.ndarray:
    """Move ink, by whole pixels to keep it sharp, to where MNIST has its centre of mass.

    As far as the frame has room: no ink leaves it.
    """
    x, y = np.rint(offset_to_centre(ink)).astype(int)
    return np.roll(ink, (_within(ink.any(axis=1), y), _within(ink.any(axis=0), x)), axis=(0, 1))


def trace(ink: np.ndarray, width: float) -> tuple[np.ndarray, float]:
    """Follow thin cropped ink with a pen that makes up for its width: its dots (n, 2, 2), and it.

    It leaves a dot at the centre of each inked pixel, so a stroke's dots are one pixel narrower
    than the stroke.
    """
    pen = strokes.PEN - width + BOX / max(ink.shape)
    y, x = np.nonzero(ink)
    dots = strokes.fit(np.stack([x, y], axis=1), pen)
    # A quarter of a pixel is as near as dots need to be.
    dots = np.unique(np.rint(dots * 4), axis=0) / 4
    return dots[:, None].repeat(2, axis=1), pen


def _square(ink: np.ndarray) -> np.ndarray:
    """Ink in the middle of the square that it needs."""
    missing = max(ink.shape) - np.array(ink.shape)
    return np.pad(ink, [(each // 2, each - each // 2) for each in missing])


def _within(inked: np.ndarray, step: int) -> int:
    """A step of a row's or a column's ink, or as much of it as stays in the frame."""
    places = np.flatnonzero(inked)
    return int(np.clip(step, -places[0], len(inked) - 1 - places[-1]))
