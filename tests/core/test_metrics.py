"""Counting right and wrong answers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics import (
    Z_95,
    accuracy,
    confusion_matrix,
    precision,
    recall,
    roc,
    wilson_interval,
)

ANSWERS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1)

# Of three cats two are found, of two dogs one; the only hare is taken for a cat.
CAT, DOG, HARE = 0, 1, 2
LABELS = [CAT, CAT, CAT, DOG, DOG, HARE]
PREDICTED = [CAT, CAT, DOG, DOG, CAT, CAT]


def test_accuracy_is_the_share_of_right_answers():
    assert accuracy(LABELS, PREDICTED) == 3 / 6
    assert accuracy(LABELS, LABELS) == 1


def test_labels_are_rows_and_predictions_columns():
    assert confusion_matrix(LABELS, PREDICTED, 3).tolist() == [[2, 1, 0], [1, 1, 0], [1, 0, 0]]


def test_recall_and_precision():
    confusion = confusion_matrix(LABELS, PREDICTED, 3)
    assert recall(confusion).tolist() == [2 / 3, 1 / 2, 0]
    np.testing.assert_array_equal(precision(confusion), [2 / 4, 1 / 2, np.nan])


def test_what_never_occurs_has_no_share_and_gives_no_warning():
    assert np.isnan(recall(np.zeros((2, 2), int))).all()
    assert np.isnan(precision(np.zeros((2, 2), int))).all()


@given(ANSWERS)
def test_a_confusion_matrix_counts_every_example_where_it_belongs(answers):
    labels, predicted = np.array(answers, np.uint8).T
    confusion = confusion_matrix(labels, predicted, 5)
    assert confusion.shape == (5, 5)
    for label, prediction in np.ndindex(5, 5):
        assert confusion[label, prediction] == answers.count((label, prediction))
    assert np.trace(confusion) / len(answers) == pytest.approx(accuracy(labels, predicted))


@given(ANSWERS)
def test_recall_is_precision_with_the_roles_changed(answers):
    labels, predicted = zip(*answers, strict=True)
    np.testing.assert_array_equal(
        recall(confusion_matrix(labels, predicted, 5)),
        precision(confusion_matrix(predicted, labels, 5)),
    )


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (0, 10, 0.0, None),
        (10, 10, None, 1.0),
        (81, 100, None, None),
        (1, 2, None, None),
        (968, 990, None, None),
    ],
)
def test_wilsons_interval_ends_where_the_accuracy_would_be_rejected(right, n, low, high):
    found = wilson_interval(right, n)
    share = right / n

    def too_far(p):
        return (share - p) ** 2 - Z_95**2 * p * (1 - p) / n

    for end, known in zip(found, (low, high), strict=True):
        if known is not None:
            assert end == pytest.approx(known, abs=1e-12)
        assert too_far(end) == pytest.approx(0, abs=1e-12)
    assert found[0] <= share <= found[1]


def test_the_95_percent_quantile_of_the_normal_distribution():
    assert math.erf(Z_95 / math.sqrt(2)) == pytest.approx(0.95, abs=1e-6)


@given(st.integers(1, 5000), st.floats(0, 1))
def test_wilsons_interval_narrows_with_more_answers(n, share):
    right = round(share * n)
    low, high = wilson_interval(right, n)
    more = wilson_interval(4 * right, 4 * n)
    assert 0 <= low <= right / n <= high <= 1
    assert more[1] - more[0] < high - low


def by_pairs(labels, probabilities):
    """The share of pairs of a yes and a no in which the yes is the more probable one; ties half."""
    yes, no = probabilities[labels == 1][:, None], probabilities[labels == 0]
    return np.mean((yes > no) + 0.5 * (yes == no))


@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 6)), min_size=2).filter(
        lambda rows: len({label for label, _ in rows}) == 2
    )
)
def test_the_roc_curve_rises_from_none_to_all_and_its_area_is_the_share_of_right_pairs(rows):
    labels, sixths = np.array(rows).T
    curve = roc(labels, sixths / 6)
    for rates in (curve.false_alarm_rates, curve.hit_rates):
        assert rates[0] == 0
        assert rates[-1] == 1
        assert (np.diff(rates) >= 0).all()
    assert (np.diff(curve.thresholds) < 0).all()
    assert curve.area == pytest.approx(by_pairs(labels, sixths / 6))
    for threshold, hits in zip(curve.thresholds, curve.hit_rates, strict=True):
        assert hits == np.mean(sixths[labels == 1] / 6 > threshold)
