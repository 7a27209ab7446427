"""The lecture's table of a pizzeria's evenings: will the neighbours call the police?"""

import reprlib
from pathlib import Path

import numpy as np

from core.datasets import table as tables
from core.datasets.dataset import Dataset
from core.datasets.source import Source
from core.datasets.table import FormatError, Table

FILE = Path(__file__).parents[2] / "assets" / "police.txt"
INPUTS = ("Reservations", "Temperature", "Tourists")
LABEL = "Police"

# Where a column goes: the lecture's inputs, then (rank 3) all others, then the label.
_RANKS = {**{column: rank for rank, column in enumerate(INPUTS)}, LABEL: len(INPUTS) + 1}


def load() -> Dataset:
    """Read the lecture's 30 evenings: inputs (30, 3) float64, labels (30,), 1 for a call."""
    return read(FILE)


def read(path_or_file: Source) -> Dataset:
    """Read a table with the columns of police.txt from any file that `table.read` can read.

    Needed are the columns Reservations, Temperature, Tourists and Police, in any order. The three
    come first among the inputs, in this order, then any further columns. Raises FormatError.
    """
    table = tables.read(path_or_file, _check_header, _broken_rule)
    order = sorted(
        range(len(table.columns)), key=lambda i: _RANKS.get(table.columns[i], len(INPUTS))
    )
    return Dataset(
        inputs=table.values[:, order[:-1]],
        labels=table.values[:, order[-1]].astype(int),
        columns=tuple(table.columns[i] for i in order),
    )


def read_own(file: Source) -> tuple[Table, Dataset]:
    """Read a table of a visitor's own; its label is Police, or the last column of two values.

    Raises FormatError.
    """
    table = tables.read(file, broken_rule=tables.size_rule)
    counts = [len(np.unique(column)) for column in table.values.T]
    fitting = [name for name, count in zip(table.columns, counts, strict=True) if count == 2]
    label = LABEL if LABEL in fitting else (fitting or table.columns)[-1]
    return table, tables.two_classes(table, label)


def _broken_rule(column: str, value: float) -> str:
    return "a label must be 0 or 1" if column == LABEL and value not in (0, 1) else ""


def require_both_labels(table: Dataset) -> None:
    """Refuse, by a FormatError, a table whose labels are all the same."""
    if np.all(table.labels == table.labels[0]):
        raise FormatError(
            f"Both labels, 0 and 1, must occur; here all {len(table)} labels are "
            f"{table.labels[0]}, so there is nothing to separate."
        )


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
