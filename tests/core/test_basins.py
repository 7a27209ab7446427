"""The basin map: each of its points is the end of the descent that starts there."""

import numpy as np
import pytest

from core.basins import Basins, basin_map
from core.landscape import descend
from core.losses import CROSS_ENTROPY, SQUARED_ERROR
from core.problems import one_input, synthetic

each_loss = pytest.mark.parametrize(
    "loss", [SQUARED_ERROR, CROSS_ENTROPY], ids=lambda loss: loss.name
)


def basins(*arguments) -> Basins:
    *shares, found = basin_map(*arguments)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] < 1
    return found


@each_loss
@pytest.mark.parametrize(("standardised", "rate"), [(False, 0.01), (True, 1.0)])
def test_each_point_ends_where_its_descent_ends(loss, standardised, rate, police_table):
    problem = one_input(police_table, 0, standardised)
    first, second = np.linspace(-20, 20, 30), np.linspace(-4, 4, 26)
    found = basins(loss, problem, first, second, rate, 200)
    rng = np.random.default_rng(0)
    for i, j in zip(rng.integers(26, size=12), rng.integers(30, size=12), strict=True):
        start = np.array([first[j], second[i]])
        path = descend(loss, problem.A, problem.labels, start, rate, 200)
        np.testing.assert_allclose(found.ends[i, j], path.weights[-1], rtol=1e-4, atol=1e-4)
        assert found.losses[i, j] == pytest.approx(path.losses[-1], rel=1e-4)
        assert found.gradient_norms[i, j] == pytest.approx(path.gradient_norms[-1], abs=1e-4)


def test_all_of_the_cross_entropys_starts_arrive_and_few_of_the_squared_errors(police_table):
    problem = one_input(police_table, 0, standardised=True)
    axis = np.linspace(-20, 20, 24)
    arrived = {}
    for loss in (SQUARED_ERROR, CROSS_ENTROPY):
        losses = basins(loss, problem, axis, axis, 1.0, 1_000).losses
        arrived[loss.name] = np.mean(losses < 1.01 * losses.min())
    assert arrived["cross-entropy"] == 1
    assert 0 < arrived["squared error"] < 0.2


def test_without_a_step_all_stay_where_they_start():
    axis = np.linspace(-3, 3, 5)
    found = basins(CROSS_ENTROPY, synthetic(0, False), axis, axis, 1.0, 0)
    np.testing.assert_allclose(found.ends[..., 0], np.tile(axis, (5, 1)))
    np.testing.assert_allclose(found.ends[..., 1], np.tile(axis[:, None], (1, 5)))


def test_maps_cannot_be_changed_and_stay_finite_at_any_rate():
    axis = np.linspace(-100, 100, 5)
    found = basins(SQUARED_ERROR, synthetic(0, False), axis, axis, 1e3, 50)
    for array in (found.ends, found.losses, found.gradient_norms):
        assert not array.flags.writeable
        assert np.isfinite(array).all()
