"""Things to work out that are as quick, as slow and as faulty as a test needs them."""

import os
import time
from pathlib import Path

import numpy as np


def total(*numbers):
    return sum(numbers)


def counted(most):
    """0 … most − 1, with the share that is done told at each."""
    numbers = np.arange(most)
    for number in numbers.tolist():
        yield number / most
    yield numbers


def until(path, result):
    """The result, once that file is there."""
    while not Path(path).exists():
        yield 0.25
        time.sleep(0.005)
    yield result


def refused(sentence):
    raise ValueError(sentence)


def fatal():
    os._exit(3)
