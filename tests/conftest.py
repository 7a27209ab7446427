"""Data that many tests read, loaded once, and how Hypothesis runs."""

import pytest
from hypothesis import settings

from core.datasets import mnist, police

# A shared machine may be slow at any moment: an example that takes long proves nothing.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
# For `make test-long`.
settings.register_profile("thorough", deadline=None, max_examples=5_000)


@pytest.fixture(scope="session")
def mnist_sets():
    return mnist.load()


@pytest.fixture(scope="session")
def police_table():
    return police.load()
