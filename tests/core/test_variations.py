"""Variations of images: what they keep, what they move, and that nothing moves without them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import variations
from core.variations import SIDE

LARGEST = ("LARGEST_TURN", "LARGEST_SLANT", "LARGEST_STRETCH", "LARGEST_SHIFT", "BOLDEST")


@pytest.fixture
def only(monkeypatch):
    """only(NAME): switch all other kinds of variation off."""

    def switch(*names):
        for name in LARGEST:
            if name not in names:
                monkeypatch.setattr(variations, name, 0.0)

    return switch


def stroke():
    image = np.zeros((SIDE, SIDE), dtype=np.uint8)
    image[6:22, 13:15] = 255
    return image.reshape(1, -1)


def centre(image):
    pixels = image.reshape(SIDE, SIDE)
    y, x = np.indices(pixels.shape)
    return np.array([(x * pixels).sum(), (y * pixels).sum()]) / pixels.sum()


def test_without_any_variation_the_images_are_the_same(mnist_sets, only):
    only()
    images = mnist_sets[0].inputs[:50]
    varied = variations.vary(images, np.random.default_rng(0))
    np.testing.assert_allclose(varied, images, atol=0.2)


@given(seed=st.integers(0, 2**32), first=st.integers(0, 9990))
def test_a_variation_is_still_an_image(mnist_sets, seed, first):
    images = mnist_sets[1].inputs[first : first + 10]
    varied = variations.vary(images, np.random.default_rng(seed))
    assert varied.shape == images.shape
    assert varied.dtype == np.float32
    assert varied.min() >= 0
    assert varied.max() <= 255.001
    # It is still about as much ink.
    assert (varied.sum(axis=1) / images.sum(axis=1) > 0.1).all()
    assert (varied.sum(axis=1) / images.sum(axis=1) < 4).all()


def test_each_copy_is_varied_otherwise_and_a_seed_repeats_it():
    images = np.repeat(stroke(), 2, axis=0)
    one, other = variations.vary(images, np.random.default_rng(3))
    assert np.abs(one - other).max() > 50
    again = variations.vary(images, np.random.default_rng(3))
    np.testing.assert_array_equal(again[0], one)


def test_an_empty_image_stays_empty():
    assert not variations.vary(np.zeros((3, 784), np.uint8), np.random.default_rng(0)).any()


def test_a_shift_moves_the_centre_of_mass_and_not_the_ink(only):
    only("LARGEST_SHIFT")
    images = np.repeat(stroke(), 40, axis=0)
    varied = variations.vary(images, np.random.default_rng(0))
    moved = np.array([centre(image) - centre(images[0]) for image in varied])
    assert np.abs(moved).max() <= variations.LARGEST_SHIFT
    assert (np.ptp(moved, axis=0) > variations.LARGEST_SHIFT).all()
    np.testing.assert_allclose(varied.sum(axis=1), images.sum(axis=1), rtol=1e-3)


def test_a_pen_makes_strokes_bolder_and_finer_where_they_stand(only):
    only("BOLDEST")
    images = np.repeat(stroke(), 40, axis=0)
    varied = variations.vary(images, np.random.default_rng(0))
    ink = varied.sum(axis=1) / images[0].sum()
    assert ink.min() < 0.7
    assert ink.max() > 1.5
    for image in varied:
        np.testing.assert_allclose(centre(image), centre(images[0]), atol=0.01)


@pytest.mark.parametrize("name", ["LARGEST_TURN", "LARGEST_SLANT"])
def test_an_upright_stroke_leans_as_far_as_is_allowed(only, name):
    only(name)
    images = np.repeat(stroke(), 60, axis=0)
    leans = []
    for image in variations.vary(images, np.random.default_rng(0)):
        pixels = image.reshape(SIDE, SIDE)
        rows = np.flatnonzero(pixels.sum(axis=1) > 300)
        x = pixels[rows] @ np.arange(SIDE) / pixels[rows].sum(axis=1)
        leans.append(np.polyfit(rows, x, 1)[0])
    largest = np.tan(getattr(variations, name))
    assert np.max(np.abs(leans)) == pytest.approx(largest, rel=0.1)
    assert min(leans) < 0 < max(leans)
