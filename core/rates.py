"""The same gradient descent at several learning rates at once, remembered at some iterations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.landscape import losses_and_norms
from core.losses import Loss

# Losses are worked out for so many iterations at a time.
_CHUNK = 500


@dataclass(frozen=True, eq=False)
class Descent:
    """A descent at one learning rate; the arrays are read-only.

    iterations: (m,), those remembered. weights: (m, k) and losses: (m,) at these. arrived: the
    first iteration whose loss is below the level asked for, None if there was none.
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
) -> list[Descent]:
    """Batch gradient descent w ← w − α ∂L/∂w from w = 0 for each α of `rates`.

    iterations: those to remember, rising from 0; the last one ends the descents.
    """
    last, k = int(iterations[-1]), A.shape[1]
    y = np.asarray(y, dtype=float)
    # A column for each learning rate: one step of all takes hardly longer than one of one.
    w = np.zeros((k, len(rates)))
    steps = np.asarray(rates) / len(A)
    kept = np.empty((len(iterations), k, len(rates)))
    arrived: list[int | None] = [None] * len(rates)
    targets = y[:, None]
    for first in range(0, last + 1, _CHUNK):
        course = np.empty((min(_CHUNK, last + 1 - first), k, len(rates)))
        for place in range(len(course)):
            course[place] = w
            w = w - A.T @ loss.derivative(A @ w, targets) * steps
        inside = (iterations >= first) & (iterations < first + len(course))
        kept[inside] = course[iterations[inside] - first]
        _note_arrivals(arrived, loss, A, y, course, first, level)
    return [
        _descent(loss, A, y, rate, iterations, kept[:, :, i], arrived[i])
        for i, rate in enumerate(rates)
    ]


def _note_arrivals(arrived, loss, A, y, course, first: int, level: float) -> None:
    for i, before in enumerate(arrived):
        if before is None and level > -np.inf:
            losses, _ = losses_and_norms(loss, A, y, course[:, :, i])
            below = np.flatnonzero(losses <= level)
            arrived[i] = first + int(below[0]) if below.size else None


def _descent(loss, A, y, rate, iterations, weights, arrived) -> Descent:
    weights = np.ascontiguousarray(weights)
    losses, _ = losses_and_norms(loss, A, y, weights)
    for array in (weights, losses):
        array.setflags(write=False)
    return Descent(float(rate), iterations, weights, losses, arrived)
