"""A visitor's table: the lecture's 30 evenings, changed by hand, or a file of their own."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import streamlit as st

from core.datasets import police, table
from core.datasets.dataset import Dataset
from core.datasets.rows import FEWEST_ROWS, FormatError


@dataclass(frozen=True)
class Sheet:
    """A table with labels 0 and 1; tables of equal content are equal, and so are their keys."""

    key: str
    data: Dataset = field(compare=False)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return self.data.columns[:-1]

    @property
    def label(self) -> str:
        return self.data.columns[-1]

    @property
    def has_both_labels(self) -> bool:
        return len(np.unique(self.data.labels)) == 2

    def column(self, name: str) -> np.ndarray:
        """The values of an input, (n,)."""
        return self.data.inputs[:, self.inputs.index(name)]

    def columns(self, names: Sequence[str]) -> np.ndarray:
        """The values of some inputs, (n, names)."""
        return np.stack([self.column(name) for name in names], axis=1)


@cache
def lecture() -> Sheet:
    """The lecture's 30 evenings."""
    return checked(police.load())


def checked(data: Dataset) -> Sheet:
    """The sheet of data whose values are of a size that can be worked with; raises FormatError."""
    wrong = np.argwhere(np.abs(data.inputs) > table.LARGEST)
    if len(wrong):
        row, place = wrong[0]
        column, value = data.columns[place], data.inputs[row, place]
        rule = table.size_rule(column, value)
        raise FormatError(f"Row {row + 1}, {column}: {rule}; it is {value:g}.")
    content = repr(data.columns).encode() + data.inputs.tobytes() + data.labels.tobytes()
    return Sheet(hashlib.sha256(content).hexdigest()[:16], data)


def from_cells(columns: Sequence[str], cells: np.ndarray) -> tuple[Sheet, int]:
    """The sheet of all rows whose cells are filled, and how many others there are.

    cells: (n, columns), NaN where nothing stands. Raises FormatError.
    """
    full = ~np.isnan(cells).any(axis=1)
    rows = cells[full]
    if len(rows) < FEWEST_ROWS:
        raise FormatError(
            f"A table must have at least {FEWEST_ROWS} full rows; here "
            f"{'is 1' if len(rows) == 1 else f'are {len(rows)}'}."
        )
    if not np.isin(rows[:, -1], (0, 1)).all():
        wrong = rows[~np.isin(rows[:, -1], (0, 1)), -1][0]
        raise FormatError(f"{columns[-1]}: a label must be 0 or 1; here is {wrong:g}.")
    data = Dataset(rows[:, :-1].copy(), rows[:, -1].astype(int), tuple(columns))
    return checked(data), int(np.sum(~full))


# ---- the visitor's choice


def current() -> Sheet:
    return st.session_state.get("police-sheet", lecture())


def chosen_row() -> int | None:
    """The row that the visitor looks at, if it is still there."""
    row = st.session_state.get("police-row")
    return row if row is not None and row < len(current().data) else None


def choose_row(row: int | None) -> None:
    """Look at a row; the table, whose own choice can't be changed, is drawn anew."""
    st.session_state["police-row"] = row
    renew()


def use(sheet: Sheet) -> None:
    """Work with another table from now on."""
    st.session_state["police-sheet"] = sheet
    st.session_state["police-problem"] = ""
    choose_row(None)


def renew() -> None:
    """Have the table, and all that belongs to it, drawn anew."""
    st.session_state["police-drawn"] = st.session_state.get("police-drawn", 0) + 1
