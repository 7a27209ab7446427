"""Data that many tests read, loaded once."""

import pytest

from core.datasets import mnist, police


@pytest.fixture(scope="session")
def mnist_sets():
    return mnist.load()


@pytest.fixture(scope="session")
def police_table():
    return police.load()
