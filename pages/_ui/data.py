"""The data and the shipped models, read once for all visitors."""

from functools import cache, lru_cache

import numpy as np

from core import saved
from core.classifiers import LinearClassifier
from core.datasets import mnist, police
from core.datasets.dataset import Dataset
from core.datasets.four_files import DigitSets
from core.design_matrix import with_ones
from core.landscape import Path, Surface, descend, surface
from core.losses import Loss
from core.neighbours import Neighbours


@cache
def mnist_sets() -> tuple[Dataset, Dataset]:
    """MNIST's training set and test set."""
    return mnist.load()


@cache
def mnist_digits() -> DigitSets:
    """MNIST as the training page takes its data."""
    return DigitSets("mnist", "MNIST", *mnist_sets())


@cache
def police_table() -> Dataset:
    """The lecture's 30 evenings."""
    return police.load()


@cache
def neighbours() -> Neighbours:
    """MNIST's training images, to compare an image with."""
    return Neighbours(mnist_sets()[0])


@cache
def saved_model(name: str) -> LinearClassifier:
    """A shipped model; see `saved.RECIPES` for the names."""
    return saved.load(name)


def reservations() -> tuple[np.ndarray, np.ndarray]:
    """The lecture's design matrix of reservations alone, (30, 2), and the labels."""
    table = police_table()
    return with_ones(table.inputs[:, :1]), table.labels


@lru_cache(maxsize=64)
def reservations_descent(
    loss: Loss, start: tuple[float, float], learning_rate: float, steps: int
) -> Path:
    """Batch gradient descent over (b, w) for reservations alone."""
    return descend(loss, *reservations(), np.array(start), learning_rate, steps)


@cache
def reservations_surface(loss: Loss, most_b: float, most_w: float, points: int) -> Surface:
    """The loss over b from −most_b to most_b and w likewise."""
    b, w = (np.linspace(-most, most, points) for most in (most_b, most_w))
    return surface(loss, *reservations(), b, w)


def warm_up() -> None:
    """Load the digits and the shipped models before the first visitor comes."""
    for dataset in mnist_sets():
        _ = dataset.design_matrix
    for name in saved.RECIPES:
        saved_model(name)
    neighbours()
