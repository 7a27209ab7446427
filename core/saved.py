"""The shipped models: `python -m core.saved` trains them and writes assets/models/.

They are trained by mini-batches, far beyond the lecture's runs.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from core.classifiers import (
    BinaryClassifier,
    LinearClassifier,
    OneVsRestClassifier,
    SoftmaxClassifier,
)
from core.datasets import mnist
from core.datasets.dataset import Dataset
from core.metrics import accuracy
from core.training import Plan, train

FOLDER = Path(__file__).parents[1] / "assets" / "models"
PIXELS = 784


@dataclass(frozen=True)
class Recipe:
    """An untrained model and the plan that trains it."""

    model: Callable[[], LinearClassifier]
    plan: Plan


RECIPES = {
    "fives": Recipe(
        lambda: BinaryClassifier(PIXELS, positive=5),
        Plan(learning_rate=0.1, iterations=12_000, batch_size=100, input_scale=255),
    ),
    "one-vs-rest": Recipe(
        lambda: OneVsRestClassifier(PIXELS, classes=10),
        Plan(learning_rate=0.1, iterations=7_500, batch_size=200, input_scale=255),
    ),
    "softmax": Recipe(
        lambda: SoftmaxClassifier(PIXELS, classes=10),
        Plan(learning_rate=0.1, iterations=15_000, batch_size=100, input_scale=255),
    ),
}


def load(name: str, folder: str | os.PathLike = FOLDER) -> LinearClassifier:
    """The trained model of that name, for raw pixels; raises KeyError for a name not in RECIPES."""
    model = RECIPES[name].model()
    with np.load(_file(name, folder), allow_pickle=False) as content:
        model.weights = content["weights"].astype(np.float64)
    return model


def save(name: str, model: LinearClassifier, folder: str | os.PathLike = FOLDER) -> None:
    """Write the weights as float32, which is as exact as an answer can show."""
    np.savez_compressed(_file(name, folder), weights=model.weights.astype(np.float32))


def make(name: str, train_set: Dataset, iterations: int | None = None) -> LinearClassifier:
    """Train a model by its recipe, to the end or for fewer iterations."""
    recipe = RECIPES[name]
    model = recipe.model()
    for snapshot in train(model, train_set, recipe.plan):
        if snapshot.iteration == iterations:
            break
    return model


def _file(name: str, folder: str | os.PathLike) -> Path:
    return Path(folder, f"{name}.npz")


def main(names: list[str], folder: str | os.PathLike = FOLDER) -> None:
    """Make and save the named models, or all, and print how they do on the test set."""
    train_set, test_set = mnist.load()
    # The matrices of a mini-batch are too small to gain from more threads.
    with threadpool_limits(1):
        for name in names or RECIPES:
            model = make(name, train_set)
            save(name, model, folder)
            right = accuracy(model.answers(test_set.labels), model.predict(test_set.inputs))
            print(f"{name}: {right:.2%} of the test images right")


if __name__ == "__main__":
    main(sys.argv[1:])
