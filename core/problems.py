"""What a landscape is over: some examples, seen through two of their weights."""

from dataclasses import dataclass

import numpy as np

from core.datasets.dataset import Dataset
from core.design_matrix import with_ones
from core.newton import minimise_cross_entropy
from core.scaling import standardising

# The lecture's synthetic case: 20 points in the unit square, cut in two halves by this sum.
SYNTHETIC_EXAMPLES = 20
SYNTHETIC_SUM = np.array([1.23, 2.34])


@dataclass(frozen=True, eq=False)
class Problem:
    """Logits v̂ = A w + offset for labels y; all arrays are read-only.

    names: of the two weights. A: (N, 2). labels, offset: (N,).
    """

    names: tuple[str, str]
    A: np.ndarray
    labels: np.ndarray
    offset: np.ndarray

    def __post_init__(self) -> None:
        for array in (self.A, self.labels, self.offset):
            array.setflags(write=False)


def one_input(table: Dataset, column: int, standardised: bool) -> Problem:
    """The bias and the weight of one input alone."""
    X = _inputs(table.inputs[:, [column]], standardised)
    return Problem(("b", "w"), with_ones(X), table.labels, np.zeros(len(X)))


def two_weights(table: Dataset, weights: tuple[int, int], standardised: bool) -> Problem:
    """Two of the weights of all inputs (0 is the bias); the others stand at their optimum.

    The optimum is the cross-entropy's, so that both losses are looked at in the same place.
    Raises NoOptimum where there is none.
    """
    X = _inputs(table.inputs, standardised)
    A = with_ones(X)
    rest = minimise_cross_entropy(X, table.labels).weights.copy()
    rest[list(weights)] = 0
    names = ("b", *table.columns)
    return Problem(
        (names[weights[0]], names[weights[1]]), A[:, weights].copy(), table.labels, A @ rest
    )


def synthetic(seed: int, standardised: bool) -> Problem:
    """The lecture's synthetic case: two inputs, no bias, so few points that chance shows."""
    points = np.random.default_rng(seed).random((SYNTHETIC_EXAMPLES, 2))
    sums = points @ SYNTHETIC_SUM
    labels = (sums > np.median(sums)).astype(int)
    return Problem(("w₁", "w₂"), _inputs(points, standardised), labels, np.zeros(len(points)))


def _inputs(X: np.ndarray, standardised: bool) -> np.ndarray:
    return standardising(X).apply(X) if standardised else X.copy()
