"""Uploaded files are read once and let go of: Streamlit would keep them while the tab is open."""

from collections.abc import Iterable

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def forget(files: Iterable[UploadedFile]) -> None:
    """Let the server forget uploaded files; their box must not be shown again under its key."""
    context = get_script_run_ctx()
    for file in files:
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
