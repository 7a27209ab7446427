"""Digits from files: pictures by the hundred, or a whole set with its labels."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

import numpy as np
import streamlit as st

from core.datasets import idx, mnist
from core.drawing import (
    EmptyDrawing,
    Example,
    ImageError,
    SetError,
    digit_from_image,
    open_image,
    read_json,
)
from pages._ui import uploads
from pages._ui.bench import shelf
from pages._ui.page import plain

MOST_FILES = 200
MOST_MEGABYTES = 20
WAYS = {"Files": True, "A folder": "directory"}
_IDX_STARTS = (b"\x1f\x8b", *(magic.to_bytes(4, "big") for magic in (2049, 2051)))


class LabelError(ValueError):
    """A file's name doesn't say which digit it shows."""


def show() -> None:
    """Draw the box for files; what is in it is read here, where progress can be shown."""
    st.markdown(
        f"Up to {MOST_FILES} pictures, each with one digit: its label is the name of its folder "
        "(`7/scan.png`) or the first character of its own (`7_scan.png`). Or a set from here: its "
        "JSON, or its two IDX files."
    )
    way = st.segmented_control(
        "What to choose",
        list(WAYS),
        default="Files",
        required=True,
        key="bench-way",
        label_visibility="collapsed",
    )
    key = f"bench-files-{way}-{st.session_state.get('bench-uploads', 0)}"
    files = st.file_uploader(
        way,
        accept_multiple_files=WAYS[way],
        key=key,
        max_upload_size=MOST_MEGABYTES,
        label_visibility="collapsed",
    )
    if files:
        take(files)
        # A box with a new name is empty: the files themselves aren't kept.
        st.session_state["bench-uploads"] = st.session_state.get("bench-uploads", 0) + 1
        uploads.forget(files)
        st.rerun()
    if problems := st.session_state.get("bench-problems"):
        st.error("\n".join(f"- {plain(each)}" for each in problems), icon=":material/error:")
    if report := st.session_state.get("bench-report"):
        st.success(report, icon=":material/check:")


def take(files: Sequence[BinaryIO]) -> None:
    """Read all files and lay what they hold on the shelf; note what can't be taken, and why."""
    examples, problems = [], []
    if len(files) > MOST_FILES:
        problems = [f"At most {MOST_FILES} files may come at once; here are {len(files)}."]
    else:
        examples, problems = read(files)
    if len(examples) > shelf.room():
        problems.append(
            f"The bench holds at most {shelf.MOST_EXAMPLES:,} digits: there is room for "
            f"{shelf.room():,} more, and here are {len(examples):,}. Take the others away first, "
            "then start over."
        )
        examples = []
    if examples:
        shelf.add(examples)
    st.session_state["bench-problems"] = problems
    st.session_state["bench-report"] = ""


def read(files: Sequence[BinaryIO]) -> tuple[list[Example], list[str]]:
    """The examples of all files that can be taken, and a sentence for each that can't."""
    pictures, examples, problems = [], [], []
    packed = [file for file in files if _start(file).startswith(_IDX_STARTS)]
    try:
        examples += pair(packed, problems) if packed else []
    except idx.FormatError as error:
        problems.append(str(error))
    for file in files:
        if _start(file).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            try:
                *_, found = read_json(file)
                examples += found
            except SetError as error:
                problems.append(str(error))
        elif file not in packed:
            pictures.append(file)
    progress = st.progress(0.0) if len(pictures) > 1 else None
    for number, file in enumerate(pictures, start=1):
        try:
            examples.append(picture(file))
        except (ImageError, EmptyDrawing, LabelError) as error:
            problems.append(str(error))
        if progress:
            progress.progress(number / len(pictures), f"{number} of {len(pictures)} pictures")
    return examples, problems


def pair(files: Sequence[BinaryIO], problems: list[str]) -> list[Example]:
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
    if len(digits) > shelf.MOST_EXAMPLES:
        raise idx.FormatError(
            f"{images.name}: a set may have at most {shelf.MOST_EXAMPLES:,} digits; this one has "
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
