"""The race of batch sizes: real trainings, whose batches and counters fit together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classifiers import BinaryClassifier
from core.newton import minimise_cross_entropy
from core.race import BATCH_SIZES, EXAMPLES, START, course, problem, updates_within
from core.training import Plan, examples_seen, updates_per_epoch


@pytest.fixture(scope="module")
def examples():
    return problem()


def test_the_problem_is_standardised_and_has_a_finite_best(examples):
    assert len(examples) == EXAMPLES == 99
    assert examples.inputs.mean() == pytest.approx(0, abs=1e-12)
    assert examples.inputs.std() == pytest.approx(1)
    assert (np.diff(examples.inputs[:, 0]) >= 0).all()
    assert set(examples.labels) == {0, 1}
    # Raises NoOptimum where a cut separates the labels.
    best = minimise_cross_entropy(examples.inputs, examples.labels)
    assert best.loss == pytest.approx(0.4679963529776811, rel=1e-9)


@pytest.mark.parametrize("size", BATCH_SIZES)
def test_each_update_is_the_models_gradient_over_the_rows_of_its_batch(examples, size):
    plan = Plan(0.3, 2 * updates_per_epoch(EXAMPLES, size), size, seed=1)
    run = course(examples, plan)
    model = BinaryClassifier(1, positive=1)
    assert run.weights[0].tolist() == list(START)
    for update, rows in enumerate(run.rows):
        model.weights = run.weights[update].reshape(2, 1)
        loss = model.loss(examples.inputs, examples.labels)
        assert run.losses[update] == pytest.approx(loss, rel=1e-12)
        slope = model.gradient(examples.inputs[rows], examples.labels[rows])[:, 0]
        expected = run.weights[update] - 0.3 * slope
        np.testing.assert_allclose(run.weights[update + 1], expected, rtol=1e-9, atol=1e-12)


def test_by_examples_sgd_is_far_ahead_and_by_updates_it_is_not(examples):
    sgd, mini, batch = (course(examples, Plan(0.3, 99, size)) for size in BATCH_SIZES)
    an_epoch = [run.losses[updates_per_epoch(99, run.batch_size)] for run in (sgd, mini, batch)]
    assert an_epoch[0] < an_epoch[1] < 0.5 * an_epoch[2]
    assert sgd.losses[99] > mini.losses[99] > batch.losses[99]
    # The batch goes down all the way; one example at a time, it goes up and down.
    assert (np.diff(batch.losses) < 0).all()
    assert np.mean(np.diff(sgd.losses) > 0) > 0.2


@given(st.integers(1, 60), st.data())
def test_what_is_lit_and_seen_is_an_epoch_in_its_order(n, data):
    size = data.draw(st.integers(1, n))
    per_epoch = updates_per_epoch(n, size)
    made = data.draw(st.integers(0, 2 * per_epoch))
    examples = problem()
    subset = type(examples)(examples.inputs[:n], examples.labels[:n])
    run = course(subset, Plan(0.1, 2 * per_epoch, size))
    lit, seen = run.lit(made), run.this_epoch(made)
    assert len(set(seen)) == len(seen) == (run.seen[made] - 1) % n + 1 if made else not len(seen)
    assert lit.tolist() == seen[len(seen) - len(lit) :].tolist()
    if made and made % per_epoch == 0:
        assert sorted(seen) == list(range(n))


@given(st.integers(1, 500), st.data(), st.integers(0, 3000))
def test_as_many_updates_as_the_examples_that_came_by_allow(n, data, came_by):
    size = data.draw(st.integers(1, n))
    made = updates_within(n, size, came_by)
    assert examples_seen(n, size, made) <= came_by < examples_seen(n, size, made + 1)


def test_a_course_cannot_be_changed(examples):
    run = course(examples, Plan(0.3, 2, 3))
    for array in (run.weights, run.losses, *run.rows):
        assert not array.flags.writeable
