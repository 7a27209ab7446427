"""Four IDX files of a visitor's own in place of MNIST, whatever their names and their order."""

import hashlib
import os
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import BinaryIO

from core.datasets import mnist
from core.datasets.dataset import Dataset
from core.datasets.idx import IMAGES_MAGIC, LABELS_MAGIC, FormatError
from core.datasets.source import file_name

KINDS = {IMAGES_MAGIC: "images", LABELS_MAGIC: "labels"}
_TRAIN, _TEST = re.compile("train", re.I), re.compile("t10k|test", re.I)
_GZIP_MAGIC = b"\x1f\x8b"
_MOST_PEEKED = 2**16
# Fashion-MNIST's training images take 26 MB as they come.
_MOST_FILE_BYTES = 30 * 2**20


@dataclass(frozen=True, eq=False)
class DigitSets:
    """Images of ten classes to train on and to test on; `key` tells them from all others."""

    key: str
    name: str
    train: Dataset
    test: Dataset


@dataclass(frozen=True)
class Found:
    """A file, and what its first bytes claim to follow."""

    file: BinaryIO
    kind: str
    count: int

    @property
    def name(self) -> str:
        return file_name(self.file)


def read(files: Sequence[BinaryIO]) -> DigitSets:
    """Tell four files apart by their content, then by their names, and read them.

    Raises FormatError, whose message tells what is wrong or missing.
    """
    found = [_look(file) for file in files]
    images, labels = (
        [each for each in found if each.kind == kind] for kind in ("images", "labels")
    )
    _require_two_of_each(images, labels)
    pairs = zip(_train_first(images), _train_first(labels), strict=True)
    train, test = (mnist.pair(pixels.file, digits.file) for pixels, digits in pairs)
    _require_different(train, test, images)
    for each in (train, test):
        # Made here, where nobody waits for it, it travels along.
        _ = each.design_matrix
    return DigitSets(digest(train, test), _common_name([each.name for each in found]), train, test)


def digest(*sets: Dataset) -> str:
    """A short name for the content of data, the same wherever they came from."""
    total = hashlib.sha256()
    for each in sets:
        total.update(len(each).to_bytes(4, "big"))
        total.update(each.inputs)
        total.update(each.labels)
    return total.hexdigest()[:16]


def _look(file: BinaryIO) -> Found:
    """Read what a file claims to be; `mnist.pair` finds out whether it is true."""
    size = file.seek(0, os.SEEK_END)
    if size > _MOST_FILE_BYTES:
        raise FormatError(
            f"{file_name(file)}: a file may have at most {_MOST_FILE_BYTES:,} bytes; this one has "
            f"{size:,}. Take it out of the list."
        )
    start = _peek(file)
    magic, count = (int.from_bytes(start[i : i + 4], "big") for i in (0, 4))
    if magic not in KINDS:
        raise FormatError(
            f"{file_name(file)}: a file must hold images or labels in the format IDX, gzipped or "
            f"not, and start with {IMAGES_MAGIC} or {LABELS_MAGIC}; this one doesn't. Take it out "
            "of the list."
        )
    return Found(file, KINDS[magic], count)


def _peek(file: BinaryIO) -> bytes:
    """The first eight bytes, unpacked, or as many as there are; the file stands at its start."""
    file.seek(0)
    start = file.read(_MOST_PEEKED)
    file.seek(0)
    if not start.startswith(_GZIP_MAGIC):
        return start[:8]
    try:
        return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS).decompress(start, 8)
    except zlib.error:
        return b""


def _require_two_of_each(images: list[Found], labels: list[Found]) -> None:
    """Refuse too few and too many files, and labels that are not as many as the images."""
    if len(images) != 2 or len(labels) != 2:
        raise FormatError(
            "There must be 2 files of images and 2 of labels; here are "
            f"{len(images)} of images and {len(labels)} of labels."
        )
    pixels, digits = (sorted(each.count for each in files) for files in (images, labels))
    if pixels != digits:
        raise FormatError(
            "There must be one label for each image; the files of images hold "
            f"{pixels[1]:,} and {pixels[0]:,}, those of labels {digits[1]:,} and {digits[0]:,}."
        )


def _train_first(files: list[Found]) -> list[Found]:
    """Put the larger of two files first; of two equally large ones, that named for training."""
    first, second = sorted(files, key=lambda each: -each.count)
    if first.count != second.count:
        return [first, second]
    if _named_for_training(first.name, second.name):
        return [first, second]
    if _named_for_training(second.name, first.name):
        return [second, first]
    raise FormatError(
        f"{first.name} and {second.name} both hold {first.count:,} {first.kind}. Which are to "
        "train on must stand in the names: “train” in one, “test” or “t10k” in the other."
    )


def _named_for_training(one: str, other: str) -> bool:
    """Whether the names say that one file is to train on and the other one isn't."""
    says_train = bool(_TRAIN.search(one)) - bool(_TEST.search(one))
    other_says = bool(_TRAIN.search(other)) - bool(_TEST.search(other))
    return says_train > other_says


def _require_different(train: Dataset, test: Dataset, images: list[Found]) -> None:
    if train.inputs.shape == test.inputs.shape and (train.inputs == test.inputs).all():
        names = " and ".join(each.name for each in images)
        raise FormatError(f"{names} hold the same images: a test needs images of its own.")


def _common_name(names: list[str]) -> str:
    """The words that all the names begin with, as a name for the data; letters and digits only."""
    words = zip(*(re.split(r"[\W_]+", name) for name in names), strict=False)
    common = takewhile(lambda each: len(set(each)) == 1, words)
    return " ".join(each[0] for each in common)[:40].strip() or "your data"
