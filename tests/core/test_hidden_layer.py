"""The hidden layer: its gradient, what it is without one, and that it learns."""

from itertools import islice

import numpy as np
import pytest

from core.activations import softmax
from core.classifiers import SoftmaxClassifier
from core.datasets.dataset import Dataset
from core.hidden_layer import HiddenLayerClassifier, train_varied
from core.training import Plan

N, D, HIDDEN, CLASSES = 30, 4, 5, 3


def exact_model():
    model = HiddenLayerClassifier(D, HIDDEN, CLASSES, input_scale=1)
    random = np.random.default_rng(2)
    # float32 is too coarse for differences.
    model.hidden_weights = random.standard_normal(model.hidden_weights.shape)
    model.weights = random.standard_normal(model.weights.shape)
    return model


def examples():
    random = np.random.default_rng(1)
    return random.standard_normal((N, D)), random.integers(CLASSES, size=N)


@pytest.mark.parametrize(("part", "number"), [("hidden_weights", 0), ("weights", 1)])
def test_each_gradient_is_the_slope_of_the_loss(part, number):
    model, (X, labels), h = exact_model(), examples(), 1e-5
    gradient, w = model.gradient(X, labels)[number], getattr(model, part)
    assert gradient.shape == w.shape
    for place in np.ndindex(w.shape):
        step = np.zeros_like(w)
        step[place] = h
        setattr(model, part, w + step)
        above = model.loss(X, labels)
        setattr(model, part, w - step)
        slope = (above - model.loss(X, labels)) / (2 * h)
        assert gradient[place] == pytest.approx(slope, rel=1e-5, abs=1e-8)


def test_its_output_is_the_lectures_softmax_of_the_hidden_values():
    model, (X, _) = exact_model(), examples()
    hidden = np.maximum(np.insert(X, 0, 1, axis=1) @ model.hidden_weights, 0)
    np.testing.assert_allclose(model.hidden(X), hidden)
    output = SoftmaxClassifier(HIDDEN, CLASSES)
    output.weights = model.weights
    np.testing.assert_allclose(model.predict_proba(X), softmax(output.logits(hidden)))
    np.testing.assert_array_equal(model.predict(X), output.predict(hidden))


def test_hidden_values_start_different_and_about_as_large_as_the_inputs():
    inputs = np.random.default_rng(0).normal(0, 80, (200, 784))
    hidden = HiddenLayerClassifier(784, 64, 10, input_scale=80).hidden(inputs)
    assert np.sqrt(np.mean(hidden**2)) == pytest.approx(1, rel=0.2)
    assert np.abs(np.corrcoef(hidden.T) - np.eye(64)).max() < 0.99


def training(digits: Dataset, **changes):
    model = HiddenLayerClassifier(784, 32, 10, input_scale=100)
    settings = {"learning_rate": 0.1, "iterations": 150, "batch_size": 50, "input_scale": 100}
    return model, train_varied(model, digits, Plan(**(settings | changes)))


def test_it_learns_varied_digits_and_does_the_same_again(mnist_sets):
    digits = Dataset(mnist_sets[0].inputs[:3000], mnist_sets[0].labels[:3000])
    test_set = mnist_sets[1]
    runs = []
    for _ in range(2):
        model, steps = training(digits)
        before = model.loss(test_set.inputs, test_set.labels)
        assert list(steps) == list(range(151))
        runs.append(model.weights)
        assert model.loss(test_set.inputs, test_set.labels) < before / 2
        assert np.mean(model.predict(test_set.inputs) == test_set.labels) > 0.75
    np.testing.assert_array_equal(*runs)


def test_another_seed_is_another_training(mnist_sets):
    digits = Dataset(mnist_sets[0].inputs[:200], mnist_sets[0].labels[:200])
    weights = []
    for seed in (0, 1):
        model, steps = training(digits, seed=seed)
        list(islice(steps, 5))
        weights.append(model.weights)
    assert (weights[0] != weights[1]).any()


def test_the_last_updates_hardly_move(mnist_sets):
    digits = Dataset(mnist_sets[0].inputs[:500], mnist_sets[0].labels[:500])
    model, steps = training(digits, iterations=60)
    moves, last = [], model.weights
    for _ in steps:
        moves.append(np.abs(model.weights - last).max())
        last = model.weights
    assert max(moves[-3:]) < 0.02 * max(moves)
