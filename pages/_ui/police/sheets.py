"""A visitor's table: the lecture's 30 evenings, changed by hand, or a file of their own."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import streamlit as st

from core.datasets import police, table
from core.datasets.dataset import Dataset
from core.datasets.table import FormatError, Table
from pages._ui import uploads
from pages._ui.page import plain

# So far from what anybody measures that only a slip of the hand gets there.
LARGEST = 1e9
HEIGHT = 560


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
    wrong = np.argwhere(np.abs(data.inputs) > LARGEST)
    if len(wrong):
        row, column = wrong[0]
        raise FormatError(
            f"Row {row + 1}, {data.columns[column]}: a value may be at most {LARGEST:,.0f} in "
            f"size; here is {data.inputs[row, column]:g}."
        )
    content = repr(data.columns).encode() + data.inputs.tobytes() + data.labels.tobytes()
    return Sheet(hashlib.sha256(content).hexdigest()[:16], data)


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
    _renew()


def use(sheet: Sheet) -> None:
    """Work with another table from now on."""
    st.session_state["police-sheet"] = sheet
    st.session_state["police-problem"] = ""
    choose_row(None)


def _renew() -> None:
    st.session_state["police-drawn"] = st.session_state.get("police-drawn", 0) + 1


def _key(part: str) -> str:
    return f"police-{part}-{st.session_state.get('police-drawn', 0)}"


# ---- the table on the page


def show() -> None:
    """Draw the table and what can be done with it; what is current is settled after that."""
    sheet = current()
    editing = st.toggle("Edit", key="police-editing", persist_state="session")
    if editing:
        show_editor(sheet)
    else:
        show_rows(sheet)
    with st.container(horizontal=True):
        if current() != lecture():
            st.button(
                "Back to the lecture's data",
                icon=":material/undo:",
                on_click=use,
                args=(lecture(),),
            )
        show_own_table()
    if problem := st.session_state.get("police-problem"):
        st.error(problem, icon=":material/error:")


def show_rows(sheet: Sheet) -> None:
    row = chosen_row()
    event = st.dataframe(
        _records(sheet),
        key=_key("rows"),
        height=HEIGHT,
        row_height=26,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [] if row is None else [row]}},
        alt=f"The {len(sheet.data)} rows.",
    )
    rows = event.selection.rows
    st.session_state["police-row"] = rows[0] if rows else None


def show_editor(sheet: Sheet) -> None:
    """Draw the table as it was when editing began, with all changes since."""
    key = _key("editor")
    if key not in st.session_state:
        # Streamlit forgets the changes when the editor leaves the page; the table has them.
        st.session_state["police-edited"] = sheet
    base = st.session_state["police-edited"]
    numbers = {name: st.column_config.NumberColumn(format="plain") for name in sheet.inputs}
    label = st.column_config.NumberColumn(min_value=0, max_value=1, step=1)
    edited = st.data_editor(
        _records(base),
        key=key,
        height=HEIGHT,
        num_rows="dynamic",
        column_config={**numbers, sheet.label: label},
    )
    try:
        new, unfinished = from_cells(base.data.columns, np.asarray(_cells(edited, base)))
    except FormatError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if unfinished:
        st.markdown(f"{unfinished} unfinished: a row counts once all its cells are filled.")
    st.session_state["police-sheet"] = new


def from_cells(columns: Sequence[str], cells: np.ndarray) -> tuple[Sheet, int]:
    """The sheet of all rows whose cells are filled, and how many others there are.

    cells: (n, columns), NaN where nothing stands. Raises FormatError.
    """
    full = ~np.isnan(cells).any(axis=1)
    rows = cells[full]
    if len(rows) < table.FEWEST_ROWS:
        raise FormatError(
            f"A table must have at least {table.FEWEST_ROWS} full rows; here "
            f"{'is 1' if len(rows) == 1 else f'are {len(rows)}'}."
        )
    if not np.isin(rows[:, -1], (0, 1)).all():
        wrong = rows[~np.isin(rows[:, -1], (0, 1)), -1][0]
        raise FormatError(f"{columns[-1]}: a label must be 0 or 1; here is {wrong:g}.")
    data = Dataset(rows[:, :-1].copy(), rows[:, -1].astype(int), tuple(columns))
    return checked(data), int(np.sum(~full))


def _records(sheet: Sheet) -> dict[str, list]:
    columns = {name: sheet.column(name).tolist() for name in sheet.inputs}
    return {**columns, sheet.label: sheet.data.labels.tolist()}


def _cells(edited: dict[str, Iterable], base: Sheet) -> list[list[float]]:
    """The editor's cells, row by row; an empty one is NaN."""
    columns = [edited[name] for name in base.data.columns]
    filled = ([np.nan if cell is None else float(cell) for cell in column] for column in columns)
    return list(zip(*filled, strict=True))


# ---- a file


def show_own_table() -> None:
    """Draw a box for a file, and the choice of its label's column."""
    with st.popover("Own table", icon=":material/upload_file:"):
        st.markdown(
            f"Text or CSV: a row of names, then numbers. 1 to {table.MOST_INPUTS} inputs and a "
            "label with two values."
        )
        key = _key("file")
        st.file_uploader(
            "A table",
            key=key,
            on_change=_take,
            args=(key,),
            label_visibility="collapsed",
            max_upload_size=1,
        )
        read: Table | None = st.session_state.get("police-table")
        if read:
            st.selectbox(
                "The label",
                read.columns,
                index=len(read.columns) - 1,
                key=_key("label"),
                on_change=_relabel,
                args=(_key("label"),),
            )


def _take(key: str) -> None:
    """Use a file, its last column as the label if that can be one, else the first that can."""
    file = st.session_state[key]
    if file is None:
        return
    try:
        read = table.read(file)
    except FormatError as error:
        st.session_state["police-problem"] = plain(str(error))
    else:
        st.session_state["police-table"] = read
        _label(read, _likely_label(read))
    uploads.forget([file])
    _renew()


def _likely_label(read: Table) -> str:
    counts = [len(np.unique(column)) for column in read.values.T]
    fitting = [name for name, count in zip(read.columns, counts, strict=True) if count == 2]
    return "Police" if "Police" in fitting else (fitting or read.columns)[-1]


def _relabel(key: str) -> None:
    _label(st.session_state["police-table"], st.session_state[key])


def _label(read: Table, name: str) -> None:
    try:
        use(checked(table.two_classes(read, name)))
    except FormatError as error:
        st.session_state["police-problem"] = plain(str(error))
