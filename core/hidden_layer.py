"""One step beyond the lecture: a softmax classifier whose inputs are learned as well.

The pixels go through a layer of weighted sums, of which only the positive ones count (ReLU); the
lecture's softmax classifier then works on these h hidden values instead of the d pixels.
"""

import math
from collections.abc import Callable, Iterator

import numpy as np

from core.classifiers import SoftmaxClassifier
from core.datasets.dataset import Dataset
from core.design_matrix import with_ones
from core.training import Plan, batch_rows, step_size, update
from core.variations import vary

MOMENTUM = 0.9


class HiddenLayerClassifier(SoftmaxClassifier):
    """v̂ = [1 | H] w with H = max(0, [1 | X] u): u is `hidden_weights`, (n_inputs + 1, hidden).

    `weights`, the output layer's w, is (hidden + 1, classes). It is trained in float32.
    """

    def __init__(self, n_inputs: int, hidden: int, classes: int, input_scale: float, seed: int = 0):
        super().__init__(hidden, classes)
        # Zeros would keep all hidden values alike for ever. He initialisation: the hidden values
        # are about as large as the inputs, which are of the size of `input_scale`.
        random = np.random.default_rng(seed)
        spread = math.sqrt(2 / n_inputs) / input_scale
        self.hidden_weights = np.zeros((n_inputs + 1, hidden), np.float32)
        self.hidden_weights[1:] = random.normal(0, spread, (n_inputs, hidden))
        self.weights = random.normal(0, math.sqrt(1 / hidden), self.weights.shape)
        self.weights = self.weights.astype(np.float32)

    def hidden(self, X: np.ndarray) -> np.ndarray:
        """H = max(0, [1 | X] u), (n, hidden)."""
        return np.maximum(with_ones(X, self.hidden_weights.dtype) @ self.hidden_weights, 0)

    def logits(self, X: np.ndarray) -> np.ndarray:
        """v̂ = [1 | H] w, (n, classes)."""
        return with_ones(self.hidden(X), self.weights.dtype) @ self.weights

    def gradient(self, X: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """∂L/∂u = 1/N [1 | X]ᵀ (e wᵀ where H > 0) and ∂L/∂w = 1/N [1 | H]ᵀ e, with e = ŷ − y."""
        inputs = with_ones(X, self.hidden_weights.dtype)
        hidden = with_ones(self.hidden(X), self.weights.dtype)
        e = self.loss_function.derivative(hidden @ self.weights, self.encode(labels))
        e = e.astype(self.weights.dtype) / len(X)
        # The chain rule: back through w, without its bias, and through the ReLU.
        back = (e @ self.weights[1:].T) * (hidden[:, 1:] > 0)
        return inputs.T @ back, hidden.T @ e


def train_varied(
    model: HiddenLayerClassifier, train_set: Dataset, plan: Plan, change: Callable = vary
) -> Iterator[int]:
    """Train the model in place on a new variation of each image in each epoch, by `change`.

    Mini-batch gradient descent with momentum; the learning rate falls to 0 along a cosine.
    Yields the number of updates made, first 0.
    """
    random = np.random.default_rng(plan.seed)
    rows = batch_rows(len(train_set), plan, 0)
    hidden_step = step_size(plan, model.hidden_weights).astype(np.float32)
    speeds = [0.0, 0.0]
    for iteration in range(plan.iterations):
        yield iteration
        chosen = next(rows)
        images = change(train_set.inputs[chosen], random)
        slopes = model.gradient(images, train_set.labels[chosen])
        speeds = [MOMENTUM * speed + slope for speed, slope in zip(speeds, slopes, strict=True)]
        slowing = np.float32((1 + math.cos(math.pi * iteration / plan.iterations)) / 2)
        model.hidden_weights = update(model.hidden_weights, speeds[0], slowing * hidden_step)
        model.weights = update(model.weights, speeds[1], slowing * plan.learning_rate)
    yield plan.iterations
