"""A loss as a landscape over two weights, and the paths of gradient descent on it.

A is a design matrix (N, k) with a column for each weight, y its labels (N,).
"""

from dataclasses import dataclass

import numpy as np

from core.losses import Loss


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

    def at(self, steps: np.ndarray) -> "Path":
        """The path at some of its steps only."""
        return Path(*_read_only(*(array[steps] for array in vars(self).values())))


def surface(
    loss: Loss,
    A: np.ndarray,
    y: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
) -> Surface:
    """The mean loss at each point of a grid over the two weights of A's two columns."""
    total = np.zeros((len(second), len(first)))
    # Example by example the grid stays in the processor's cache: several times as fast as at once.
    for (a_first, a_second), target in zip(A, y, strict=True):
        v = a_first * first + (a_second * second)[:, None]
        total += loss.value(v, target)
    return Surface(*_read_only(first.copy(), second.copy(), total / len(A)))


def gradient(loss: Loss, A: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """∂L/∂w = 1/N Aᵀ ∂L/∂v̂, (k,)."""
    return A.T @ loss.derivative(A @ w, y) / len(A)


def descend(
    loss: Loss, A: np.ndarray, y: np.ndarray, start: np.ndarray, learning_rate: float, steps: int
) -> Path:
    """Batch gradient descent w ← w − α ∂L/∂w from a start."""
    y = np.asarray(y, dtype=float)
    # α/N is taken into A once, and the loop, which may run a million times, is as short as it gets.
    scaled_A = A * (learning_rate / len(A))
    weights = np.empty((steps + 1, A.shape[1]))
    weights[0] = start
    for step in range(steps):
        weights[step + 1] = weights[step] - loss.derivative(A @ weights[step], y) @ scaled_A
        # Where an update changes no digit any more, no later one will.
        if step % 1000 == 0 and np.array_equal(weights[step + 1], weights[step]):
            weights[step + 2 :] = weights[step]
            break
    return Path(*_read_only(weights, *losses_and_norms(loss, A, y, weights)))


def losses_and_norms(
    loss: Loss, A: np.ndarray, y: np.ndarray, weights: np.ndarray, rows: int = 1_000
) -> tuple[np.ndarray, np.ndarray]:
    """The mean loss and ‖∂L/∂w‖ at each of some weights (m, k), `rows` of them at a time."""
    losses, norms = [], []
    for chunk in np.split(weights, range(rows, len(weights), rows)):
        v = chunk @ A.T
        losses.append(loss.value(v, y).mean(axis=1))
        norms.append(np.linalg.norm(loss.derivative(v, y) @ A / len(A), axis=1))
    return np.concatenate(losses), np.concatenate(norms)


def _read_only(*arrays: np.ndarray) -> tuple[np.ndarray, ...]:
    for array in arrays:
        array.setflags(write=False)
    return arrays
