"""Labelled drawings in a JSON file: what comes back, and what is refused in which words."""

import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.drawing import (
    MOST_EXAMPLES,
    MOST_POINTS,
    Example,
    SetError,
    digit_from_strokes,
    from_record,
    read_json,
    to_json,
    to_strokes,
)
from core.drawing.sets import FORMAT

coordinates = st.integers(0, 1000)
strokes = st.lists(
    st.lists(st.tuples(coordinates, coordinates).map(list), min_size=1), min_size=1, max_size=5
).map(to_strokes)
inked = arrays(np.uint8, (28, 28)).filter(np.any)
labels, names = st.integers(0, 9), st.text(max_size=20)
seeds = st.none() | st.integers()
examples = st.builds(Example, labels, strokes=strokes, name=names, seed=seeds) | st.builds(
    Example, labels, pixels=inked, name=names, seed=seeds
)


def file(content, name="drawings.json"):
    content = content if isinstance(content, str) else json.dumps(content)
    stream = io.BytesIO(content.encode())
    stream.name = name
    return stream


def a_set(*records):
    return file({"format": FORMAT, "drawings": list(records)})


@given(st.lists(examples, min_size=1, max_size=4))
def test_what_is_written_is_read_again(written):
    read = read_json(file(to_json(written)))
    assert len(read) == len(written)
    for before, after in zip(written, read, strict=True):
        assert (after.label, after.name, after.seed) == (before.label, before.name, before.seed)
        np.testing.assert_array_equal(after.image(), before.image())
        assert (after.strokes is None) == (before.strokes is None)


def test_strokes_are_prepared_as_everywhere():
    example = Example(1, strokes=to_strokes([[[500, 100], [480, 900]]]))
    np.testing.assert_array_equal(example.image(), digit_from_strokes(example.strokes))


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (7, "a drawing must be an object with a label; here is 7"),
        ({"label": 10}, "a label must be 0 to 9; here is 10"),
        ({"label": True}, "a label must be 0 to 9; here is True"),
        ({"label": 1, "name": 3}, "a name must be text of at most 255 characters; not 3"),
        ({"label": 1, "name": "x" * 256}, "a name must be text of at most 255 characters"),
        ({"label": 1, "name": "\ud800"}, "a name must be text of at most 255 characters"),
        ({"label": 1, "seed": 1.5}, "a seed must be a whole number; here is 1.5"),
        ({"label": 1, "strokes": []}, "a drawing must have at least one stroke; here is none"),
        ({"label": 1, "strokes": [[]]}, "each stroke must have a point; here is one without"),
        ({"label": 1, "strokes": 4}, "strokes must be lists of points [x, y]; here is 4"),
        ({"label": 1, "strokes": [[[1, 2, 3]]]}, "strokes must be lists of points [x, y]"),
        ({"label": 1, "strokes": [[[0.5, 1]]]}, "a whole number, 0 to 1000; here is 0.5"),
        ({"label": 1, "strokes": [[[0, 1001]]]}, "a whole number, 0 to 1000; here is 1001"),
        ({"label": 1, "strokes": [[[0, 0]] * (MOST_POINTS + 1)]}, "at most 5000 points"),
        ({"label": 1}, "pixels must be bytes in Base64; here is None"),
        ({"label": 1, "pixels": "!"}, "pixels must be bytes in Base64; here is '!'"),
        ({"label": 1, "pixels": "AAAA"}, "an image must have 28 × 28 pixels; here are 3"),
        ({"label": 1, "pixels": "A" * 1044}, "an image must have 28 × 28 pixels; here are 783"),
    ],
)
def test_a_record_that_is_none_is_refused_by_the_file_its_number_the_rule_and_the_value(
    record, message
):
    good = {"label": 1, "strokes": [[[1, 2]]]}
    with pytest.raises(SetError) as refusal:
        read_json(a_set(good, record))
    assert str(refusal.value).startswith("drawings.json: drawing 2: ")
    assert message in str(refusal.value)


def test_an_image_without_ink_is_refused():
    blank = json.loads(to_json([Example(1, pixels=np.zeros((28, 28), np.uint8))]))["drawings"][0]
    with pytest.raises(SetError, match="this one has no ink"):
        from_record(blank)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("seven", "the file must be JSON"),
        ("[" * 100_000, "the file must be JSON"),
        ([], "its format is “threshold drawings 1”"),
        ({"format": "other"}, "its format is “threshold drawings 1”"),
        ({"format": FORMAT}, "there must be 1 to 1000 drawings; here are none"),
        ({"format": FORMAT, "drawings": []}, "there must be 1 to 1000 drawings; here are 0"),
        ({"format": FORMAT, "drawings": [0] * (MOST_EXAMPLES + 1)}, "here are 1001"),
    ],
)
def test_another_file_is_refused(content, message):
    with pytest.raises(SetError) as refusal:
        read_json(file(content))
    assert str(refusal.value).startswith("drawings.json: ")
    assert message in str(refusal.value)


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(SetError, match="the file must be JSON"):
        read_json(io.BytesIO(b"\xff\xfe\x00{"))
