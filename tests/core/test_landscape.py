"""Losses over two weights, and descents on them, against the models and the trainer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import sigmoid
from core.classifiers import BinaryClassifier
from core.datasets.dataset import Dataset
from core.design_matrix import with_ones
from core.landscape import descend, gradient, surface
from core.losses import CROSS_ENTROPY, SQUARED_ERROR
from core.training import Plan, train

each_loss = pytest.mark.parametrize(
    "loss", [SQUARED_ERROR, CROSS_ENTROPY], ids=lambda loss: loss.name
)


@pytest.fixture(scope="module")
def reservations(police_table):
    """The evenings by their reservations alone."""
    return Dataset(police_table.inputs[:, :1], police_table.labels)


@pytest.fixture(scope="module")
def matrix(reservations):
    return with_ones(reservations.inputs), reservations.labels


def model_at(loss, weights):
    model = BinaryClassifier(1, positive=1, loss_function=loss)
    model.weights = np.reshape(weights, (2, 1))
    return model


@each_loss
def test_a_surface_is_the_models_loss_at_each_pair_of_weights(loss, reservations, matrix):
    rng = np.random.default_rng(0)
    first, second = rng.uniform(-100, 100, 7), rng.uniform(-10, 10, 5)
    landscape = surface(loss, *matrix, first, second)
    assert landscape.losses.shape == (5, 7)
    for i, j in np.ndindex(5, 7):
        model = model_at(loss, (first[j], second[i]))
        expected = model.loss(reservations.inputs, reservations.labels)
        assert landscape.losses[i, j] == pytest.approx(expected, rel=1e-12)


@each_loss
def test_the_gradient_is_the_models(loss, reservations, matrix):
    w = np.array([-1.0, 0.3])
    expected = model_at(loss, w).gradient(reservations.inputs, reservations.labels)[:, 0]
    np.testing.assert_allclose(gradient(loss, *matrix, w), expected, rtol=1e-12)


@each_loss
@settings(deadline=None, max_examples=20)
@given(start=st.tuples(*[st.floats(-2, 2)] * 2), alpha=st.floats(1e-4, 0.01))
def test_a_descent_is_what_the_trainer_does(loss, reservations, matrix, start, alpha):
    path = descend(loss, *matrix, np.array(start), alpha, steps=50)
    snapshots = list(train(model_at(loss, start), reservations, Plan(alpha, 50)))
    weights = [shot.weights[:, 0] for shot in snapshots]
    np.testing.assert_allclose(path.weights, weights, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(path.losses, [shot.loss for shot in snapshots], rtol=1e-9)


@each_loss
def test_the_norms_on_a_path_are_those_of_the_gradients(loss, matrix):
    path = descend(loss, *matrix, np.array([-1.0, 0.5]), 0.01, steps=20)
    norms = [np.linalg.norm(gradient(loss, *matrix, w)) for w in path.weights]
    np.testing.assert_allclose(path.gradient_norms, norms, rtol=1e-9)


def test_all_of_a_path_begins_with_the_start(matrix):
    path = descend(CROSS_ENTROPY, *matrix, np.array([0.0, 0.0]), 0.01, steps=0)
    assert path.weights.tolist() == [[0, 0]]
    assert path.losses.tolist() == [pytest.approx(np.log(2))]
    assert path.gradient_norms.shape == (1,)


def test_some_steps_of_a_path(matrix):
    path = descend(CROSS_ENTROPY, *matrix, np.zeros(2), 0.01, steps=9)
    some = path.at(np.array([0, 5, 9]))
    assert some.weights.tolist() == [path.weights[step].tolist() for step in (0, 5, 9)]
    assert some.losses.tolist() == [path.losses[step] for step in (0, 5, 9)]
    assert some.gradient_norms.tolist() == [path.gradient_norms[step] for step in (0, 5, 9)]


def test_paths_and_surfaces_cannot_be_changed(matrix):
    path = descend(CROSS_ENTROPY, *matrix, np.zeros(2), 0.01, steps=3)
    first, second = np.zeros(2), np.ones(3)
    landscape = surface(CROSS_ENTROPY, *matrix, first, second)
    for array in (
        *vars(path).values(),
        *vars(path.at(np.array([1, 2]))).values(),
        *vars(landscape).values(),
    ):
        assert not array.flags.writeable
    assert first.flags.writeable
    assert second.flags.writeable


@each_loss
@pytest.mark.parametrize("learning_rate", [1.0, 1e9])
def test_a_far_too_large_rate_stays_finite(loss, matrix, learning_rate):
    path = descend(loss, *matrix, np.array([1.0, -1.0]), learning_rate, steps=200)
    for values in (path.weights, path.losses, path.gradient_norms):
        assert np.isfinite(values).all()


@each_loss
def test_a_descent_longer_than_the_chunks_it_is_measured_in(loss, matrix):
    path = descend(loss, *matrix, np.zeros(2), 0.001, steps=2_500)
    assert path.weights.shape == (2_501, 2)
    assert path.losses.shape == path.gradient_norms.shape == (2_501,)
    assert (np.diff(path.losses) < 0).all()


def test_a_descent_that_cannot_move_stays_where_it_is(matrix):
    flat = np.array([0.0, 1e4])
    assert not gradient(SQUARED_ERROR, *matrix, flat).any()
    path = descend(SQUARED_ERROR, *matrix, flat, 1.0, steps=5000)
    assert (path.weights == flat).all()
    assert np.ptp(path.losses) == 0


@pytest.mark.slow
def test_a_million_steps_on_the_reservations_as_in_the_lecture(matrix):
    path = descend(CROSS_ENTROPY, *matrix, np.zeros(2), 0.01, steps=1_000_000)
    b, w = path.weights[-1]
    assert path.losses[-1] == pytest.approx(0.29153769517758943, rel=1e-9)
    assert -b / w == pytest.approx(12.06662433734, rel=1e-9)
    A, y = matrix
    assert ((A @ path.weights[-1] > 0) == y).sum() == 27
    # It goes down all the way, but for the last digit.
    assert np.diff(path.losses).max() < 1e-15


# What is true about the landscapes (design.md)


def test_the_real_minimum_of_the_squared_error(matrix):
    minimum = np.array([-8.529409, 0.754475])
    np.testing.assert_allclose(gradient(SQUARED_ERROR, *matrix, minimum), 0, atol=1e-6)
    A, y = matrix
    assert SQUARED_ERROR.value(A @ minimum, y).mean() == pytest.approx(0.082329334488, rel=1e-9)


def test_over_half_of_the_squared_errors_surface_is_flat_and_the_cross_entropys_is_not(matrix):
    A, y = matrix
    b, w = np.meshgrid(np.linspace(-100, 100, 60), np.linspace(-10, 10, 60))
    v = np.stack([b.ravel(), w.ravel()], axis=1) @ A.T
    flat = {
        loss.name: np.mean(np.linalg.norm(loss.derivative(v, y) @ A / len(A), axis=1) < 1e-3)
        for loss in (SQUARED_ERROR, CROSS_ENTROPY)
    }
    assert flat["squared error"] > 0.5
    assert flat["cross-entropy"] < 0.01


def test_the_step_is_where_the_curve_crosses_one_half(matrix):
    path = descend(CROSS_ENTROPY, *matrix, np.zeros(2), 0.01, steps=1000)
    b, w = path.weights[-1]
    assert sigmoid(b + w * (-b / w)) == 0.5
