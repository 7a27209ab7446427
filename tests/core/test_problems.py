"""What landscapes are over: the lecture's table and its synthetic case, through two weights."""

from itertools import combinations

import numpy as np
import pytest

from core.classifiers import BinaryClassifier
from core.landscape import gradient
from core.losses import CROSS_ENTROPY
from core.newton import minimise_cross_entropy
from core.problems import one_input, synthetic, two_weights
from core.scaling import standardising


def test_one_input_is_the_bias_and_its_weight(police_table):
    problem = one_input(police_table, 0, standardised=False)
    assert problem.names == ("b", "w")
    assert problem.A[:3].tolist() == [[1, x] for x in police_table.inputs[:3, 0]]
    assert not problem.offset.any()


def test_standardised_inputs_have_mean_0_and_deviation_1(police_table):
    x = one_input(police_table, 0, standardised=True).A[:, 1]
    assert (x.mean(), x.std()) == (pytest.approx(0, abs=1e-12), pytest.approx(1))


@pytest.mark.parametrize("standardised", [False, True])
@pytest.mark.parametrize("pair", list(combinations(range(4), 2)))
def test_two_weights_see_what_the_whole_model_sees(police_table, pair, standardised):
    X = police_table.inputs
    if standardised:
        X = standardising(X).apply(X)
    best = minimise_cross_entropy(X, police_table.labels).weights
    problem = two_weights(police_table, pair, standardised)
    model = BinaryClassifier(3, positive=1)
    model.weights = best[:, None].copy()
    model.weights[list(pair), 0] = 0.3, -0.2
    logits = problem.A @ [0.3, -0.2] + problem.offset
    np.testing.assert_allclose(logits, model.logits(X)[:, 0], atol=1e-9)
    # Their own optimum is that of all four.
    at_best = gradient(CROSS_ENTROPY, problem.A, problem.labels, best[list(pair)], problem.offset)
    np.testing.assert_allclose(at_best, 0, atol=1e-7)


def test_the_weights_are_named(police_table):
    assert two_weights(police_table, (0, 2), False).names == ("b", "Temperature")


def test_the_synthetic_case_is_the_lectures():
    problem = synthetic(2, standardised=False)
    points = np.random.default_rng(2).random((20, 2))
    sums = 1.23 * points[:, 0] + 2.34 * points[:, 1]
    assert problem.A.tolist() == points.tolist()
    assert problem.labels.tolist() == (sums > np.median(sums)).tolist()
    assert problem.labels.sum() == 10


def test_problems_cannot_be_changed():
    problem = synthetic(0, standardised=True)
    assert not any(a.flags.writeable for a in (problem.A, problem.labels, problem.offset))
