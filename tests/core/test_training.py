"""Gradient descent: the lecture's figures, and the laws that hold for every plan."""

import re
from itertools import count, pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from core import training
from core.classifiers import BinaryClassifier, OneVsRestClassifier, SoftmaxClassifier
from core.datasets.dataset import Dataset
from core.losses import SQUARED_ERROR
from core.metrics import accuracy
from core.training import Plan, examples_seen, train, updates_per_epoch

DIGIT_MODELS = {
    "fives": lambda: BinaryClassifier(784, positive=5),
    "fives, squared error": lambda: BinaryClassifier(784, 5, SQUARED_ERROR),
    "ten sigmoids": lambda: OneVsRestClassifier(784, classes=10),
    "softmax": lambda: SoftmaxClassifier(784, classes=10),
}


@pytest.fixture(autouse=True)
def one_thread():
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="module")
def some_digits(mnist_sets):
    """3,000 digits to train on, and 500 to test on."""
    return tuple(
        Dataset(digits.inputs[:n], digits.labels[:n])
        for digits, n in zip(mnist_sets, (3000, 500), strict=True)
    )


def blobs(n, classes=3, as_pixels=False):
    """Small random examples in two dimensions (or images of 2 × 2)."""
    rng = np.random.default_rng(n)
    labels = rng.integers(classes, size=n)
    if as_pixels:
        return Dataset(rng.integers(256, size=(n, 4)).astype(np.uint8), labels)
    return Dataset(rng.standard_normal((n, 2)) + labels[:, None], labels)


def softmax_for(dataset):
    return SoftmaxClassifier(dataset.inputs.shape[1], classes=3)


def last(snapshots):
    *_, snapshot = snapshots
    return snapshot


def state(snapshot):
    """All that two equal trainings must agree on, to the last digit."""
    return (
        snapshot.iteration,
        snapshot.epoch,
        snapshot.weights.tolist(),
        snapshot.loss,
        snapshot.accuracy,
    )


# The lecture's figures


def test_police_with_three_inputs_as_in_the_lecture(police_table):
    model = BinaryClassifier(3, positive=1)
    end = last(train(model, police_table, Plan(0.001, iterations=10_000), test=police_table))
    assert end.loss == pytest.approx(0.3657276479171396, rel=1e-9)
    assert end.accuracy == 25 / 30


@pytest.mark.parametrize(
    ("name", "iterations", "loss", "correct"),
    [
        ("fives", 100, 0.11878215514512927, 9637),
        ("ten sigmoids", 200, 0.858631964880413, 9032),
        ("softmax", 200, 0.33815601481437296, 9110),
    ],
)
def test_digits_as_in_the_lecture(mnist_sets, name, iterations, loss, correct):
    train_set, test_set = mnist_sets
    plan = Plan(learning_rate=1e-5, iterations=iterations)
    end = last(train(DIGIT_MODELS[name](), train_set, plan, test_set))
    assert end.loss == pytest.approx(loss, rel=1e-6)
    assert end.accuracy * 10_000 == pytest.approx(correct)


def test_the_loss_of_ten_sigmoids_first_rises_as_in_the_lecture(mnist_sets):
    start, first = train(DIGIT_MODELS["ten sigmoids"](), mnist_sets[0], Plan(1e-5, 1))
    assert start.loss == pytest.approx(10 * np.log(2), rel=1e-6)
    assert first.loss == pytest.approx(8.434456875083338, rel=1e-6)


@pytest.mark.parametrize("name", ["ten sigmoids", "softmax"])
def test_a_rate_at_which_the_lectures_loss_turns_nan_stays_finite(mnist_sets, name):
    model, (train_set, test_set) = DIGIT_MODELS[name](), mnist_sets
    losses = [shot.loss for shot in train(model, train_set, Plan(1e-4, 5), test_set)]
    assert np.isfinite(losses).all()
    # ŷ rounds to 1 from v = 37 on, and the lecture takes the logarithm of 1 − ŷ.
    assert abs(model.logits(test_set.inputs)).max() > 37


# What an update is


@pytest.mark.parametrize("name", DIGIT_MODELS)
def test_the_fast_full_batch_has_the_loss_and_gradient_of_the_plain_model(some_digits, name):
    train_set, test_set = some_digits
    model, plan = DIGIT_MODELS[name](), Plan(learning_rate=1e-5, iterations=1)
    model.weights = 1e-3 * np.random.default_rng(0).standard_normal(model.weights.shape)
    loss = model.loss(train_set.inputs, train_set.labels)
    gradient = model.gradient(train_set.inputs, train_set.labels)
    right = accuracy(model.answers(test_set.labels), model.predict(test_set.inputs))
    before, after = train(model, train_set, plan, test_set)
    assert before.loss == pytest.approx(loss, rel=1e-6)
    assert before.accuracy == right
    fast = (before.weights - after.weights) / plan.learning_rate
    np.testing.assert_allclose(fast, gradient, atol=1e-6 * abs(gradient).max())


