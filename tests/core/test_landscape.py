"""Losses over two weights, and descents on them, against the models and the trainer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import newton
from core.activations import sigmoid
from core.classifiers import BinaryClassifier
from core.datasets.dataset import Dataset
from core.design_matrix import with_ones
from core.landscape import (
    descend,
    descend_in_batches,
    dips,
    finite_differences,
    gradient,
    hessian,
    surface,
)
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
def test_a_surface_in_float32_is_the_same_to_the_eye(loss, matrix):
    axes = np.linspace(-25, 25, 40), np.linspace(-2.5, 2.5, 30)
    exact = surface(loss, *matrix, *axes).losses
    quick = surface(loss, *matrix, *(axis.astype(np.float32) for axis in axes)).losses
    assert quick.dtype == np.float32
    np.testing.assert_allclose(quick, exact, rtol=1e-5)


weights = st.tuples(*[st.floats(-2, 2)] * 2).map(np.array)


@each_loss
@given(w=weights)
def test_the_gradient_and_the_hessian_agree_with_differences(loss, matrix, w):
    slope = gradient(loss, *matrix, w)
    np.testing.assert_allclose(finite_differences(loss, *matrix, w), slope, atol=1e-7)
    h = 1e-6
    bend = [
        (gradient(loss, *matrix, w + h * e) - gradient(loss, *matrix, w - h * e)) / (2 * h)
        for e in np.eye(2)
    ]
    np.testing.assert_allclose(hessian(loss, *matrix, w), bend, atol=1e-5)


@given(w=weights)
def test_the_cross_entropys_hessian_is_positive_definite(matrix, w):
    A, y = matrix
    curvatures = np.linalg.eigvalsh(hessian(CROSS_ENTROPY, A, y, w))
    assert curvatures[0] > 0
    np.testing.assert_allclose(hessian(CROSS_ENTROPY, A, y, w), newton.hessian(A, w))


@each_loss
def test_an_offset_is_an_input_whose_weight_stands_still(loss, police_table):
    X, y = police_table.inputs, police_table.labels
    w, A, offset = np.array([-3.0, 0.2]), with_ones(X[:, :1]), 0.1 * X[:, 1]
    model = BinaryClassifier(2, positive=1, loss_function=loss)
    model.weights = np.array([[w[0]], [w[1]], [0.1]])
    both = X[:, :2]
    np.testing.assert_allclose(
        gradient(loss, A, y, w, offset), model.gradient(both, y)[:2, 0], rtol=1e-12
    )
    grid = surface(loss, A, y, w[:1], w[1:], offset).losses
    assert grid[0, 0] == pytest.approx(model.loss(both, y), rel=1e-12)
    path = descend(loss, A, y, w, 0.001, 3, offset)
    assert path.losses[0] == pytest.approx(model.loss(both, y), rel=1e-12)
    first_update = w - 0.001 * model.gradient(both, y)[:2, 0]
    np.testing.assert_allclose(path.weights[1], first_update, rtol=1e-12)


@each_loss
@pytest.mark.parametrize("size", [1, 7, 30])
def test_a_descent_in_batches_is_what_the_trainer_does(loss, reservations, matrix, size):
    plan = Plan(0.01, 40, batch_size=size, seed=5)
    path = descend_in_batches(loss, *matrix, np.zeros(2), plan)
    snapshots = list(train(model_at(loss, np.zeros(2)), reservations, plan))
    trained = [shot.weights[:, 0] for shot in snapshots]
    np.testing.assert_allclose(path.weights, trained, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(path.losses, [shot.loss for shot in snapshots], rtol=1e-9)


def test_dips_are_the_points_below_all_their_neighbours():
    losses = np.ones((5, 6))
    losses[1, 4] = losses[3, 1] = 0
    losses[0, 0] = losses[4, 5] = -1
    assert dips(losses).tolist() == [[1, 4], [3, 1]]
    assert dips(np.ones((4, 4))).tolist() == []


def test_a_coarse_grid_dips_where_the_convex_loss_has_no_minimum(matrix):
    b, w = np.linspace(-25, 25, 21), np.linspace(-2.5, 2.5, 21)
    assert len(dips(surface(CROSS_ENTROPY, *matrix, b, w).losses)) > 1


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


def test_paths_and_surfaces_cannot_be_changed(matrix):
    path = descend(CROSS_ENTROPY, *matrix, np.zeros(2), 0.01, steps=3)
    first, second = np.zeros(2), np.ones(3)
    landscape = surface(CROSS_ENTROPY, *matrix, first, second)
    for array in (
        *vars(path).values(),
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
