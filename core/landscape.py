"""A loss as a landscape over two weights, and the paths of gradient descent on it.

A is a design matrix (N, k) with a column for each weight, y its labels (N,). The logits are
v̂ = A w + offset: the offset is what inputs add whose weights stand still, (N,) or 0.
"""

from dataclasses import dataclass
from itertools import islice

import numpy as np

from core.losses import Loss
from core.training import Plan, batch_rows

Offset = np.ndarray | float
# Losses are worked out for so many weights at a time.
_ROWS = 1_000


@dataclass(frozen=True, eq=False)
class Surface:
    """losses[i, j] is the mean loss where one weight is second[i] and the other is first[j].

    All arrays are read-only, as those of a path are.
    """

    first: np.ndarray
    second: np.ndarray
    losses: np.ndarray


@dataclass(frozen=True, eq=False)
class Path:
    """Where a descent went, step by step from its start: all arrays begin with the start.

    weights: (steps + 1, k). losses, gradient_norms: (steps + 1,).
    """

    weights: np.ndarray
    losses: np.ndarray
    gradient_norms: np.ndarray


def surface(
    loss: Loss,
    A: np.ndarray,
    y: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    offset: Offset = 0.0,
) -> Surface:
    """The mean loss at each point of a grid over the two weights of A's two columns.

    It is worked out in the type of the axes: float32 is several times as fast, and as good to see.
    """
    kind = np.result_type(first, second, np.float32)
    examples = (np.asarray(a, kind) for a in (A, y, np.broadcast_to(offset, len(A))))
    total = np.zeros((len(second), len(first)), kind)
    # Example by example the grid stays in the processor's cache: several times as fast as at once.
    for (a_first, a_second), target, rest in zip(*examples, strict=True):
        v = a_first * first + (a_second * second + rest)[:, None]
        total += loss.value(v, target)
    return Surface(*_read_only(first.copy(), second.copy(), total / kind.type(len(A))))


def dips(losses: np.ndarray) -> np.ndarray:
    """The points of a grid (rows, columns) that lie below all eight around them, (m, 2).

    They are no minima: along a narrow diagonal valley a grid has many.
    """
    middle = losses[1:-1, 1:-1]
    rows, columns = losses.shape
    lower = [
        middle < losses[i : rows - 2 + i, j : columns - 2 + j]
        for i, j in np.ndindex(3, 3)
        if (i, j) != (1, 1)
    ]
    return np.argwhere(np.all(lower, axis=0)) + 1


def gradient(
    loss: Loss, A: np.ndarray, y: np.ndarray, w: np.ndarray, offset: Offset = 0.0
) -> np.ndarray:
    """∂L/∂w = 1/N Aᵀ ∂L/∂v̂, (k,)."""
    return A.T @ loss.derivative(A @ w + offset, y) / len(A)


def finite_differences(
    loss: Loss, A: np.ndarray, y: np.ndarray, w: np.ndarray, offset: Offset = 0.0, h: float = 1e-5
) -> np.ndarray:
    """The gradient without its formula: (L(w + h) − L(w − h)) / 2h for each weight, (k,)."""

    def mean_loss(w: np.ndarray) -> float:
        return loss.value(A @ w + offset, y).mean()

    steps = h * np.eye(len(w))
    return np.array([(mean_loss(w + step) - mean_loss(w - step)) / (2 * h) for step in steps])


def hessian(
    loss: Loss, A: np.ndarray, y: np.ndarray, w: np.ndarray, offset: Offset = 0.0
) -> np.ndarray:
    """∂²L/∂w² = 1/N Aᵀ S A, S the diagonal of ∂²L/∂v̂²: (k, k)."""
    return A.T @ (loss.curvature(A @ w + offset, y)[:, None] * A) / len(A)


def descend(
    loss: Loss,
    A: np.ndarray,
    y: np.ndarray,
    start: np.ndarray,
    learning_rate: float,
    steps: int,
    offset: Offset = 0.0,
) -> Path:
    """Batch gradient descent w ← w − α ∂L/∂w from a start."""
    y = np.asarray(y, dtype=float)
    # α/N is taken into A once, and the loop, which may run a million times, is as short as it gets.
    scaled_A = A * (learning_rate / len(A))
    weights = np.empty((steps + 1, A.shape[1]))
    weights[0] = start
    for step in range(steps):
        weights[step + 1] = (
            weights[step] - loss.derivative(A @ weights[step] + offset, y) @ scaled_A
        )
        # Where an update changes no digit any more, no later one will.
        if step % 1000 == 0 and np.array_equal(weights[step + 1], weights[step]):
            weights[step + 2 :] = weights[step]
            break
    return Path(*_read_only(weights, *losses_and_norms(loss, A, y, weights, offset)))


def descend_in_batches(
    loss: Loss,
    A: np.ndarray,
    y: np.ndarray,
    start: np.ndarray,
    plan: Plan,
    offset: Offset = 0.0,
) -> Path:
    """Mini-batch gradient descent from a start; losses and norms are those of all examples."""
    y = np.asarray(y, dtype=float)
    offset = np.broadcast_to(offset, len(A))
    weights = np.empty((plan.iterations + 1, A.shape[1]))
    weights[0] = start
    for step, rows in enumerate(islice(batch_rows(len(A), plan, 0), plan.iterations)):
        slope = gradient(loss, A[rows], y[rows], weights[step], offset[rows])
        weights[step + 1] = weights[step] - plan.learning_rate * slope
    return Path(*_read_only(weights, *losses_and_norms(loss, A, y, weights, offset)))


def losses_and_norms(
    loss: Loss, A: np.ndarray, y: np.ndarray, weights: np.ndarray, offset: Offset = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """The mean loss and ‖∂L/∂w‖ at each of some weights (m, k)."""
    losses, norms = [], []
    for chunk in np.split(weights, range(_ROWS, len(weights), _ROWS)):
        v = chunk @ A.T + offset
        losses.append(loss.value(v, y).mean(axis=1))
        norms.append(np.linalg.norm(loss.derivative(v, y) @ A / len(A), axis=1))
    return np.concatenate(losses), np.concatenate(norms)


def _read_only(*arrays: np.ndarray) -> tuple[np.ndarray, ...]:
    for array in arrays:
        array.setflags(write=False)
    return arrays
