"""Any table of numbers, and two classes made of one of its columns."""

import io

import numpy as np
import pytest

from core.datasets import table
from core.datasets.table import FormatError, Table, two_classes


def read(text):
    file = io.BytesIO(text.encode())
    file.name = "mine.csv"
    return table.read(file)


def test_columns_stay_as_they_are_named_and_ordered():
    found = read("hours,passed\n1.5,0\n-2e3,1\n")
    assert found.columns == ("hours", "passed")
    assert found.values.tolist() == [[1.5, 0], [-2000, 1]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a a\n1 2\n3 4\n",
            "mine.csv, line 1: each column must have a name of its own; here are 2",
        ),
        ("a\n1\n2\n", "a label and 1 to 8 inputs, 2 to 9 columns; here are 1"),
        ("a b c d e f g h i j\n", "2 to 9 columns; here are 10"),
        ("a b\n1 2\n", "2 to 10000 rows; it has 1"),
        ("a b\n1 2\n1 nan\n", "line 3, column 'b': a value must be a finite number; it is 'nan'"),
        ("a b\n1 2\n1 1e999\n", "line 3, column 'b': a value must be a finite number"),
    ],
)
def test_what_is_no_such_table_is_refused(text, message):
    with pytest.raises(FormatError) as refusal:
        read(text)
    assert message in str(refusal.value)


def test_of_two_values_the_larger_is_1_and_the_other_columns_are_inputs():
    found = Table(("a", "class", "b"), np.array([[1.0, 7, 2], [3, 5, 4], [5, 7, 6]]))
    data = two_classes(found, "class")
    assert data.columns == ("a", "b", "class")
    assert data.labels.tolist() == [1, 0, 1]
    assert data.inputs.tolist() == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize(("values", "count"), [([1, 1], 1), ([1, 2, 3], 3)])
def test_a_label_must_have_two_values(values, count):
    found = Table(("a", "class"), np.array([[0.0, value] for value in values]))
    with pytest.raises(FormatError, match=f"two values, one for each class; 'class' has {count}"):
        two_classes(found, "class")
