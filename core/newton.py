"""The exact optimum of the cross-entropy of one sigmoid, by Newton's method (small data)."""

from dataclasses import dataclass

import numpy as np

from core.activations import sigmoid_derivative
from core.design_matrix import with_ones
from core.losses import CROSS_ENTROPY

MOST_STEPS = 100


class NoOptimum(ValueError):
    """The cross-entropy of these data has no finite minimum."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """weights (d + 1,), the least loss, and the number of Newton steps that led there."""

    weights: np.ndarray
    loss: float
    steps: int


def hessian(A: np.ndarray, w: np.ndarray) -> np.ndarray:
    """∂²L/∂w² = 1/N Aᵀ S A, S the diagonal of φ'(v̂): (d + 1, d + 1), never negative definite."""
    s = sigmoid_derivative(A @ w)
    return A.T @ (s[:, None] * A) / len(A)


def minimise_cross_entropy(X: np.ndarray, labels: np.ndarray) -> Optimum:
    """Newton's w ← w − H⁻¹ ∂L/∂w from w = 0, halving a step that would raise the loss.

    X: (n, d) raw inputs. labels: (n,) of 0 and 1. Raises NoOptimum if all labels are the same,
    or if a straight cut separates them: then ever larger weights are ever better.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(labels, dtype=float)
    if len(np.unique(y)) < 2:
        raise NoOptimum(f"All labels are {y[0]:.0f}: there is nothing to tell apart.")
    # With inputs from −1 to 1, whatever their units, H is as well conditioned as it can be.
    middle, reach = (X.max(axis=0) + X.min(axis=0)) / 2, (X.max(axis=0) - X.min(axis=0)) / 2
    reach[reach == 0] = 1
    A = with_ones((X - middle) / reach)
    w = np.zeros(A.shape[1])
    loss = _loss(A, y, w)
    for step in range(1, MOST_STEPS + 1):
        gradient = A.T @ CROSS_ENTROPY.derivative(A @ w, y) / len(A)
        # Least squares finds a direction even where two inputs say the same (H is singular).
        direction = np.linalg.lstsq(hessian(A, w), gradient)[0]
        new_w, new_loss = _line_search(A, y, w, loss, direction)
        if _separates(A, y, new_w) or _separates(A, y, new_w - w):
            raise NoOptimum(
                "A straight cut separates the two classes (examples may lie on it): the larger "
                "the weights, the lower the loss, without end."
            )
        arrived = np.allclose(new_w, w, rtol=1e-10, atol=1e-12)
        w, loss = new_w, new_loss
        if arrived:
            return Optimum(_for_raw_inputs(w, middle, reach), loss, step)
    raise NoOptimum(f"The weights are still growing after {MOST_STEPS} steps of Newton's method.")


def _separates(A: np.ndarray, y: np.ndarray, w: np.ndarray) -> bool:
    """Whether adding more and more of w puts no example on the wrong side, and some on the right.

    Examples of both classes may lie on the cut itself, or, by rounding, a hair beside it.
    """
    margins = np.where(y == 1, 1, -1) * (A @ w)
    return margins.min() > -1e-9 * margins.max()


def _for_raw_inputs(w: np.ndarray, middle: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """The weights for x of the weights w for (x − middle) / reach."""
    slopes = w[1:] / reach
    raw = np.concatenate([[w[0] - slopes @ middle], slopes])
    raw.setflags(write=False)
    return raw


def _line_search(A, y, w, loss, direction):
    for halvings in range(30):
        new_w = w - direction / 2**halvings
        new_loss = _loss(A, y, new_w)
        # Next to the optimum the last step may seem to raise the loss, by rounding alone.
        if new_loss <= loss * (1 + 1e-14):
            return new_w, new_loss
    return w, loss


def _loss(A: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    return float(CROSS_ENTROPY.value(A @ w, y).mean())
