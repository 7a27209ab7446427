"""A table of numbers with a header row, as people's programs write it; nothing is trusted."""

import math
import re
import reprlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from core.datasets.dataset import Dataset
from core.datasets.rows import (
    MOST_BYTES,
    FormatError,
    Row,
    decode,
    separate,
)
from core.datasets.source import Source, file_name, opened

LONGEST_NAME = 80
# So far from what anybody measures that only a slip of the hand gets there.
LARGEST = 1e9
# What a first column without a name is called: most often it counts the rows.
UNNAMED = "row"

_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,'’\s])\d{3})(?:\1\d{3})*(?:[.,]\d*)?")
# Of these nobody knows whether it is 1234 or 1.234.
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


@dataclass(frozen=True, eq=False)
class Table:
    """name: that of its file. columns: their names. values: (n, columns), finite."""

    name: str
    columns: tuple[str, ...]
    values: np.ndarray


def any_columns(header: list[str], place: str) -> list[str]:
    """The columns as they are named."""
    return header


def any_number(column: str, value: float) -> str:
    """What a finite value in that column breaks: nothing."""
    return ""


def size_rule(column: str, value: float) -> str:
    """What a value breaks that is too large to be worked with, for `read`."""
    return f"a value may be at most {LARGEST:,.0f} in size" if abs(value) > LARGEST else ""


def read(
    path_or_file: Source,
    check_header: Callable[[list[str], str], list[str]] = any_columns,
    broken_rule: Callable[[str, float], str] = any_number,
) -> Table:
    """Read a header row of 2 to 9 names and 2 to 10,000 rows of numbers, CSV of any usual kind.

    One separator a file: tab, semicolon or comma, and blanks where the header has none of these.
    With tabs and semicolons the decimal sign may be a comma. UTF-8, UTF-16 with a byte order mark,
    or Windows-1252. What could be read in two ways is refused.

    check_header: takes the names and where they stand, returns them in their usual spelling.
    broken_rule: says which rule of its column a value breaks, if any. Raises FormatError.
    """
    name = file_name(path_or_file)
    with opened(path_or_file) as file:
        text = decode(file.read(MOST_BYTES + 1), name)
    separator, ((line, header), *rows) = separate(text, name)
    place = f"{name}, line {line}"
    columns = check_header(_named(header, place), place)
    sign = _decimal_sign(rows, columns, name) if separator in "\t;" else "."
    values = [
        [
            _value(text, column, sign, broken_rule, f"{name}, line {line}")
            for text, column in zip(row, columns, strict=True)
        ]
        for line, row in rows
    ]
    return Table(name, tuple(columns), np.array(values))


def two_classes(table: Table, label: str) -> Dataset:
    """The table with that column as the label: of its two values the larger one is 1.

    Raises FormatError if the column has another number of values.
    """
    place = table.columns.index(label)
    values = np.unique(table.values[:, place])
    if len(values) != 2:
        raise FormatError(
            f"{table.name}, column {reprlib.repr(label)}: a label must have two values, one for "
            f"each class; it has {len(values)}."
        )
    inputs = tuple(column for column in table.columns if column != label)
    return Dataset(
        inputs=np.delete(table.values, place, axis=1),
        labels=(table.values[:, place] == values[1]).astype(int),
        columns=(*inputs, label),
    )


def _named(header: list[str], place: str) -> list[str]:
    """The columns' names, with one for a first column that has none."""
    columns = [" ".join(name.split()) for name in header]
    if not columns[0]:
        others = (f"{UNNAMED} {number}" for number in range(2, len(columns) + 2))
        columns[0] = next(name for name in (UNNAMED, *others) if name not in columns)
    for number, column in enumerate(columns, start=1):
        if not 1 <= len(column) <= LONGEST_NAME:
            raise FormatError(
                f"{place}: a column's name must have 1 to {LONGEST_NAME} letters; that of column "
                f"{number} has {len(column)}."
            )
    column, count = Counter(columns).most_common(1)[0]
    if count > 1:
        raise FormatError(
            f"{place}: each column must have a name of its own; here are {count} named "
            f"{reprlib.repr(column)}."
        )
    return columns


def _decimal_sign(rows: list[Row], columns: list[str], name: str) -> str:
    """The sign of all numbers in the file that have one; refuse two signs, and a doubtful one."""
    fractions = {sign: _numbers_with(sign, rows, columns) for sign in ".,"}
    first = {sign: number for sign, found in fractions.items() if (number := next(found, None))}
    if len(first) == 2:
        (line, column, text), (other_line, other_column, other) = first.values()
        raise FormatError(
            f"{name}, line {line}, column {reprlib.repr(column)}: a file must have one decimal "
            f"sign; here is {reprlib.repr(text)}, but {reprlib.repr(other)} in line {other_line}, "
            f"column {reprlib.repr(other_column)}."
        )
    for sign, (line, column, text) in first.items():
        rest = (number for _, _, number in fractions[sign])
        if all(map(_EITHER.fullmatch, chain([text], rest))):
            whole = text.replace(sign, "")
            raise FormatError(
                f"{name}, line {line}, column {reprlib.repr(column)}: {text!r} may be "
                f"{text.replace(sign, '.')} or {whole}, and no other value of the file tells "
                f"which; write {text}0 or {whole}."
            )
        return sign
    return "."


def _numbers_with(sign: str, rows: list[Row], columns: list[str]) -> Iterator[tuple[int, str, str]]:
    """The numbers in which a sign stands, each behind its line and its column."""
    for line, row in rows:
        for column, text in zip(columns, row, strict=True):
            if sign in text and _NUMBER.fullmatch(text):
                yield line, column, text


def _value(text: str, column: str, sign: str, broken_rule, place: str) -> float:
    try:
        # Python itself would also read 1_0 and the digits of other scripts.
        value = float(text.replace(sign, ".")) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    rule = broken_rule(column, value)
    if not rule and math.isfinite(value):
        return value
    raise FormatError(
        f"{place}, column {reprlib.repr(column)}: {rule or _rule_of_numbers(text, sign)}; it is "
        f"{reprlib.repr(text)}."
    )


def _rule_of_numbers(text: str, sign: str) -> str:
    """What a text that isn't read as a finite number breaks."""
    if not text:
        return "a cell must not be empty"
    if _THOUSANDS.fullmatch(text):
        return "a number must have nothing between its thousands"
    if sign == "." and "," in text and _NUMBER.fullmatch(text):
        return (
            "a number may have a decimal comma only where tabs or semicolons separate the columns"
        )
    if text[0].isalpha():
        return "a value must be a finite number, even where it stands for a class"
    return "a value must be a finite number"