@pytest.mark.parametrize("name", DIGIT_MODELS)
def test_a_mini_batch_has_the_gradient_of_its_examples(some_digits, name):
    model, plan = DIGIT_MODELS[name](), Plan(1e-5, iterations=1, batch_size=50, seed=7)
    rows = np.random.default_rng([7, 0]).permutation(3000)[:50]
    gradient = model.gradient(some_digits[0].inputs[rows], some_digits[0].labels[rows])
    after = last(train(model, some_digits[0], plan))
    np.testing.assert_allclose(
        after.weights, -1e-5 * gradient, atol=1e-6 * 1e-5 * abs(gradient).max()
    )


def test_the_losses_and_accuracies_of_snapshots_are_those_of_their_weights():
    train_set, test_set = blobs(40), blobs(25)
    shots = list(train(softmax_for(train_set), train_set, Plan(0.1, 7, batch_size=16), test_set))
    for shot in shots:
        model = softmax_for(train_set)
        model.weights = shot.weights
        assert shot.loss == pytest.approx(model.loss(train_set.inputs, train_set.labels))
        assert shot.accuracy == accuracy(test_set.labels, model.predict(test_set.inputs))
    assert len({shot.accuracy for shot in shots}) > 1


def test_without_a_test_set_there_is_no_accuracy():
    assert last(train(softmax_for(blobs(9)), blobs(9), Plan(0.1, 2))).accuracy is None


