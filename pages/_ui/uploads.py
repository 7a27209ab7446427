"""Uploaded files, read outside the page's run and let go of: Streamlit would keep them."""

import io
from collections.abc import Callable, Sequence

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages._ui.worked_out import worked_out
from pages._work import calculations


def read(place: str, files: Sequence[UploadedFile], function: Callable) -> object | None:
    """What function(files) makes of them, or None and in its place the progress.

    place, and what is raised: see `worked_out`. When it is there, take it and `forget` the files.
    """
    title = f"Reading {files[0].name}" if len(files) == 1 else f"Reading {len(files)} files"
    return worked_out(place, _key(place, files), function, _copies(files), title=title)


def forget(files: Sequence[UploadedFile], place: str | None = None) -> None:
    """Let the server forget files, and what was read; their box must not be shown again."""
    if place:
        calculations.service().forget(_key(place, files))
    context = get_script_run_ctx()
    for file in files:
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _key(place: str, files: Sequence[UploadedFile]) -> tuple:
    return place, *(file.file_id for file in files)


def _copies(files: Sequence[UploadedFile]) -> list[io.BytesIO]:
    """The same files as `core` knows them; their bytes aren't copied."""
    copies = []
    for file in files:
        copy = io.BytesIO(file.getvalue())
        copy.name = file.name
        copies.append(copy)
    return copies
