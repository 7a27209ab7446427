"""Where the digit comes from: strokes on the pad, a picture from a file, or one from the camera."""

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.drawing import EmptyDrawing, ImageError, Scan, Strokes, read_scan
from pages._ui import again, uploads
from pages._ui.draw import pad
from pages._ui.draw.sheet import Sheet, Wishes
from pages._ui.page import plain

SOURCES = {
    "Pad": ":material/draw: Pad",
    "Picture": ":material/image: Picture",
    "Camera": ":material/photo_camera: Camera",
}
HEIGHT = "min(58vh, 640px, 72vw)"
MOST_MEGABYTES = 20


def choose() -> str:
    """Draw the choice of a source."""
    return st.segmented_control(
        "Source",
        list(SOURCES),
        default="Pad",
        required=True,
        key="draw-source",
        format_func=SOURCES.get,
        label_visibility="collapsed",
        persist_state="session",
    )


def stages_of(sheet: Sheet, strokes: Strokes, wishes: Wishes) -> tuple[np.ndarray, ...] | None:
    """What there is of a digit looks like before and after each step; None without one."""
    if wishes.source == "Pad":
        return sheet.stages(strokes, wishes)
    if wishes.source == "Camera" and not st.session_state.get("draw-camera"):
        # It looks again, since it was left for another source.
        return None
    scan: Scan | None = st.session_state.get(_place(wishes.source))
    return scan and scan.stages[wishes.steps]


def show(source: str, seq: int, pen: float, looked: bool) -> None:
    """Draw the pad, by `pad.show`, or what takes a picture in."""
    if source == "Pad":
        pad.show(seq=seq, height=HEIGHT, pen=pen, looked=looked)
    elif source == "Camera":
        photo = st.camera_input(
            "One digit on paper",
            key="draw-camera",
            resolution="720p",
            help="Browsers open the camera for this machine's own address and for https only. On "
            "a phone, Picture takes one as well.",
        )
        _follow_camera(photo)
        _show_problem(source)
    else:
        file = st.file_uploader(
            "One digit on paper, on a screen, dark on light or light on dark: a PNG, JPEG, GIF, "
            "WebP or BMP",
            # A box with a new name is empty: the file itself isn't kept.
            key=f"draw-file-{st.session_state.get('draw-files', 0)}",
            max_upload_size=MOST_MEGABYTES,
        )
        if file and _take(source, file):
            st.session_state["draw-files"] = st.session_state.get("draw-files", 0) + 1
            uploads.forget(source, file)
            again.rerun()
        _show_problem(source)
        if scan := st.session_state.get(_place(source)):
            st.image(scan.shown, caption=plain(scan.name))


def _place(source: str) -> str:
    return f"draw-taken-{source}"


def _follow_camera(photo: UploadedFile | None) -> None:
    """Take over what the camera shows, once; what it showed before is gone."""
    shown = photo and photo.file_id
    if shown == st.session_state.get("draw-photo"):
        return
    for kept in (_place("Camera"), f"{_place('Camera')}-problem"):
        st.session_state.pop(kept, None)
    if photo is None or _take("Camera", photo):
        st.session_state["draw-photo"] = shown
        again.rerun()


def _take(source: str, file: UploadedFile) -> bool:
    """Take over a file, and say whether it is read; if it can't be used, a sentence tells why."""
    problem = ""
    try:
        scan = uploads.read(source, file, read_scan)
        if scan is None:
            return False
        st.session_state[_place(source)] = scan
    except (ImageError, EmptyDrawing) as error:
        problem = plain(str(error))
    st.session_state[f"{_place(source)}-problem"] = problem
    return True


def _show_problem(source: str) -> None:
    if problem := st.session_state.get(f"{_place(source)}-problem"):
        st.error(problem, icon=":material/error:")
