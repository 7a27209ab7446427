"""[1 | X], plain and packed: the packed one must multiply as the plain one does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.datasets.dataset import Dataset
from core.design_matrix import BLOCK_ROWS, PackedPixels, with_ones


def images(n, side=5, ink=0.2, seed=0):
    """n images (n, side²) with ink in some pixels, none in many."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(1, 256, (n, side**2)) * (rng.random((n, side**2)) < ink)
    return pixels.astype(np.uint8)


def check_products(X, k=3, seed=0):
    """Both products of a pack are those of the plain matrix, to float32's exactness."""
    rng = np.random.default_rng(seed)
    w, e = rng.standard_normal((X.shape[1] + 1, k)), rng.standard_normal((len(X), k))
    pack, plain = PackedPixels(X), with_ones(X)[PackedPixels(X).order]
    assert pack.shape == plain.shape
    # An error of a float32 product is in proportion to the sum of the sizes of its terms.
    terms, columns = abs(plain) @ abs(w), abs(plain).T @ abs(e)
    assert (abs(pack @ w - plain @ w) <= 1e-6 * terms).all()
    assert (abs(pack.T @ e.astype(np.float32) - plain.T @ e) <= 1e-6 * columns).all()


def test_a_column_of_ones_stands_in_front():
    assert with_ones([[2, 3], [4, 5]]).tolist() == [[1, 2, 3], [1, 4, 5]]
    assert with_ones(np.zeros((0, 784))).shape == (0, 785)


def test_pixels_become_numbers_that_cannot_wrap_around():
    matrix = with_ones(np.full((1, 2), 255, np.uint8))
    assert matrix.dtype == np.float64
    assert (2 * matrix).tolist() == [[2, 510, 510]]


@pytest.mark.parametrize("n", [1, 2, BLOCK_ROWS, BLOCK_ROWS + 1, 2 * BLOCK_ROWS - 1, 1234])
def test_a_pack_multiplies_as_the_plain_matrix(n):
    check_products(images(n))


def test_a_pack_of_real_digits_multiplies_as_the_plain_matrix(mnist_sets):
    check_products(mnist_sets[1].inputs[:3000], k=10)


@given(arrays(np.uint8, st.tuples(st.integers(1, 9), st.just(9))))
def test_a_pack_of_any_images_multiplies_as_the_plain_matrix(X):
    check_products(X)


@pytest.mark.parametrize("value", [0, 255])
def test_images_without_ink_and_images_without_background(value):
    check_products(np.full((2 * BLOCK_ROWS, 9), value, np.uint8))


@settings(deadline=None)
@given(st.integers(1, 5 * BLOCK_ROWS), st.integers(0, 9))
def test_every_image_stands_in_one_block_of_limited_size(n, seed):
    pack = PackedPixels(images(n, side=3, seed=seed))
    assert sorted(pack.order) == list(range(n))
    assert [block.rows.start for block in pack.blocks[1:]] == [
        block.rows.stop for block in pack.blocks[:-1]
    ]
    assert (pack.blocks[0].rows.start, pack.blocks[-1].rows.stop) == (0, n)
    assert all(1 <= len(block.pixels) <= BLOCK_ROWS for block in pack.blocks)


def test_a_pack_of_the_digits_leaves_out_more_than_half_of_the_pixels(mnist_sets):
    X = mnist_sets[0].inputs
    packed = sum(block.pixels.size for block in mnist_sets[0].design_matrix[0].blocks)
    assert packed < 0.45 * X.size
    # The ones are counted, and no pixel with ink is missing.
    assert packed > np.count_nonzero(X) + len(X)


def test_bytes_that_are_no_square_images_make_a_plain_matrix():
    dataset = Dataset(np.ones((401, 5), np.uint8), np.zeros(401, int))
    matrix, order = dataset.design_matrix
    assert matrix.shape == (401, 6)
    assert order.tolist() == list(range(401))
