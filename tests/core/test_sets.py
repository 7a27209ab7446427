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
    MOST_PATH,
    MOST_POINTS,
    MOST_STROKES,
    Example,
    SetError,
    digit_from_strokes,
    from_record,
    read_json,
    to_json,
    to_strokes,
)
from core.drawing.records import MOST_CHARACTERS
from core.drawing.sets import FORMAT, MOST_BYTES

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


def examples_of(stream):
    *_, found = read_json(stream)
    return found


@given(st.lists(examples, min_size=1, max_size=4))
def test_what_is_written_is_read_again(written):
    read = examples_of(file(to_json(written)))
    assert len(read) == len(written)
    for before, after in zip(written, read, strict=True):
        assert (after.label, after.name, after.seed) == (before.label, before.name, before.seed)
        np.testing.assert_array_equal(after.image(), before.image())
        assert (after.strokes is None) == (before.strokes is None)


def test_strokes_are_prepared_as_everywhere():
    example = Example(1, strokes=to_strokes([[[500, 100], [480, 900]]]))
    np.testing.assert_array_equal(example.image(), digit_from_strokes(example.strokes))


LONGEST = [[0, 0], [1000, 0]] * (MOST_PATH // 2000) + [[0, 0]]


def test_the_way_from_a_stroke_to_the_next_one_is_no_path():
    drawing = [LONGEST, [[900, 900]], [[0, 0]]]
    assert [stroke.tolist() for stroke in to_strokes(drawing)] == drawing


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
        ({"label": 1, "strokes": [[["0", "1"]]]}, "a whole number, 0 to 1000; here is '0'"),
        ({"label": 1, "strokes": [[[True, 1]]]}, "a whole number, 0 to 1000; here is True"),
        ({"label": 1, "strokes": [[[10**4000, 1]]]}, "a whole number, 0 to 1000; here is 1000"),
        ({"label": 1, "strokes": [[[0, 0]] * (MOST_POINTS + 1)]}, "5000 points; here are 5001"),
        ({"label": 1, "strokes": [[[0, 0]]] * (MOST_STROKES + 1)}, "500 strokes; here are 501"),
        (
            {"label": 1, "strokes": [LONGEST, [[7, 7], [7, 8]]]},
            "at most 200,000 long, 200 sides of the pad; here it is 200,001",
        ),
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
        examples_of(a_set(good, record))
    assert str(refusal.value).startswith("drawings.json: drawing 2: ")
    assert message in str(refusal.value)


def test_an_image_without_ink_is_refused():
    blank = json.loads(to_json([Example(1, pixels=np.zeros((28, 28), np.uint8))]))["drawings"][0]
    with pytest.raises(SetError, match="this one has no ink"):
        from_record(blank)


def inside(text):
    return f'{{"format": "{FORMAT}", "drawings": [{text}]}}'


GOOD = '{"label": 1, "strokes": [[[1, 2]]]}'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "must be JSON; reading it says: “{” must come here, at character 1."),
        ("seven", "“{” must come here, at character 1."),
        ([], "“{” must come here, at character 1."),
        ("{7: 8}", "a key in quotes must come here, at character 2."),
        ('{"format" 7}', "“:” must come here, at character 11."),
        ({"format": "other"}, "its format is “threshold drawings 1”"),
        ({"format": FORMAT}, "there must be 1 to 1000 drawings; here are none"),
        ({"format": FORMAT, "drawings": 7}, "“[” must come here, at character 48."),
        ({"format": FORMAT, "drawings": []}, "there must be 1 to 1000 drawings; here are none"),
        (
            {"format": FORMAT, "drawing": []},
            "“format” and “drawings”, each once; here is 'drawing'",
        ),
        ('{"format": 1, "format": 2}', "“format” and “drawings”, each once; here is 'format'"),
        (inside("0"), "drawing 1: a drawing must be an object with a label; here is 0"),
        (inside(f"{GOOD} {GOOD}"), "“]” must come here, at character 85."),
        (inside(GOOD) + "\n{}", "nothing may follow the last brace, at character 87."),
        (inside(GOOD)[:-1], "“}” must come here, at character 85."),
        (inside(GOOD)[:60], "characters), at character 61."),
        (inside('{"label": 1, "label": 2}'), "'label' stands twice in an object, at character 49."),
        (inside(",".join([GOOD] * (MOST_EXAMPLES + 1))), "1 to 1000 drawings; here are more."),
        (inside("[" * 100_000), "recursion"),
        (inside("[" + "[]," * 100_000), "at most 250,000 characters), at character 250,0"),
        (
            inside('"' + "7" * MOST_CHARACTERS + '"'),
            "at most 250,000 characters)",
        ),
        (inside("7" * 5000), "Exceeds the limit"),
        (" " * (MOST_BYTES + 1), "at most 20,971,520 bytes; here are 20,971,521."),
    ],
    # The contents themselves are no names.
    ids=range(23),
)
def test_another_file_is_refused(content, message):
    with pytest.raises(SetError) as refusal:
        examples_of(file(content))
    assert str(refusal.value).startswith("drawings.json: ")
    assert message in str(refusal.value)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00{", inside(GOOD).encode()[:-1] + b"\xe2\x80"])
def test_bytes_that_are_no_text_are_refused(content):
    with pytest.raises(SetError, match=r"the file must be JSON; .* it isn't text in UTF-8: "):
        examples_of(io.BytesIO(content))


@pytest.mark.parametrize("blank", ["", " \n" * 40_000])
def test_a_file_is_read_however_it_is_spaced_and_in_whatever_order(blank):
    name = "\N{GRINNING FACE}é"
    record = f'{{{blank}"name":{blank}"{name}","label": 3, "strokes": [[[1, 2], [3, 4]]]}}'
    text = f'\ufeff{{"drawings":[{blank}{record}{blank},{record}]{blank},"format":"{FORMAT}"}}'
    found = examples_of(file(text + blank))
    assert [example.name for example in found] == [name, name]
    assert [example.strokes[0].tolist() for example in found] == [[[1, 2], [3, 4]]] * 2


def test_the_share_that_is_done_grows_to_all():
    records = [{"label": 1, "strokes": [[[x, 500]] * 4000]} for x in range(100)]
    *shares, found = read_json(a_set(*records))
    assert len(found) == len(shares) == 100
    assert shares == sorted(shares)
    assert len(set(shares)) > 10
    assert 0 < shares[0] < 0.1
    assert shares[-1] == 1
