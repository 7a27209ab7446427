"""Long work as a generator: it yields the share that is done, 0 to 1, and its result last."""

from collections.abc import Generator, Iterator
from typing import TypeVar

T = TypeVar("T")


def part_of(steps: Iterator[float | T], number: int, count: int) -> Generator[float, None, T]:
    """Go through part `number` of `count`: yield the share of all that is done, return the result.

    steps: what that part yields.
    """
    for step in steps:
        if not isinstance(step, float):
            return step
        yield (number + step) / count
    raise ValueError("Long work must yield its result last; this came to none.")
