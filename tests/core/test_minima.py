"""The minima that the search finds are minima, and they are those that are known."""

import numpy as np
import pytest

from core.landscape import gradient
from core.losses import CROSS_ENTROPY, SQUARED_ERROR
from core.minima import STARTS_A_SIDE, local_minima
from core.newton import minimise_cross_entropy
from core.problems import Problem, one_input, synthetic, two_weights

FAR = (-100.0, 100.0)


def test_on_the_police_data_the_squared_error_has_one_minimum(police_table):
    problem = one_input(police_table, 0, standardised=False)
    search = local_minima(SQUARED_ERROR, problem, FAR, (-10, 10))
    (minimum,) = search.minima
    np.testing.assert_allclose(minimum.weights, [-8.529409, 0.754475], atol=1e-6)
    assert minimum.loss == pytest.approx(0.082329334488, rel=1e-9)
    assert minimum.starts + search.flat == search.starts == STARTS_A_SIDE**2
    assert search.flat > 0


@pytest.mark.parametrize("standardised", [False, True])
def test_the_cross_entropy_has_one_minimum_and_all_starts_find_it(police_table, standardised):
    problem = one_input(police_table, 0, standardised)
    search = local_minima(CROSS_ENTROPY, problem, (-25, 25), (-25, 25))
    (minimum,) = search.minima
    exact = minimise_cross_entropy(problem.A[:, 1:], problem.labels)
    np.testing.assert_allclose(minimum.weights, exact.weights, rtol=1e-6)
    assert minimum.loss == pytest.approx(exact.loss, rel=1e-12)
    assert (minimum.starts, search.flat) == (search.starts, 0)
    assert minimum.curvatures.min() > 0


@pytest.mark.parametrize(
    ("seed", "inside"), [(0, 1), (1, 1), (2, 2), (3, 2), (5, 1), (6, 1), (11, 2), (12, 1)]
)
def test_some_seeds_of_the_synthetic_case_have_a_second_minimum(seed, inside):
    problem = synthetic(seed, standardised=False)
    minima = local_minima(SQUARED_ERROR, problem, FAR, FAR).minima
    assert sum(np.abs(minimum.weights).max() <= 100 for minimum in minima) == inside
    assert [m.loss for m in minima] == sorted(m.loss for m in minima)


@pytest.mark.parametrize("loss", [SQUARED_ERROR, CROSS_ENTROPY], ids=lambda loss: loss.name)
def test_all_around_a_minimum_the_loss_is_higher(loss, police_table):
    for problem in (synthetic(2, False), two_weights(police_table, (1, 3), False)):
        A, y, offset = problem.A, problem.labels, problem.offset
        for minimum in local_minima(loss, problem, FAR, FAR).minima:
            np.testing.assert_allclose(gradient(loss, A, y, minimum.weights, offset), 0, atol=1e-9)
            angles = np.linspace(0, 2 * np.pi, 73)
            ring = minimum.weights + 1e-2 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
            around = loss.value(ring @ A.T + offset, y).mean(axis=1)
            # Some valleys are so shallow that rounding hides their slope.
            assert around.min() >= minimum.loss - 1e-15
            assert around.max() > minimum.loss


def test_separable_data_have_no_minimum():
    A = np.array([[1.0, -2], [1, -1], [1, 1], [1, 2]])
    problem = Problem(("b", "w"), A, np.array([0, 0, 1, 1]), np.zeros(4))
    for loss in (SQUARED_ERROR, CROSS_ENTROPY):
        assert local_minima(loss, problem, (-10, 10), (-10, 10)).minima == ()
