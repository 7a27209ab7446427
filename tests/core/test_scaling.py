"""Standardised inputs, and weights that say the same for raw ones."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.design_matrix import with_ones
from core.scaling import standardising, unscaled

inputs = arrays(float, st.tuples(st.integers(2, 20), st.just(3)), elements=st.floats(-1e6, 1e6))
weights = arrays(float, 4, elements=st.floats(-100, 100))


def test_standardised_columns_have_mean_0_and_deviation_1(police_table):
    standardised = standardising(police_table.inputs).apply(police_table.inputs)
    np.testing.assert_allclose(standardised.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose(standardised.std(axis=0), 1)


def test_a_column_that_is_all_the_same_becomes_zero():
    X = np.array([[5.0, 1.0], [5.0, 3.0]])
    np.testing.assert_array_equal(standardising(X).apply(X), [[0, -1], [0, 1]])


@given(inputs, weights)
def test_the_weights_for_raw_inputs_give_the_same_logits(X, w):
    # Where a column hardly varies, its mean is lost to rounding.
    X[:, 0] += np.arange(len(X)) * 1e3
    X[:, 1] -= np.arange(len(X)) * 1e3
    X[:, 2] = np.arange(len(X))
    scaling = standardising(X)
    expected = with_ones(scaling.apply(X)) @ w
    found = with_ones(X) @ scaling.for_raw_inputs(w)
    np.testing.assert_allclose(found, expected, atol=1e-5 * (1 + np.abs(w).sum()))


@given(inputs, weights)
def test_unscaled_changes_nothing(X, w):
    np.testing.assert_array_equal(unscaled(3).apply(X), X)
    np.testing.assert_array_equal(unscaled(3).for_raw_inputs(np.array([w, w])), [w, w])
