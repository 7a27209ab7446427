"""The table on the page: rows to choose, cells to change, a file to bring."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.datasets import police, table
from core.datasets.rows import MOST_INPUTS, FormatError
from core.datasets.table import Table
from pages._ui import again, ruler, uploads
from pages._ui.page import plain
from pages._ui.police.sheets import (
    Sheet,
    checked,
    chosen_row,
    current,
    from_cells,
    lecture,
    renew,
    use,
)

HEIGHT = 560


def show() -> None:
    """Draw the table and what can be done with it; what is current is settled after that."""
    sheet = current()
    editing = st.toggle("Edit", key="police-editing", persist_state="session")
    # A table measures its letters when it is new, and so it must be new when they change.
    letters = ruler.size("police-ruler")
    if editing:
        show_editor(sheet, letters)
    else:
        show_rows(sheet, letters)
    with st.container(horizontal=True):
        if current() != lecture():
            st.button(
                "Back to the lecture's data",
                icon=":material/undo:",
                on_click=use,
                args=(lecture(),),
            )
        show_own_table()


def show_rows(sheet: Sheet, letters: float) -> None:
    row = chosen_row()
    event = st.dataframe(
        _cells_of(sheet),
        key=f"{_key('rows')}-{letters:g}",
        height=HEIGHT,
        row_height=round(1.5 * letters),
        hide_index=True,
        column_config={str(place): name for place, name in enumerate(sheet.data.columns)},
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [] if row is None else [row]}},
        alt=f"The {len(sheet.data)} rows.",
    )
    rows = event.selection.rows
    st.session_state["police-row"] = rows[0] if rows else None


def show_editor(sheet: Sheet, letters: float) -> None:
    """Draw the table as it was when editing began, with all changes since."""
    key = f"{_key('editor')}-{letters:g}"
    if key not in st.session_state:
        # Streamlit forgets the changes when the editor leaves the page; the table has them.
        st.session_state["police-edited"] = sheet
    base = st.session_state["police-edited"]
    edited = st.data_editor(
        _cells_of(base),
        key=key,
        height=HEIGHT,
        num_rows="dynamic",
        column_config=_entries(base),
    )
    try:
        new, unfinished = from_cells(base.data.columns, _matrix(edited))
    except FormatError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if unfinished:
        st.markdown(f"{unfinished} unfinished: a row counts once all its cells are filled.")
    st.session_state["police-sheet"] = new


def _cells_of(sheet: Sheet) -> dict[str, list]:
    """The columns by their places: to Streamlit and to pandas, some names mean more than a name."""
    columns = [*sheet.data.inputs.T.tolist(), sheet.data.labels.tolist()]
    return {str(place): cells for place, cells in enumerate(columns)}


def _entries(sheet: Sheet) -> dict[str, dict]:
    """What stands over the columns, and what may be typed into them."""
    column = st.column_config.NumberColumn
    numbers = [column(name, format="plain") for name in sheet.inputs]
    label = column(sheet.label, min_value=0, max_value=1, step=1)
    return {str(place): entry for place, entry in enumerate([*numbers, label])}


def _matrix(edited: dict[str, Iterable]) -> np.ndarray:
    """The editor's cells (n, columns); an empty one is NaN."""
    columns = [
        [np.nan if cell is None else float(cell) for cell in column] for column in edited.values()
    ]
    return np.array(columns).T


# ---- a file


def show_own_table() -> None:
    """Draw a box for a file, and the choice of its label's column."""
    with st.popover("Own table", icon=":material/upload_file:"):
        st.markdown(
            "A CSV or text file with a row of names, then numbers: 1 to "
            f"{MOST_INPUTS} inputs, and a label of two values, such as 0 and 1. Between the "
            "columns commas, semicolons, tabs or blanks; with semicolons or tabs, 21,5 is a number."
        )
        file = st.file_uploader(
            "A table", key=_key("file"), label_visibility="collapsed", max_upload_size=1
        )
        if file:
            _take(file)
        if problem := st.session_state.get("police-problem"):
            st.error(problem, icon=":material/error:")
        read: Table | None = st.session_state.get("police-table")
        if read:
            label = current().label
            st.selectbox(
                "The label",
                read.columns,
                index=read.columns.index(label) if label in read.columns else None,
                key=_key("label"),
                on_change=_relabel,
                args=(_key("label"),),
            )


def _take(file: UploadedFile) -> None:
    """Use a file, as soon as it is read; if it can't be, keep what there is."""
    with _refusing():
        found = uploads.read("police-file", file, police.read_own)
        if found is None:
            return
        table, data = found
        use(checked(data))
        st.session_state["police-table"] = table
    uploads.forget("police-file", file)
    renew()
    again.rerun()


def _relabel(key: str) -> None:
    if (name := st.session_state[key]) is not None:
        with _refusing():
            use(checked(table.two_classes(st.session_state["police-table"], name)))


@contextmanager
def _refusing() -> Iterator[None]:
    """Say in the box what is wrong with a table that it was given."""
    try:
        yield
    except FormatError as error:
        st.session_state["police-problem"] = plain(str(error))


def _key(part: str) -> str:
    """A widget's name, new each time that the table is drawn anew."""
    return f"police-{part}-{st.session_state.get('police-drawn', 0)}"