@settings(deadline=None)
@given(st.floats(0.1, 1000), st.sampled_from([None, 1, 16]))
def test_training_with_an_input_scale_is_training_on_scaled_inputs(scale, batch_size):
    data = blobs(30)
    scaled = Dataset(data.inputs / scale, data.labels)
    plan = Plan(0.1, 8, batch_size, input_scale=scale)
    shots = train(softmax_for(data), data, plan)
    expected = train(softmax_for(data), scaled, Plan(0.1, 8, batch_size))
    for shot, other in zip(shots, expected, strict=True):
        assert shot.loss == pytest.approx(other.loss)
        np.testing.assert_allclose(shot.weights[0], other.weights[0], rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(scale * shot.weights[1:], other.weights[1:], atol=1e-9)


# Epochs and batches


@pytest.mark.parametrize(
    ("batch_size", "an_epoch", "in_10_epochs"), [(1, 99, 990), (3, 33, 330), (99, 1, 10)]
)
def test_99_examples_as_in_the_lectures_table(batch_size, an_epoch, in_10_epochs):
    assert updates_per_epoch(99, batch_size) == an_epoch
    plan = Plan(0.01, in_10_epochs, batch_size)
    epochs = [shot.epoch for shot in train(softmax_for(blobs(99)), blobs(99), plan)]
    assert epochs == [update // an_epoch for update in range(in_10_epochs + 1)]
    assert epochs[-2:] == [9, 10]


@pytest.mark.parametrize(
    ("examples", "batch_size", "updates"),
    [(99, None, 1), (99, 10, 10), (99, 98, 2), (60_000, 128, 469), (1, 1, 1)],
)
def test_a_shorter_last_batch_is_an_update_too(examples, batch_size, updates):
    assert updates_per_epoch(examples, batch_size) == updates


@given(st.integers(1, 300), st.data(), st.integers(0, 5))
def test_an_epoch_sees_each_example_once(n, data, epochs):
    batch_size = data.draw(st.none() | st.integers(1, n))
    per_epoch = updates_per_epoch(n, batch_size)
    assert examples_seen(n, batch_size, epochs * per_epoch) == epochs * n
    steps = np.diff(examples_seen(n, batch_size, np.arange(per_epoch + 1)))
    assert (steps[:-1] == (batch_size or n)).all()
    assert 1 <= steps[-1] <= (batch_size or n)


class Recorder(SoftmaxClassifier):
    """Notes down the labels of the examples that it is asked about."""

    def __init__(self, n):
        super().__init__(1, n)
        self.seen = []

    def encode(self, labels):
        self.seen.append(labels.tolist())
        return super().encode(labels)


def batches_of(n, plan):
    """The examples, by number, of each update."""
    model = Recorder(n)
    snapshots = train(model, Dataset(np.zeros((n, 1)), np.arange(n)), plan)
    model.seen.clear()
    last(snapshots)
    return model.seen


@given(st.integers(1, 30), st.data(), st.integers(0, 3))
def test_every_example_has_its_turn_once_an_epoch(n, data, seed):
    batch_size = data.draw(st.integers(1, n))
    per_epoch = updates_per_epoch(n, batch_size)
    batches = batches_of(n, Plan(0.1, 2 * per_epoch, batch_size, seed))
    for epoch in (batches[:per_epoch], batches[per_epoch:]):
        assert sorted(np.concatenate(epoch)) == list(range(n))
        assert [len(batch) for batch in epoch[:-1]] == [batch_size] * (per_epoch - 1)
        assert len(epoch[-1]) == n - batch_size * (per_epoch - 1)


def test_the_order_is_new_in_each_epoch_and_follows_from_the_seed():
    one, again, other = (batches_of(20, Plan(0.1, 8, 5, seed)) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert one[:4] != one[4:]
    assert np.concatenate(one[:4]).tolist() != list(range(20))


# Snapshots


@settings(deadline=None, max_examples=60)
@given(
    batch_size=st.none() | st.integers(1, 23),
    seed=st.integers(0, 2**32),
    total=st.integers(0, 30),
    data=st.data(),
    as_pixels=st.booleans(),
)
def test_a_training_goes_on_from_a_snapshot_as_if_never_interrupted(
    batch_size, seed, total, data, as_pixels
):
    cut = data.draw(st.integers(0, total), label="cut")
    examples, test_set = blobs(23, as_pixels=as_pixels), blobs(11, as_pixels=as_pixels)

    def run(iterations, start=None):
        plan = Plan(0.01, iterations, batch_size, seed, input_scale=2)
        return list(train(softmax_for(examples), examples, plan, test_set, start))

    whole, prefix = run(total), run(cut)
    resumed = run(total, start=prefix[-1])
    assert [state(shot) for shot in prefix + resumed] == [state(shot) for shot in whole]
    assert [shot.iteration for shot in whole] == list(range(total + 1))
    seconds = [shot.seconds for shot in prefix + resumed]
    assert seconds == sorted(seconds)


def test_a_snapshot_never_changes():
    data, kept = blobs(30), []
    model = softmax_for(data)
    for shot in train(model, data, Plan(0.1, 9, batch_size=8)):
        kept.append((shot, shot.weights.copy()))
        with pytest.raises(ValueError, match="read-only"):
            shot.weights[0, 0] = 1
    model.weights += 1
    for shot, weights in kept:
        np.testing.assert_array_equal(shot.weights, weights)
    assert all(not np.array_equal(a, b) for (_, a), (_, b) in pairwise(kept))


def test_the_model_has_the_weights_of_the_snapshot_that_is_on_show():
    data = blobs(30)
    model = softmax_for(data)
    for shot in train(model, data, Plan(0.1, 5)):
        np.testing.assert_array_equal(model.weights, shot.weights)


def test_training_starts_from_the_models_weights():
    data = blobs(30)
    model = softmax_for(data)
    model.weights += 0.5
    assert (last(train(model, data, Plan(0.1, 0))).weights == 0.5).all()


def test_seconds_count_the_training_and_not_what_is_done_with_a_snapshot(monkeypatch):
    clock = count()
    monkeypatch.setattr(training, "time", SimpleNamespace(perf_counter=clock.__next__))
    seconds = []
    for shot in train(softmax_for(blobs(9)), blobs(9), Plan(0.1, 3)):
        seconds.append(shot.seconds)
        next(clock)
    assert seconds == [0, 1, 2, 3], "what a snapshot's own update took, and those before it"


# What can't be trained with


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"learning_rate": 0}, "The learning rate must be a number above 0; got 0."),
        ({"learning_rate": -1e-5}, "The learning rate must be a number above 0; got -1e-05."),
        ({"learning_rate": np.nan}, "The learning rate must be a number above 0; got nan."),
        ({"learning_rate": np.inf}, "The learning rate must be a number above 0; got inf."),
        ({"input_scale": 0}, "The input scale must be a number above 0; got 0."),
        ({"input_scale": np.inf}, "The input scale must be a number above 0; got inf."),
        ({"iterations": -1}, "The iterations must be a whole number of at least 0; got -1."),
        ({"batch_size": 0}, "The batch size must be a whole number of at least 1; got 0."),
        ({"batch_size": 2.5}, "The batch size must be a whole number of at least 1; got 2.5."),
        ({"iterations": None}, "The iterations must be a whole number of at least 0; got None."),
        ({"seed": -1}, "The seed must be a whole number of at least 0; got -1."),
    ],
)
def test_a_bad_plan_is_refused_in_a_sentence(change, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Plan(**{"learning_rate": 0.1, "iterations": 10, **change})


def test_data_that_do_not_fit_are_refused_before_the_first_step():
    data, plan = blobs(9), Plan(0.1, 1, batch_size=10)
    with pytest.raises(ValueError, match="at most the number of examples, 9; got 10"):
        train(softmax_for(data), data, plan)
    with pytest.raises(ValueError, match="no examples to train on"):
        train(softmax_for(data), Dataset(np.zeros((0, 2)), np.zeros(0, int)), Plan(0.1, 1))
    with pytest.raises(ValueError, match="Labels must be 0 to 1"):
        train(SoftmaxClassifier(2, classes=2), blobs(9), Plan(0.1, 1))
