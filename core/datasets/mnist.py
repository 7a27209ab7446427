"""MNIST: 70,000 handwritten digits, 60,000 to train on and 10,000 to test on."""

import os
from pathlib import Path

from core.datasets import idx
from core.datasets.dataset import Dataset
from core.datasets.source import Source, file_name

FOLDER = Path(__file__).parents[2] / "assets" / "mnist"


def load(folder: str | os.PathLike = FOLDER) -> tuple[Dataset, Dataset]:
    """Read the training set and the test set from the four files of a folder, each gzipped or not.

    Raises idx.FormatError, and FileNotFoundError for a file that is missing.
    """
    train_set = pair(
        _find(folder, "train-images-idx3-ubyte"), _find(folder, "train-labels-idx1-ubyte")
    )
    test_set = pair(
        _find(folder, "t10k-images-idx3-ubyte"), _find(folder, "t10k-labels-idx1-ubyte")
    )
    return train_set, test_set


def pair(images: Source, labels: Source) -> Dataset:
    """Join a file of images and the file of their labels: inputs (n, 784) uint8, labels (n,) uint8.

    Raises idx.FormatError, also if there is not one label for each image.
    """
    pixels, digits = idx.read_images(images), idx.read_labels(labels)
    if len(digits) != len(pixels):
        raise idx.FormatError(
            f"{file_name(labels)}: there must be one label for each of the {len(pixels)} "
            f"images in {file_name(images)}; there are {len(digits)}."
        )
    return Dataset(pixels.reshape(len(pixels), -1), digits)


def _find(folder: str | os.PathLike, name: str) -> Path:
    for path in (Path(folder, f"{name}.gz"), Path(folder, name)):
        if path.is_file():
            return path
    raise FileNotFoundError(f"{folder}: the folder must hold {name}.gz or {name}; it has neither.")
