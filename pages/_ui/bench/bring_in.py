"""Digits from files: pictures by the hundred, or a whole set with its labels."""

import streamlit as st

from core.drawing import Example, Taken, read_files
from pages._ui import again, uploads
from pages._ui.bench import shelf
from pages._ui.bench.shelf import Shelf
from pages._ui.page import plain

MOST_FILES = 200
MOST_MEGABYTES = 20
WAYS = {"Files": True, "A folder": "directory"}


def show() -> None:
    """Draw the box for files, and what became of the last ones."""
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
        taken = read(files)
        if taken is None:
            return
        take(shelf.shelf(), *taken)
        # A box with a new name is empty: the files themselves aren't kept.
        st.session_state["bench-uploads"] = st.session_state.get("bench-uploads", 0) + 1
        uploads.forget("bench-files", files)
        again.rerun()
    mine = shelf.shelf()
    if mine.problems:
        st.error("\n".join(f"- {plain(each)}" for each in mine.problems), icon=":material/error:")
    if mine.report:
        st.success(mine.report, icon=":material/check:")


def read(files: list) -> Taken | None:
    """What the files hold; None while they are being read."""
    if len(files) > MOST_FILES:
        return [], [f"At most {MOST_FILES} files may come at once; here are {len(files)}."]
    return uploads.read("bench-files", files, read_files)


def take(mine: Shelf, examples: list[Example], problems: list[str]) -> None:
    """Lay examples on the shelf if there is room, and note what can't be taken, and why."""
    if len(examples) > mine.room:
        problems = [
            *problems,
            f"The bench holds at most {shelf.MOST_EXAMPLES:,} digits: there is room for "
            f"{mine.room:,} more, and here are {len(examples):,}. Take the others away first, "
            "then start over.",
        ]
        examples = []
    mine.add(examples)
    mine.problems = problems
