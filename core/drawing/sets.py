"""Labelled drawings as a JSON file: strokes as they were drawn, or a picture's 28 × 28 pixels."""

import base64
import binascii
import json
import reprlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import BinaryIO

import numpy as np

from core.datasets.source import file_name
from core.drawing.frame import SIDE
from core.drawing.records import JsonError, JsonFile
from core.drawing.strokes import digit_from_strokes

FORMAT = "threshold drawings 1"
PAD_SIDE = 1000
# What a drawing may have. Filling the pad with a pen 7 % of it wide takes a path of some 15 sides;
# whoever scribbles for a minute hardly gets to these.
MOST_POINTS = 5_000
MOST_STROKES = 500
MOST_PATH = 200 * PAD_SIDE
# And a set of them.
MOST_BYTES = 20 * 2**20
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
        _check_counts(list(map(len, value)))
        points = list(chain.from_iterable(value))
        if not all(len(point) == 2 for point in points):
            raise ValueError("not all points are two numbers")
        numbers = list(chain.from_iterable(points))
    except SetError:
        raise
    except (TypeError, ValueError) as error:
        raise SetError(
            f"strokes must be lists of points [x, y]; here is {_short(value)}"
        ) from error
    if not all(value):
        raise SetError("each stroke must have a point; here is one without")
    _check_numbers(numbers)
    stops = list(accumulate(map(len, value)))
    places = np.array(numbers, np.int16).reshape(-1, 2)
    _check_path(places, stops)
    return tuple(places[start:stop] for start, stop in pairwise([0, *stops]))


def _check_numbers(numbers: list) -> None:
    # Quick where all are right.
    if {*map(type, numbers)} == {int} and min(numbers) >= 0 and max(numbers) <= PAD_SIDE:
        return
    for number in numbers:
        if type(number) is not int or not 0 <= number <= PAD_SIDE:
            raise SetError(
                f"a coordinate must be a whole number, 0 to {PAD_SIDE}; here is {_short(number)}"
            )


def _check_counts(counts: list[int]) -> None:
    if len(counts) > MOST_STROKES:
        raise SetError(f"a drawing may have at most {MOST_STROKES} strokes; here are {len(counts)}")
    if sum(counts) > MOST_POINTS:
        raise SetError(f"a drawing may have at most {MOST_POINTS} points; here are {sum(counts)}")


def _check_path(points: np.ndarray, stops: list[int]) -> None:
    """points: (n, 2), of one stroke after the other; stops: where each ends."""
    steps = np.hypot(*np.diff(points, axis=0).T.astype(float))
    # From the end of a stroke to the next one the pen is in the air.
    steps[np.array(stops[:-1], int) - 1] = 0
    if steps.sum() > MOST_PATH:
        raise SetError(
            f"the path of a drawing may be at most {MOST_PATH:,} long, "
            f"{MOST_PATH // PAD_SIDE} sides of the pad; here it is {np.ceil(steps.sum()):,.0f}"
        )


def to_json(examples: Iterable[Example]) -> str:
    """All examples as the text of a file that `read_json` reads."""
    records = [to_record(example) for example in examples]
    return json.dumps({"format": FORMAT, "drawings": records}, separators=(",", ":"))


def read_json(file: BinaryIO) -> Iterator[float | list[Example]]:
    """Read a file drawing by drawing; yield the share that is done, then all examples.

    Raises SetError.
    """
    try:
        yield from _read(file)
    except JsonError as error:
        raise SetError(
            f"{file_name(file)}: the file must be JSON; reading it says: {error}."
        ) from error
    except SetError as error:
        raise SetError(f"{file_name(file)}: {error}.") from error


def _read(file: BinaryIO) -> Iterator[float | list[Example]]:
    source = JsonFile(file)
    if source.bytes > MOST_BYTES:
        raise SetError(f"a set may have at most {MOST_BYTES:,} bytes; here are {source.bytes:,}")
    content = {}
    for key in source.members():
        if key in content or key not in ("format", "drawings"):
            raise SetError(f"a set has “format” and “drawings”, each once; here is {_short(key)}")
        if key == "format":
            content[key] = source.value()
        else:
            content[key] = yield from _examples(source)
    if content.get("format") != FORMAT:
        raise SetError(f"the file must say of itself that its format is “{FORMAT}”")
    if not content.get("drawings"):
        raise SetError(f"there must be 1 to {MOST_EXAMPLES} drawings; here are none")
    yield content["drawings"]


def _examples(source: JsonFile) -> Generator[float, None, list[Example]]:
    examples = []
    for number in source.items():
        if number > MOST_EXAMPLES:
            raise SetError(f"there must be 1 to {MOST_EXAMPLES} drawings; here are more")
        record = source.value()
        try:
            examples.append(from_record(record))
        except SetError as error:
            raise SetError(f"drawing {number}: {error}") from error
        yield source.share
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
