"""How good a classifier's answers are, counted."""

import numpy as np


def accuracy(labels: np.ndarray, predicted: np.ndarray) -> float:
    """The share of examples whose prediction is their label."""
    return float(np.mean(np.asarray(labels) == np.asarray(predicted)))


def confusion_matrix(labels: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """(classes, classes) counts: a row for each label, a column for each prediction."""
    cells = np.asarray(labels, dtype=int) * classes + np.asarray(predicted, dtype=int)
    return np.bincount(cells, minlength=classes**2).reshape(classes, classes)


def recall(confusion: np.ndarray) -> np.ndarray:
    """For each class, the share of its examples that were found; NaN for a class without any."""
    return _share(confusion, confusion.sum(axis=1))


def precision(confusion: np.ndarray) -> np.ndarray:
    """For each class, the share of its predictions that are right; NaN for one never made."""
    return _share(confusion, confusion.sum(axis=0))


def _share(confusion: np.ndarray, totals: np.ndarray) -> np.ndarray:
    right = np.diag(confusion).astype(float)
    return np.divide(right, totals, out=np.full(len(right), np.nan), where=totals > 0)
