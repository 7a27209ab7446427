"""Gradient descent, w ← w − α ∂L/∂w, by full batch, mini-batches or single examples."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, repeat
from numbers import Integral

import numpy as np

from core.classifiers import LinearClassifier
from core.datasets.dataset import Dataset
from core.design_matrix import with_ones


@dataclass(frozen=True)
class Plan:
    """How to train.

    iterations: the number of weight updates.
    batch_size: examples an update, from 1 (SGD); None is the full batch.
    seed: of the order in which mini-batches are drawn, new in each epoch.
    input_scale: what the inputs are divided by, 255 to train on pixels from 0 to 1. The weights
        stay those for raw inputs.

    Raises ValueError for a value that can't be trained with.
    """

    learning_rate: float
    iterations: int
    batch_size: int | None = None
    seed: int = 0
    input_scale: float = 1.0

    def __post_init__(self) -> None:
        for name in ("learning_rate", "input_scale"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise ValueError(f"The {_words(name)} must be a number above 0; got {value}.")
        for name, least in (("iterations", 0), ("batch_size", 1), ("seed", 0)):
            value = getattr(self, name)
            if name == "batch_size" and value is None:
                continue
            if not isinstance(value, Integral) or value < least:
                raise ValueError(
                    f"The {_words(name)} must be a whole number of at least {least}; got {value}."
                )


def _words(name: str) -> str:
    return name.replace("_", " ")


def updates_per_epoch(examples: int, batch_size: int | None) -> int:
    """ceil(N / batch size): where the size doesn't divide N, an epoch's last batch is shorter."""
    return math.ceil(examples / (batch_size or examples))


def examples_seen(
    examples: int, batch_size: int | None, updates: int | np.ndarray
) -> int | np.ndarray:
    """Examples that so many updates take: each once an epoch, whose last batch may be shorter."""
    epochs, rest = np.divmod(updates, updates_per_epoch(examples, batch_size))
    return epochs * examples + rest * (batch_size or examples)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The state of a training after `iteration` updates; nothing in it changes any more.

    iteration: updates made. epoch: passes over all examples completed. seconds: spent training.
    weights: (d + 1, k), read-only.
    """

    iteration: int
    epoch: int
    seconds: float
    weights: np.ndarray
    _train: "Examples" = field(repr=False)
    _test: "Examples | None" = field(repr=False)
    _known_loss: float | None = field(default=None, repr=False)

    @cached_property
    def loss(self) -> float:
        """The mean loss of these weights over the training set."""
        # A full-batch update needs the forward pass of all examples anyway; after a mini-batch
        # the loss costs far more than the update, so it is worked out when somebody asks.
        return self._train.loss(self.weights) if self._known_loss is None else self._known_loss

    @cached_property
    def accuracy(self) -> float | None:
        """The share of right answers on the test set; None without one."""
        return self._test.accuracy(self.weights) if self._test else None


def train(
    model: LinearClassifier,
    train_set: Dataset,
    plan: Plan,
    test: Dataset | None = None,
    start: Snapshot | None = None,
) -> Iterator[Snapshot]:
    """Train the model in place, yielding a snapshot of the start and one after each update.

    With `start`, go on exactly where that snapshot was taken: what follows is what an
    uninterrupted training would have yielded after it.

    Raises ValueError if there are no examples, or fewer than a batch takes.
    """
    n = len(train_set)
    if n == 0:
        raise ValueError("There are no examples to train on.")
    if plan.batch_size is not None and plan.batch_size > n:
        raise ValueError(
            f"The batch size must be at most the number of examples, {n}; got {plan.batch_size}."
        )
    if start is not None:
        model.weights = start.weights.copy()
    examples = Examples(model, train_set)
    test_examples = Examples(model, test) if test is not None else None
    return _descend(model, plan, examples, test_examples, start)


