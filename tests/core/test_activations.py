"""Sigmoid and softmax against their formulas, at their extremes, and their derivatives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.activations import (
    naive_softmax,
    sigmoid,
    sigmoid_derivative,
    softmax,
    softmax_jacobian,
)

LOGITS = st.floats(-1e4, 1e4)
ROWS = arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 10)), elements=LOGITS)
DTYPES = pytest.mark.parametrize("dtype", [np.float32, np.float64])


def test_sigmoid_is_the_lectures_formula():
    z = np.linspace(-30, 30, 601)
    assert sigmoid(0) == 0.5
    np.testing.assert_allclose(sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-15)


@DTYPES
def test_sigmoid_reaches_0_and_1_without_a_warning(dtype):
    z = np.array([-np.inf, -1e4, 1e4, np.inf], dtype)
    assert sigmoid(z).tolist() == [0, 0, 1, 1]
    assert sigmoid_derivative(z).tolist() == [0, 0, 0, 0]
    assert sigmoid(z).dtype == sigmoid_derivative(z).dtype == dtype


@given(LOGITS)
def test_sigmoid_is_a_probability_and_its_mirror_image_is_the_rest(z):
    assert 0 <= sigmoid(z) <= 1
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=1e-15)


@given(LOGITS)
def test_the_sigmoids_slope_is_even_and_at_most_a_quarter(z):
    assert sigmoid_derivative(0) == 0.25
    assert 0 <= sigmoid_derivative(z) <= 0.25 * (1 + 1e-15)
    assert sigmoid_derivative(z) == sigmoid_derivative(-z)


def test_the_sigmoids_derivative_is_its_slope():
    z, h = np.linspace(-12, 12, 97), 1e-5
    slope = (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)
    np.testing.assert_allclose(sigmoid_derivative(z), slope, rtol=1e-6, atol=1e-10)


def test_the_sigmoids_derivative_stays_exact_where_the_sigmoid_rounds_to_1():
    assert sigmoid(50) == 1
    assert sigmoid_derivative(50) == pytest.approx(np.exp(-50), rel=1e-12)


def test_softmax_of_the_lectures_example():
    assert softmax([2, 1, 0.1]).round(4).tolist() == [0.6590, 0.2424, 0.0986]


@given(ROWS)
def test_softmax_gives_probabilities_that_sum_to_1(v):
    s = softmax(v)
    assert s.shape == v.shape
    assert ((s >= 0) & (s <= 1)).all()
    np.testing.assert_allclose(s.sum(axis=-1), 1, rtol=1e-14)


@given(ROWS, LOGITS)
def test_softmax_does_not_change_when_a_constant_is_added(v, constant):
    np.testing.assert_allclose(softmax(v + constant), softmax(v), rtol=1e-11, atol=1e-15)


@given(arrays(float, st.tuples(st.integers(2, 4), st.integers(1, 10)), elements=LOGITS))
def test_softmax_works_on_each_row_by_itself(v):
    np.testing.assert_array_equal(softmax(v), [softmax(row) for row in v])


@DTYPES
def test_softmax_of_far_apart_logits_gives_no_warning(dtype):
    s = softmax(np.array([[-1e4, 1e4], [1e4, 1e4]], dtype))
    assert s.tolist() == [[0, 1], [0.5, 0.5]]
    assert s.dtype == dtype


def test_softmax_of_two_is_the_sigmoid_of_their_difference():
    assert softmax([1.3, -0.4])[0] == pytest.approx(sigmoid(1.7))


@given(arrays(float, st.integers(1, 6), elements=st.floats(-10, 10)))
def test_the_jacobian_of_softmax_is_its_slopes(v):
    h = 1e-5
    columns = [(softmax(v + h * e) - softmax(v - h * e)) / (2 * h) for e in np.eye(len(v))]
    np.testing.assert_allclose(softmax_jacobian(v), np.transpose(columns), atol=1e-9)


def test_the_diagonal_of_the_jacobian_is_the_lectures_derivative():
    v = np.array([2, 1, 0.1])
    s = softmax(v)
    np.testing.assert_allclose(np.diag(softmax_jacobian(v)), s * (1 - s), rtol=1e-15)


@given(arrays(float, st.integers(1, 6), elements=st.floats(-300, 300)))
def test_word_for_word_the_formula_is_right_as_long_as_it_fits(v):
    e, quotients = naive_softmax(v)
    np.testing.assert_array_equal(e, np.exp(v))
    np.testing.assert_allclose(quotients, softmax(v), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize(("score", "power"), [(710, np.inf), (-746, 0)])
def test_word_for_word_the_formula_breaks_off_where_softmax_does_not(score, power):
    e, quotients = naive_softmax([score, score])
    assert e.tolist() == [power, power]
    assert np.isnan(quotients).all()
    assert softmax([score, score]).tolist() == [0.5, 0.5]
    inside, right = naive_softmax([score - np.sign(score)] * 2)
    assert 0 < inside[0] < np.inf
    assert right.tolist() == [0.5, 0.5]
