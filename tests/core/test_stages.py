"""The steps from a drawing to MNIST's look: what each does, and what is without it."""

from itertools import product

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.drawing import (
    EmptyDrawing,
    Steps,
    digit_from_image,
    digit_from_strokes,
    find_ink,
    ink_stages,
    stages,
)
from tests.drawings import drawings

SIDE, PEN = 1000, 70
ALL = Steps()


def on_the_pad(strokes):
    """Small, in the upper left quarter."""
    return [points * 3 + 120 for points in strokes]


@pytest.fixture(scope="module")
def drawn():
    return [on_the_pad(strokes) for _, strokes in drawings(copies=1)]


def ink_box(image):
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    return rows[0], rows[-1], columns[0], columns[-1]


def test_with_all_steps_the_last_is_the_digit_of_the_strokes(drawn):
    for strokes in drawn:
        shown = stages(strokes, SIDE, PEN, ALL)
        assert len(shown) == 4
        np.testing.assert_array_equal(shown[-1], digit_from_strokes(strokes))


def test_without_any_step_the_pad_is_only_shrunk(drawn):
    for strokes in drawn:
        shown = stages(strokes, SIDE, PEN, Steps(crop=False, fit=False, centre=False))
        for image in shown[1:]:
            np.testing.assert_array_equal(image, shown[0])
        top, bottom, left, right = ink_box(shown[0])
        assert bottom <= 15
        assert right <= 15
        assert min(top, left) >= 0


def test_cropped_ink_reaches_both_edges_of_the_longer_side(drawn):
    for strokes in drawn:
        top, bottom, left, right = ink_box(stages(strokes, SIDE, PEN, ALL)[1])
        assert (top, bottom) == (0, 27) or (left, right) == (0, 27)


@pytest.mark.parametrize("crop", [True, False])
def test_fitted_ink_stays_in_the_box(drawn, crop):
    for strokes in drawn:
        fitted = stages(strokes, SIDE, PEN, Steps(crop=crop, centre=False))[-1]
        top, bottom, left, right = ink_box(fitted > 3)
        assert min(top, left) >= 4
        assert max(bottom, right) <= 23


def test_centring_alone_brings_the_ink_to_the_middle(drawn):
    for strokes in drawn:
        before, after = (
            stages(strokes, SIDE, PEN, Steps(crop=False, fit=False, centre=centre))[-1]
            for centre in (False, True)
        )
        rows, columns = (after.sum(axis=axis) @ np.arange(28) / after.sum() for axis in (1, 0))
        start = before.sum(axis=1) @ np.arange(28) / before.sum()
        assert start < 11
        # Four pixels are the most that MNIST's own digits are ever moved.
        assert start + 3 < rows <= 14.1
        assert columns <= 14.1


@pytest.mark.parametrize("steps", [Steps(*on) for on in product((True, False), repeat=3)])
@pytest.mark.parametrize(
    "strokes",
    [
        [[(500, 500)]],
        [[(0, 0)]],
        [[(1000, 1000), (0, 0)]],
        [[(0, 0), (0, 1000), (1000, 1000), (1000, 0), (0, 0)]],
    ],
)
def test_at_the_pads_edges_there_is_ink_and_no_error(strokes, steps):
    for image in stages(strokes, SIDE, PEN, steps):
        assert image.shape == (28, 28)
        assert image.dtype == np.uint8
        assert image.max() > 100


def test_nothing_drawn_is_refused():
    with pytest.raises(EmptyDrawing):
        stages([], SIDE, PEN, ALL)


@pytest.fixture(scope="module", params=[6, 40], ids=["thin", "thick"])
def found(request, drawn):
    """The ink found in pictures of the drawings, lying in the upper left of a page."""
    return [find_ink(page(strokes, request.param)) for strokes in drawn]


def page(strokes, pen):
    picture = Image.new("L", (SIDE, SIDE), 230)
    brush = ImageDraw.Draw(picture)
    for points in strokes:
        brush.line([tuple(point) for point in points], fill=30, width=pen, joint="curve")
    return picture


@pytest.mark.parametrize("pen", [6, 40])
def test_with_all_steps_the_last_is_the_digit_of_the_picture(drawn, pen):
    for strokes in drawn:
        picture = page(strokes, pen)
        shown = ink_stages(find_ink(picture), Steps())
        np.testing.assert_array_equal(shown[-1], digit_from_image(picture))
        # Neither a picture's way nor that of strokes loses or moves the digit.
        alike = shown[-1].ravel() @ digit_from_strokes(strokes).ravel().astype(float)
        alike /= np.linalg.norm(shown[-1]) * np.linalg.norm(digit_from_strokes(strokes))
        assert alike > 0.7


def test_without_any_step_a_picture_is_only_shrunk(found):
    for ink in found:
        shown = ink_stages(ink, Steps(crop=False, fit=False, centre=False))
        for image in shown[1:]:
            np.testing.assert_array_equal(image, shown[0])
        assert ink_box(shown[0])[1] <= 15


def test_a_cropped_pictures_ink_reaches_both_edges_of_its_longer_side(found):
    for ink in found:
        top, bottom, left, right = ink_box(ink_stages(ink, Steps())[1])
        assert (top, bottom) == (0, 27) or (left, right) == (0, 27)


@pytest.mark.parametrize("crop", [True, False])
@pytest.mark.parametrize("fit", [True, False])
def test_centring_a_picture_loses_no_ink(found, crop, fit):
    for ink in found:
        before, after = ink_stages(ink, Steps(crop=crop, fit=fit))[2:]
        # A thin digit is drawn anew where its ink comes to lie.
        assert after.sum(dtype=float) == pytest.approx(before.sum(dtype=float), rel=0.05)
