"""The same on several losses, to be compared: one ball that rolls, all minima, all basins."""

from collections.abc import Callable, Iterator, Sequence
from types import GeneratorType

import numpy as np

from core.landscape import Path, descend, descend_in_batches
from core.losses import Loss
from core.problems import Problem
from core.progress import part_of
from core.training import Plan


def on_each(
    losses: Sequence[Loss], function: Callable, *args: object
) -> Iterator[float | dict[str, object]]:
    """Work out function(loss, *args) for each loss; yield the share that is done, then all by name.

    The function may itself yield its share, and last its result.
    """
    found = {}
    for number, loss in enumerate(losses):
        yield number / len(losses)
        result = function(loss, *args)
        if isinstance(result, GeneratorType):
            result = yield from part_of(result, number, len(losses))
        found[loss.name] = result
    yield found


def roll(loss: Loss, problem: Problem, start: tuple[float, float], plan: Plan) -> Path:
    """The descent of a ball from that start: by all examples, or by batches."""
    of = problem.A, problem.labels, np.array(start)
    if plan.batch_size is None:
        return descend(loss, *of, plan.learning_rate, plan.iterations, problem.offset)
    return descend_in_batches(loss, *of, plan, problem.offset)
