"""The same digit as another hand might have written it: turned, slanted, stretched, bolder."""

import numpy as np

SIDE = 28
MIDDLE = (SIDE - 1) / 2

# A slant is how far x moves with y; a shift, and the ink on each side of a stroke, are in pixels.
LARGEST_TURN = np.radians(15)
LARGEST_SLANT = 0.25
LARGEST_STRETCH = 0.15
LARGEST_SHIFT = 1.5
BOLDEST = 0.8


def vary(images: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A random variation of each image, (n, 784) of 0 to 255 → (n, 784) float32."""
    pixels = images.reshape(-1, SIDE, SIDE).astype(np.float32)
    n = len(pixels)
    pixels = _with_pen(pixels, random.uniform(-BOLDEST, BOLDEST, n))
    x, y = _sources(n, random)
    return _sample(pixels, x, y).reshape(n, -1)


def _with_pen(pixels: np.ndarray, bolder: np.ndarray) -> np.ndarray:
    """Mix each image with itself drawn one pixel bolder (1) or finer (−1) on each side."""
    padded = np.pad(pixels, ((0, 0), (1, 1), (1, 1)))
    neighbours = [
        padded[:, dy : dy + SIDE, dx : dx + SIDE] for dx, dy in ((1, 0), (0, 1), (2, 1), (1, 2))
    ]
    most, least = pixels.copy(), pixels.copy()
    for neighbour in neighbours:
        np.maximum(most, neighbour, out=most)
        np.minimum(least, neighbour, out=least)
    extreme = np.where((bolder > 0)[:, None, None], most, least)
    share = np.abs(bolder)[:, None, None].astype(np.float32)
    return pixels + share * (extreme - pixels)


def _sources(n: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """From where each pixel of each image takes its ink: x and y, (n, 784)."""
    turn, slant = random.uniform(-1, 1, (2, n, 1)) * [[[LARGEST_TURN]], [[LARGEST_SLANT]]]
    stretch = 1 + random.uniform(-LARGEST_STRETCH, LARGEST_STRETCH, (2, n, 1))
    shift = random.uniform(-LARGEST_SHIFT, LARGEST_SHIFT, (2, n, 1))
    y, x = np.indices((SIDE, SIDE)).reshape(2, 1, -1) - MIDDLE - shift[::-1]
    turned_x = (np.cos(turn) * x - np.sin(turn) * y) / stretch[0]
    turned_y = (np.sin(turn) * x + np.cos(turn) * y) / stretch[1]
    return turned_x + slant * turned_y + MIDDLE, turned_y + MIDDLE


def _sample(pixels: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The images' values between the pixels, by bilinear interpolation; background outside."""
    padded = np.pad(pixels, ((0, 0), (1, 1), (1, 1)))
    width = SIDE + 2
    x, y = (np.clip(part + 1, 0, SIDE + 1 - 1e-3).astype(np.float32) for part in (x, y))
    left, top = np.floor(x), np.floor(y)
    right_share, low_share = x - left, y - top
    first = np.arange(len(pixels))[:, None] * width**2 + (top * width + left).astype(int)
    flat = padded.ravel()
    upper = flat[first] * (1 - right_share) + flat[first + 1] * right_share
    lower = flat[first + width] * (1 - right_share) + flat[first + width + 1] * right_share
    return upper * (1 - low_share) + lower * low_share
