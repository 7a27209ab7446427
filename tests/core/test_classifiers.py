"""The models: shapes, gradients, how they decide, and what they refuse."""

import numpy as np
import pytest

from core.activations import sigmoid
from core.classifiers import (
    BinaryClassifier,
    LinearRegression,
    OneVsRestClassifier,
    SoftmaxClassifier,
    one_hot,
)
from core.losses import SQUARED_ERROR

N, D, CLASSES = 40, 3, 4
MODELS = {
    "regression": lambda: LinearRegression(D),
    "cross-entropy": lambda: BinaryClassifier(D, positive=1),
    "squared error": lambda: BinaryClassifier(D, positive=1, loss_function=SQUARED_ERROR),
    "one-vs-rest": lambda: OneVsRestClassifier(D, CLASSES),
    "softmax": lambda: SoftmaxClassifier(D, CLASSES),
}
each_model = pytest.mark.parametrize("name", MODELS)


def examples():
    rng = np.random.default_rng(1)
    return rng.standard_normal((N, D)), rng.integers(CLASSES, size=N)


def with_random_weights(name):
    model = MODELS[name]()
    model.weights = np.random.default_rng(2).standard_normal(model.weights.shape)
    return model


@each_model
def test_each_gradient_is_the_slope_of_the_models_loss(name):
    model, (X, labels), h = with_random_weights(name), examples(), 1e-5
    gradient, w = model.gradient(X, labels), model.weights
    assert gradient.shape == w.shape
    for place in np.ndindex(w.shape):
        step = np.zeros_like(w)
        step[place] = h
        model.weights = w + step
        above = model.loss(X, labels)
        model.weights = w - step
        slope = (above - model.loss(X, labels)) / (2 * h)
        assert gradient[place] == pytest.approx(slope, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    ("model", "outputs"),
    [
        (BinaryClassifier(784, positive=5), 1),
        (OneVsRestClassifier(784, classes=10), 10),
        (SoftmaxClassifier(n_inputs=784, classes=10), 10),
    ],
)
def test_weights_start_at_zero_and_shapes_are_as_promised(model, outputs):
    X, labels = np.full((7, 784), 255, np.uint8), np.array([5, 0, 1, 2, 3, 4, 5], np.uint8)
    assert model.weights.shape == model.gradient(X, labels).shape == (785, outputs)
    assert not model.weights.any()
    assert model.logits(X).shape == model.predict_proba(X).shape == (7, outputs)
    assert model.predict(X).shape == (7,)
    assert isinstance(model.loss(X, labels), float)


def test_the_loss_of_a_model_that_knows_nothing():
    X, labels = examples()
    assert MODELS["cross-entropy"]().loss(X, labels) == pytest.approx(np.log(2))
    assert MODELS["squared error"]().loss(X, labels) == 0.25
    assert MODELS["one-vs-rest"]().loss(X, labels) == pytest.approx(CLASSES * np.log(2))
    assert MODELS["softmax"]().loss(X, labels) == pytest.approx(np.log(CLASSES))


def test_logits_are_bias_plus_weighted_inputs_and_the_sigmoid_predicts_from_them():
    model = BinaryClassifier(2, positive=1)
    model.weights = np.array([[0.5], [2.0], [-1.0]])
    X = [[1, 2], [3, 0]]
    assert model.logits(X).tolist() == [[0.5], [6.5]]
    assert model.predict_proba(X).tolist() == [[sigmoid(0.5)], [sigmoid(6.5)]]


@pytest.mark.parametrize("y_hat", [0.0, 0.25, 0.5, np.nextafter(0.5, 1), 0.75, 1.0])
def test_a_binary_classifier_rounds_as_the_lecture_does(y_hat):
    with np.errstate(divide="ignore"):
        v = np.log(y_hat) - np.log1p(-y_hat)
    assert BinaryClassifier(1, positive=1).decide(np.array([[v]])).tolist() == [np.round(y_hat)]


