"""A table of numbers with a header row, as people type and upload them; nothing is trusted."""

import io
import math
import re
import reprlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.datasets.dataset import Dataset
from core.datasets.source import Source, file_name, opened

FEWEST_ROWS = 2
MOST_ROWS = 10_000
MOST_BYTES = 2**20
MOST_INPUTS = 8

_SEPARATOR = re.compile(r"\s*,\s*|\s+")


class FormatError(ValueError):
    """A table can't be used; the message names the place, the rule and the value."""


@dataclass(frozen=True, eq=False)
class Table:
    """columns: their names. values: (n, columns), finite."""

    columns: tuple[str, ...]
    values: np.ndarray


def any_columns(header: list[str], place: str) -> list[str]:
    """Refuse names that stand there twice, and too few or too many of them."""
    for column in header:
        if header.count(column) > 1:
            raise FormatError(
                f"{place}: each column must have a name of its own; here are "
                f"{header.count(column)} named {reprlib.repr(column)}."
            )
    if not 2 <= len(header) <= MOST_INPUTS + 1:
        raise FormatError(
            f"{place}: a table must have a label and 1 to {MOST_INPUTS} inputs, 2 to "
            f"{MOST_INPUTS + 1} columns; here are {len(header)}."
        )
    return header


def any_number(column: str, value: float) -> str:
    """What a finite value in that column breaks: nothing."""
    return ""


def read(
    path_or_file: Source,
    check_header: Callable[[list[str], str], list[str]] = any_columns,
    broken_rule: Callable[[str, float], str] = any_number,
) -> Table:
    """Read a header row and 2 to 10,000 rows of numbers, apart by spaces, tabs or commas.

    check_header: takes the names and where they stand, returns them in their usual spelling.
    broken_rule: says which rule of its column a value breaks, if any. Raises FormatError.
    """
    name = file_name(path_or_file)
    with opened(path_or_file) as file:
        (header_line, header), *rows = _split(_decode(file.read(MOST_BYTES + 1), name), name)
    columns = check_header(header, f"{name}, line {header_line}")
    if not FEWEST_ROWS <= len(rows) <= MOST_ROWS:
        raise FormatError(
            f"{name}: a table must have {FEWEST_ROWS} to {MOST_ROWS} rows; it has {len(rows)}."
        )
    values = [_parse_row(row, columns, broken_rule, f"{name}, line {line}") for line, row in rows]
    return Table(tuple(columns), np.array(values))


def two_classes(table: Table, label: str) -> Dataset:
    """The table with that column as the label: of its two values the larger one is 1.

    Raises FormatError if the column has another number of values.
    """
    place = table.columns.index(label)
    values = np.unique(table.values[:, place])
    if len(values) != 2:
        raise FormatError(
            f"The label must have two values, one for each class; {reprlib.repr(label)} has "
            f"{len(values)}."
        )
    inputs = tuple(column for column in table.columns if column != label)
    return Dataset(
        inputs=np.delete(table.values, place, axis=1),
        labels=(table.values[:, place] == values[1]).astype(int),
        columns=(*inputs, label),
    )


def _decode(content: bytes, name: str) -> str:
    if len(content) > MOST_BYTES:
        raise FormatError(f"{name}: a table must have at most {MOST_BYTES} bytes; it has more.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FormatError(
            f"{name}, line {line}: a table must be text in UTF-8; "
            f"here is the byte 0x{error.object[error.start]:02x}."
        ) from error


def _split(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The lines that aren't blank, each as its number, from 1, and its cells."""
    lines = [
        (number, _SEPARATOR.split(line.strip()))
        for number, line in enumerate(io.StringIO(text, newline=None), start=1)
        if line.strip()
    ]
    if not lines:
        raise FormatError(f"{name}: a table must have a header row; the file is empty.")
    return lines


def _parse_row(row: list[str], columns: list[str], broken_rule, place: str) -> list[float]:
    if len(row) != len(columns):
        raise FormatError(
            f"{place}: a row must have {len(columns)} values, one for each column; "
            f"this one has {len(row)}."
        )
    cells = zip(row, columns, strict=True)
    return [_parse_value(text, column, broken_rule, place) for text, column in cells]


def _parse_value(text: str, column: str, broken_rule, place: str) -> float:
    try:
        # Python itself would also read 1_0 and the digits of other scripts.
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    rule = broken_rule(column, value)
    if not rule and math.isfinite(value):
        return value
    rule = rule or "a value must be a finite number"
    raise FormatError(
        f"{place}, column {reprlib.repr(column)}: {rule}; it is {reprlib.repr(text)}."
    )
