"""The lecture's table of a pizzeria's evenings: will the neighbours call the police?"""

import io
import math
import re
import reprlib
from pathlib import Path

import numpy as np

from core.datasets.dataset import Dataset
from core.datasets.source import Source, file_name, opened

FILE = Path(__file__).parents[2] / "assets" / "police.txt"
INPUTS = ("Reservations", "Temperature", "Tourists")
LABEL = "Police"
FEWEST_ROWS = 2
MOST_ROWS = 10_000
MOST_BYTES = 2**20

# Where a column goes: the lecture's inputs, then (rank 3) all others, then the label.
_RANKS = {**{column: rank for rank, column in enumerate(INPUTS)}, LABEL: len(INPUTS) + 1}
_SEPARATOR = re.compile(r"\s*,\s*|\s+")


class FormatError(ValueError):
    """A table can't be used; the message names the place, the rule and the value."""


def load() -> Dataset:
    """Read the lecture's 30 evenings: inputs (30, 3) float64, labels (30,), 1 for a call."""
    return read(FILE)


def read(path_or_file: Source) -> Dataset:
    """Read a table like police.txt, its values separated by spaces, tabs or commas.

    Needed are a header row with the columns Reservations, Temperature, Tourists and Police, in any
    order, and 2 to 10,000 rows of numbers. The three come first among the inputs, in this order,
    then any further columns. Raises FormatError.
    """
    name = file_name(path_or_file)
    with opened(path_or_file) as file:
        (header_line, header), *rows = _split(_decode(file.read(MOST_BYTES + 1), name), name)
    columns = _check_header(header, f"{name}, line {header_line}")
    if not FEWEST_ROWS <= len(rows) <= MOST_ROWS:
        raise FormatError(
            f"{name}: a table must have {FEWEST_ROWS} to {MOST_ROWS} rows; it has {len(rows)}."
        )
    table = np.array([_parse_row(row, columns, f"{name}, line {line}") for line, row in rows])
    order = sorted(range(len(columns)), key=lambda i: _RANKS.get(columns[i], len(INPUTS)))
    return Dataset(
        inputs=table[:, order[:-1]],
        labels=table[:, order[-1]].astype(int),
        columns=tuple(columns[i] for i in order),
    )


def require_both_labels(table: Dataset) -> None:
    """Refuse, by a FormatError, a table whose labels are all the same."""
    if np.all(table.labels == table.labels[0]):
        raise FormatError(
            f"Both labels, 0 and 1, must occur; here all {len(table)} labels are "
            f"{table.labels[0]}, so there is nothing to separate."
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


def _check_header(header: list[str], place: str) -> list[str]:
    """The names of the columns, those that must be there in their usual spelling."""
    usual = {column.lower(): column for column in _RANKS}
    columns = [usual.get(column.lower(), column) for column in header]
    for column in usual.values():
        if columns.count(column) != 1:
            raise FormatError(
                f"{place}: the header must name the column {column} once; "
                f"it names {reprlib.repr(header)}."
            )
    return columns


def _parse_row(row: list[str], columns: list[str], place: str) -> list[float]:
    if len(row) != len(columns):
        raise FormatError(
            f"{place}: a row must have {len(columns)} values, one for each column; "
            f"this one has {len(row)}."
        )
    return [_parse_value(text, column, place) for text, column in zip(row, columns, strict=True)]


def _parse_value(text: str, column: str, place: str) -> float:
    try:
        # Python itself would also read 1_0 and the digits of other scripts.
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if math.isfinite(value) and (column != LABEL or value in (0, 1)):
        return value
    rule = "a label must be 0 or 1" if column == LABEL else "a value must be a finite number"
    raise FormatError(
        f"{place}, column {reprlib.repr(column)}: {rule}; it is {reprlib.repr(text)}."
    )
