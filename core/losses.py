"""The losses, each as a function of the logit, with its derivative beside it.

Taking logits instead of probabilities keeps every value finite: no log 0, no overflow.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.activations import sigmoid, sigmoid_derivative, softmax


@dataclass(frozen=True)
class Loss:
    """A loss with its derivative ∂L/∂v̂; both take logits v and targets y of one shape.

    curvature: ∂²L/∂v̂², where each logit stands for itself. slope: ∂L/∂ŷ from predictions and
    targets, where ŷ = φ(v̂).
    """

    name: str
    value: Callable[[np.ndarray, np.ndarray], np.ndarray]
    derivative: Callable[[np.ndarray, np.ndarray], np.ndarray]
    curvature: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None


def squared_error(v: np.ndarray, y: np.ndarray) -> np.ndarray:
    """L = (φ(v) − y)², for each element: at most 1, however wrong the prediction."""
    return (sigmoid(v) - y) ** 2


def squared_error_derivative(v: np.ndarray, y: np.ndarray) -> np.ndarray:
    """∂L/∂v = 2 e φ'(v) with e = φ(v) − y: it vanishes where the sigmoid is flat."""
    return 2 * (sigmoid(v) - y) * sigmoid_derivative(v)


def squared_error_curvature(v: np.ndarray, y: np.ndarray) -> np.ndarray:
    """∂²L/∂v² = 2 φ'(v) (φ'(v) + e (1 − 2 φ(v))): below 0 where the prediction is badly wrong."""
    p, slope = sigmoid(v), sigmoid_derivative(v)
    return 2 * slope * (slope + (p - y) * (1 - 2 * p))


def squared_error_slope(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    """∂L/∂ŷ = 2 (ŷ − y): at most 2, however wrong the prediction."""
    return 2 * (np.asarray(p) - y)


def cross_entropy(v: np.ndarray, y: np.ndarray) -> np.ndarray:
    """L = −y ln ŷ − (1 − y) ln(1 − ŷ) with ŷ = φ(v), for each element.

    In terms of the logit that is ln(1 + e^v) − y v. With ln(1 + e^v) = max(v, 0) + ln(1 + e^(−|v|))
    the exponential can't overflow, and the logarithm stays between 0 and ln 2.
    """
    return np.maximum(v, 0) + np.log(1 + np.exp(-np.abs(v))) - y * v


def cross_entropy_derivative(v: np.ndarray, y: np.ndarray) -> np.ndarray:
    """∂L/∂v = φ(v) − y = e: as large as the error."""
    return sigmoid(v) - y


def cross_entropy_curvature(v: np.ndarray, y: np.ndarray) -> np.ndarray:
    """∂²L/∂v² = φ'(v), whatever the label: never below 0, so the loss is convex."""
    return sigmoid_derivative(v) + 0 * y


def cross_entropy_slope(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    """∂L/∂ŷ = −(y − ŷ) / (ŷ (1 − ŷ)): without bound as ŷ gets worse; ŷ strictly in (0, 1)."""
    p = np.asarray(p)
    return -(y - p) / (p * (1 - p))


def categorical_cross_entropy(v: np.ndarray, y: np.ndarray) -> np.ndarray:
    """L = −Σⱼ yⱼ ln ŷⱼ with ŷ = σ(v), for each row: (n, k) one-hot targets give (n,).

    ln ŷⱼ is vⱼ − ln Σₖ e^{vₖ}; the largest logit is taken out of the sum first.
    """
    v = v - v.max(axis=-1, keepdims=True)
    return np.log(np.exp(v).sum(axis=-1)) - (y * v).sum(axis=-1)


def categorical_cross_entropy_derivative(v: np.ndarray, y: np.ndarray) -> np.ndarray:
    """∂L/∂v = σ(v) − y = e, a row for each example."""
    return softmax(v) - y


SQUARED_ERROR = Loss(
    "squared error",
    squared_error,
    squared_error_derivative,
    squared_error_curvature,
    squared_error_slope,
)
CROSS_ENTROPY = Loss(
    "cross-entropy",
    cross_entropy,
    cross_entropy_derivative,
    cross_entropy_curvature,
    cross_entropy_slope,
)
CATEGORICAL_CROSS_ENTROPY = Loss(
    "categorical cross-entropy", categorical_cross_entropy, categorical_cross_entropy_derivative
)
