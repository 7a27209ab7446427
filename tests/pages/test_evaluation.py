"""What the lab works out when somebody looks is what the classifier itself says."""

import numpy as np
import pytest

from core import metrics
from core.training import Plan, train
from core.worker import Moment
from pages._ui.data import mnist_digits
from pages._ui.lab import course, evaluation, plans
from pages._ui.run import Run, RunPlan, State
from pages._ui.runs import Runs


def run_and_moment(model: str, iterations: int = 3) -> tuple[Run, Moment]:
    plan = RunPlan(model, Plan(1e-5, iterations), digit=3)
    run = Run(plan, mnist_digits(), Runs())
    *_, last = train(plan.classifier(), run.sets.train, plan.plan)
    weights = last.weights.astype(np.float32)
    return run, Moment(last.iteration, last.epoch, last.seconds, weights)


@pytest.mark.parametrize("model", ["fives", "ten sigmoids", "softmax"])
def test_an_evaluation_is_what_the_classifier_says_image_by_image(model):
    run, moment = run_and_moment(model)
    seen = evaluation.evaluate(run, moment)
    classifier, test_set = run.plan.classifier(), run.sets.test
    classifier.weights = moment.weights.astype(np.float64)
    np.testing.assert_allclose(
        seen.logits, classifier.logits(test_set.inputs), rtol=1e-3, atol=1e-3
    )
    np.testing.assert_array_equal(seen.predicted, classifier.predict(test_set.inputs))
    np.testing.assert_array_equal(seen.answers, classifier.answers(test_set.labels))
    assert seen.confusion.sum() == 10_000
    assert seen.accuracy == metrics.accuracy(seen.answers, seen.predicted)
    assert seen.probabilities.shape == (10_000, len(seen.names))
    examples = run.sets.train
    assert evaluation.loss(run, moment) == pytest.approx(
        classifier.loss(examples.inputs, examples.labels), rel=1e-5
    )
    expected = classifier.gradient(examples.inputs, examples.labels)
    np.testing.assert_allclose(
        evaluation.gradient(run, moment), expected, atol=1e-5 * np.abs(expected).max()
    )


def test_one_sigmoid_s_probabilities_are_of_no_and_of_yes():
    seen = evaluation.evaluate(*run_and_moment("fives"))
    assert seen.names == ("not 3", "3")
    np.testing.assert_allclose(seen.probabilities.sum(axis=1), 1)
    np.testing.assert_array_equal(seen.probabilities[:, 1] > 0.5, seen.predicted == 1)


def test_a_loss_that_was_measured_is_not_worked_out_again():
    run, moment = run_and_moment("softmax")
    known = Moment(moment.iteration, 0, 0.0, moment.weights, loss=123.0, accuracy=0.5)
    assert evaluation.loss(run, known) == 123.0


def losses(*values):
    moments = tuple(Moment(i, 0, 0.0, np.zeros(1), loss, 0.5) for i, loss in enumerate(values))
    return State("running", newest=moments[-1], moments=moments)


def test_a_rate_that_is_too_high_is_said_with_its_numbers():
    words = course.overshoot(plans.DEFAULT, losses(2, 200, 60, *[30] * 10, 6))
    assert "rose to 100.0 times what it was at the start, and is 3.0 times that now" in words
    words = course.overshoot(plans.DEFAULT, losses(8, *[1, 2] * 10))
    assert "In 10 of the last 19 updates the loss rose" in words


def test_a_loss_that_falls_or_that_mini_batches_shake_is_no_overshoot():
    assert not course.overshoot(plans.DEFAULT, losses(8, *np.linspace(7, 1, 30)))
    batches = RunPlan("softmax", Plan(0.1, 100, batch_size=10))
    assert not course.overshoot(batches, losses(8, *[1, 2] * 10))
    assert not course.overshoot(plans.DEFAULT, losses(1, 2, 3)), "too early to tell"
