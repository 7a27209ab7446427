"""The local minima of a loss over two weights, found by polishing from many starts."""

from dataclasses import dataclass

import numpy as np

from core.landscape import hessian
from core.losses import Loss
from core.problems import Problem

STARTS_A_SIDE = 24
# Wherever the window is, minima are also looked for where logits are no larger than this.
_USUAL_LOGITS, _USUAL_STARTS_A_SIDE = 30.0, 12
_ROUNDS = 300
# Lengths are measured in logits: what a step in a weight does to a typical example's.
_FIRST_STEP, _REACH = 1.0, 1e5
_STILL, _CLOSE, _SAME = 1e-9, 1e-6, 1e-2
# What is flatter than this, in itself or beside the steepest direction, is rounding.
_LEAST_CURVATURE, _FLATTEST = 1e-14, 1e-10


@dataclass(frozen=True, eq=False)
class Minimum:
    """A place that the loss rises from in all directions.

    weights: (2,). curvatures: (2,), the eigenvalues of ∂²L/∂w² there, both above 0.
    starts: how many of the window's starts led to it.
    """

    weights: np.ndarray
    loss: float
    curvatures: np.ndarray
    starts: int


@dataclass(frozen=True, eq=False)
class Search:
    """minima: those found, the lowest first, in the window or not. starts: how many in the window.

    flat: how many of them ended where the loss is too flat to tell a direction, or ran far out
    along a slope without end.
    """

    minima: tuple[Minimum, ...]
    starts: int
    flat: int


def local_minima(
    loss: Loss, problem: Problem, first: tuple[float, float], second: tuple[float, float]
) -> Search:
    """Polish a grid of starts in the window by Newton's method, damped so that it only descends."""
    logits = np.sqrt((problem.A**2).mean(axis=0))
    A = problem.A / logits
    window = [np.array(ends) * size for ends, size in zip((first, second), logits, strict=True)]
    usual = np.array([-_USUAL_LOGITS, _USUAL_LOGITS])
    starts = np.concatenate(
        [_grid(*window, STARTS_A_SIDE), _grid(usual, usual, _USUAL_STARTS_A_SIDE)]
    )
    inside = np.arange(len(starts)) < STARTS_A_SIDE**2
    ends, found = _polish(loss, A, problem.labels, problem.offset, starts)
    minima = []
    for members in _groups(ends, np.flatnonzero(found)):
        w = ends[members[0]] / logits
        curvatures = np.linalg.eigvalsh(hessian(loss, problem.A, problem.labels, w, problem.offset))
        value = float(loss.value(problem.A @ w + problem.offset, problem.labels).mean())
        minima.append(Minimum(w, value, curvatures, int(inside[members].sum())))
    minima.sort(key=lambda minimum: minimum.loss)
    return Search(tuple(minima), int(inside.sum()), int((inside & ~found).sum()))


def _grid(first: np.ndarray, second: np.ndarray, points: int) -> np.ndarray:
    axes = (np.linspace(*ends, points) for ends in (first, second))
    return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)


def _polish(loss, A, y, offset, starts) -> tuple[np.ndarray, np.ndarray]:
    """The ends (m, 2) of the descents from starts (m, 2), and which of them are minima."""
    ends, longest = starts.copy(), np.full(len(starts), _FIRST_STEP)
    moving = np.arange(len(starts))
    reach = max(_REACH, 2 * float(np.abs(starts).max()))
    for _ in range(_ROUNDS):
        w = ends[moving]
        value, _, step = _newton_step(loss, A, y, offset, w)
        length = np.hypot(*step.T)
        step *= (longest[moving] / np.maximum(length, longest[moving]))[:, None]
        better = loss.value((w - step) @ A.T + offset, y).mean(axis=1) <= value
        ends[moving] = np.where(better[:, None], w - step, w)
        longest[moving] = np.minimum(longest[moving] * np.where(better, 2, 0.25), _REACH)
        under_way = (length > _STILL) & (longest[moving] > _STILL)
        moving = moving[under_way & (np.abs(w).max(axis=1) < reach)]
        if not moving.size:
            break
    _, (lowest, highest), step = _newton_step(loss, A, y, offset, ends)
    curved = (lowest > _LEAST_CURVATURE) & (lowest > _FLATTEST * highest)
    return ends, curved & (np.hypot(*step.T) < _CLOSE)


def _newton_step(loss, A, y, offset, w):
    """At each w: the loss, its least and largest curvature, and the step to be taken off w.

    Where the loss curves down, the curvature is lifted until the step leads downhill.
    """
    v = w @ A.T + offset
    slope = loss.derivative(v, y) @ A / len(A)
    bend = loss.curvature(v, y) / len(A)
    a, b, c = (bend @ (A[:, i] * A[:, j]) for i, j in ((0, 0), (0, 1), (1, 1)))
    middle, half = (a + c) / 2, np.hypot((a - c) / 2, b)
    curvatures = middle - half, middle + half
    size = np.abs(a) + np.abs(c) + 1e-150
    lift = np.maximum(0, -curvatures[0]) + np.where(curvatures[0] < 1e-12 * size, 1e-3 * size, 0)
    a, c = a + lift, c + lift
    # Measured by its size the determinant neither over- nor underflows.
    a, b, c = a / size, b / size, c / size
    step = np.stack([c * slope[:, 0] - b * slope[:, 1], a * slope[:, 1] - b * slope[:, 0]], axis=1)
    step /= (np.maximum(a * c - b * b, 1e-30) * size)[:, None]
    return loss.value(v, y).mean(axis=1), curvatures, step


def _groups(places: np.ndarray, of: np.ndarray) -> list[np.ndarray]:
    """The numbers of those places (m, 2) that are next to one another, together."""
    groups = []
    while len(of):
        near = np.hypot(*(places[of] - places[of[0]]).T) < _SAME
        groups.append(of[near])
        of = of[~near]
    return groups
