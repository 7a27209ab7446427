"""A set of labelled examples, as every classifier takes it."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.design_matrix import PackedPixels, with_ones


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples and their labels; the arrays are read-only.

    inputs: (n, d), raw values: uint8 pixels (0 background, 255 ink) or float64 measurements.
    labels: (n,), integers.
    columns: the names of the d inputs and then of the label, where a table had them.
    """

    inputs: np.ndarray
    labels: np.ndarray
    columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.inputs.ndim != 2 or self.labels.shape != self.inputs.shape[:1]:
            raise ValueError(
                f"A dataset needs inputs (n, d) and labels (n,); "
                f"got {self.inputs.shape} and {self.labels.shape}."
            )
        for name in ("inputs", "labels"):
            frozen = getattr(self, name).view()
            frozen.setflags(write=False)
            object.__setattr__(self, name, frozen)

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def design_matrix(self) -> tuple[np.ndarray | PackedPixels, np.ndarray]:
        """[1 | X], made once for all trainings, and which example stands in each of its rows."""
        d = self.inputs.shape[1]
        if self.inputs.dtype == np.uint8 and math.isqrt(d) ** 2 == d:
            pack = PackedPixels(self.inputs)
            return pack, pack.order
        return with_ones(self.inputs), np.arange(len(self))
