"""Counting right and wrong answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics import accuracy, confusion_matrix, precision, recall

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
