"""Part 1 of the lecture: one small problem, learned by batches of different sizes."""

from dataclasses import dataclass
from itertools import islice

import numpy as np

from core.activations import sigmoid
from core.classifiers import BinaryClassifier
from core.datasets.dataset import Dataset
from core.scaling import standardising
from core.training import Plan, batch_rows, examples_seen, train, updates_per_epoch

EXAMPLES = 99
BATCH_SIZES = (1, 3, EXAMPLES)
# b and w that all descents start from: on the wrong slope, so that there is a way to go.
START = (-2.0, -1.5)
# What the labels are drawn from: they overlap, and so the best weights are finite.
_TRUE_B, _TRUE_W, _SEED = 0.5, 2.0, 2


def problem() -> Dataset:
    """The 99 examples: one standardised input, in rising order, and a label that leans on it."""
    rng = np.random.default_rng(_SEED)
    x = np.sort(rng.normal(size=(EXAMPLES, 1)), axis=0)
    x = standardising(x).apply(x)
    yes = rng.random(EXAMPLES) < sigmoid(_TRUE_B + _TRUE_W * x[:, 0])
    return Dataset(x, yes.astype(int))


@dataclass(frozen=True, eq=False)
class Course:
    """A whole training; the arrays are read-only and begin with the start.

    weights: (updates + 1, 2), b and w. losses: (updates + 1,), the mean over all examples.
    rows: the examples that each update took, (updates,) of arrays.
    """

    examples: int
    batch_size: int
    weights: np.ndarray
    losses: np.ndarray
    rows: tuple[np.ndarray, ...]

    @property
    def seen(self) -> np.ndarray:
        """Examples seen after each update, (updates + 1,)."""
        return examples_seen(self.examples, self.batch_size, np.arange(len(self.losses)))

    def lit(self, updates: int) -> np.ndarray:
        """The examples of the last of so many updates; none before the first."""
        return self.rows[updates - 1] if updates else np.empty(0, dtype=int)

    def this_epoch(self, updates: int) -> np.ndarray:
        """All examples of the epoch that the last of so many updates belongs to, as far as seen."""
        per_epoch = updates_per_epoch(self.examples, self.batch_size)
        first = max(0, updates - 1) // per_epoch * per_epoch
        return np.concatenate([self.lit(0), *self.rows[first:updates]])


def course(dataset: Dataset, plan: Plan, start: tuple[float, float] = START) -> Course:
    """Train one sigmoid over one input by that plan, whose batch size must be a number."""
    model = BinaryClassifier(n_inputs=1, positive=1)
    model.weights = np.array(start).reshape(2, 1)
    shots = list(train(model, dataset, plan))
    weights = np.array([shot.weights[:, 0] for shot in shots])
    losses = np.array([shot.loss for shot in shots])
    rows = tuple(islice(batch_rows(len(dataset), plan, 0), plan.iterations))
    for array in (weights, losses, *rows):
        array.setflags(write=False)
    return Course(len(dataset), plan.batch_size, weights, losses, rows)


def updates_within(examples: int, batch_size: int, seen: int) -> int:
    """The updates that can be made once so many examples have come by, one after the other."""
    epochs, rest = divmod(seen, examples)
    return epochs * updates_per_epoch(examples, batch_size) + rest // batch_size
