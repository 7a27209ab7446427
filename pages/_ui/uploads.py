"""Uploaded files, read outside the page's run and let go of: Streamlit would keep them."""

import io
from collections.abc import Callable, Sequence

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages._ui.worked_out import worked_out
from pages._work import calculations

Brought = UploadedFile | Sequence[UploadedFile]


def read(place: str, brought: Brought, function: Callable) -> object | None:
    """What function(brought) makes of a file, or of several, or None and in its place the progress.

    place, and what is raised: see `worked_out`. When it is there, take it and `forget` the files.
    """
    files = _files(brought)
    copies = [_copy(file) for file in files]
    several = isinstance(brought, Sequence)
    title = f"Reading {len(files)} files" if len(files) > 1 else f"Reading {files[0].name}"
    given = copies if several else copies[0]
    return worked_out(place, _key(place, files), function, given, title=title)


def forget(place: str, brought: Brought) -> None:
    """Let the server forget files, and what was read; their box must not be shown again."""
    files = _files(brought)
    calculations.service().forget(_key(place, files))
    context = get_script_run_ctx()
    for file in files:
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _files(brought: Brought) -> Sequence[UploadedFile]:
    return brought if isinstance(brought, Sequence) else [brought]


def _key(place: str, files: Sequence[UploadedFile]) -> tuple:
    return place, *(file.file_id for file in files)


def _copy(file: UploadedFile) -> io.BytesIO:
    """The same file as `core` knows it; its bytes aren't copied."""
    copy = io.BytesIO(file.getvalue())
    copy.name = file.name
    return copy
