"""Digits from files that people have: pictures by the hundred, or a whole set with its labels."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

import numpy as np

from core.datasets import idx, mnist
from core.drawing.frame import EmptyDrawing
from core.drawing.pictures import digit_from_image
from core.drawing.sets import MOST_EXAMPLES, Example, SetError, read_json
from core.drawing.uploads import ImageError, open_image
from core.progress import part_of

_IDX_STARTS = (b"\x1f\x8b", *(magic.to_bytes(4, "big") for magic in (2049, 2051)))

# The examples that could be taken, and a sentence for each file that couldn't.
Taken = tuple[list[Example], list[str]]


class LabelError(ValueError):
    """A file's name doesn't say which digit it shows."""


def read_files(files: Sequence[BinaryIO]) -> Iterator[float | Taken]:
    """Read all files; yield the share that is done, then what could be taken.

    Two files in IDX are a set, a file of JSON is one, each other file is a picture, whose label
    its name tells.
    """
    examples, problems = [], []
    packed = [file for file in files if _start(file).startswith(_IDX_STARTS)]
    try:
        examples += _pair(packed, problems) if packed else []
    except idx.FormatError as error:
        problems.append(str(error))
    others = [file for file in files if file not in packed]
    for number, file in enumerate(others):
        yield number / len(others)
        try:
            if _start(file).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
                examples += yield from part_of(read_json(file), number, len(others))
            else:
                examples.append(picture(file))
        except (SetError, ImageError, EmptyDrawing, LabelError) as error:
            problems.append(str(error))
        if len(examples) > MOST_EXAMPLES:
            problems.append(
                f"{file.name}: at most {MOST_EXAMPLES:,} digits may come at once; with this file "
                f"there are {len(examples):,}."
            )
            examples = []
            break
    yield examples, problems


def _pair(files: Sequence[BinaryIO], problems: list[str]) -> list[Example]:
    """The examples of two IDX files, images and labels in either order; raises FormatError.

    Images without ink are left out, and named in a sentence that `problems` gets.
    """
    if len(files) != 2:
        raise idx.FormatError(
            "A set in IDX is 2 files, the images and their labels; here "
            f"{'is 1 such file' if len(files) == 1 else f'are {len(files)} such files'}."
        )
    # The images are the larger file.
    labels, images = sorted(files, key=lambda file: file.seek(0, 2))
    for file in files:
        file.seek(0)
    digits = mnist.pair(images, labels)
    if len(digits) > MOST_EXAMPLES:
        raise idx.FormatError(
            f"{images.name}: a set may have at most {MOST_EXAMPLES:,} digits; this one has "
            f"{len(digits):,}."
        )
    inked = digits.inputs.any(axis=1)
    if not inked.all():
        numbers = ", ".join(str(i + 1) for i in np.flatnonzero(~inked)[:10])
        problems.append(
            f"{images.name}: an image must show something; left out, as without ink: {numbers}."
        )
    return [
        Example(int(label), pixels=pixels.reshape(28, 28))
        for pixels, label in zip(digits.inputs[inked], digits.labels[inked], strict=True)
    ]


def picture(file: BinaryIO) -> Example:
    """The digit of one picture; raises ImageError, EmptyDrawing or LabelError."""
    label = label_of(file.name)
    try:
        pixels = digit_from_image(open_image(file))
    except EmptyDrawing as error:
        raise EmptyDrawing(f"{file.name}: {error}") from error
    return Example(label, pixels=pixels, name=file.name)


def label_of(name: str) -> int:
    """The digit that a file's folder or the first character of its name tells."""
    path = PurePosixPath(name)
    for word in (path.parent.name, path.name[:1]):
        if re.fullmatch("[0-9]", word):
            return int(word)
    raise LabelError(
        f"{name}: the name of a picture's folder, or its own first character, must be the digit "
        f"that it shows; here they are “{path.parent.name or 'none'}” and “{path.name[:1]}”."
    )


def _start(file: BinaryIO) -> bytes:
    file.seek(0)
    start = file.read(64)
    file.seek(0)
    return start