def test_exactly_one_half_is_a_no():
    untrained = BinaryClassifier(2, positive=5)
    assert untrained.predict_proba([[1, 2]]).tolist() == [[0.5]]
    assert untrained.predict([[1, 2]]).tolist() == [0]


def test_a_binary_classifier_answers_1_for_its_label_and_0_for_the_rest():
    labels = np.array([5, 1, 0, 9, 5], np.uint8)
    model = BinaryClassifier(1, positive=5)
    assert model.answers(labels).tolist() == [1, 0, 0, 0, 1]
    assert model.encode(labels).tolist() == [[1], [0], [0], [0], [1]]
    assert BinaryClassifier(1, positive=0).answers(labels).tolist() == [0, 0, 1, 0, 0]


@pytest.mark.parametrize("model", [OneVsRestClassifier(1, 3), SoftmaxClassifier(1, 3)])
def test_the_class_is_the_one_with_the_highest_probability(model):
    model.weights = np.array([[-1.0, 0, 1], [2, 0, -2]])
    X = [[-1], [0], [1], [2]]
    assert model.predict(X).tolist() == [2, 2, 0, 0]
    np.testing.assert_array_equal(model.predict(X), model.predict_proba(X).argmax(axis=1))


def test_softmax_outputs_sum_to_1_and_those_of_ten_sigmoids_need_not():
    X, _ = examples()
    np.testing.assert_allclose(with_random_weights("softmax").predict_proba(X).sum(axis=1), 1)
    sums = with_random_weights("one-vs-rest").predict_proba(X).sum(axis=1)
    assert sums.max() > 1.5
    assert sums.min() < 0.9


def test_ten_sigmoids_are_ten_binary_classifiers():
    X, labels = examples()
    ten = with_random_weights("one-vs-rest")
    ones = [BinaryClassifier(D, positive=label) for label in range(CLASSES)]
    for label, one in enumerate(ones):
        one.weights = ten.weights[:, [label]]
    assert ten.loss(X, labels) == pytest.approx(sum(one.loss(X, labels) for one in ones))
    gradients = np.hstack([one.gradient(X, labels) for one in ones])
    np.testing.assert_allclose(ten.gradient(X, labels), gradients, rtol=1e-12)


def test_one_hot_labels():
    assert one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert one_hot(np.array([9], np.uint8), 10).tolist() == [[0] * 9 + [1]]
    assert one_hot([], 3).shape == (0, 3)


@pytest.mark.parametrize("labels", [[0, 10], [-1, 3], [np.nan, 1], np.array([255], np.uint8)])
def test_labels_that_are_no_class_are_refused_with_the_range(labels):
    with pytest.raises(ValueError, match=r"^Labels must be 0 to 9; these run from .+ to .+\.$"):
        SoftmaxClassifier(2, classes=10).loss(np.zeros((len(labels), 2)), labels)


def test_the_straight_line_crosses_one_half_at_12_67_reservations_and_leaves_0_to_1(police_table):
    X, labels = police_table.inputs[:, :1], police_table.labels
    line = LinearRegression(1).fit(X, labels)
    b, w = line.weights[:, 0]
    assert (0.5 - b) / w == pytest.approx(12.67, abs=0.005)
    assert line.predict([[(0.5 - b) / w]]) == pytest.approx(0.5)
    assert line.predict(X).min() < 0
    assert line.predict(X).max() > 1


def test_the_fitted_line_is_the_lowest_point_of_its_loss(police_table):
    X, labels = police_table.inputs, police_table.labels
    line = LinearRegression(3).fit(X, labels)
    np.testing.assert_allclose(line.gradient(X, labels), 0, atol=1e-12)
    assert line.loss(X, labels) < LinearRegression(3).loss(X, labels) == 0.5


def test_one_far_out_example_moves_the_lines_crossing(police_table):
    X, labels = police_table.inputs[:, :1], police_table.labels
    b, w = LinearRegression(1).fit(np.vstack([X, [[200]]]), np.append(labels, 1)).weights[:, 0]
    assert abs((0.5 - b) / w - 12.67) > 1
