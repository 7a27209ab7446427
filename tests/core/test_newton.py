"""The exact optimum: the lecture's figures, and data that have none."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.classifiers import BinaryClassifier
from core.design_matrix import with_ones
from core.newton import NoOptimum, hessian, minimise_cross_entropy

ZIGZAG = [0, 1, 0, 1, 1, 0]


def column(*values):
    return np.array(values, float).reshape(-1, 1)


def model_of(optimum):
    model = BinaryClassifier(len(optimum.weights) - 1, positive=1)
    model.weights = optimum.weights.reshape(-1, 1)
    return model


def slope_at(optimum, X, labels):
    """The gradient there, in the units of each input: 0 at an optimum."""
    gradient = model_of(optimum).gradient(X, labels)[:, 0]
    return gradient / np.append(1, abs(X).max(axis=0))


@pytest.mark.parametrize(
    ("inputs", "loss", "weights", "correct"),
    [
        (1, 0.2915376951775894, [-5.6976502085523615, 0.4721826129052965], 27),
        (
            3,
            0.2053861640152243,
            [-15.89860129922529, 0.5843598808985178, 0.29395227597463824, 0.475760938457017],
            26,
        ),
    ],
)
def test_the_optima_of_the_police_table(police_table, inputs, loss, weights, correct):
    X, labels = police_table.inputs[:, :inputs], police_table.labels
    optimum = minimise_cross_entropy(X, labels)
    assert optimum.loss == pytest.approx(loss, rel=1e-12)
    np.testing.assert_allclose(optimum.weights, weights, rtol=1e-8)
    assert (model_of(optimum).predict(X) == labels).sum() == correct
    assert optimum.steps < 15
    assert not optimum.weights.flags.writeable


def test_the_hessian_is_the_slope_of_the_gradient(police_table):
    X, labels, h = police_table.inputs, police_table.labels, 1e-6
    w = np.array([-0.3, 0.02, 0.01, -0.03])
    model, rows = BinaryClassifier(3, positive=1), []
    for e in np.eye(4):
        model.weights = (w + h * e).reshape(-1, 1)
        above = model.gradient(X, labels)
        model.weights = (w - h * e).reshape(-1, 1)
        rows.append((above - model.gradient(X, labels))[:, 0] / (2 * h))
    np.testing.assert_allclose(hessian(with_ones(X), w), rows, rtol=1e-6)


@pytest.mark.parametrize("label", [0, 1])
def test_a_single_class_has_no_optimum(label):
    with pytest.raises(NoOptimum, match=f"All labels are {label}: there is nothing to tell apart"):
        minimise_cross_entropy(column(1, 2, 3), [label] * 3)


@pytest.mark.parametrize(
    ("X", "labels"),
    {
        "a gap": (column(0, 1, 2, 3), [0, 0, 1, 1]),
        "the other way round": (column(0, 1, 2, 3), [1, 1, 0, 0]),
        "far apart": (column(0, 1e6, 1e6 + 1, 3e6), [0, 0, 1, 1]),
        "both classes on the cut": (column(0, 1, 1, 2), [0, 0, 1, 1]),
        "more of one class on the cut": (column(0, 1, 1, 1, 2), [0, 0, 1, 1, 1]),
        "one class on the cut alone": (column(1, 1, 1, 2), [0, 0, 1, 1]),
        "a slanting cut": (np.array([[0, 0], [1, 1], [1, 1], [2, 3]]), [0, 0, 1, 1]),
        "a tell-tale column": (np.array([[1, 5], [2, 5], [1, 5], [4, 6]]), [0, 1, 1, 1]),
        "long tails": (
            np.array(
                [
                    *([1.1, 0], [0, 0.2], [0.1, 0.1], [2.6, 0.3]),
                    *([0, 0.2], [68.3, 21.1], [551.7, 0], [0.2, 6.3]),
                ]
            ),
            [0, 1, 0, 1, 0, 1, 1, 1],
        ),
    }.values(),
)
def test_classes_that_a_cut_separates_have_no_optimum(X, labels):
    with pytest.raises(NoOptimum, match="A straight cut separates the two classes"):
        minimise_cross_entropy(X, labels)


DEGENERATE = {
    "a constant column": np.c_[[0.1] * 6, np.arange(6)],
    "constant columns only": np.full((6, 2), 3.0),
    "the same column twice": np.c_[np.arange(6), np.arange(6)],
    "the same column in other units": np.c_[np.arange(6), 1e6 * np.arange(6) + 5],
    "more columns than examples": np.random.default_rng(0).integers(2, size=(6, 1)).repeat(9, 1),
    "very large": column(*range(6)) * 1e160,
    "very small": column(*range(6)) * 1e-160,
    "far from zero": column(*range(6)) + 1e9,
    "columns of very different sizes": np.c_[np.arange(6), np.arange(6)[::-1] ** 2] * [1e-6, 1e6],
}


@pytest.mark.parametrize("X", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_awkward_columns_have_an_optimum_all_the_same(X):
    optimum = minimise_cross_entropy(X, ZIGZAG)
    assert np.isfinite(optimum.weights).all()
    assert optimum.loss <= np.log(2)
    np.testing.assert_allclose(slope_at(optimum, X, ZIGZAG), 0, atol=1e-7)


def test_a_step_that_overshoots_is_halved():
    X = np.array([[0.2, 281], [20, 45], [0.3, 0.1], [0.2, 5.2], [0, 2], [6, 0.2], [0, 0.1]])
    labels = [0, 0, 0, 0, 0, 1, 1]
    optimum = minimise_cross_entropy(X, labels)
    np.testing.assert_allclose(slope_at(optimum, X, labels), 0, atol=1e-9)


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1e6, 1e12])
def test_the_optimum_does_not_depend_on_the_units_of_the_inputs(police_table, scale):
    X, labels = police_table.inputs, police_table.labels
    plain = minimise_cross_entropy(X, labels)
    scaled = minimise_cross_entropy(X * [scale, 1, 1 / scale], labels)
    assert scaled.loss == pytest.approx(plain.loss, rel=1e-12)
    np.testing.assert_allclose(scaled.weights * [1, scale, 1, 1 / scale], plain.weights, rtol=1e-8)


def separable(X, labels):
    """Whether all of one class lie on one side of a line, and all others on the other or on it.

    Tried are the lines through two of the points, and those at right angles to them: any line that
    separates can be moved to become one of these.
    """
    if len(set(labels)) == 1:
        return True
    signs = np.where(labels, 1, -1)
    for p, q in permutations(X, 2):
        along, up = q - p
        for normal in ([-up, along], [along, up], [-along, -up]):
            margins = signs * ((X - p) @ normal)
            if margins.min() >= 0 and margins.max() > 0:
                return True
    return False


# Next to the optimum of these, the loss is flat to the last digit while the slope is not.
FLAT = "-1 2 0, -2 0 1, -2 1 1, -2 1 1, 0 1 1, 0 -1 1, 1 -1 0, -2 0 1, 0 0 0, 1 2 1, -2 0 1, 2 0 1"
POINTS = st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(0, 1))


@settings(deadline=None, max_examples=150)
@given(st.lists(POINTS, min_size=2, max_size=12))
@example([tuple(map(int, point.split())) for point in FLAT.split(",")])
def test_there_is_an_optimum_unless_a_line_separates_the_classes(points):
    X, labels = np.array(points)[:, :2], np.array(points)[:, 2]
    if separable(X, labels):
        with pytest.raises(NoOptimum):
            minimise_cross_entropy(X, labels)
    else:
        optimum = minimise_cross_entropy(X, labels)
        np.testing.assert_allclose(model_of(optimum).gradient(X, labels), 0, atol=1e-9)
        assert optimum.loss == pytest.approx(model_of(optimum).loss(X, labels))
