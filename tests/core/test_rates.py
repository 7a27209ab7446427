"""Descents at several learning rates at once are those at each of them, and arrive when they do."""

import numpy as np
import pytest

from core.design_matrix import with_ones
from core.landscape import descend
from core.losses import CROSS_ENTROPY, SQUARED_ERROR
from core.newton import minimise_cross_entropy
from core.rates import descend_at
from core.scaling import standardising

KEPT = np.array([0, 1, 7, 499, 500, 501, 1200])


def descents(*args):
    """The last that `descend_at` yields, after the shares that are done."""
    *shares, found = descend_at(*args)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] < 1
    return found


@pytest.mark.parametrize("loss", [CROSS_ENTROPY, SQUARED_ERROR], ids=lambda loss: loss.name)
def test_each_is_the_descent_at_its_rate(police_table, loss):
    A, y, rates = with_ones(police_table.inputs), police_table.labels, (0.0003, 0.001, 0.01)
    for rate, descent in zip(rates, descents(loss, A, y, rates, KEPT), strict=True):
        path = descend(loss, A, y, np.zeros(4), rate, 1200)
        np.testing.assert_allclose(descent.weights, path.weights[KEPT], rtol=1e-9, atol=1e-15)
        np.testing.assert_allclose(descent.losses, path.losses[KEPT], rtol=1e-9, atol=1e-15)
        assert (descent.learning_rate, descent.arrived) == (rate, None)
        with pytest.raises(ValueError, match="read-only"):
            descent.weights[0] = 1


def test_standardised_inputs_arrive_in_273_updates_and_raw_ones_in_72_thousand(police_table):
    X, y = police_table.inputs[:, :1], police_table.labels
    best = minimise_cross_entropy(X, y)
    level = best.loss + 1e-6
    [raw] = descents(CROSS_ENTROPY, with_ones(X), y, [0.01], np.array([0, 72_000]), level)
    assert raw.arrived == 71_784
    scaling = standardising(X)
    A = with_ones(scaling.apply(X))
    [round_valley] = descents(CROSS_ENTROPY, A, y, [1.0], np.array([0, 272, 273, 3000]), level)
    assert round_valley.arrived == 273
    assert round_valley.losses[1] > level >= round_valley.losses[2]
    np.testing.assert_allclose(
        scaling.for_raw_inputs(round_valley.weights)[-1], best.weights, rtol=1e-6
    )
