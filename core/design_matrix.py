"""The design matrix [1 | X]: the inputs behind a column of ones, so that w₁ is the bias.

Inputs of any kind become a plain float64 matrix. `PackedPixels` is the same matrix for many
images, in the little memory and time that training live takes: it multiplies as `@` does.
"""

from dataclasses import dataclass

import numpy as np

BLOCK_ROWS = 300


def with_ones(X: np.ndarray, dtype: type = np.float64) -> np.ndarray:
    """[1 | X], (n, d) → (n, d + 1)."""
    X = np.asarray(X)
    matrix = np.ones((len(X), X.shape[1] + 1), dtype)
    matrix[:, 1:] = X
    return matrix


@dataclass(frozen=True, eq=False)
class _Block:
    """Some images' rows of [1 | X], without the columns that are zero in all of them."""

    rows: slice
    columns: np.ndarray
    pixels: np.ndarray


class PackedPixels:
    """[1 | X] of (n, d) uint8 images, for `pack @ w` and `pack.T @ e`, in float32.

    Four pixels in five are background. Images whose ink lies in the same box share a block, and
    a block leaves out the columns in which it has no ink: well over half of the work. A block is
    small enough to stay in the processor's cache while it is turned into float32 and multiplied.

    order: (n,), which image stands in each row of the pack.
    """

    dtype = np.float32

    def __init__(self, X: np.ndarray):
        groups = _group_by_box(X)
        self.order = np.concatenate(groups)
        self.shape = (len(X), X.shape[1] + 1)
        ends = np.cumsum([len(group) for group in groups])
        self.blocks = [
            _pack(X[group], slice(end - len(group), end))
            for group, end in zip(groups, ends, strict=True)
        ]

    def __matmul__(self, w: np.ndarray) -> np.ndarray:
        """[1 | X] w: (d + 1, k) → (n, k)."""
        w = w.astype(self.dtype)
        # A class after the other in memory: a sum over ten numbers in a row is slow, ten sums of
        # long columns are fast.
        product = np.empty((w.shape[1], self.shape[0]), self.dtype).T
        for block in self.blocks:
            pixels = block.pixels.astype(self.dtype)
            product[block.rows] = pixels @ w.take(block.columns, axis=0)
        return product

    @property
    def T(self) -> "TransposedPack":  # noqa: N802 (as NumPy calls it)
        return TransposedPack(self)


class TransposedPack:
    """[1 | X]ᵀ of a pack, for `pack.T @ e`."""

    def __init__(self, pack: PackedPixels):
        self._pack = pack

    def __matmul__(self, e: np.ndarray) -> np.ndarray:
        """[1 | X]ᵀ e: (n, k) → (d + 1, k), added up over the blocks in float64."""
        total = np.zeros((self._pack.shape[1], e.shape[1]))
        for block in self._pack.blocks:
            pixels = block.pixels.astype(self._pack.dtype)
            total[block.columns] += pixels.T @ e[block.rows]
        return total


def _pack(X: np.ndarray, rows: slice) -> _Block:
    columns = np.concatenate([[0], 1 + np.flatnonzero(X.any(axis=0))])
    pixels = np.ones((len(X), len(columns)), np.uint8)
    pixels[:, 1:] = X[:, columns[1:] - 1]
    return _Block(rows, columns, pixels)


def _group_by_box(X: np.ndarray) -> list[np.ndarray]:
    """The images' indices in groups of at most BLOCK_ROWS with ink in about the same box."""
    side = int(X.shape[1] ** 0.5)
    images = X.reshape(-1, side, side)
    edges = [edge for axis in (1, 2) for edge in _first_and_last(images.any(axis=axis))]
    ink = np.packbits(X > 0, axis=1)
    return _split(np.arange(len(X)), edges, ink)


def _first_and_last(has_ink: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return has_ink.argmax(axis=1), has_ink.shape[1] - 1 - has_ink[:, ::-1].argmax(axis=1)


def _split(group: np.ndarray, edges: list[np.ndarray], ink: np.ndarray) -> list[np.ndarray]:
    """Halve a group by the edge of the box that leaves the fewest pixels to multiply."""
    if len(group) <= BLOCK_ROWS:
        return [group]
    middle = len(group) // BLOCK_ROWS // 2 * BLOCK_ROWS or BLOCK_ROWS
    candidates = []
    for edge in edges:
        by_edge = group[np.argsort(edge[group], kind="stable")]
        candidates.append((by_edge[:middle], by_edge[middle:]))
    low, high = min(candidates, key=lambda halves: sum(_size(half, ink) for half in halves))
    return _split(low, edges, ink) + _split(high, edges, ink)


def _size(group: np.ndarray, ink: np.ndarray) -> int:
    """The pixels of a block: its images times the columns in which any of them has ink."""
    return len(group) * int(np.bitwise_count(np.bitwise_or.reduce(ink[group])).sum())
