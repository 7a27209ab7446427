"""The lecture's models: a weighted sum of the inputs, an activation, a loss and its gradient.

Everywhere X is (n, d) raw inputs, [1 | X] the same behind a column of ones, w the weights
(d + 1, k) whose first row is the bias, v̂ = [1 | X] w the logits (n, k), ŷ the prediction.
"""

from abc import ABC, abstractmethod

import numpy as np

from core.activations import sigmoid, softmax
from core.design_matrix import with_ones
from core.losses import CATEGORICAL_CROSS_ENTROPY, CROSS_ENTROPY, Loss


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    """A row of zeros with a single 1 at the label, for each of n labels in 0 … classes − 1."""
    labels = np.asarray(labels)
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        raise ValueError(
            f"Labels must be 0 to {classes - 1}; these run from {labels.min()} to {labels.max()}."
        )
    return np.eye(classes)[labels.astype(int)]


class LinearRegression:
    """A straight line (or plane) through the labels, fitted by least squares."""

    def __init__(self, n_inputs: int):
        self.weights = np.zeros((n_inputs + 1, 1))

    def fit(self, X: np.ndarray, labels: np.ndarray) -> "LinearRegression":
        """Take the weights with the least mean squared error, exactly."""
        self.weights = np.linalg.lstsq(with_ones(X), np.reshape(labels, (-1, 1)))[0]
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """ŷ = [1 | X] w, (n,): any number, also below 0 and above 1."""
        return (with_ones(X) @ self.weights)[:, 0]

    def loss(self, X: np.ndarray, labels: np.ndarray) -> float:
        """L(w) = 1/N Σ (ŷₙ − yₙ)²."""
        return float(np.mean((self.predict(X) - labels) ** 2))

    def gradient(self, X: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """∂L/∂w = 2/N Xᵀ e."""
        e = (self.predict(X) - labels).reshape(-1, 1)
        return 2 * with_ones(X).T @ e / len(X)


class LinearClassifier(ABC):
    """What the classifiers share: logits, loss and gradient; each adds its own activation."""

    loss_function: Loss

    def __init__(self, n_inputs: int, outputs: int):
        self.weights = np.zeros((n_inputs + 1, outputs))

    def logits(self, X: np.ndarray) -> np.ndarray:
        """v̂ = [1 | X] w, (n, k)."""
        return with_ones(X) @ self.weights

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """ŷ, the activation of the logits, (n, k)."""
        return self.activation(self.logits(X))

    def predict(self, X: np.ndarray) -> np.ndarray:
        """The class that each example is taken for, (n,)."""
        return self.decide(self.logits(X))

    def loss(self, X: np.ndarray, labels: np.ndarray) -> float:
        """L(w) = 1/N Σₙ Lₙ; ten sigmoids add their ten losses up."""
        losses = self.loss_function.value(self.logits(X), self.encode(labels))
        return float(np.sum(losses) / len(X))

    def gradient(self, X: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """∂L/∂w = 1/N [1 | X]ᵀ ∂L/∂v̂, (d + 1, k); for cross-entropy ∂L/∂v̂ is e = ŷ − y."""
        slopes = self.loss_function.derivative(self.logits(X), self.encode(labels))
        return with_ones(X).T @ slopes / len(X)

    @abstractmethod
    def activation(self, v: np.ndarray) -> np.ndarray:
        """ŷ from the logits v, of the same shape."""

    @abstractmethod
    def encode(self, labels: np.ndarray) -> np.ndarray:
        """y, what ŷ should have been: (n, k) of 0 and 1."""

    def decide(self, v: np.ndarray) -> np.ndarray:
        """The class with the highest ŷ, which is the one with the highest logit, (n,)."""
        return v.argmax(axis=1)

    def answers(self, labels: np.ndarray) -> np.ndarray:
        """What `predict` should have said, (n,)."""
        return np.asarray(labels)


class BinaryClassifier(LinearClassifier):
    """One sigmoid that tells one label from all others; the weights are (n_inputs + 1, 1)."""

    def __init__(self, n_inputs: int, positive: int, loss_function: Loss = CROSS_ENTROPY):
        super().__init__(n_inputs, 1)
        self.positive = positive
        self.loss_function = loss_function

    def activation(self, v: np.ndarray) -> np.ndarray:
        """ŷ = φ(v)."""
        return sigmoid(v)

    def encode(self, labels: np.ndarray) -> np.ndarray:
        """1 for the positive label, 0 for the rest, (n, 1)."""
        return self.answers(labels).reshape(-1, 1)

    def decide(self, v: np.ndarray) -> np.ndarray:
        """ŷ rounded: 1 where φ(v) > 0.5, that is where v > 0."""
        return (v[:, 0] > 0).astype(int)

    def answers(self, labels: np.ndarray) -> np.ndarray:
        """1 for the positive label, 0 for the rest, (n,)."""
        return (np.asarray(labels) == self.positive).astype(int)


class OneVsRestClassifier(LinearClassifier):
    """A sigmoid for each class, independent of the others: their outputs need not sum to 1."""

    loss_function = CROSS_ENTROPY

    def __init__(self, n_inputs: int, classes: int):
        super().__init__(n_inputs, classes)
        self.classes = classes

    def activation(self, v: np.ndarray) -> np.ndarray:
        """ŷ = φ(v), each element by itself."""
        return sigmoid(v)

    def encode(self, labels: np.ndarray) -> np.ndarray:
        """One-hot labels, (n, classes)."""
        return one_hot(labels, self.classes)


class SoftmaxClassifier(OneVsRestClassifier):
    """The same weights behind a softmax: the outputs are probabilities that sum to 1."""

    loss_function = CATEGORICAL_CROSS_ENTROPY

    def activation(self, v: np.ndarray) -> np.ndarray:
        """ŷ = σ(v), row by row."""
        return softmax(v)
