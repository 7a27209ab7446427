"""The shipped models: `python -m core.saved` trains them and writes assets/models/.

They are trained by mini-batches, far beyond the lecture's runs; the hidden layer on variations of
the images too.
"""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
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
from core.hidden_layer import HiddenLayerClassifier, train_varied
from core.metrics import accuracy
from core.training import Plan, train

FOLDER = Path(__file__).parents[1] / "assets" / "models"
PIXELS = 784


@dataclass(frozen=True)
class Recipe:
    """An untrained model, the plan that trains it, and the function that follows the plan."""

    model: Callable[[], LinearClassifier]
    plan: Plan
    train: Callable[..., Iterable] = train


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
    "hidden-layer": Recipe(
        lambda: HiddenLayerClassifier(PIXELS, hidden=256, classes=10, input_scale=100),
        Plan(learning_rate=0.1, iterations=24_000, batch_size=100, input_scale=100),
        train_varied,
    ),
}


def load(name: str, folder: str | os.PathLike = FOLDER) -> LinearClassifier:
    """The trained model of that name, for raw pixels; raises KeyError for a name not in RECIPES."""
    model = RECIPES[name].model()
    with np.load(_file(name, folder), allow_pickle=False) as content:
        for part in _learned(model):
            setattr(model, part, content[part].astype(np.float64))
    return model


def save(name: str, model: LinearClassifier, folder: str | os.PathLike = FOLDER) -> None:
    """Write the weights as float32, which is as exact as an answer can show."""
    weights = {part: values.astype(np.float32) for part, values in _learned(model).items()}
    np.savez_compressed(_file(name, folder), **weights)


def make(name: str, train_set: Dataset, iterations: int | None = None) -> LinearClassifier:
    """Train a model by its recipe, to the end or for fewer iterations."""
    recipe = RECIPES[name]
    model = recipe.model()
    # Each training yields its start first.
    for _ in islice(recipe.train(model, train_set, recipe.plan), iterations and iterations + 1):
        pass
    return model


def _learned(model: LinearClassifier) -> dict[str, np.ndarray]:
    """A model's weights by name: they are all the arrays that it holds."""
    return {name: value for name, value in vars(model).items() if isinstance(value, np.ndarray)}


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
