"""Labelled drawings as a JSON file: strokes as they were drawn, or a picture's 28 × 28 pixels."""

import base64
import binascii
import json
import reprlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

import numpy as np

from core.datasets.source import file_name
from core.drawing.frame import SIDE
from core.drawing.strokes import digit_from_strokes

FORMAT = "threshold drawings 1"
PAD_SIDE = 1000
MOST_POINTS = 5_000
MOST_EXAMPLES = 1_000
MOST_NAME = 255

# Each stroke (n, 2).
Strokes = tuple[np.ndarray, ...]


class SetError(ValueError):
    """A file holds no drawings that can be read; the message names the file, rule and value."""


@dataclass(frozen=True, eq=False)
class Example:
    """One digit and its label: strokes, points from 0 to 1000 with y down, or an image (28, 28).

    name: of the file that it came from. seed: of the prompts that it answers.
    """

    label: int
    strokes: Strokes | None = None
    pixels: np.ndarray | None = None
    name: str = ""
    seed: int | None = None

    def image(self) -> np.ndarray:
        """What the models get, (28, 28) uint8."""
        return digit_from_strokes(self.strokes) if self.pixels is None else self.pixels


def to_record(example: Example) -> dict:
    """What JSON can hold of an example."""
    record = {"label": example.label}
    if example.strokes is not None:
        record["strokes"] = [stroke.tolist() for stroke in example.strokes]
    else:
        record["pixels"] = base64.b64encode(example.pixels.tobytes()).decode()
    record |= {"name": example.name} if example.name else {}
    return record | ({} if example.seed is None else {"seed": example.seed})


def from_record(record: object) -> Example:
    """The example that a record tells of; raises SetError, whose message says what is wrong."""
    if not isinstance(record, dict):
        raise SetError(f"a drawing must be an object with a label; here is {_short(record)}")
    label, name, seed = record.get("label"), record.get("name", ""), record.get("seed")
    if type(label) is not int or not 0 <= label <= 9:
        raise SetError(f"a label must be 0 to 9; here is {_short(label)}")
    if not isinstance(name, str) or len(name) > MOST_NAME or not _is_writable(name):
        raise SetError(f"a name must be text of at most {MOST_NAME} characters; not {_short(name)}")
    if seed is not None and type(seed) is not int:
        raise SetError(f"a seed must be a whole number; here is {_short(seed)}")
    if record.get("strokes") is not None:
        strokes = to_strokes(record["strokes"])
        if not strokes:
            raise SetError("a drawing must have at least one stroke; here is none")
        return Example(label, strokes=strokes, name=name, seed=seed)
    return Example(label, pixels=_to_pixels(record.get("pixels")), name=name, seed=seed)


def to_strokes(value: object) -> Strokes:
    """Strokes, perhaps none, of points of whole numbers from 0 to 1000; raises SetError."""
    try:
        count = sum(len(stroke) for stroke in value)
        if count > MOST_POINTS:
            raise SetError(f"a drawing may have at most {MOST_POINTS} points; here are {count}")
        strokes = [[(x, y) for x, y in stroke] for stroke in value]
    except SetError:
        raise
    except (TypeError, ValueError) as error:
        raise SetError(
            f"strokes must be lists of points [x, y]; here is {_short(value)}"
        ) from error
    points = list(chain.from_iterable(strokes))
    if not all(strokes):
        raise SetError("each stroke must have a point; here is one without")
    for number in chain.from_iterable(points):
        if type(number) is not int or not 0 <= number <= PAD_SIDE:
            raise SetError(
                f"a coordinate must be a whole number, 0 to {PAD_SIDE}; here is {_short(number)}"
            )
    return tuple(np.array(stroke, np.int16) for stroke in strokes)


def to_json(examples: Iterable[Example]) -> str:
    """All examples as the text of a file that `read_json` reads."""
    records = [to_record(example) for example in examples]
    return json.dumps({"format": FORMAT, "drawings": records}, separators=(",", ":"))


def read_json(file: BinaryIO) -> list[Example]:
    """The examples of a file; raises SetError."""
    try:
        return _read(file)
    except SetError as error:
        raise SetError(f"{file_name(file)}: {error}.") from error


def _read(file: BinaryIO) -> list[Example]:
    try:
        content = json.loads(file.read().decode("utf-8-sig"))
    # Deeply nested lists exhaust Python's stack.
    except (ValueError, RecursionError) as error:
        raise SetError(f"the file must be JSON; reading it says: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise SetError(f"the file must say of itself that its format is “{FORMAT}”")
    records = content.get("drawings")
    if not isinstance(records, list) or not 0 < len(records) <= MOST_EXAMPLES:
        count = len(records) if isinstance(records, list) else "none"
        raise SetError(f"there must be 1 to {MOST_EXAMPLES} drawings; here are {count}")
    examples = []
    for number, record in enumerate(records, start=1):
        try:
            examples.append(from_record(record))
        except SetError as error:
            raise SetError(f"drawing {number}: {error}") from error
    return examples


def _to_pixels(value: object) -> np.ndarray:
    try:
        content = base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise SetError(f"pixels must be bytes in Base64; here is {_short(value)}") from error
    if len(content) != SIDE * SIDE:
        raise SetError(f"an image must have {SIDE} × {SIDE} pixels; here are {len(content)}")
    if not any(content):
        raise SetError("an image must show something; this one has no ink")
    return np.frombuffer(content, np.uint8).reshape(SIDE, SIDE)


def _is_writable(text: str) -> bool:
    """Whether it can be written to a file: JSON may hold halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _short(value: object) -> str:
    """As much of a value as a sentence has room for."""
    return reprlib.repr(value)
