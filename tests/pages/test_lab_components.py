"""What browsers may send from images and from the slider, and what is sent to them."""

import base64

import numpy as np
import pytest

from pages._ui import images, scrubber

POSITIONS = (0, 4, 8, 12, 13)


def numbers(data):
    """The signed values that a browser reads."""
    steps = np.frombuffer(base64.b64decode(data["pixels"]), "<i2").astype(float)
    return np.where(steps == images.NOT_FINITE, np.nan, steps * data["scale"] / images.STEPS)


def test_ink_travels_as_it_is():
    pixels = np.arange(784, dtype=np.uint8).reshape(1, 28, 28)
    assert base64.b64decode(images._ink(pixels)["pixels"]) == pixels.tobytes()


def test_signed_values_lose_less_than_can_be_seen_even_beyond_the_limit():
    values = np.array([-0.004, 0, 0.004, -0.00123, 0.008])
    np.testing.assert_allclose(numbers(images._signed(values, 0.004)), values, atol=1.3e-7)


@pytest.mark.parametrize("limit", [1.0, np.nan])
def test_values_that_are_not_finite_stay_so(limit):
    sent = images._signed(np.array([np.nan, -np.inf, 0.5]), limit)
    assert np.isfinite([sent["limit"], sent["scale"]]).all()
    np.testing.assert_allclose(numbers(sent), [np.nan, np.nan, 0.5], atol=2e-5)


@pytest.mark.parametrize("shape", [(0, 28, 28), (1, 28, 28)])
def test_no_images_and_no_values_but_zero_are_no_error(shape):
    np.testing.assert_array_equal(numbers(images._signed(np.zeros(shape), 0.0)), 0)


def test_a_click_is_its_index_and_its_number():
    assert images._checked({"index": 2, "seq": 7}, 3) == (2, 7)


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        2,
        [2, 7],
        {},
        {"index": 2},
        {"index": 3, "seq": 7},
        {"index": -1, "seq": 7},
        {"index": True, "seq": 7},
        {"index": 2.0, "seq": 7},
        {"index": "2", "seq": 7},
        {"index": 2, "seq": True},
        {"index": 2, "seq": None},
    ],
)
def test_a_click_that_makes_no_sense_is_none(nonsense):
    assert images._checked(nonsense, 3) is None


@pytest.mark.parametrize(
    ("at", "position"), [(None, None), (0, 0), (8, 8), (11, 8), (13, 13), (99, 13)]
)
def test_a_move_ends_at_the_position_at_or_below_it(at, position):
    assert scrubber._checked({"seq": 7, "at": at}, POSITIONS) == (7, position)


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        8,
        [7, 8],
        {},
        {"seq": 7},
        {"at": 8},
        {"seq": True, "at": 8},
        {"seq": "7", "at": 8},
        {"seq": 7, "at": True},
        {"seq": 7, "at": 8.0},
        {"seq": 7, "at": "8"},
        {"seq": 7, "at": -1},
        {"seq": 7, "at": [8]},
    ],
)
def test_a_move_that_makes_no_sense_is_ignored(nonsense):
    assert scrubber._checked(nonsense, POSITIONS) is None


def test_a_move_on_a_slider_without_positions_is_ignored():
    assert scrubber._checked({"seq": 7, "at": 8}, ()) is None
