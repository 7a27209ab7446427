"""The functions that turn a weighted sum (logit) into a prediction, and their derivatives."""

import numpy as np


def sigmoid(z: np.ndarray) -> np.ndarray:
    """φ(z) = 1 / (1 + e^(−z)), for each element."""
    # Far to the left e^(−z) overflows to infinity, and 1/∞ = 0 is the right answer.
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z)))


def sigmoid_derivative(z: np.ndarray) -> np.ndarray:
    """φ'(z) = φ(z) (1 − φ(z)), for each element: at most 1/4, at z = 0."""
    # 1 − φ(z) is φ(−z), which stays exact where φ(z) rounds to 1.
    return sigmoid(z) * sigmoid(-np.asarray(z))


def softmax(v: np.ndarray) -> np.ndarray:
    """σ(v)ᵢ = e^{vᵢ} / Σₖ e^{vₖ}, along the last axis: probabilities that sum to 1.

    Subtracting the largest logit changes nothing in the quotient and prevents an overflow.
    """
    v = np.asarray(v)
    e = np.exp(v - v.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def naive_softmax(v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """e^v and e^{vᵢ} / Σₖ e^{vₖ} word for word, in float64: what `softmax` keeps from happening.

    From v = 710 on e^v is ∞, and ∞ / ∞ is NaN; below −746 it is 0, and 0 / 0 is NaN as well.
    """
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        e = np.exp(np.asarray(v, dtype=np.float64))
        return e, e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(v: np.ndarray) -> np.ndarray:
    """∂σᵢ/∂vⱼ = σᵢ (δᵢⱼ − σⱼ), a (k, k) matrix for one row of k logits."""
    s = softmax(v)
    return np.diag(s) - np.outer(s, s)
