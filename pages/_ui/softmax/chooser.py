"""Which of MNIST's test images is looked at: by its number, one on, one back, or any."""

import numpy as np
import streamlit as st

from pages._ui import answers, data, pictures
from pages._ui.controls import Controls
from pages._ui.page import theme
from pages._ui.words import WordError, whole

# A handwritten 2, as in the lecture's example of ten outputs.
FIRST = 1
_controls = Controls("softmax")


def show_image() -> tuple[np.ndarray, int]:
    """Draw the chosen image; return its pixels (784,) and its label."""
    _, test_set = data.mnist_sets()
    index = chosen()
    image, label = test_set.inputs[index], int(test_set.labels[index])
    words = f"{answers.name(label)}, test image {index:,}"
    st.html(pictures.digit(image.reshape(28, 28), words, theme()))
    return image, label


def chosen() -> int:
    """The image's number in the test set."""
    return st.session_state.get("softmax-image", FIRST)


def show_choices() -> None:
    """Draw a field for the image's number, and buttons that lead to others."""
    count, index = len(data.mnist_sets()[1]), chosen()
    # What the field shows is the image's number, however that was chosen.
    number = _controls.keep("softmax-image-number", str(index))
    st.text_input(
        f"Test image, 0 to {count - 1:,}",
        number,
        key="softmax-image-number",
        on_change=lambda: take_number(count),
    )
    if problem := st.session_state.get("softmax-image-problem"):
        st.warning(problem, icon=":material/error:")
    with st.container(horizontal=True, gap="small"):
        for label, shortcut, to in (
            ("Previous", "P", (index - 1) % count),
            ("Next", "N", (index + 1) % count),
        ):
            st.button(label, shortcut=shortcut, key=f"softmax-{label}", on_click=take, args=(to,))
        st.button(
            "At random",
            shortcut="A",
            key="softmax-random",
            on_click=take_any,
            args=(count,),
        )
    _controls.close()


def take(index: int, problem: str = "") -> None:
    """Look at that image; `problem` is what was wrong with what was asked for."""
    st.session_state["softmax-image"] = index
    st.session_state["softmax-image-problem"] = problem


def take_number(count: int) -> None:
    """Choose the image of the number typed, or say why there is none."""
    if not _controls.took("softmax-image-number"):
        return
    typed = st.session_state["softmax-image-number"]
    try:
        take(whole("A test image's number", typed, 0, count - 1))
    except WordError as error:
        take(chosen(), str(error))


def take_any(count: int) -> None:
    """Choose an image at random: how often that was asked for is the seed."""
    seed = st.session_state.get("softmax-draws", 0)
    st.session_state["softmax-draws"] = seed + 1
    take(int(np.random.default_rng(seed).integers(count)))
