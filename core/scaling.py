"""Standardised inputs: each with mean 0 and standard deviation 1, whatever its unit."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Scaling:
    """x ↦ (x − mean) / deviation, column by column; both (d,)."""

    mean: np.ndarray
    deviation: np.ndarray

    def apply(self, X: np.ndarray) -> np.ndarray:
        """The standardised inputs, (n, d)."""
        return (X - self.mean) / self.deviation

    def for_raw_inputs(self, weights: np.ndarray) -> np.ndarray:
        """The weights (…, d + 1) that give for x what these give for the standardised x."""
        slopes = weights[..., 1:] / self.deviation
        bias = weights[..., :1] - (slopes @ self.mean)[..., None]
        return np.concatenate([bias, slopes], axis=-1)


def standardising(X: np.ndarray) -> Scaling:
    """The scaling that standardises inputs (n, d); a column that is all the same stays as wide."""
    deviation = X.std(axis=0)
    return Scaling(X.mean(axis=0), np.where(deviation > 0, deviation, 1.0))


def unscaled(d: int) -> Scaling:
    """The scaling that leaves d inputs as they are."""
    return Scaling(np.zeros(d), np.ones(d))
