"""The same gradient descent at several learning rates at once, remembered at some iterations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.landscape import losses_and_norms
from core.losses import Loss

# Losses are worked out for so many iterations at a time.
_CHUNK = 500
# So many examples at a time stay in the processor's cache, with what is worked out for them.
_ROWS = 1_000


@dataclass(frozen=True, eq=False)
class Descent:
    """A descent at one learning rate; the arrays are read-only.

    iterations: (m,), those remembered. weights: (m, k) and losses: (m,) at these. arrived: the
    first iteration whose loss is below the level asked for, None if it didn't come to stay there.
    """

    learning_rate: float
    iterations: np.ndarray
    weights: np.ndarray
    losses: np.ndarray
    arrived: int | None


def descend_at(
    loss: Loss,
    A: np.ndarray,
    y: np.ndarray,
    rates: Sequence[float],
    iterations: np.ndarray,
    level: float = -np.inf,
) -> Iterator[float | list[Descent]]:
    """Batch gradient descent w ← w − α ∂L/∂w from w = 0 for each α of `rates`.

    iterations: those to remember, rising from 0; the last one ends the descents. Yields the share
    that is done, then the descents.
    """
    last, k = int(iterations[-1]), A.shape[1]
    y = np.asarray(y, dtype=float)
    # A column for each learning rate: one step of all takes hardly longer than one of one.
    w = np.zeros((k, len(rates)))
    steps = np.asarray(rates) / len(A)
    kept = np.empty((len(iterations), k, len(rates)))
    arrived: list[int | None] = [None] * len(rates)
    blocks = [(A[i : i + _ROWS], y[i : i + _ROWS, None]) for i in range(0, len(A), _ROWS)]
    for first in range(0, last + 1, _CHUNK):
        yield first / (last + 1)
        course = np.empty((min(_CHUNK, last + 1 - first), k, len(rates)))
        for place in range(len(course)):
            course[place] = w
            slopes = sum(part.T @ loss.derivative(part @ w, targets) for part, targets in blocks)
            w = w - slopes * steps
        inside = (iterations >= first) & (iterations < first + len(course))
        kept[inside] = course[iterations[inside] - first]
        _note_arrivals(arrived, loss, A, y, course, first, level)
    yield [
        _descent(loss, A, y, rate, iterations, kept[:, :, i], arrived[i])
        for i, rate in enumerate(rates)
    ]


def _note_arrivals(arrived, loss, A, y, course, first: int, level: float) -> None:
    """Look for the arrival where a chunk ends below the level: elsewhere it isn't to be found."""
    if level == -np.inf:
        return
    ends, _ = losses_and_norms(loss, A, y, course[-1].T)
    for i in np.flatnonzero(ends <= level):
        if arrived[i] is None:
            losses, _ = losses_and_norms(loss, A, y, course[:, :, i])
            arrived[i] = first + int(np.flatnonzero(losses <= level)[0])


def _descent(loss, A, y, rate, iterations, weights, arrived) -> Descent:
    weights = np.ascontiguousarray(weights)
    losses, _ = losses_and_norms(loss, A, y, weights)
    for array in (weights, losses):
        array.setflags(write=False)
    return Descent(float(rate), iterations, weights, losses, arrived)
