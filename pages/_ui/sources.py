"""Where the digit comes from: strokes on the pad, a picture from a file, or one from the camera."""

import io
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import streamlit as st

from core.drawing import (
    PAD_SIDE,
    EmptyDrawing,
    ImageError,
    Steps,
    Strokes,
    find_ink,
    ink_stages,
    open_image,
    stages,
)
from pages._ui import uploads
from pages._ui.pad import drawn, pad
from pages._ui.page import plain

SOURCES = {
    "Pad": ":material/draw: Pad",
    "Picture": ":material/image: Picture",
    "Camera": ":material/photo_camera: Camera",
}
HEIGHT = "min(58vh, 640px, 72vw)"
MOST_MEGABYTES = 20
# Of a picture as it is shown beside the answers.
_LONGEST = 900


@dataclass(frozen=True, eq=False)
class Sketch:
    """Strokes from the pad; `pen` is its width in sides of the pad."""

    strokes: Strokes
    pen: float

    def stages(self, steps: Steps) -> tuple[np.ndarray, ...]:
        """What it looks like before and after each step; raises EmptyDrawing without a stroke."""
        return stages(self.strokes, PAD_SIDE, self.pen * PAD_SIDE, steps)


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture from outside: its file to be shown, and the ink found in it, (rows, columns)."""

    name: str
    shown: bytes
    ink: np.ndarray

    def stages(self, steps: Steps) -> tuple[np.ndarray, ...]:
        """What its ink looks like before and after each step."""
        return ink_stages(self.ink, steps)


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


def digit(source: str) -> Sketch | Picture | None:
    """What there is of that source; None for a picture that isn't there yet."""
    if source == "Pad":
        return Sketch(drawn("pad"), _pen())
    if source == "Camera" and not st.session_state.get("draw-camera"):
        # It looks again, since it was left for another source.
        return None
    return st.session_state.get(_place(source))


def show(source: str) -> None:
    """Draw the pad, or what takes a picture in; the pad as the last thing in its fragment."""
    if source == "Pad":
        pad(key="pad", height=HEIGHT, pen=_pen())
    elif source == "Camera":
        st.camera_input(
            "One digit on paper",
            key="draw-camera",
            on_change=_take,
            args=(source, "draw-camera"),
            resolution="720p",
            help="Browsers open the camera for this machine's own address and for https only. On "
            "a phone, Picture takes one as well.",
        )
        _show_problem(source)
    else:
        key = f"draw-file-{st.session_state.get('draw-files', 0)}"
        st.file_uploader(
            "One digit on paper, on a screen, dark on light or light on dark: a PNG, JPEG, GIF, "
            "WebP or BMP",
            key=key,
            on_change=_take,
            args=(source, key),
            max_upload_size=MOST_MEGABYTES,
        )
        _show_problem(source)
        if picture := st.session_state.get(_place(source)):
            st.image(picture.shown, caption=plain(picture.name))


def read(file: BinaryIO, name: str) -> Picture:
    """Read a picture; raises ImageError or EmptyDrawing, whose messages say what is wrong."""
    image = open_image(file)
    ink = find_ink(image)
    image.thumbnail((_LONGEST, _LONGEST))
    shown = io.BytesIO()
    image.convert("RGBA").save(shown, "PNG")
    # About as fine as a picture's own grey levels, in a quarter of the memory.
    return Picture(name, shown.getvalue(), ink.astype(np.float16))


def _pen() -> float:
    """The pen's width, in sides of the pad."""
    return st.session_state.get("draw-pen", 7) / 100


def _place(source: str) -> str:
    return f"draw-taken-{source}"


def _take(source: str, key: str) -> None:
    """Take over a new file; if it can't be used, the last one stays and a sentence tells why.

    Not that of the camera, which shows the new one.
    """
    file = st.session_state[key]
    st.session_state[f"{_place(source)}-problem"] = ""
    if source == "Camera":
        st.session_state.pop(_place(source), None)
    if file is None:
        return
    try:
        st.session_state[_place(source)] = read(file, file.name)
    except (ImageError, EmptyDrawing) as error:
        st.session_state[f"{_place(source)}-problem"] = plain(str(error))
    if source == "Picture":
        # A box with a new name is empty: the file itself isn't kept.
        st.session_state["draw-files"] = st.session_state.get("draw-files", 0) + 1
        uploads.forget([file])


def _show_problem(source: str) -> None:
    if problem := st.session_state.get(f"{_place(source)}-problem"):
        st.error(problem, icon=":material/error:")
