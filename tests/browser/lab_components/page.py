"""Images of ink and of signed values, and a slider whose server is slower than a hand."""

import threading

import numpy as np
import streamlit as st

from core.datasets import mnist
from pages._ui.images import images
from pages._ui.scrubber import chosen, scrubber

LIMIT = 0.004
SLOWNESS = 0.15


def ink() -> np.ndarray:
    """Ten digits; the first one has 253 in row 12 and column 7."""
    digits = mnist.load()[0].inputs[:10].reshape(-1, 28, 28).copy()
    digits[0, 11, 6] = 253
    return digits


def signed() -> np.ndarray:
    """Ten pictures of half blue, half vermilion; the first begins with what is to be tested."""
    x, y = np.meshgrid(np.linspace(-1, 1, 28), np.linspace(-1, 1, 28))
    pictures = np.stack([LIMIT * np.sin(3 * x + i * y) * np.cos(i + y) for i in range(10)])
    pictures[0, 0, :6] = [-LIMIT, 0, LIMIT, 2 * LIMIT, -0.00123, np.nan]
    return pictures


st.set_page_config(layout="wide")
st.title("Images and a slider", anchor=False)
shift = st.session_state.setdefault("shift", 0)
clicked = images(
    np.roll(ink(), shift, axis=1),
    key="ink",
    alt="Ten digits.",
    captions=[f"digit {i}" for i in range(10)],
    chosen=st.session_state.get("clicked"),
    clicks=True,
)
if clicked is not None:
    st.session_state.clicked = clicked
    st.rerun()
st.write(f"Clicked: {st.session_state.get('clicked')}")
images(signed(), key="signed", alt="Ten pictures.", limit=LIMIT, most_columns=10)


def on_shift() -> None:
    st.session_state.shift += 1


def on_train() -> None:
    st.session_state.trained = st.session_state.get("trained", 200) + 100


def on_restart() -> None:
    st.session_state.trained = 0


with st.container(horizontal=True):
    st.button("Shift", on_click=on_shift)
    st.button("Train", on_click=on_train)
    st.button("Restart", on_click=on_restart)
st.text_input("Words")


@st.fragment
def lesson() -> None:
    at = chosen("time")
    threading.Event().wait(SLOWNESS)
    st.write(f"Python sees {at}.")
    scrubber(key="time", positions=range(0, st.session_state.get("trained", 200) + 1, 5), at=at)


lesson()
