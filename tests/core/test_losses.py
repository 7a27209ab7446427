"""Each loss against the lecture's formula in probabilities, and against its own derivative."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activations import sigmoid, sigmoid_derivative, softmax
from core.classifiers import one_hot
from core.losses import (
    CATEGORICAL_CROSS_ENTROPY,
    CROSS_ENTROPY,
    SQUARED_ERROR,
    categorical_cross_entropy,
    cross_entropy,
    cross_entropy_derivative,
    squared_error,
    squared_error_derivative,
)

LOSSES = [SQUARED_ERROR, CROSS_ENTROPY, CATEGORICAL_CROSS_ENTROPY]
each_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)


def some_logits(rows=50, classes=4, spread=3.0):
    """Random logits (rows, classes) and one-hot targets."""
    rng = np.random.default_rng(0)
    v = spread * rng.standard_normal((rows, classes))
    return v, one_hot(rng.integers(classes, size=rows), classes)


def total(loss, v, y):
    """The sum over a row: some losses have a value for each element, some for each row."""
    value = loss.value(v, y)
    return value.sum(axis=-1) if value.ndim == v.ndim else value


@each_loss
def test_each_derivative_is_the_slope_of_its_loss(loss):
    v, y = some_logits()
    h = 1e-5
    slopes = [(total(loss, v + h * e, y) - total(loss, v - h * e, y)) / (2 * h) for e in np.eye(4)]
    np.testing.assert_allclose(loss.derivative(v, y), np.transpose(slopes), atol=1e-9)


one_logit = pytest.mark.parametrize(
    "loss", [SQUARED_ERROR, CROSS_ENTROPY], ids=lambda loss: loss.name
)


@one_logit
def test_each_curvature_is_the_slope_of_its_derivative(loss):
    v, y = some_logits()
    h = 1e-5
    bend = (loss.derivative(v + h, y) - loss.derivative(v - h, y)) / (2 * h)
    np.testing.assert_allclose(loss.curvature(v, y), bend, atol=1e-9)


@one_logit
def test_the_slope_in_the_prediction_is_the_lectures_formulas(loss):
    v, y = some_logits()
    p, h = sigmoid(v), 1e-7
    values = [
        (q - y) ** 2 if loss is SQUARED_ERROR else -y * np.log(q) - (1 - y) * np.log(1 - q)
        for q in (p + h, p - h)
    ]
    np.testing.assert_allclose(loss.slope(p, y), (values[0] - values[1]) / (2 * h), rtol=1e-4)


@one_logit
@given(v=st.floats(-15, 15), y=st.sampled_from([0, 1]))
def test_the_chain_rule_leads_from_the_prediction_to_the_logit(loss, v, y):
    chained = loss.slope(sigmoid(v), y) * sigmoid_derivative(v)
    assert loss.derivative(v, y) == pytest.approx(chained, rel=1e-6, abs=1e-9)


@given(v=st.floats(-700, 700), y=st.sampled_from([0, 1]))
def test_only_the_squared_error_bends_down_somewhere(v, y):
    assert CROSS_ENTROPY.curvature(v, y) > 0
    # It bends up until the prediction is wrong by two thirds.
    wrong = abs(sigmoid(v) - y)
    if not 0.66 < wrong < 0.67:
        assert (SQUARED_ERROR.curvature(v, y) < 0) == (wrong > 2 / 3)


def lectures_formula(loss, v, y):
    """The loss in probabilities ŷ, as the lecture writes it."""
    if loss is CATEGORICAL_CROSS_ENTROPY:
        return -np.sum(y * np.log(softmax(v)), axis=1)
    y_hat = sigmoid(v)
    if loss is CROSS_ENTROPY:
        return -y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)
    return (y_hat - y) ** 2


@each_loss
def test_each_loss_is_the_lectures_formula_where_that_is_finite(loss):
    v, y = some_logits(spread=5)
    np.testing.assert_allclose(loss.value(v, y), lectures_formula(loss, v, y), rtol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@each_loss
def test_losses_and_derivatives_stay_finite_and_in_their_type_for_any_logit(loss, dtype):
    v, y = (np.array(rows, dtype) for rows in ([[-1e4, 1e4], [1e4, -1e4]], [[1, 0], [1, 0]]))
    for values in (loss.value(v, y), loss.derivative(v, y)):
        assert np.isfinite(values).all()
        assert values.dtype == dtype


def test_what_a_hopelessly_wrong_answer_costs():
    assert squared_error(-1e4, 1) == squared_error(1e4, 0) == 1
    assert cross_entropy(-1e4, 1) == cross_entropy(1e4, 0) == 1e4
    assert categorical_cross_entropy(np.array([1e4, -1e4]), np.array([0, 1])) == 2e4


def test_what_a_right_answer_costs():
    assert squared_error(1e4, 1) == squared_error(-1e4, 0) == 0
    assert cross_entropy(1e4, 1) == cross_entropy(-1e4, 0) == 0
    assert categorical_cross_entropy(np.array([1e4, -1e4]), np.array([1, 0])) == 0


def test_only_cross_entropy_still_has_a_slope_where_the_answer_is_hopelessly_wrong():
    assert squared_error_derivative(-1e4, 1) == 0
    assert cross_entropy_derivative(-1e4, 1) == -1


@given(st.floats(-1e4, 1e4), st.sampled_from([0, 1]))
def test_cross_entropy_is_never_negative_and_falls_with_the_right_logit(v, y):
    better = v + (1 if y else -1)
    assert cross_entropy(v, y) >= cross_entropy(better, y) >= 0


@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.sampled_from([0, 1]))
def test_cross_entropy_is_convex(a, b, y):
    chord = (cross_entropy(a, y) + cross_entropy(b, y)) / 2
    assert cross_entropy((a + b) / 2, y) <= chord * (1 + 1e-12) + 1e-12


def test_two_classes_of_softmax_cost_what_one_sigmoid_of_their_difference_costs():
    v, y = some_logits(classes=2)
    one_sigmoid = cross_entropy(v[:, 1] - v[:, 0], y[:, 1])
    np.testing.assert_allclose(categorical_cross_entropy(v, y), one_sigmoid, rtol=1e-12, atol=1e-15)


@given(st.floats(-1e3, 1e3))
def test_the_categorical_loss_does_not_change_when_a_constant_is_added(constant):
    v, y = some_logits(rows=5)
    shifted = categorical_cross_entropy(v + constant, y)
    np.testing.assert_allclose(shifted, categorical_cross_entropy(v, y), atol=1e-11)
