"""How good a classifier's answers are, counted."""

import math
from dataclasses import dataclass

import numpy as np

# The standard normal's quantile that leaves 2.5 % on each side.
Z_95 = 1.959964


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


def wilson_interval(right: int, n: int) -> tuple[float, float]:
    """Where the true accuracy lies with 95 % confidence, if `right` of n > 0 answers are right.

    Wilson's score interval (1927): (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). Unlike
    p ± z √(p(1−p)/n) it stays within 0 to 1, and is honest for few answers.
    """
    p, z = right / n, Z_95
    middle, reach = p + z**2 / (2 * n), z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = ((middle + side * reach) / (1 + z**2 / n) for side in (-1, 1))
    # Rounding must not leave the share itself out.
    return max(0.0, min(low, p)), min(1.0, max(high, p))


@dataclass(frozen=True, eq=False)
class Roc:
    """What each threshold t makes of probabilities, where ŷ > t counts as yes; t falls.

    thresholds, false_alarm_rates, hit_rates: (m,): of the examples of label 0, and of those of
    label 1, the shares that are taken for yes. area: under the curve.
    """

    thresholds: np.ndarray
    false_alarm_rates: np.ndarray
    hit_rates: np.ndarray

    @property
    def area(self) -> float:
        return float(np.trapezoid(self.hit_rates, self.false_alarm_rates))


def roc(labels: np.ndarray, probabilities: np.ndarray) -> Roc:
    """The receiver operating characteristic of probabilities (n,); both labels must occur."""
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    # Between two probabilities that occur, no threshold makes a difference.
    thresholds = np.concatenate([np.unique(probabilities)[::-1], [-np.inf]])

    def above(of_label: int) -> np.ndarray:
        """The share of that label's examples above each threshold."""
        rising = np.sort(probabilities[labels == of_label])
        return (len(rising) - np.searchsorted(rising, thresholds, side="right")) / len(rising)

    return Roc(thresholds, above(0), above(1))
