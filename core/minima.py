"""The local minima of a loss over two weights, found by polishing from many starts."""

from dataclasses import dataclass

import numpy as np

from core.landscape import hessian
from core.losses import Loss
from core.problems import Problem

STARTS_A_SIDE = 24
_ROUNDS = 200
# All lengths and curvatures are measured with the window's half sides as units.
_LONGEST_STEP, _REACH = 0.25, 3.0
_CLOSE, _SAME, _CURVED = 1e-6, 1e-3, 1e-6


@dataclass(frozen=True, eq=False)
class Minimum:
    """A place that the loss rises from in all directions.

    weights: (2,). curvatures: (2,), the eigenvalues of ∂²L/∂w² there, both above 0.
    starts: how many of the search's starts led to it.
    """

    weights: np.ndarray
    loss: float
    curvatures: np.ndarray
    starts: int


@dataclass(frozen=True, eq=False)
class Search:
    """minima: those found, the lowest first. starts: how many there were.

    flat: how many ended where the loss is too flat to tell a direction, or ran far out of the
    window along a slope without end.
    """

    minima: tuple[Minimum, ...]
    starts: int
    flat: int


def local_minima(
    loss: Loss, problem: Problem, first: tuple[float, float], second: tuple[float, float]
) -> Search:
    """Polish a grid of starts in the window by Newton's method, damped so that it only descends."""
    ends = np.array([first, second])
    middle, half = ends.mean(axis=1), np.ptp(ends, axis=1) / 2
    A, offset = problem.A * half, problem.offset + problem.A @ middle
    side = np.linspace(-1, 1, STARTS_A_SIDE)
    starts = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    polished, found = _polish(loss, A, problem.labels, offset, starts)
    minima = []
    for members in _groups(polished[found]):
        w = middle + half * members[0]
        curvatures = np.linalg.eigvalsh(hessian(loss, problem.A, problem.labels, w, problem.offset))
        value = float(loss.value(problem.A @ w + problem.offset, problem.labels).mean())
        minima.append(Minimum(w, value, curvatures, len(members)))
    minima.sort(key=lambda minimum: minimum.loss)
    return Search(tuple(minima), len(starts), len(starts) - int(found.sum()))


def _polish(loss, A, y, offset, w) -> tuple[np.ndarray, np.ndarray]:
    """The ends (m, 2) of the descents from w (m, 2), and which of them are minima."""
    longest = np.full(len(w), _LONGEST_STEP)
    for _ in range(_ROUNDS):
        value, lowest, step = _newton_step(loss, A, y, offset, w)
        length = np.linalg.norm(step, axis=1)
        step *= np.minimum(1, longest / np.maximum(length, 1e-300))[:, None]
        better = loss.value((w - step) @ A.T + offset, y).mean(axis=1) <= value
        inside = np.abs(w).max(axis=1) < _REACH
        w = np.where((better & inside)[:, None], w - step, w)
        longest = np.where(better, np.minimum(2 * longest, _LONGEST_STEP), longest / 4)
    _, lowest, step = _newton_step(loss, A, y, offset, w)
    return w, (lowest > _CURVED) & (np.linalg.norm(step, axis=1) < _CLOSE)


def _newton_step(loss, A, y, offset, w):
    """At each w: the loss, its least curvature, and the step to be taken off w.

    Where the loss curves down, the curvature is lifted until the step leads downhill.
    """
    v = w @ A.T + offset
    slope = loss.derivative(v, y) @ A / len(A)
    bend = loss.curvature(v, y) / len(A)
    a, b, c = (bend @ (A[:, i] * A[:, j]) for i, j in ((0, 0), (0, 1), (1, 1)))
    lowest = (a + c) / 2 - np.hypot((a - c) / 2, b)
    size = np.abs(a) + np.abs(c) + 1e-300
    lift = np.maximum(0, -lowest) + np.where(lowest < 1e-9 * size, 1e-3 * size, 0)
    a, c = a + lift, c + lift
    step = np.stack([c * slope[:, 0] - b * slope[:, 1], a * slope[:, 1] - b * slope[:, 0]], axis=1)
    step /= (a * c - b * b + 1e-300)[:, None]
    return loss.value(v, y).mean(axis=1), lowest, step


def _groups(places: np.ndarray) -> list[np.ndarray]:
    """The places (m, 2), those next to one another together."""
    groups = []
    while len(places):
        near = np.linalg.norm(places - places[0], axis=1) < _SAME
        groups.append(places[near])
        places = places[~near]
    return groups
