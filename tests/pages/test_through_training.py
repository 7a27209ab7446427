"""The drawing's way through the lecture's training: the outputs, and where curves are named."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.datasets.dataset import Dataset
from core.figures.curves import best_traces, name_trace, output_curves
from core.figures.theme import LIGHT
from core.training import train
from core.worker import Moment
from pages._ui.draw.through_training import CLASSES, LEAST_APART, PLAN, is_named, outputs
from pages._ui.run import RunPlan


@pytest.mark.parametrize("model", ["softmax", "ten sigmoids"])
def test_the_outputs_are_those_of_the_classifier_at_each_moment(mnist_sets, model):
    plan = RunPlan(model, PLAN)
    classifier = plan.classifier()
    test_set = mnist_sets[1]
    few, image = Dataset(test_set.inputs[:100], test_set.labels[:100]), test_set.inputs[200]
    expected, moments = [], []
    for snapshot, _ in zip(train(classifier, few, PLAN), range(4), strict=False):
        classifier.weights = snapshot.weights
        expected.append(classifier.predict_proba(image.reshape(1, -1))[0])
        moments.append(Moment(snapshot.iteration, 0, 0.0, snapshot.weights))
    found = outputs(SimpleNamespace(plan=plan), tuple(moments), image.reshape(28, 28))
    np.testing.assert_allclose(found, expected)
    assert not np.allclose(found[-1], found[0])


@given(arrays(float, CLASSES, elements=st.floats(0, 1)))
def test_names_stand_apart_and_the_best_curve_has_one(shares):
    named = sorted(share for digit, share in enumerate(shares) if is_named(shares, digit))
    if shares.max() > LEAST_APART:
        assert named[-1] == shares.max()
    apart = np.diff(named)
    # Equal curves have equal names in one place.
    assert (np.isclose(apart, 0) | (apart >= LEAST_APART - 1e-12)).all()


def test_the_traces_are_where_they_are_said_to_be():
    chart = output_curves(CLASSES, 200, LIGHT)
    bold, dot, line = best_traces(CLASSES)
    assert chart.data[bold].line.width > chart.data[0].line.width
    assert chart.data[dot].mode == "markers"
    assert chart.data[line].line.dash == "dot"
    names = [chart.data[name_trace(CLASSES, digit)].text[0].strip() for digit in range(CLASSES)]
    assert names == list("0123456789")