def _descend(model, plan, examples, test_examples, start) -> Iterator[Snapshot]:
    """The loop of `train`, apart so that `train` checks its arguments as soon as it is called."""
    per_epoch = updates_per_epoch(len(examples), plan.batch_size)
    first = start.iteration if start else 0
    seconds = start.seconds if start else 0.0
    batches = batch_rows(len(examples), plan, first)
    step = step_size(plan, model.weights)
    for iteration in range(first, plan.iterations + 1):
        resumed = time.perf_counter()
        loss = gradient = None
        if iteration < plan.iterations:
            loss, gradient = examples.loss_and_gradient(model.weights, next(batches))
        weights = model.weights.copy()
        weights.setflags(write=False)
        spent = time.perf_counter() - resumed
        if start is None or iteration > first:
            epoch = iteration // per_epoch
            yield Snapshot(iteration, epoch, seconds, weights, examples, test_examples, loss)
        if gradient is not None:
            model.weights = update(weights, gradient, step)
            seconds += spent


def update(weights: np.ndarray, gradient: np.ndarray, step: np.ndarray) -> np.ndarray:
    """w ← w − α ∂L/∂w; see `step_size`."""
    return weights - step * gradient


def step_size(plan: Plan, weights: np.ndarray) -> np.ndarray:
    """What each weight's gradient is multiplied by, (d + 1, 1): α / s², and α for the bias.

    Training with weights u on X / s is training with w = u / s on X, where ∂L/∂u = ∂L/∂w / s.
    """
    step = np.full((len(weights), 1), plan.learning_rate / plan.input_scale**2)
    step[0] = plan.learning_rate
    return step


def batch_rows(n: int, plan: Plan, first: int) -> Iterator[np.ndarray | None]:
    """The rows that each update from number `first` on takes; None for all of them."""
    if plan.batch_size is None:
        yield from repeat(None)
    per_epoch = updates_per_epoch(n, plan.batch_size)
    for epoch in count(first // per_epoch):
        order = np.random.default_rng([plan.seed, epoch]).permutation(n)
        batches = np.split(order, range(plan.batch_size, n, plan.batch_size))
        yield from batches[first % per_epoch if epoch == first // per_epoch else 0 :]


class Examples:
    """A data set as one model sees it: the design matrix, the targets and the right answers.

    Faster than the model's own methods, and the same: the matrix is made once for all calls.
    """

    def __init__(self, model: LinearClassifier, dataset: Dataset):
        self._model = model
        self._dataset = dataset
        self._matrix, order = dataset.design_matrix
        # In memory as the logits are, class after class.
        self._targets = model.encode(dataset.labels[order]).astype(self._matrix.dtype, order="F")
        self._answers = model.answers(dataset.labels[order])

    def __len__(self) -> int:
        return len(self._answers)

    def loss(self, w: np.ndarray) -> float:
        """L(w), the mean loss."""
        return self._mean_loss(self._matrix @ w)

    def accuracy(self, w: np.ndarray) -> float:
        """The share of right answers."""
        return float(np.mean(self._model.decide(self._matrix @ w) == self._answers))

    def loss_and_gradient(self, w, rows=None) -> tuple[float | None, np.ndarray]:
        """L(w) and ∂L/∂w over all examples; over some rows only the gradient, the loss None."""
        if rows is not None:
            return None, self._batch_gradient(w, rows)
        v = self._matrix @ w
        slopes = self._model.loss_function.derivative(v, self._targets)
        return self._mean_loss(v), self._matrix.T @ slopes / len(self)

    def _batch_gradient(self, w: np.ndarray, rows: np.ndarray) -> np.ndarray:
        matrix = with_ones(self._dataset.inputs[rows], self._matrix.dtype)
        targets = self._model.encode(self._dataset.labels[rows]).astype(matrix.dtype)
        v = matrix @ w.astype(matrix.dtype)
        return matrix.T @ self._model.loss_function.derivative(v, targets) / len(rows)

    def _mean_loss(self, v: np.ndarray) -> float:
        return float(
            self._model.loss_function.value(v, self._targets).sum(dtype=np.float64) / len(self)
        )
