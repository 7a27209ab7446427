"""Four files of a visitor's own: told apart, and a sentence where that can't be done."""

import gzip
import io
import itertools
import struct

import numpy as np
import pytest

from core.datasets import four_files
from core.datasets.idx import FormatError


def images(name: str, count: int, value: int = 1) -> io.BytesIO:
    return named(name, struct.pack(">4I", 2051, count, 28, 28) + bytes([value]) * (784 * count))


def labels(name: str, values) -> io.BytesIO:
    values = bytes(values)
    return named(name, struct.pack(">2I", 2049, len(values)) + values)


def named(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(gzip.compress(content) if name.endswith(".gz") else content)
    file.name = name
    return file


def fashion(ending: str = ".gz") -> list[io.BytesIO]:
    """Four files with the names of MNIST and of Fashion-MNIST."""
    return [
        images(f"train-images-idx3-ubyte{ending}", 6, value=20),
        labels(f"train-labels-idx1-ubyte{ending}", [1, 2, 3, 4, 5, 6]),
        images(f"t10k-images-idx3-ubyte{ending}", 2, value=30),
        labels(f"t10k-labels-idx1-ubyte{ending}", [9, 0]),
    ]


def equally_large(*names: str) -> list[io.BytesIO]:
    """Images of 20 and of 30, then labels of 1 and of 2, three of each."""
    first, second, third, fourth = names
    return [
        images(first, 3, value=20),
        images(second, 3, value=30),
        labels(third, [1] * 3),
        labels(fourth, [2] * 3),
    ]


def sentence(files: list[io.BytesIO]) -> str:
    with pytest.raises(FormatError) as caught:
        four_files.read(files)
    return str(caught.value)


# ---- telling files apart


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_files_are_told_apart_by_content_and_count_in_any_order(order):
    files = fashion()
    sets = four_files.read([files[i] for i in order])
    assert sets.train.labels.tolist() == [1, 2, 3, 4, 5, 6]
    assert sets.test.labels.tolist() == [9, 0]
    assert np.unique(sets.train.inputs) == 20
    assert np.unique(sets.test.inputs) == 30
    assert sets.name == "your data"


def test_other_data_have_another_key():
    files = fashion()
    files[1] = labels("train-labels.gz", [1, 2, 3, 4, 5, 7])
    assert four_files.read(files).key != four_files.read(fashion()).key


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(four_files, "_MOST_FILE_BYTES", 1000)
    assert "a file may have at most 1,000 bytes; this one has 4,720" in sentence(fashion(""))


def test_the_larger_pair_trains_whatever_the_names_say():
    sets = four_files.read(
        [images("test", 5), labels("a", range(5)), images("train", 2, value=3), labels("b", [7, 8])]
    )
    assert len(sets.train) == 5
    assert len(sets.test) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("train-i", "t10k-i", "train-l", "t10k-l"),
        ("I-Train", "I-Test", "L-Train", "L-Test"),
        ("i-train", "i-other", "l-other", "l-test"),
    ],
)
def test_of_equally_large_pairs_the_names_tell(names):
    files = equally_large(*names)
    if "other" in names[2]:
        files[2], files[3] = labels(names[2], [1] * 3), labels(names[3], [2] * 3)
    sets = four_files.read(files[::-1])
    assert (sets.train.inputs[0, 0], sets.test.inputs[0, 0]) == (20, 30)
    assert (sets.train.labels[0], sets.test.labels[0]) == (1, 2)


@pytest.mark.parametrize(
    ("names", "common"),
    [
        (("emnist-digits-a.gz", "emnist-digits-b.gz", "emnist-digits-c"), "emnist digits"),
        (("fashion_train", "fashion_test"), "fashion"),
        (("train-images", "t10k-images"), "your data"),
        (("*a* <b>-1", "*a* <b>-2"), "a b"),
        (("x" * 100 + "-1", "x" * 100 + "-2"), "x" * 40),
    ],
)
def test_the_data_are_named_after_what_the_names_share(names, common):
    assert four_files._common_name(list(names)).strip() == common


# ---- what can't be used


@pytest.mark.parametrize(
    ("kept", "here"),
    [
        ((0,), "1 of images and 0 of labels"),
        ((0, 2), "2 of images and 0 of labels"),
        ((0, 1, 3), "1 of images and 2 of labels"),
        ((0, 1, 2, 3, 3), "2 of images and 3 of labels"),
    ],
)
def test_too_few_and_too_many_files(kept, here):
    files = fashion()
    expected = f"There must be 2 files of images and 2 of labels; here are {here}."
    assert sentence([files[i] for i in kept]) == expected


@pytest.mark.parametrize(
    "content",
    # Without the time: a case has the same name in all processes of a run.
    [b"", b"\x00", b"hello", gzip.compress(b"hello", mtime=0), b"\x1f\x8b\x00"],
)
def test_a_file_of_another_kind(content):
    problem = sentence([*fashion()[:3], named("notes.txt", content)])
    assert problem.startswith("notes.txt: a file must hold images or labels in the format IDX")


def test_equal_counts_and_names_that_do_not_tell():
    assert sentence(equally_large("a", "b", "c-train", "c-test")).startswith(
        "a and b both hold 3 images. Which are to train on must stand in the names"
    )


def test_not_one_label_for_each_image():
    files = fashion()
    files[3] = labels("labels", [1, 2, 3])
    assert sentence(files) == (
        "There must be one label for each image; the files of images hold 6 and 2, those of "
        "labels 6 and 3."
    )


def test_a_label_above_nine():
    files = fashion()
    files[3] = labels("my labels", [3, 10])
    assert sentence(files) == "my labels: a label must be 0 to 9; label 2 of 2 is 10."


def test_a_file_that_ends_too_early():
    files = fashion("")
    files[0] = named("short", files[0].getvalue()[:-1])
    assert sentence(files).startswith("short: the 6 images that the header claims must have")


def test_the_same_images_twice():
    files = [images("train-1", 2), labels("train-2", [1, 2]), images("test-1", 2)]
    problem = sentence([*files, labels("test-2", [1, 2])])
    assert problem == "train-1 and test-1 hold the same images: a test needs images of its own."
