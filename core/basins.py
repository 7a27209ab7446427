"""Where descents end that start all over the window: the basin map of a loss."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.landscape import losses_and_norms
from core.losses import Loss
from core.problems import Problem

# So many starts at a time stay, with all their examples, in the processor's cache.
_BLOCK = 600


@dataclass(frozen=True, eq=False)
class Basins:
    """Where the descents from a grid of starts are after `steps` updates; arrays are read-only.

    first, second: the axes of the grid. ends: (second, first, 2), the weights. losses,
    gradient_norms: (second, first), there.
    """

    first: np.ndarray
    second: np.ndarray
    steps: int
    ends: np.ndarray
    losses: np.ndarray
    gradient_norms: np.ndarray


def basin_map(
    loss: Loss,
    problem: Problem,
    first: np.ndarray,
    second: np.ndarray,
    learning_rate: float,
    steps: int,
) -> Iterator[float | Basins]:
    """Descend from every point of a grid at once; yield the share that is done, then the map.

    The descents are worked out in float32: no picture shows the difference.
    """
    A, offset, y = (
        array.astype(np.float32) for array in (problem.A, problem.offset, problem.labels)
    )
    scaled_A = (A * np.float32(learning_rate / len(A))).astype(np.float32)
    starts = np.stack(np.meshgrid(first, second), axis=-1).reshape(-1, 2).astype(np.float32)
    blocks = np.split(starts, range(_BLOCK, len(starts), _BLOCK))
    ends = []
    for done, block in enumerate(blocks):
        yield done / len(blocks)
        # A row for each weight and example, a column for each start.
        w = np.ascontiguousarray(block.T)
        for _ in range(steps):
            w -= scaled_A.T @ loss.derivative(A @ w + offset[:, None], y[:, None])
        ends.append(w.T)
    yield _measured(loss, problem, first, second, steps, np.concatenate(ends))


def _measured(loss, problem, first, second, steps, ends) -> Basins:
    losses, norms = losses_and_norms(
        loss, problem.A, problem.labels, ends.astype(float), problem.offset
    )
    shape = len(second), len(first)
    arrays = (first, second, ends.reshape(*shape, 2), losses.reshape(shape), norms.reshape(shape))
    for array in arrays:
        array.setflags(write=False)
    return Basins(*arrays[:2], steps, *arrays[2:])
