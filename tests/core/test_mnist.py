"""MNIST as it is kept here, and folders that look like it."""

import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

from core.datasets import idx, mnist

SUMS = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
NAMES = tuple(SUMS)


@pytest.fixture(scope="module")
def sets():
    return mnist.load()


def write_images(path, n, value=0):
    path.write_bytes(struct.pack(">4I", 2051, n, 28, 28) + bytes([value]) * (n * 784))
    return path


def write_labels(path, labels):
    path.write_bytes(struct.pack(">2I", 2049, len(labels)) + bytes(labels))
    return path


@pytest.fixture
def folder(tmp_path):
    """The four files, not gzipped: two examples to train on and three to test on."""
    write_images(tmp_path / NAMES[0], 2, value=10)
    write_labels(tmp_path / NAMES[1], [4, 5])
    write_images(tmp_path / NAMES[2], 3, value=20)
    write_labels(tmp_path / NAMES[3], [6, 7, 8])
    return tmp_path


@pytest.mark.parametrize(("name", "expected"), SUMS.items())
def test_the_files_are_the_original_ones_and_the_note_says_so(name, expected):
    content = gzip.decompress((mnist.FOLDER / f"{name}.gz").read_bytes())
    assert hashlib.sha256(content).hexdigest() == expected
    assert f"| `{name}.gz` | `{expected}` |" in (mnist.FOLDER.parent / "README.md").read_text()


def test_sizes_and_types(sets):
    for a_set, n in zip(sets, (60_000, 10_000), strict=True):
        assert a_set.inputs.shape == (n, 784)
        assert a_set.labels.shape == (n,)
        assert a_set.inputs.dtype == a_set.labels.dtype == np.uint8
        assert not a_set.inputs.flags.writeable


def test_the_70_000_digits_are_not_7_000_of_each(sets):
    counts = sum(np.bincount(a_set.labels, minlength=10) for a_set in sets)
    assert counts.tolist() == [6903, 7877, 6990, 7141, 6824, 6313, 6876, 7293, 6825, 6958]


def test_a_row_is_an_image_read_line_by_line(sets):
    image = sets[0].inputs[0].reshape(28, 28)
    assert sets[0].labels[0] == 5
    assert image[:5].max() == 0
    assert image[5, 12:24].tolist() == [3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127]


def test_any_folder_with_the_four_files_works(folder):
    train_set, test_set = mnist.load(folder)
    assert train_set.labels.tolist() == [4, 5]
    assert test_set.labels.tolist() == [6, 7, 8]
    assert np.unique(train_set.inputs).tolist() == [10]
    assert np.unique(test_set.inputs).tolist() == [20]


def test_gzipped_and_plain_files_may_be_mixed(folder):
    plain = folder / NAMES[0]
    (folder / f"{NAMES[0]}.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    assert len(mnist.load(str(folder))[0]) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named_with_its_folder(folder, name):
    (folder / name).unlink()
    with pytest.raises(FileNotFoundError) as caught:
        mnist.load(folder)
    assert str(folder) in str(caught.value)
    assert f"{name}.gz or {name}" in str(caught.value)


@pytest.mark.parametrize("labels", [[1, 2], [1, 2, 3, 4]])
def test_each_image_needs_one_label(tmp_path, labels):
    images = write_images(tmp_path / "my-images", 3)
    with pytest.raises(idx.FormatError) as caught:
        mnist.pair(images, write_labels(tmp_path / "my-labels", labels))
    assert str(caught.value) == (
        f"my-labels: there must be one label for each of the 3 images in my-images; "
        f"there are {len(labels)}."
    )


def test_a_pair_may_be_open_files(folder):
    with Path(folder, NAMES[2]).open("rb") as images, Path(folder, NAMES[3]).open("rb") as labels:
        pair = mnist.pair(images, labels)
    assert pair.inputs.shape == (3, 784)
    assert pair.labels.tolist() == [6, 7, 8]
