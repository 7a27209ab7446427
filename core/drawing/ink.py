"""Ink told from paper in a picture, on a screen or on paper, however it is lit."""

import numpy as np
from PIL import Image

from core.drawing.frame import EmptyDrawing
from core.drawing.reduced import reduced

# Paper is a high quantile of the brightness, for ink may cover nearly half of a close crop.
_QUANTILE = 0.8
# Ink is darker than the paper by 4 % of white, by five times the noise and by a tenth of the ink.
_CONTRAST = 0.04
_NOISE = 5.0
_FAINTEST = 0.1
# The largest connected part of the digit is 2 % of the picture long; others have 2 % of its area.
_SHORTEST = 0.02
_SPECK = 0.02


def find_ink(image: Image.Image) -> np.ndarray:
    """Tell ink from paper in a picture, reduced to 1000 pixels: (rows, columns) from 0 to 1."""
    light = _brightness(image)
    # Dark ink on light paper or light ink on dark: whichever explains the picture better.
    ink = min(_darker_than_paper(light), _darker_than_paper(1 - light), key=_pinball_loss)
    threshold = max(_CONTRAST, _NOISE * _noise(ink))
    if not (ink > threshold).any():
        raise EmptyDrawing("A picture must show a digit; this one has no ink in it.")
    faintest = _FAINTEST * np.percentile(ink[ink > threshold], 90)
    kept = _without_specks(ink > max(threshold, faintest))
    return np.where(kept, np.minimum(ink / np.percentile(ink[kept], 90), 1), 0)


def _brightness(image: Image.Image) -> np.ndarray:
    """The brightness from 0 to 1 of a picture reduced to 1000 pixels, on paper if it is clear."""
    light, opacity = np.moveaxis(np.asarray(reduced(image).convert("LA")) / 255, -1, 0)
    return light * opacity + _background(light, opacity) * (1 - opacity)


def _background(light: np.ndarray, opacity: np.ndarray) -> float:
    """The brightness of the paper seen through clear pixels."""
    seen = light[opacity > 0]
    if not seen.size:
        raise EmptyDrawing("A picture must show a digit; this one is transparent all over.")
    if opacity.mean() > 0.5:
        return np.median(seen)
    # Most of the page is clear, so what is to be seen is the ink, and paper is its opposite.
    return float(seen.mean() < 0.5)


def _darker_than_paper(light: np.ndarray) -> np.ndarray:
    """How much darker each pixel is than the paper there, which may be unevenly lit.

    The paper is the quadratic surface with the least pinball loss: most pixels lie on it, and the
    dark ones below can hardly pull it down. Found by least squares, weighted over and over.
    """
    thumbnail = Image.fromarray(light.astype(np.float32)).resize((32, 32), Image.Resampling.BOX)
    target = np.asarray(thumbnail, dtype=float).ravel()
    terms = np.stack(_quadratic_terms(32, 32), axis=-1).reshape(-1, 6)
    weights = np.ones(len(target))
    for _ in range(20):
        weighted = terms * weights[:, None]
        paper = np.linalg.solve(weighted.T @ terms, weighted.T @ target)
        darker = terms @ paper - target
        weights = np.where(darker > 0, 1 - _QUANTILE, _QUANTILE) / np.maximum(abs(darker), 0.001)
    return sum(map(np.multiply, paper, _quadratic_terms(*light.shape))) - light


def _pinball_loss(darker: np.ndarray) -> float:
    """The mean deviation, with those to the dark weighing less: the loss of a quantile."""
    return np.maximum((1 - _QUANTILE) * darker, -_QUANTILE * darker).mean()


def _quadratic_terms(rows: int, columns: int) -> list[np.ndarray]:
    """1, x, y, x², xy and y² over a picture, with x and y from −1 to 1: six of (rows, columns)."""
    y = (2 * np.arange(rows)[:, None] + 1) / rows - 1
    x = (2 * np.arange(columns) + 1) / columns - 1
    return np.broadcast_arrays(1.0, x, y, x * x, x * y, y * y)


def _noise(ink: np.ndarray) -> float:
    """The standard deviation of a picture's noise, by the median step between neighbours.

    Most neighbours are both paper or both ink, so only noise tells them apart. For Gaussian noise,
    the median step is 0.954 standard deviations.
    """
    steps = np.diff(ink, axis=1, append=ink[:, -1:])
    return np.median(np.abs(steps)) / 0.954


def _without_specks(mask: np.ndarray) -> np.ndarray:
    """Keep the connected parts of a mask that are not far smaller than the largest."""
    parts = _connected_parts(mask)
    areas = np.bincount(parts)
    places = np.argwhere(mask)
    largest = places[parts == areas.argmax()]
    if np.ptp(largest, axis=0).max() + 1 < _SHORTEST * max(mask.shape):
        raise EmptyDrawing("A picture must show a digit; this one has nothing but specks in it.")
    kept = np.zeros_like(mask)
    kept[tuple(places[areas[parts] >= _SPECK * areas.max()].T)] = True
    return kept


def _connected_parts(mask: np.ndarray) -> np.ndarray:
    """Label each pixel of a mask, row by row, by the part of the mask that it is in: (n,).

    Pixels that touch at a side or a corner hang together. Worked out for the runs of pixels in a
    row, which are far fewer than the pixels.
    """
    padded = np.pad(mask, 1)
    row = padded.shape[1]
    edges = np.flatnonzero(np.diff(padded.ravel())) + 1
    start, stop = edges[::2], edges[1::2]
    # In the next row a run touches those that end after its start and start before its end.
    first = np.searchsorted(stop, start + row)
    touched = np.searchsorted(start, stop + row, side="right") - first
    upper = np.repeat(np.arange(len(start)), touched)
    lower = np.arange(len(upper)) + np.repeat(first - np.cumsum(touched) + touched, touched)
    return np.repeat(_joined(len(start), upper, lower), stop - start)


def _joined(count: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Label each of so many things by the earliest one that it hangs together with, by pairs."""
    label = np.arange(count)
    while len(first):
        # Hang the later of two parts that touch on the earlier one, then shorten every chain.
        low, high = np.sort([label[first], label[second]], axis=0)
        np.minimum.at(label, high, low)
        while (label[label] != label).any():
            label = label[label]
        apart = label[first] != label[second]
        first, second = first[apart], second[apart]
    return label
